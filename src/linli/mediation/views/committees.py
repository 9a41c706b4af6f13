"""The committee of a community: its term, its members, the mediators it appointed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.disclosure.models.listed import PERSON
from linli.disclosure.services import list_seen
from linli.mediation.forms import fields
from linli.mediation.forms import roster as forms
from linli.mediation.limits import COMMITTEE_LEAST, COMMITTEE_MOST
from linli.mediation.models import Committee, CommitteeMember, CommitteeTerm, Mediator
from linli.mediation.policies import KEEP_MEDIATION
from linli.mediation.selectors import WHY, committee_on
from linli.mediation.services import committees
from linli.mediation.services.committees import Seat
from linli.mediation.views.cases import ACTING, page
from linli.mediation.views.places import chosen, question
from linli.orgs.models import Area
from linli.people.models import Person
from linli.people.services import note_sex, register_person
from linli.ui.asking import act, sent
from linli.ui.forms import LinliForm
from linli.ui.picking import person_of, who_form

keeps = holding(KEEP_MEDIATION)
MOST = 60
CRUMB = ("mediation-committee", "调委会", "mediation:committee")


def _term(committee: Committee) -> CommitteeTerm | None:
    rows = CommitteeTerm.objects.unscoped(WHY).filter(committee=committee, valid_to__gt=business_date())
    return rows.order_by("-number").first()


@require_safe
@never_cache
@keeps
def show(request: ActorRequest) -> HttpResponse:
    """Who sits in it until when, whether the choice was reported, who mediates."""
    area, places = chosen(request)
    committee = committee_on(area, business_date())
    term = _term(committee) if committee is not None else None
    members = CommitteeMember.objects.unscoped(WHY).filter(term=term, valid_to__isnull=True)
    mediators = Mediator.objects.unscoped(WHY).filter(committee=committee, valid_to__isnull=True)
    people = list(members.select_related("person").order_by("pk")) if term else []
    appointed = list(mediators.select_related("person").order_by("pk")) if committee else []
    if people or appointed:
        persons = [*(each.person_id for each in people), *(each.person_id for each in appointed)]
        list_seen(
            actor=request.actor,
            what="调委会",
            count=len(persons),
            fields=["姓名"],
            whom={PERSON: persons},
        )
    context = {
        "current": "mediation-committee",
        "area": area,
        "places": places,
        "committee": committee,
        "term": term,
        "members": people,
        "mediators": appointed,
        "unreported": term is not None
        and (term.reported_on is None or any(m.reported_on is None for m in people)),
        "least": COMMITTEE_LEAST,
        "most": COMMITTEE_MOST,
    }
    return page(request, "committee", context)


def _committee_or_404(area: Area) -> Committee:
    found = committee_on(area, business_date())
    if found is None:
        raise Http404
    return found


@require_http_methods(ACTING)
@keeps
def set_up(request: ActorRequest) -> HttpResponse:
    """A community's first."""
    area, _ = chosen(request)
    initial = {"name": f"{area.name}人民调解委员会", "mark": area.name[:1]}
    form = forms.CommitteeForm(sent(request), initial=initial)
    return act(
        request,
        question(CRUMB[0], f"{area.name}设立调委会", "设立", *CRUMB[1:], area),
        form,
        lambda form: committees.set_up_committee(actor=request.actor, community=area, **form.cleaned_data),
        "已设立，接着登记这一届委员。",
    )


def _namesakes(request: ActorRequest, lines: str) -> dict[str, list[Person]]:
    """Those of the reader's areas who bear a name of the lines; the look is on record."""
    names = forms.names_in(request.POST.get(lines, "")) if request.method == "POST" else []
    found: dict[str, list[Person]] = {}
    rows = Person.objects.visible_to(request.actor).filter(name__in=names).select_related("area")
    for person in rows.order_by("pk")[:MOST]:
        found.setdefault(person.name, []).append(person)
    if found:
        persons = [each.pk for bearers in found.values() for each in bearers]
        whom = {PERSON: persons}
        list_seen(actor=request.actor, what="人员", count=len(persons), fields=["姓名"], whom=whom)
    return found


def _seats(request: ActorRequest, area: Area, form: forms.SeatsForm) -> list[Seat]:
    """Those chosen, or somebody new of that name."""
    seats = []
    for name, sex, office, person in form.seats():
        who = person or register_person(actor=request.actor, name=name, area=area, phone="")
        seats.append(Seat(note_sex(actor=request.actor, person=who, sex=sex), office))
    return seats


