"""No model keeps somebody's open work where the hand-over does not look; and what it finds moves."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field
from django.utils import timezone

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.audit.models import Act
from linli.common.clock import business_date
from linli.mediation.models import Capacity, ChosenBy, Ground, Panel, PanelMember, Party, Reason, TeamMember
from linli.mediation.selectors import in_team
from linli.mediation.services import cases, panels, team
from linli.notices.models import Posting
from linli.notices.services import postings
from linli.people.models import Account, Person, Post
from linli.reports.models import Part, Report, Rhythm
from linli.reports.services import drafting
from linli.stations.models import Host, Station
from linli.ui.work import gather
from linli.workflow import assigning
from linli.workflow.handing_over import all_kinds, hand_over, plan
from linli.workflow.machines import machine_of
from tests.mediation.walk import DAY, NOTHING, registered, walk
from tests.notices.rows import content, kind
from tests.reports.desks import PERIOD
from tests.territory import Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]

SELF = "it is about this very person, and nobody else's to go on with"
NAMED = "named, chosen or elected in a way of its own; a hand-over names nobody to it"
PAST = "says who did something that is done"
OWN = "the account's own, gone with it"
APART: dict[str, str] = {
    "people.Account.person": OWN,
    "people.Appointment.person": "a post ends, and begins anew; nobody takes another's",
    "people.Consent.person": SELF,
    "people.LogKey.person": OWN,
    "access.Attempts.account": OWN,
    "access.PastPassword.account": OWN,
    "access.SignedInPlace.account": OWN,
    "workflow.Approval.decided_by": PAST,
    "inbox.Message.account": OWN,
    "inbox.Preference.account": OWN,
    "inbox.ChannelAddress.account": OWN,
    "desk.SavedView.account": OWN,
    "disclosure.Export.account": "what waits for a second person is an approval, and taken back as one",
    "disclosure.Export.decided_by": PAST,
    "disclosure.ExportSubject.person": SELF,
    "disclosure.Reveal.account": "a look runs out by itself and is nobody else's",
    "disclosure.Reveal.person": SELF,
    "mediation.ContactLook.account": "a look runs out by itself and is nobody else's",
    "privacy.RightsRequest.person": SELF,
    "exchange.ImportRun.account": PAST,
    "study.GuidanceGroup.leader": NAMED,
    "study.GuidanceMember.person": NAMED,
    "study.Finding.extension_by": PAST,
    "study.Finding.rectified_by": PAST,
    "study.Finding.verifier": PAST,
    "study.ThemeDay.host": PAST,
    "workforce.Worker.person": SELF,
    "grid.Request.accused_person": SELF,
    "grid.RequestSubject.person": SELF,
    "grid.Lead.assessed_by": PAST,
    "grid.Candidacy.person": SELF,
    "grid.Candidacy.assessed_by": PAST,
    "grid.ResidentsRepresentative.person": NAMED,
    "participation.VolunteerTeam.leader": "the volunteers of a team choose who leads it",
    "burden.Secondment.person": SELF,
    "academy.Teacher.person": NAMED,
    "academy.Enrolment.person": SELF,
    "stations.StationCheck.checked_by": PAST,
    "stations.JobSeeker.person": SELF,
    "stations.Employer.contact": "somebody of the employer's",
    "stations.Trainee.person": SELF,
    "mediation.CommitteeMember.person": NAMED,
    "mediation.Mediator.person": NAMED,
    "mediation.Agreement.mediator": PAST,
    "mediation.Notable.person": NAMED,
    "mediation.PanelMember.person": "the parties accepted them by name (第十九条)",
    "mediation.Subsidy.person": SELF,
}
"""Fields that name a person and need no hand-over, reviewed one by one."""

BEGUN_APART = {
    "disclosure.Export": "asked for oneself",
    "exchange.ImportRun": "a run is done in one sitting; what it brought lies in its area",
}
LIES_IN_AN_AREA = "whoever works in the area goes on with it; who recorded it is provenance"


def _fields() -> dict[str, Field]:  # type: ignore[type-arg]  # of any kind
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        if model.__module__.startswith("linli.")
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if field.related_model in (Person, Account)
    }


def test_every_field_that_names_a_person_is_handed_over_or_reviewed() -> None:
    held = {name for each in all_kinds() for name in each.holds}
    named = set(_fields())
    assert named - held - set(APART) == set(), "registered nowhere: is it open work of a person's?"
    assert set(APART) - named == set(), "reviewed, and there no more"
    assert held & set(APART) == set()
    assert all(APART.values())


def test_every_kind_says_what_it_holds() -> None:
    known = set(_fields()) | {
        f"{model._meta.label}.recorded_by_id"
        for model in apps.get_models()
        if hasattr(model, "recorded_by_id")
    }
    for each in all_kinds():
        assert each.holds, each.code
        assert set(each.holds) <= known, each.code


def test_what_the_rooms_below_the_systems_let_somebody_begin_is_handed_over_or_reviewed() -> None:
    """Reports and postings are their writer's until they are out; the nine systems' records are their area's."""
    held = {name for each in all_kinds() for name in each.holds}
    rooms = ("reports", "notices", "exchange", "disclosure")
    begun = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in rooms
        and hasattr(model, "recorded_by_id")
        and machine_of(model) is not None
    }
    assert {label for label in begun if f"{label}.recorded_by_id" not in held} <= set(BEGUN_APART)
    assert {"reports.Report", "notices.Posting"} <= begun


