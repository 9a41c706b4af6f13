"""Two small books: lost-work subsidies, and questions put to the notables."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.common.money import yuan
from linli.disclosure.models.listed import PERSON
from linli.disclosure.services import list_seen
from linli.mediation.forms import fields
from linli.mediation.forms import roster as forms
from linli.mediation.models import Consultation, Subsidy, Voice
from linli.mediation.policies import KEEP_MEDIATION
from linli.mediation.selectors import WHY, committee_on, listed_on, mediators_on
from linli.mediation.services import consulting, subsidies
from linli.mediation.views.cases import ACTING, page
from linli.mediation.views.places import chosen, question
from linli.orgs.models import Area
from linli.people.models import Person
from linli.ui.asking import act, sent
from linli.ui.forms import LinliForm
from linli.ui.paging import paged

keeps = holding(KEEP_MEDIATION)
SUBSIDY = ("mediation-subsidies", "误工补贴", "mediation:subsidies")
ASKING = ("mediation-consultations", "群英征询", "mediation:consultations")


@require_safe
@never_cache
@keeps
def subsidy_list(request: ActorRequest) -> HttpResponse:
    """Of one community, the latest first."""
    area, places = chosen(request)
    rows = Subsidy.objects.visible_to(request.actor).filter(community=area)
    found = paged(request, rows.select_related("person").order_by("-day", "-pk"))
    if found.object_list:
        whom = {PERSON: [each.person_id for each in found.object_list]}
        list_seen(
            actor=request.actor, what="误工补贴", count=len(found.object_list), fields=["姓名"], whom=whom
        )
    context = {
        "current": SUBSIDY[0],
        "area": area,
        "places": places,
        "page": found,
        "rows": [(each, yuan(each.amount_fen)) for each in found],
    }
    return page(request, "subsidies", context)


def _people(area: Area) -> list[tuple[str, str]]:
    today = business_date()
    committee = committee_on(area, today)
    mediators = mediators_on(committee, today) if committee is not None else []
    listed = [each.person for each in listed_on(today).filter(community=area).select_related("person")]
    by_ref = {person.ref: person.name for person in [*mediators, *listed]}
    return sorted(by_ref.items(), key=lambda each: each[1])


@require_http_methods(ACTING)
@keeps
def subsidy_new(request: ActorRequest) -> HttpResponse:
    """Note lost work."""
    area, _ = chosen(request)
    form = forms.SubsidyForm(sent(request), people=_people(area))

    def do(form: LinliForm) -> Any:
        data = dict(form.cleaned_data)
        person = Person.objects.unscoped(WHY).get(ref=data.pop("who"))
        return subsidies.note_subsidy(
            actor=request.actor, community=area, person=person, day=data.pop("on"), **data
        )

    told = ("补贴由财政保障，另立台账；调解不向任何一方收钱（《人民调解法》第四条、第十六条）。",)
    return act(
        request,
        question(SUBSIDY[0], "登记误工补贴", "登记", *SUBSIDY[1:], area, told=told),
        form,
        do,
        "已登记。",
    )


@require_http_methods(ACTING)
@keeps
def subsidy_pay(request: ActorRequest, ref: str) -> HttpResponse:
    """It was paid out."""
    rows = Subsidy.objects.visible_to(request.actor).filter(ref=ref, paid_on__isnull=True)
    found = rows.select_related("community", "person").first()
    if found is None or not request.actor.may(KEEP_MEDIATION, found.community):
        raise Http404
    asked = question(
        SUBSIDY[0], f"{yuan(found.amount_fen)} 元已发放", "已发放", *SUBSIDY[1:], found.community
    )
    return act(
        request,
        asked,
        fields.DayForm(sent(request)),
        lambda form: subsidies.pay_subsidy(actor=request.actor, subsidy=found, on=form.cleaned_data["on"]),
        "已记下。",
    )


@require_safe
@keeps
def consultation_list(request: ActorRequest) -> HttpResponse:
    """Of one community, the open ones first."""
    area, places = chosen(request)
    rows = Consultation.objects.visible_to(request.actor).filter(community=area)
    found = paged(request, rows.order_by("closed_on", "-opened_on", "-pk"))
    heard: dict[int, int] = {}
    voices = Voice.objects.unscoped(WHY).filter(consultation__in=[each.pk for each in found])
    for consultation, doors in voices.values_list("consultation_id", "doors"):
        heard[consultation] = heard.get(consultation, 0) + doors
    context = {
        "current": ASKING[0],
        "area": area,
        "places": places,
        "page": found,
        "rows": [(each, heard.get(each.pk, 0)) for each in found],
    }
    return page(request, "consultations", context)


@require_http_methods(ACTING)
@keeps
def consultation_new(request: ActorRequest) -> HttpResponse:
    """Ask the notables to ask the doors."""
    area, _ = chosen(request)
    told = ("不是纠纷，是办一件事以前先听意见；只记问了几户、听到什么，不记是谁说的。",)
    return act(
        request,
        question(ASKING[0], f"请{area.name}的群英征询意见", "开始征询", *ASKING[1:], area, told=told),
        forms.ConsultationForm(sent(request)),
        lambda form: consulting.open_consultation(actor=request.actor, community=area, **form.cleaned_data),
        "已开始。",
    )


@require_http_methods(ACTING)
@keeps
def consultation_step(request: ActorRequest, ref: str, verb: str) -> HttpResponse:
    """What was heard; what came of it."""
    rows = Consultation.objects.visible_to(request.actor).filter(ref=ref, closed_on__isnull=True)
    found = rows.select_related("community").first()
    if (
        found is None
        or verb not in ("hear", "close")
        or not request.actor.may(KEEP_MEDIATION, found.community)
    ):
        raise Http404
    area = found.community
    if verb == "close":
        return act(
            request,
            question(ASKING[0], found.question, "写明结果，结束征询", *ASKING[1:], area),
            forms.FindingsForm(sent(request)),
            lambda form: consulting.close_consultation(
                actor=request.actor, consultation=found, **form.cleaned_data
            ),
            "已结束。",
        )
    listed = listed_on(business_date()).filter(community=area).select_related("person").order_by("pk")
    by_ref = {each.ref: each for each in listed}
    form = forms.VoiceForm(sent(request), people=[(ref, each.person.name) for ref, each in by_ref.items()])

    def do(form: LinliForm) -> Any:
        data = dict(form.cleaned_data)
        notable = by_ref[data.pop("notable")]
        return consulting.hear(actor=request.actor, consultation=found, notable=notable, **data)

    return act(
        request, question(ASKING[0], found.question, "记下听到的", *ASKING[1:], area), form, do, "已记下。"
    )
