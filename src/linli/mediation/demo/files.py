"""What belongs to the demo's cases that are open, or agreed and still looked after: from the parties to the visits.

Older cases lie in the cabinet: their files were closed before the platform began.
"""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from linli.common.clock import add_months
from linli.common.world import World
from linli.mediation.demo.committees import Seated
from linli.mediation.limits import FOLLOW_UPS
from linli.mediation.models import (
    Acceptance,
    Agreement,
    Capacity,
    ChosenBy,
    Clause,
    DisputeCase,
    DisputeKind,
    FollowUp,
    Form,
    Ground,
    Intensity,
    Matter,
    Meeting,
    MeetingKind,
    Notable,
    Opinion,
    OpinionVote,
    Panel,
    PanelMember,
    Party,
    PartyConsent,
    Performance,
    Reason,
    RecusalCheck,
    Side,
    Signature,
    TeamMember,
    Way,
)
from linli.mediation.states import IN_MEDIATION
from linli.workflow.calendar import SHANGHAI

WHY = "the demo is being built"
LOOKED_AFTER = ("performing", "following_up")
FIRMS = {
    DisputeKind.PROPERTY: "{place}物业服务有限公司",
    DisputeKind.LABOUR: "{place}餐饮服务部",
    DisputeKind.CONSUMER: "{place}便利店",
    DisputeKind.MEDICAL: "{place}诊所",
}
DUTIES = {
    DisputeKind.NEIGHBOURS: "清走公共部位的东西，以后不再占用",
    DisputeKind.PROPERTY: "公布收支明细，修好公共设施",
    DisputeKind.FAMILY: "按月给付生活费，轮流照看老人",
    DisputeKind.LABOUR: "结清拖欠的工资",
    DisputeKind.CONSUMER: "退还未用完的预付款",
}
USUAL = "按双方商定的数额赔付，当面道歉"
MEETINGS = (
    ("visiting", MeetingKind.VISIT, "分头听各方和邻居说，都愿意坐下来谈。"),
    ("hearing", MeetingKind.HEARING, "各方当面说了经过，群英问了三个问题。"),
    ("consulting", MeetingKind.CONSULTATION, "懂行的群英看了现场，说清了能不能修、要多少钱。"),
    ("judging", MeetingKind.JUDGING, "群英各说意见，双方都听进去了。"),
    ("settling", MeetingKind.SETTLING, "双方各让一步，条件谈拢了。"),
)


