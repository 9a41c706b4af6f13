"""Doing: one act on a case, each on a page of its own that comes back filled when refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.access.http import ActorRequest
from linli.disclosure.services import record_seen
from linli.mediation.listing import called
from linli.mediation.policies import may_keep_mediation
from linli.mediation.selectors import in_team
from linli.mediation.services import cases
from linli.mediation.services.team import keeper_of
from linli.mediation.states import CLOSED_STAGES, REGISTERED
from linli.mediation.views import after, before, corrections, ending, inviting, panel_acts, people_acts
from linli.mediation.views.acting import Act, Asked
from linli.mediation.views.cases import ACTING, ONLY_TEAM, back_to, case_or_404, keeps, page
from linli.ui.trying import tried

PLAIN: dict[str, Callable[[Asked], Act]] = {
    "accept": before.accept,
    **{slug: ending.ending(slug) for slug in ending.ENDINGS},
    "decline": ending.decline,
    "end": ending.end,
    "party": before.party,
    "correct": corrections.correct_case,
    "correct-court": corrections.correct_court,
    "contact": corrections.contact,
    "answers": before.answers,
    "answer": before.answer,
    "invite": inviting.invite,
    "draw": panel_acts.draw,
    "drop-draw": panel_acts.drop_draw,
    "recusals": panel_acts.recusals,
    "acceptances": panel_acts.acceptances,
    "official": panel_acts.official,
    "form-panel": panel_acts.form_panel,
    "agreement": after.agreement,
    "sign": after.sign,
    "mediator": after.mediator,
    "seal": after.seal,
    "effect": after.effect,
    "court": after.court,
    "decision": after.decision,
    "extend": after.extend,
    "escalate": after.escalate,
    "public": after.public,
    "relapse": after.relapse,
    "identity": people_acts.identity,
    "story-consent": people_acts.story_consent,
    "story": people_acts.story,
    "story-end": people_acts.story_end,
}
PREFIXED: dict[str, Callable[[Asked], Act]] = {
    "correct-meeting": corrections.correct_meeting,
    "correct": corrections.correct_party,
    "remove": corrections.remove_party,
    "recusal": panel_acts.recusal,
    "acceptance": panel_acts.acceptance,
    "let-go": panel_acts.let_go,
    "meeting": panel_acts.meeting,
    "vote": panel_acts.vote,
    "opinion": panel_acts.opinion,
    "perform": after.perform,
    "follow-up": after.follow_up,
}
FOR_COLLEAGUES = ("escalate",)
"""What names nobody and cannot wait: any colleague of the community may do it. All else is the team's."""
REVIEWING = ("accept", "decline", "transfer")
"""Of a case under review any colleague of the community may do this too: it names nobody, and whoever accepts keeps
the case. Parties may stand in it already, carried over from an earlier case."""
UNKEPT = (*REVIEWING, "party")
"""While nobody keeps it, a party may be entered too: a notice that it is not taken up needs somebody to go to."""


def _whole(described: Act, data: dict[str, Any]) -> tuple[Any]:
    """All of it or nothing: a round of answers refused half-way leaves no half behind."""
    with transaction.atomic():
        return (described.do(data),)


def built(asked: Asked, slug: str) -> Act:
    """The act a slug names. Raises Http404 for an unknown one."""
    if slug in PLAIN:
        return PLAIN[slug](asked)
    if slug in (*cases.STEPS, "inform"):
        return before.step(replace(asked, rest=slug))
    for prefix, build in PREFIXED.items():
        if slug.startswith(f"{prefix}-"):
            return build(replace(asked, rest=slug.removeprefix(f"{prefix}-")))
    raise Http404


@require_http_methods(ACTING)
@never_cache
@keeps
def act(request: ActorRequest, ref: str, slug: str) -> HttpResponse:
    """Ask for what the act needs, do it, lead back; or say which rule forbids it."""
    found = case_or_404(request, ref)
    if not may_keep_mediation(request.actor, found.community):
        raise PermissionDenied(f"您的任职不包括{found.community.name}。")
    team = in_team(request.actor, found)
    open_to_all: tuple[str, ...] = FOR_COLLEAGUES
    if found.stage == REGISTERED:
        open_to_all += UNKEPT if keeper_of(found) is None else REVIEWING
    own = found.stage == REGISTERED and slug == "correct" and found.recorded_by_id == request.actor.account_id
    if not (team or own or slug in open_to_all):
        raise PermissionDenied(ONLY_TEAM)
    sent = request.method == "POST"
    asked = Asked(request.actor, found, request.POST if sent else None, "", request.FILES if sent else None)
    described = built(asked, slug)
    form = described.form
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: _whole(described, form.cleaned_data))
        if made is not None:
            messages.success(request, f"{described.verb}：已记下")
            if described.again and "again" in request.POST:
                return redirect("mediation:act", found.ref, slug)
            return back_to(found)
    elif team and asked.case.parties_count:
        record_seen(
            actor=request.actor, target=found, what="调解案件", fields=["当事人姓名"], purpose="办理调解案件"
        )
    context = {
        "case": found,
        "key": f"{found.ref}-{slug}",  # what is typed into one act is not offered in another
        "title": called(found),
        "act": described,
        "form": form,
        "closed": found.stage in CLOSED_STAGES,
    }
    return page(request, described.template, context, 409 if form.errors else 200)