# What moves


@pytest.fixture
def leaver(territory: Territory) -> Account:
    return territory.account(Post.COMMUNITY_OFFICER, territory.community)


@pytest.fixture
def successor(territory: Territory) -> Account:
    return territory.account(Post.COMMUNITY_OFFICER, territory.community)


@pytest.fixture
def street(territory: Territory) -> Actor:
    return actor_for(territory.account(Post.STREET_OFFICER, territory.streets[0]))


def person_of(account: Account) -> Person:
    assert account.person is not None
    return account.person


def handed(street: Actor, leaver: Account, successor: Account) -> int:
    return hand_over(
        actor=street, leaver=person_of(leaver), successor=person_of(successor), reason="调任"
    ).total


def test_cases_go_with_their_keeper_and_their_names(
    territory: Territory, leaver: Account, successor: Account, street: Actor
) -> None:
    kept, shared = walk(territory).informed().case, registered(territory)
    team.keep(actor=actor_for(leaver), case=kept, on=DAY)
    team.keep(actor=street, case=shared, on=DAY)
    team.join(case=shared, person=person_of(leaver), on=DAY)
    acts = Act.everything.count()
    assert handed(street, leaver, successor) == 2
    assert Act.everything.count() == acts + 1
    keeper = team.keeper_of(kept)
    assert keeper is not None
    assert keeper.person == successor.person
    assert team.keeps(street, shared)
    for case in (kept, shared):
        assert in_team(actor_for(successor), case)
        assert not in_team(actor_for(leaver), case)
    assert plan(actor=street, leaver=person_of(leaver)).total == 0
    gone = TeamMember.everything.get(case=kept, person=leaver.person)
    assert (gone.is_keeper, gone.valid_to) == (False, business_date())


def test_a_successor_of_the_team_becomes_its_keeper(
    territory: Territory, leaver: Account, successor: Account, street: Actor
) -> None:
    case = walk(territory).informed().case
    team.keep(actor=actor_for(leaver), case=case, on=DAY)
    team.join(case=case, person=person_of(successor), on=DAY)
    handed(street, leaver, successor)
    member = TeamMember.everything.get(case=case, valid_to=None)
    assert (member.person, member.is_keeper, member.valid_from) == (successor.person, True, DAY)


def test_a_party_does_not_get_the_own_case(
    territory: Territory, leaver: Account, successor: Account, street: Actor
) -> None:
    case = walk(territory).informed().case
    team.keep(actor=actor_for(leaver), case=case, on=DAY)
    Person.everything.filter(pk=person_of(successor).pk).update(name="何大海")
    successor.refresh_from_db()
    with pytest.raises(ValidationError, match="1 件的当事人或代理人和何大海同名"), transaction.atomic():
        handed(street, leaver, successor)
    assert team.keeps(actor_for(leaver), case)


@pytest.mark.parametrize("spelt", ["何 大海", "何\u3000大海"])
def test_nor_does_one_whose_name_was_typed_with_a_blank(
    territory: Territory, leaver: Account, successor: Account, street: Actor, spelt: str
) -> None:
    case = walk(territory).informed().case
    team.keep(actor=actor_for(leaver), case=case, on=DAY)
    Person.everything.filter(pk=person_of(successor).pk).update(name="何大海")
    Party.everything.filter(case=case, name="何大海").update(name=spelt)
    successor.refresh_from_db()
    with pytest.raises(ValidationError, match="1 件的当事人或代理人和何大海同名"), transaction.atomic():
        handed(street, leaver, successor)


