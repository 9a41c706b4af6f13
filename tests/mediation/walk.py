"""A case led through the services, as far as a test needs it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from linli.access.actor import SYSTEM, actor_for
from linli.common.clock import add_months
from linli.mediation.models import (
    Agreement,
    Capacity,
    CaseSource,
    Category,
    Committee,
    CommitteeMember,
    DisputeCase,
    DisputeKind,
    FollowUp,
    Form,
    Ground,
    ListingSource,
    Matter,
    Meeting,
    MeetingKind,
    Office,
    PanelMember,
    Party,
    Reason,
    Side,
)
from linli.mediation.selectors import is_mediator_on
from linli.mediation.services import (
    agreements,
    cases,
    committees,
    mediators,
    meetings,
    panels,
    parties,
    roster,
)
from linli.mediation.services.agreements import Owed
from linli.mediation.services.committees import Seat
from linli.mediation.services.follow_ups import Seen, note_follow_up
from linli.mediation.services.meetings import Minutes
from linli.mediation.services.parties import Particulars
from linli.mediation.services.team import keep
from linli.mediation.services.telling import noon
from linli.people.models import Account, Person
from tests.territory import Territory

DAY = date(2024, 6, 3)
NOTHING = dict.fromkeys(Ground, False)


def committee(territory: Territory) -> tuple[Committee, Person]:
    """A lawful committee of the first community and its chair."""
    found = committees.set_up_committee(
        actor=SYSTEM,
        community=territory.community,
        name=f"{territory.community.name}人民调解委员会",
        mark="高",
        on=date(2023, 1, 1),
    )
    people = [territory.person(name=name) for name in ("任国平", "秦月英", "陶建军")]
    Person.everything.filter(pk=people[1].pk).update(sex="f")
    for person in people:
        person.refresh_from_db()
    seats = [Seat(people[0], Office.CHAIR), Seat(people[1]), Seat(people[2])]
    committees.begin_term(
        actor=SYSTEM, committee=found, seats=seats, chosen_at="居民代表会议", on=date(2023, 1, 1)
    )
    return found, people[0]


def visit_all(case: DisputeCase) -> None:
    """Every visit that was planned is done on its day."""
    seen = Seen(visited="双方", cause="按期回访", performed_percent=100, satisfaction="satisfied", by="周敏")
    for visit in FollowUp.everything.filter(case=case, done_on__isnull=True):
        note_follow_up(actor=SYSTEM, follow_up=visit, seen=seen, on=visit.due_on)


@dataclass
class Walk:
    """One case and everybody in it."""

    territory: Territory
    committee: Committee
    mediator: Person
    case: DisputeCase
    parties: list[Party] = field(default_factory=list)
    members: list[PanelMember] = field(default_factory=list)
    day: date = DAY

    def beside(self) -> "Walk":
        """Another case of the same community."""
        return Walk(self.territory, self.committee, self.mediator, registered(self.territory))

    def kept_by(self, account: Account) -> "Walk":
        """Somebody's case: its pages let them write."""
        keep(actor=actor_for(account), case=self.case, on=self.day)
        return self

    def accepted(self, names: Sequence[str] = ("何大海", "罗小梅")) -> "Walk":
        """Accepted, its parties entered: the last one the respondent."""
        cases.accept_case(actor=SYSTEM, case=self.case, accepted_on=self.day)
        for name in names:
            side = Side.RESPONDENT if name == names[-1] else Side.APPLICANT
            about = Particulars(name=name)
            self.parties.append(parties.add_party(actor=SYSTEM, case=self.case, side=side, about=about))
        return self

    def asked(self, *matters: Matter) -> "Walk":
        """Told their rights; every party says yes to each matter."""
        for party in self.parties:
            if party.told_rights_on is None:
                parties.tell_rights(actor=SYSTEM, party=party, on=self.day)
            for matter in matters:
                self.answered(party, matter)
        return self

    def answered(self, party: Party, matter: Matter) -> None:
        """Yes; to extend by a month, where that is asked."""
        self.case.refresh_from_db()
        until = add_months(self.case.due_on, 1) if matter is Matter.EXTENSION and self.case.due_on else None
        parties.answer(actor=SYSTEM, party=party, matter=matter, given=True, on=self.day, until=until)

    def informed(self) -> "Walk":
        """Ready to be mediated."""
        self.accepted().asked(Matter.MEDIATION, Matter.NOTABLES)
        cases.inform_parties(actor=SYSTEM, case=self.case)
        return self

    def listed(self, number: int = 1) -> list[PanelMember]:
        """So many notables invited."""
        found = []
        for _ in range(number):
            person = self.territory.person()
            notable = roster.list_notable(
                actor=SYSTEM,
                person=person,
                community=self.territory.community,
                category=Category.VOLUNTEER,
                source=ListingSource.NEIGHBOURS,
                listed_on=date(2023, 1, 1),
            )
            found.append(
                panels.invite(
                    actor=SYSTEM,
                    case=self.case,
                    person=person,
                    notable=notable,
                    capacity=Capacity.NOTABLE,
                    reason=Reason.KNOWN,
                    on=self.day,
                )
            )
        return found

    def panel(self) -> "Walk":
        """Three members, asked, accepted, formed."""
        chair = panels.invite(
            actor=SYSTEM,
            case=self.case,
            person=self.mediator,
            capacity=Capacity.MEDIATOR,
            reason=Reason.EXPERT,
            is_convenor=True,
            on=self.day,
        )
        self.members = [chair, *self.listed(2)]
        for member in self.members:
            assert panels.check_recusal(actor=SYSTEM, member=member, said=NOTHING, on=self.day) == []
            for party in self.parties:
                panels.accept_member(actor=SYSTEM, member=member, party=party, accepted=True, on=self.day)
        panels.form_panel(actor=SYSTEM, case=self.case, on=self.day)
        return self

    def through(self, *verbs: str) -> "Walk":
        """One link after the other."""
        for verb in verbs:
            cases.move_case(actor=SYSTEM, case=self.case, verb=verb)
        return self

    def meeting(self, kind: MeetingKind, **said: object) -> Meeting:
        """One afternoon in the community's room."""
        values = {
            "begun_at": noon(self.day),
            "place": "社区调解室",
            "attendees": "各方和调解团",
            "recorder": "周敏",
        } | said
        minutes = Minutes(**values)  # type: ignore[arg-type]  # as the test says
        return meetings.hold(actor=SYSTEM, case=self.case, kind=kind, minutes=minutes)

    def owed(self, days: int = 30, fen: int | None = 120_000) -> Owed:
        """The first party pays the last."""
        return Owed(
            obligor=self.parties[0],
            obligee=self.parties[-1],
            duty="支付补偿款",
            amount_fen=fen,
            due_on=self.day + timedelta(days=days),
            way="银行转账",
        )

    def drafted(self, form: Form = Form.WRITTEN, *clauses: Owed) -> Agreement:
        """The agreement on the table, its mediator asked and accepted."""
        agreement = agreements.draft_agreement(
            actor=SYSTEM,
            case=self.case,
            form=form,
            facts="加装电梯影响采光",
            issues="费用和补偿",
            clauses=clauses or (self.owed(),),
            mediator=self.mediator,
            on=self.day,
        )
        self.settled_by(self.mediator)
        return agreement

    def settled_by(self, person: Person) -> None:
        """Asked for every ground, accepted by everybody: nothing to do for who was."""
        if mediators.unasked_of(self.case, person) and is_mediator_on(self.committee, person, self.day):
            mediators.seat_mediator(actor=SYSTEM, case=self.case, person=person, said=NOTHING, on=self.day)

    def signed(self, agreement: Agreement) -> Agreement:
        """By everybody, and sealed."""
        for party in self.parties:
            agreements.sign(actor=SYSTEM, agreement=agreement, party=party, way="hand", on=self.day)
        return agreements.seal_agreement(actor=SYSTEM, agreement=agreement, on=self.day)

    def agreed(self) -> Agreement:
        """A written agreement in force."""
        agreement = self.signed(self.drafted())
        return agreements.take_effect(actor=SYSTEM, agreement=agreement, on=self.day)


def registered(territory: Territory, **about: object) -> DisputeCase:
    """A case of the first community, under review."""
    values = {
        "actor": SYSTEM,
        "community": territory.community,
        "source": CaseSource.APPLICATION,
        "kind": DisputeKind.NEIGHBOURS,
        "registered_on": DAY,
    } | about
    return cases.register_case(**values)  # type: ignore[arg-type]  # as the test says


def committee_on_hand(territory: Territory) -> tuple[Committee, Person]:
    """The committee that is there already, and its chair."""
    found = Committee.everything.get(community=territory.community)
    return found, CommitteeMember.everything.get(term__committee=found, office=Office.CHAIR).person


def walk(territory: Territory, **about: object) -> Walk:
    """A case registered in the first community, which has a committee."""
    found, chair = committee(territory)
    return Walk(territory, found, chair, registered(territory, **about))