@require_http_methods(ACTING)
@keeps
def begin_term(request: ActorRequest) -> HttpResponse:
    """The members the residents' meeting chose."""
    area, _ = chosen(request)
    committee = _committee_or_404(area)
    form = forms.TermForm(sent(request), namesakes=_namesakes(request, forms.TermForm.lines))

    def do(_: LinliForm) -> Any:
        data, seats = form.cleaned_data, _seats(request, area, form)
        return committees.begin_term(
            actor=request.actor, committee=committee, seats=seats, chosen_at=data["chosen_at"], on=data["on"]
        )

    asked = question(CRUMB[0], f"{committee.name}换届", "登记这一届", *CRUMB[1:], area, notice="committee")
    return act(request, asked, form, do, "已登记，任期三年；请报司法所。")


@require_http_methods(ACTING)
@keeps
def members(request: ActorRequest) -> HttpResponse:
    """Members leave and join within a term; the change is to be reported."""
    area, _ = chosen(request)
    term = _term(_committee_or_404(area))
    if term is None:
        raise Http404
    rows = CommitteeMember.objects.unscoped(WHY).filter(term=term, valid_to__isnull=True)
    sitting = {each.ref: each for each in rows.select_related("person").order_by("pk")}
    offered = [(ref, f"{each.person.name}，{each.get_office_display()}") for ref, each in sitting.items()]

    namesakes = _namesakes(request, forms.MembersForm.lines)
    form = forms.MembersForm(sent(request), members=offered, namesakes=namesakes)

    def do(_: LinliForm) -> Any:
        data = form.cleaned_data
        return committees.change_members(
            actor=request.actor,
            term=term,
            leaving=[(sitting[ref], data["reason"]) for ref in data["leaving"]],
            joining=_seats(request, area, form),
            on=data["on"],
        )

    asked = question(CRUMB[0], "委员变动", "记下变动", *CRUMB[1:], area, notice="committee")
    return act(request, asked, form, do, "已记下，请报司法所。")


@require_http_methods(ACTING)
@keeps
def report(request: ActorRequest) -> HttpResponse:
    """Set-up and changes go to the judicial office (第十条)."""
    area, _ = chosen(request)
    term = _term(_committee_or_404(area))
    if term is None:
        raise Http404
    return act(
        request,
        question(CRUMB[0], "委员名单报司法所", "已报", *CRUMB[1:], area),
        fields.DayForm(sent(request)),
        lambda form: committees.report_term(actor=request.actor, term=term, on=form.cleaned_data["on"]),
        "已记下。",
    )


@require_http_methods(ACTING)
@keeps
def appoint(request: ActorRequest) -> HttpResponse:
    """Appoint a mediator."""
    area, _ = chosen(request)
    committee = _committee_or_404(area)
    form = who_form(request, forms.MediatorForm)

    def do(_: LinliForm) -> Any:
        data = form.cleaned_data
        return committees.appoint_mediator(
            actor=request.actor,
            committee=committee,
            person=person_of(request, form, area),
            knows=data["knows"],
            on=data["on"],
            is_full_time=data["is_full_time"],
        )

    asked = question(CRUMB[0], "聘任人民调解员", "聘任", *CRUMB[1:], area, notice="committee")
    return act(request, asked, form, do, "已聘任。")


@require_http_methods(ACTING)
@keeps
def dismiss(request: ActorRequest, ref: str) -> HttpResponse:
    """End a mediator's appointment."""
    rows = Mediator.objects.visible_to(request.actor).filter(ref=ref, valid_to__isnull=True)
    found = rows.select_related("committee__community", "person").first()
    if found is None or not request.actor.may(KEEP_MEDIATION, found.committee.community):
        raise Http404
    asked = question(
        CRUMB[0], f"解聘{found.person.name}", "解聘", *CRUMB[1:], found.committee.community, undoable=False,
        told=("偏袒一方、侮辱当事人、索要财物、泄露隐私的，应当解聘（《人民调解法》第十五条）；本人提出的也可以。",),
    )  # fmt: skip
    return act(
        request,
        asked,
        forms.PauseForm(sent(request)),
        lambda form: committees.dismiss_mediator(actor=request.actor, mediator=found, **form.cleaned_data),
        "已解聘。",
    )