def test_who_stood_aside_does_not_keep_the_case(
    territory: Territory, leaver: Account, successor: Account, street: Actor
) -> None:
    found = walk(territory).informed()
    team.keep(actor=actor_for(leaver), case=found.case, on=DAY)
    seat = panels.invite(
        actor=SYSTEM, case=found.case, person=person_of(successor), capacity=Capacity.OFFICIAL,
        reason=Reason.EXPERT, on=DAY,
    )  # fmt: skip
    panels.check_recusal(actor=SYSTEM, member=seat, said=NOTHING | {Ground.KIN: True}, on=DAY)
    with pytest.raises(ValidationError, match="已经回避，不能办。请另选"), transaction.atomic():
        handed(street, leaver, successor)
    assert team.keeps(actor_for(leaver), found.case)
    member = team.add_colleague(actor=actor_for(leaver), case=found.case, person=person_of(successor), on=DAY)
    with pytest.raises(ValidationError, match="已经回避，不能承办"), transaction.atomic():
        team.hand_over(actor=actor_for(leaver), member=member, on=DAY)


def test_a_seat_of_a_closed_case_is_nobody_s_work(
    territory: Territory, successor: Account, street: Actor
) -> None:
    found = walk(territory).informed().through("match", "visit").panel()
    seat = found.members[1].person
    assert TeamMember.everything.filter(case=found.case, person=seat, valid_to=None).exists()
    cases.fail(actor=SYSTEM, case=found.case, closed_on=DAY, reason="谈不拢")
    station = Station.everything.create(
        code="S-2", name="二号驿站", community=territory.community, address="路口", host=Host.OUTLET, manager=seat
    )  # fmt: skip
    assert plan(actor=street, leaver=seat).total == 1
    hand_over(actor=street, leaver=seat, successor=person_of(successor), reason="卸任")
    station.refresh_from_db()
    assert station.manager == successor.person
    assert not TeamMember.everything.filter(case=found.case, person=seat, valid_to=None).exists()
    assert not in_team(actor_for(successor), found.case)


def test_a_case_needs_a_successor_who_may_keep_cases(
    territory: Territory, leaver: Account, street: Actor
) -> None:
    case = walk(territory).informed().case
    team.keep(actor=actor_for(leaver), case=case, on=DAY)
    lead = territory.account(Post.SECTION_LEAD, territory.sections[0])
    with pytest.raises(ValidationError, match=r"任职办不了这类事.*1 件承办"), transaction.atomic():
        handed(street, leaver, lead)
    assert team.keeps(actor_for(leaver), case)


def test_a_seat_on_a_panel_stays_its_own(
    territory: Territory, leaver: Account, successor: Account, street: Actor
) -> None:
    case = walk(territory).informed().case
    team.keep(actor=actor_for(leaver), case=case, on=DAY)
    panel = Panel.everything.filter(case=case).first() or Panel.everything.create(
        case=case, chosen_by=ChosenBy.PARTIES
    )
    PanelMember.everything.create(
        panel=panel,
        person=person_of(leaver),
        capacity=Capacity.OFFICIAL,
        reason=Reason.EXPERT,
        joined_on=DAY,
    )
    assert handed(street, leaver, successor) == 1
    assert team.keeps(actor_for(successor), case)
    assert in_team(actor_for(leaver), case)
    assert plan(actor=street, leaver=person_of(leaver)).total == 0


def test_a_draft_report_and_a_posting_are_the_successor_s_work(
    territory: Territory, leaver: Account, successor: Account, street: Actor
) -> None:
    report = drafting.start_report(
        actor=actor_for(leaver),
        area=territory.community,
        period=PERIOD,
        rhythm=Rhythm.TO_DATE,
        title="工作报告",
        organ="居委会",
        wordings=[drafting.Wording(Part.Level.SECTION, "一件", "一句话。")],
    )
    posting = postings.draft(
        actor=actor_for(leaver), kind=kind(), area=territory.community, content=content()
    )
    titles = {report.title, posting.title}

    def begun(account: Account) -> set[str]:
        work = gather(actor_for(account), timezone.now())
        items = [*work.started, *(item for group in work.groups for item in group.items)]
        return titles & {item.what for item in [*items, *([work.first] if work.first else [])]}

    assert (begun(leaver), begun(successor)) == (titles, set())
    assert handed(street, leaver, successor) == 2
    assert (begun(leaver), begun(successor)) == (set(), titles)
    for model, row in ((Report, report), (Posting, posting)):
        assert model._base_manager.get(pk=row.pk).recorded_by_id == leaver.pk
        assert assigning.holder_of(row) == successor.person
    assert plan(actor=street, leaver=person_of(leaver)).total == 0
    assert handed(street, successor, leaver) == 2  # and on they go


def test_a_station_goes_to_whoever_follows(
    territory: Territory, leaver: Account, successor: Account, street: Actor
) -> None:
    station = Station.everything.create(
        code="S-1",
        name="一号驿站",
        community=territory.community,
        address="路口",
        host=Host.OUTLET,
        manager=person_of(leaver),
    )
    assert handed(street, leaver, successor) == 1
    station.refresh_from_db()
    assert station.manager == successor.person