class Rows:
    """Rows by model, written together."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rows: dict[type[Any], list[dict[str, Any]]] = defaultdict(list)

    def add(self, model: type[Any], **values: Any) -> int:
        """One row; its id."""
        key: int = self._world.writer.next_id(model)
        self._rows[model].append({"id": key, **values})
        return key

    def write(self) -> None:
        """Everything, one table after the other."""
        for model, rows in self._rows.items():
            fields = tuple(dict.fromkeys(name for row in rows for name in row))
            blank = {name: _nothing(model, name) for name in fields}
            self._world.writer.write(model, fields, ([{**blank, **row}[n] for n in fields] for row in rows))


def _nothing(model: type[Any], name: str) -> Any:
    """What a column holds in a row that does not say."""
    field = next(f for f in model._meta.concrete_fields if name in (f.name, f.attname))
    if field.has_default():
        return field.get_default()
    return None if field.null else ""


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)


def build(world: World, committees: Mapping[int, Seated]) -> None:
    """Parties and what follows, for cases that are open or still looked after."""
    rng, rows = world.rng("mediation.files"), Rows(world)
    stages = ("accepted", *IN_MEDIATION, *LOOKED_AFTER)
    found = DisputeCase.objects.unscoped(WHY).filter(stage__in=stages).order_by("closed_on", "pk")
    notables: dict[int, list[tuple[int, int]]] = defaultdict(list)
    listed = Notable.objects.unscoped(WHY).filter(left_on__isnull=True, listed_on__lt=date(2024, 6, 1))
    for key, person, community in listed.order_by("pk").values_list("pk", "person_id", "community_id"):
        notables[community].append((key, person))
    serials: dict[int, int] = defaultdict(int)
    for case in found.select_related("community").defer("community__boundary"):
        seated = committees[case.community_id]
        file = _File(world, rng, rows, case, seated, notables[case.community_id])
        file.team()
        file.parties()
        file.panel_and_meetings()
        if case.stage in LOOKED_AFTER:
            serials[seated.committee] += 1
            file.agreement(serials[seated.committee])
    rows.write()


class _File:
    """One case's file in the making."""

    def __init__(
        self,
        world: World,
        rng: random.Random,
        rows: Rows,
        case: DisputeCase,
        seated: Seated,
        notables: list[tuple[int, int]],
    ) -> None:
        self.world, self.rng, self.rows, self.case = world, rng, rows, case
        self.seated, self.notables = seated, notables
        self.sides: list[int] = []
        self.begun = case.accepted_on or case.registered_on
        self.until = case.closed_on or world.today
        self.form = Form.ORAL if case.intensity == Intensity.SIMPLE else Form.WRITTEN

    def _day(self, share: float) -> date:
        """A day between the beginning and now."""
        return self.begun + timedelta(days=int((self.until - self.begun).days * share))

    def team(self) -> None:
        """The community's secretary keeps it, or its officer; both are of the team, and the chair."""
        held = [
            next((each.person_id for each in self.world.appointments if self._is(each, post)), None)
            for post in ("community_secretary", "community_officer")
        ]
        keeper = held[0] or held[1] or self.seated.chair
        for person in dict.fromkeys((keeper, held[1] or keeper, self.seated.chair)):
            self.rows.add(
                TeamMember,
                case_id=self.case.pk,
                person_id=person,
                is_keeper=person == keeper,
                valid_from=self.begun,
            )

    def _is(self, held: Any, post: str) -> bool:
        return bool(held.post == post and held.area_id == self.case.community_id and held.end is None)

    def parties(self) -> None:
        """As many as the case says; the last stands against the others."""
        many, asked = self.case.parties_count, self.case.stage != "accepted"
        place = self.case.community.name.removesuffix("社区").removesuffix("村")
        home = self._home()
        for serial in range(1, many + 1):
            against = serial == many
            firm = FIRMS.get(DisputeKind(self.case.kind)) if against else None
            key = self.rows.add(
                Party,
                case_id=self.case.pk,
                side=(Side.RESPONDENT if against else Side.APPLICANT).value,
                serial=serial,
                name=firm.format(place=place) if firm else self.world.name(),
                is_organisation=firm is not None,
                age=None if firm else self.rng.randint(28, 79),
                estate_id=None if firm else home,
                told_rights_on=self.begun if asked else None,
            )
            self.sides.append(key)
            for matter in self._said() if asked else ():
                self.rows.add(
                    PartyConsent,
                    party_id=key,
                    matter=matter.value,
                    given=True,
                    answered_on=self.begun,
                    way=self.rng.choice((Way.PAPER, Way.PAPER, Way.SPOKEN)).value,
                    until=add_months(self.case.due_on, 1)
                    if matter is Matter.EXTENSION and self.case.due_on
                    else None,
                )

    def _home(self) -> int | None:
        """The estate the summary names, where it names one: neighbours quarrel at home."""
        estates = self.world.children(self.case.community_id, "estate")
        return next((each.id for each in estates if each.name in self.case.summary), None)

    def _said(self) -> tuple[Matter, ...]:
        always = (Matter.MEDIATION, Matter.NOTABLES, Matter.DATA)
        late = self.case.due_on is not None and self.until > self.case.due_on
        return (
            *always,
            *((Matter.PUBLIC,) if self.case.is_public else ()),
            *((Matter.EXTENSION,) if late and self.rng.random() < 0.5 else ()),
        )

    def panel_and_meetings(self) -> None:
        """Three people and what they did, as far as the case has come; a simple one needs no panel."""
        order = (*IN_MEDIATION, *LOOKED_AFTER)
        at = order.index(self.case.stage) if self.case.stage in order else -1
        simple = self.case.intensity == Intensity.SIMPLE and self.case.stage in LOOKED_AFTER
        member = 0
        if at >= order.index("convened") and not simple and self.notables:
            member = self._panel()
        elif self.case.stage in LOOKED_AFTER:
            self._mediator_alone()
        for share, (stage, kind, result) in enumerate(MEETINGS, start=1):
            with_panel = kind in (MeetingKind.HEARING, MeetingKind.CONSULTATION, MeetingKind.JUDGING)
            if (
                at < order.index(stage)
                or (with_panel and not member)
                or (simple and kind != MeetingKind.SETTLING)
            ):
                continue
            meeting = self._meeting(share, kind, result)
            if kind is MeetingKind.JUDGING and member:
                words = "各让一步，以后还要做邻居。"
                self.rows.add(Opinion, meeting_id=meeting, member_id=member, words=words)
                self.rows.add(
                    OpinionVote,
                    meeting_id=meeting,
                    question="方案是不是公道",
                    in_favour=2,
                    against=0,
                    abstained=1,
                )

    def _meeting(self, serial: int, kind: MeetingKind, result: str) -> int:
        day = self._day(serial / 6)
        hour = self.rng.choice((9, 10, 15, 16))
        return self.rows.add(
            Meeting,
            case_id=self.case.pk,
            serial=serial,
            kind=kind.value,
            begun_at=_at(day, hour),
            ended_at=_at(day, hour + 1),
            place=f"{self.case.community.name}调解室",
            attendees="各方当事人、调解人员",
            result=result,
            recorder="社区工作人员",
            signed_on=day,
            questions=[],
        )

    def _panel(self) -> int:
        """The notable's membership."""
        chosen_by = self.rng.choice(list(ChosenBy)[:2])
        panel = self.rows.add(
            Panel,
            case_id=self.case.pk,
            chosen_by=chosen_by.value,
            formed_on=self._day(0.3),
        )
        notable, person = self.rng.choice(self.notables)
        return self._seats(
            panel,
            chosen_by,
            (
                (self.seated.chair, None, Capacity.MEDIATOR, Reason.EXPERT, "调委会主任"),
                (self.seated.woman, None, Capacity.MEDIATOR, Reason.NEUTRAL, "调委会委员"),
                (person, notable, Capacity.NOTABLE, Reason.KNOWN, "两边都说得上话"),
            ),
        )

    def _mediator_alone(self) -> None:
        """A case settled without a panel has a mediator whom both sides accept."""
        panel = self.rows.add(Panel, case_id=self.case.pk, chosen_by=ChosenBy.PARTIES.value)
        self._seats(
            panel,
            ChosenBy.PARTIES,
            ((self.seated.chair, None, Capacity.MEDIATOR, Reason.EXPERT, "调委会主任"),),
        )

    def _seats(
        self, panel: int, chosen_by: ChosenBy, seats: Sequence[tuple[int, int | None, Capacity, Reason, str]]
    ) -> int:
        """Who sits there, asked and accepted; the membership of the last."""
        member = 0
        for who, listing, capacity, reason, words in seats:
            member = self.rows.add(
                PanelMember,
                panel_id=panel,
                person_id=who,
                notable_id=listing,
                capacity=capacity.value,
                chosen_by=chosen_by.value,
                reason=reason.value,
                reason_words=words,
                is_convenor=who == self.seated.chair,
                joined_on=self._day(0.2),
                cleared_on=self._day(0.25),
            )
            for ground in Ground:
                self.rows.add(
                    RecusalCheck,
                    member_id=member,
                    ground=ground.value,
                    found=False,
                    checked_on=self._day(0.25),
                )
            for party in self.sides:
                self.rows.add(
                    Acceptance, member_id=member, party_id=party, accepted=True, answered_on=self._day(0.28)
                )
            if who != self.seated.chair:
                self.rows.add(
                    TeamMember,
                    case_id=self.case.pk,
                    person_id=who,
                    is_keeper=False,
                    valid_from=self._day(0.25),
                )
        return member

    def agreement(self, serial: int) -> None:
        """In force on the day the case closed; performed where its follow-ups have begun."""
        written, closed = self.form is Form.WRITTEN, self.until
        summary = self.case.summary or self.case.get_kind_display()
        key = self.rows.add(
            Agreement,
            case_id=self.case.pk,
            committee_id=self.seated.committee,
            form=self.form.value,
            facts=summary,
            issues=summary,
            copies=len(self.sides) + 1,
            mediator_id=self.seated.chair,
            recorder="社区工作人员",
            mediator_signed_on=closed if written else None,
            sealed_on=closed if written else None,
            year=closed.year,
            serial=serial,
            effective_on=closed,
        )
        done = self.case.stage == "following_up"
        clause = self.rows.add(
            Clause,
            agreement_id=key,
            serial=1,
            obligor_id=self.sides[-1],
            obligee_id=self.sides[0],
            duty=DUTIES.get(DisputeKind(self.case.kind), USUAL),
            amount_fen=self.case.amount_fen or None,
            due_on=closed + timedelta(days=7),
            way="转账或当面交付" if self.case.amount_fen else "当面做到，社区看过",
            performed_on=min(closed + timedelta(days=5), self.world.today) if done else None,
        )
        if done:
            self.rows.add(
                Performance,
                clause_id=clause,
                done_on=min(closed + timedelta(days=5), self.world.today),
                amount_fen=self.case.amount_fen or None,
                is_complete=True,
                evidence="收条" if self.case.amount_fen else "现场照片",
            )
        for party in self.sides if written else ():
            self.rows.add(Signature, agreement_id=key, party_id=party, way="hand", signed_on=closed)
        self._visits(closed)

    def _visits(self, closed: date) -> None:
        for number, _ in enumerate(FOLLOW_UPS):
            due = closed + timedelta(days=(7, 30, 90)[number])
            done = due < self.world.today and self.rng.random() < 0.9
            told: dict[str, Any] = {}
            if done:
                told = {
                    "done_on": due,
                    "visited": "双方",
                    "cause": "协议履行情况",
                    "performed_percent": 100,
                    "satisfaction": self.rng.choices(("satisfied", "fairly"), (4, 1))[0],
                    "by": "社区工作人员",
                }
            self.rows.add(FollowUp, case_id=self.case.pk, serial=number + 1, due_on=due, **told)
