"""Who works on a case: shown, added, leaving; another the keeper."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest
from linli.common.clock import business_date
from linli.mediation.forms.file import ColleagueForm
from linli.mediation.models import DisputeCase, TeamMember
from linli.mediation.policies import may_keep_mediation
from linli.mediation.selectors import in_team, team_of
from linli.mediation.services import team
from linli.mediation.views.cases import ACTING, case_or_404, keeps, page, sees, team_case
from linli.ui.asking import Page, act
from linli.ui.forms import ConfirmForm
from linli.ui.picking import who_form

WHY = "belongs to a case the reader works on"


@require_safe
@never_cache
@sees
def show(request: ActorRequest, ref: str) -> HttpResponse:
    """Names in clear to the team itself."""
    case = case_or_404(request, ref)
    own = request.actor.account.person_id if request.actor.account is not None else None
    members = team_of(case)
    context = {
        "case": case,
        "members": members,
        "team": in_team(request.actor, case),
        "is_keeper": any(each.is_keeper and each.person_id == own for each in members),
        "own": own,
        "may_take": may_keep_mediation(request.actor, case.community) and team.is_orphaned(case),
    }
    return page(request, "team", context)


def _page(case: DisputeCase, question: str, verb: str, *told: str, undoable: bool = True) -> Page:
    back = reverse("mediation:team", args=(case.ref,))
    return Page(
        current="mediation-cases",
        question=question,
        verb=verb,
        back=back,
        crumb="办案人员",
        crumb_address=back,
        told=told,
        undoable=undoable,
    )


@require_http_methods(ACTING)
@never_cache
@keeps
def add(request: ActorRequest, ref: str) -> HttpResponse:
    """One more: a colleague, or an official invited."""
    case = team_case(request, ref)
    if not team.keeps(request.actor, case):
        raise PermissionDenied(team.ONLY_KEEPER)
    form = who_form(request, ColleagueForm)
    if "who" in form.fields:  # nobody new is entered here
        form.fields["who"].error_messages["required"] = "请选是哪一位。"

    def do(form: Any) -> TeamMember:
        person = form.people[form.cleaned_data["who"]]
        return team.add_colleague(actor=request.actor, case=case, person=person, on=business_date())

    words = "加进来以后，他看得到各方的姓名和卷宗；以后退出，就看不到了。"
    return act(request, _page(case, "加一位办案人员", "加进来", words), form, do, "已加进来。")


@require_http_methods(ACTING)
@never_cache
@keeps
def change(request: ActorRequest, ref: str, member_ref: str, verb: str) -> HttpResponse:
    """Somebody leaves, or keeps the case from now on."""
    case = team_case(request, ref)
    rows = TeamMember.objects.unscoped(WHY).filter(case=case, ref=member_ref, valid_to__isnull=True)
    member = rows.select_related("person", "case__community").first()
    if member is None or verb not in ("leave", "keep"):
        raise Http404
    name, form = member.person.name, ConfirmForm(request.POST if request.method == "POST" else None)
    if verb == "keep":
        words = "交出以后，由他定办案人员；您还是办案人员。"
        asked = _page(case, f"把案件交给{name}承办？", "移交", words)
        return act(
            request,
            asked,
            form,
            lambda _: team.hand_over(actor=request.actor, member=member, on=business_date()),
            f"已移交给{name}承办。",
        )
    asked = _page(
        case, f"{name}不再办这个案件？", "退出", "退出以后，看不到各方的姓名和卷宗。", undoable=False
    )

    def leave(_: Any) -> bool:
        team.let_leave(actor=request.actor, member=member, on=business_date())
        return True

    return act(request, asked, form, leave, f"{name}已退出。")


@require_http_methods(ACTING)
@never_cache
@keeps
def take_over(request: ActorRequest, ref: str) -> HttpResponse:
    """Keep a case nobody keeps any more."""
    case = case_or_404(request, ref)
    if not may_keep_mediation(request.actor, case.community) or not team.is_orphaned(case):
        raise PermissionDenied("案件有人承办。要换承办人，请现在的承办人移交。")
    words = "承办人离任或者还没有承办人的，才能接手。接手后，您看得到各方的姓名和卷宗，会留痕。"
    return act(
        request,
        _page(case, "接手承办这个案件？", "接手", words),
        ConfirmForm(request.POST if request.method == "POST" else None),
        lambda _: team.take_over(actor=request.actor, case=case, on=business_date()),
        "已由您承办。",
    )
