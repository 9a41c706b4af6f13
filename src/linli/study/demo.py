"""The demo's study: a campaign of 2023 that is over, one of 2024 that runs; what they held and what they found.

Every party organisation holds a theme day a month; only those held for a campaign count, once a month.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from linli.common.world import Org, World
from linli.orgs.models.organisation import PARTY_KINDS, OrganisationKind
from linli.study import demo_texts as texts
from linli.study.models import (
    Finding,
    FindingCategory,
    Gathering,
    GatheringKind,
    GuidanceGroup,
    GuidanceMember,
    GuidanceVisit,
    GuidedUnit,
    LessonKind,
    SessionForm,
    Severity,
    SpeakerKind,
    StudySession,
    ThemeDay,
    Verdict,
    VisitMode,
)
from linli.study.states import (
    CLOSED,
    EXTENDED,
    FED_BACK,
    HANDED_OVER,
    RECTIFYING,
    REGISTERED,
    RETURNED,
    TO_VERIFY,
)
from linli.workflow.calendar import Calendar
from linli.workflow.selectors import read_calendar

RUNNING, OVER = "discipline-study-2024", "theme-education-2023"
BEGUN = date(2024, 4, 1)
ORGANISATIONS, SESSIONS = 1149, 8126
GROUPS, UNITS, CLOSED_FINDINGS = 6, 106, 84
KEPT_MONTHS = 0.93
OPEN_STATES = (
    *((RECTIFYING,) * 6),
    *((TO_VERIFY,) * 4),
    *((FED_BACK,) * 3),
    *((RETURNED,) * 2),
    *((REGISTERED,) * 2),
    EXTENDED,
    *((HANDED_OVER,) * 2),
)
GATHERING = ("id", "org_id", "campaign_id", "kind", "held_on", "month", "is_extra", "topic", "place",
             "present_count", "due_count")  # fmt: skip
THEME_DAY = ("gathering_id", "lesson_title", "lesson_kind", "film_title", "film_source", "film_minutes",
             "practice_title", "practice_kind", "practice_area_id", "absent_ill", "absent_away", "absent_on_duty",
             "absent_other", "made_up_at_home", "made_up_online", "made_up_in_class")  # fmt: skip


@dataclass(frozen=True)
class _Day:
    """A theme day to be held."""

    org: Org
    month: date
    campaign: int | None
    is_extra: bool = False


def _months(first: date, last: date) -> list[date]:
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


class _Gatherings:
    """Draws and writes gatherings with their details."""

    def __init__(self, world: World) -> None:
        self.world, self.rng = world, world.rng("gatherings")
        self.members = {org.id: _members(org, self.rng) for org in world.orgs_of(PARTY_KINDS)}
        self.usual_day = {key: self.rng.choice((5, 8, 10, 15, 18, 20, 25, 25, 25)) for key in self.members}
        self.rows: list[tuple[object, ...]] = []
        self.theme_days: list[tuple[object, ...]] = []
        self.sessions: list[tuple[object, ...]] = []

    def theme_day(self, wanted: _Day) -> None:
        rng, key = self.rng, self.world.writer.next_id(Gathering)
        held_on = self._date(wanted)
        due = self.members[wanted.org.id]
        ill, away, duty, other = _absences(rng, due)
        absent = ill + away + duty + other
        made_up = rng.randint(0, absent)
        at_home = min(ill, made_up)
        month = texts.MONTHS[wanted.month.month]
        practice = rng.choice(month.practices)
        self.rows.append((key, wanted.org.id, wanted.campaign, GatheringKind.THEME_DAY.value, held_on,
                          f"{held_on:%Y-%m}", wanted.is_extra, rng.choice(month.topics), rng.choice(texts.PLACES),
                          due - absent, due))  # fmt: skip
        film = rng.choice(texts.FILMS)
        lesson_kind = rng.choices(LessonKind.values, (5, 4, 1))[0]
        self.theme_days.append((key, rng.choice(texts.LESSONS), lesson_kind, film[0], film[1], film[2],
                                rng.choice(texts.PRACTICES[practice]), practice, wanted.org.area_id, ill, away, duty,
                                other, at_home, made_up - at_home, 0))  # fmt: skip

    def study_session(self, org: Org, held_on: date, campaign: int | None) -> None:
        rng, key = self.rng, self.world.writer.next_id(Gathering)
        due = self.members[org.id]
        present = max(1, due - sum(_absences(rng, due)))
        topic = rng.choice(texts.SESSION_TOPICS if campaign else texts.OTHER_TOPICS)
        self.rows.append((key, org.id, campaign, GatheringKind.STUDY_SESSION.value, held_on, "", False, topic,
                          rng.choice(texts.PLACES), present, due))  # fmt: skip
        form = rng.choices(SessionForm.values, (5, 4, 1, 2))[0]
        speaker = rng.choices(SpeakerKind.values, (5, 3, 1, 1, 2))[0]
        self.sessions.append((key, form, speaker, rng.choice(texts.READINGS)))

    def _date(self, wanted: _Day) -> date:
        """The organisation's usual day, moved off weekends mostly; never later than today."""
        held_on = wanted.month.replace(day=self.usual_day[wanted.org.id])
        held_on += timedelta(days=self.rng.choice((0, 0, 0, 0, 1, -1, 2, -2)) + (3 if wanted.is_extra else 0))
        if held_on.weekday() >= 5 and self.rng.random() < 0.8:
            held_on -= timedelta(days=held_on.weekday() - 4)
        held_on = min(held_on, self.world.today)
        return max(held_on, wanted.month)

    def write(self) -> None:
        writer = self.world.writer
        writer.write(Gathering, GATHERING, self.rows)
        writer.write(ThemeDay, THEME_DAY, self.theme_days)
        writer.write(StudySession, ("gathering_id", "form", "speaker", "reading"), self.sessions)


def _members(org: Org, rng: random.Random) -> int:
    if org.kind in (OrganisationKind.PARTY_COMMITTEE, OrganisationKind.PARTY_GENERAL_BRANCH):
        return rng.randint(9, 35)  # those who meet are the committee and its secretaries
    return max(5, round(rng.lognormvariate(3.1, 0.45)))


def _absences(rng: random.Random, due: int) -> tuple[int, int, int, int]:
    absent = sum(rng.random() < 0.11 for _ in range(due))
    ill = sum(rng.random() < 0.35 for _ in range(absent))
    away = sum(rng.random() < 0.55 for _ in range(absent - ill))
    duty = sum(rng.random() < 0.7 for _ in range(absent - ill - away))
    return ill, away, duty, absent - ill - away - duty


def _gatherings(world: World) -> None:
    draw = _Gatherings(world)
    rng, running, over = draw.rng, world.campaigns[RUNNING], world.campaigns[OVER]
    everyone = world.orgs_of(PARTY_KINDS)
    wanted, total = world.scaled(ORGANISATIONS), world.scaled(SESSIONS)
    if len(everyone) < wanted:
        raise ValueError(f"{len(everyone)} party organisations, {wanted} are to study")
    studying = sorted(rng.sample(everyone, wanted), key=lambda org: org.id)
    months = _months(BEGUN, world.today)
    slots = [_Day(org, month, running) for org in studying for month in months]
    droppable = [n for n in range(len(slots)) if n % len(months)]  # everybody holds the first month's
    left_out = set(rng.sample(droppable, len(slots) - int(KEPT_MONTHS * len(slots))))
    held = [slot for n, slot in enumerate(slots) if n not in left_out]
    for slot in held:
        draw.theme_day(slot)
    leading = [5 if org.kind == OrganisationKind.PARTY_COMMITTEE else 1 for org in studying]
    days = world.days(rng, total - len(held), BEGUN, world.today, months=(0, 0, 0, 5, 8, 8, 5, 2, 2, 2, 0, 0))
    for org, held_on in zip(rng.choices(studying, leading, k=len(days)), days, strict=True):
        draw.study_session(org, held_on, running)
    for slot in rng.sample(held, world.scaled(180)):
        draw.theme_day(_Day(slot.org, slot.month, running, is_extra=True))
    _before_and_beside(world, draw, everyone, over)
    draw.write()


def _before_and_beside(world: World, draw: _Gatherings, everyone: Sequence[Org], over: int) -> None:
    """What does not count: the campaign of 2023, the months between, study outside any campaign."""
    rng = draw.rng
    earlier = sorted(rng.sample(everyone, int(0.96 * len(everyone))), key=lambda org: org.id)
    for month in _months(date(2023, 9, 1), date(2024, 3, 31)):
        campaign = over if month < date(2024, 1, 1) else None
        for org in earlier if campaign else everyone:
            if rng.random() < (0.9 if campaign else 0.95):
                draw.theme_day(_Day(org, month, campaign))
    for org in rng.choices(earlier, k=world.scaled(410)):
        draw.study_session(org, world.day(rng, date(2023, 9, 4), date(2023, 12, 29)), over)
    for org in rng.choices(everyone, k=world.scaled(330)):
        draw.study_session(org, world.day(rng, date(2024, 1, 3), world.today), None)


@dataclass(frozen=True)
class _Unit:
    """A guided unit with who answers for it, and the members of its group (leader first)."""

    id: int
    org: Org
    contact: int
    members: tuple[int, ...]
    since: date


@dataclass(frozen=True)
class _Visit:
    id: int
    unit: _Unit
    day: date


class _Guidance:
    """Groups, units and visits of one campaign."""

    def __init__(self, world: World, campaign: int, name: str) -> None:
        self.world, self.campaign, self.rng = world, campaign, world.rng(f"guidance {name}")
        self.units: list[_Unit] = []
        self.visits: list[_Visit] = []

    def form(self, groups: int, units: int, formed: date) -> None:
        world, rng, writer = self.world, self.rng, self.world.writer
        group_rows: list[tuple[object, ...]] = []
        member_rows: list[tuple[object, ...]] = []
        unit_rows: list[tuple[object, ...]] = []
        members: list[tuple[int, tuple[int, ...]]] = []
        for number in range(1, groups + 1):
            key = writer.next_id(GuidanceGroup)
            people = tuple(world.person(world.district.id) for _ in range(rng.choice((4, 5, 5, 6))))
            group_rows.append((key, self.campaign, number, formed, people[0]))
            member_rows += [(key, person, formed) for person in people]
            members.append((key, people))
        for n, org in enumerate(_units_to_guide(world, rng, units)):
            group, people = members[n % groups]
            key, since = writer.next_id(GuidedUnit), formed + timedelta(days=rng.choice((0, 0, 1, 3)))
            if groups > 1 and n % 37 == 5:  # began with another group, moved in June
                moved = formed + timedelta(days=70)
                unit_rows.append((key, self.campaign, members[(n + 1) % groups][0], org.id, since, moved))
                key, since = writer.next_id(GuidedUnit), moved
            unit_rows.append((key, self.campaign, group, org.id, since, None))
            self.units.append(_Unit(key, org, world.person(org.area_id), people, since))
        writer.write(GuidanceGroup, ("id", "campaign_id", "number", "formed_on", "leader_id"), group_rows)
        writer.write(GuidanceMember, ("group_id", "person_id", "valid_from"), member_rows)
        fields = ("id", "campaign_id", "group_id", "organisation_id", "valid_from", "valid_to")
        writer.write(GuidedUnit, fields, unit_rows)

    def visit(self, last: date) -> None:
        rng, rows = self.rng, []
        for unit in self.units:
            for day in self.world.days(rng, rng.randint(3, 6), unit.since + timedelta(days=5), last):
                key = self.world.writer.next_id(GuidanceVisit)
                mode = rng.choices(VisitMode.values, (3, 5, 2, 3, 1))[0]
                rows.append((key, unit.id, mode, day, rng.randint(4, 18), rng.choice(texts.SUMMARIES)))
                self.visits.append(_Visit(key, unit, day))
        fields = ("id", "unit_id", "mode", "held_on", "participant_count", "summary")
        self.world.writer.write(GuidanceVisit, fields, rows)


def _units_to_guide(world: World, rng: random.Random, count: int) -> list[Org]:
    first = world.orgs_of((OrganisationKind.DEPARTMENT, OrganisationKind.STREET_OFFICE))
    rest = world.orgs_of((OrganisationKind.ENTERPRISE,))
    rng.shuffle(first)
    rng.shuffle(rest)
    found = [*first, *rest][:count]
    if len(found) < count:
        raise ValueError(f"{len(found)} units, {count} are to be guided")
    return sorted(found, key=lambda org: org.id)


FINDING = ("unit_id", "visit_id", "state", "category", "severity", "description", "basis", "found_on", "fed_back_on",
           "feedback_no", "due_on", "owner_id", "measures", "extended_to", "extension_reason", "extension_by_id",
           "rectified_on", "rectified_by_id", "evidence", "verifier_id", "verified_on", "verdict", "verdict_note",
           "closed_on", "handed_over_to", "handed_over_on")  # fmt: skip
TEXTS = ("description", "basis", "feedback_no", "measures", "extension_reason", "evidence", "verdict",
         "verdict_note", "handed_over_to")  # fmt: skip
Row = dict[str, object]


class _Findings:
    """Draws findings out of visits; dates follow one another on the working calendar."""

    def __init__(self, world: World, guidance: _Guidance, calendar: Calendar, prefix: str) -> None:
        self.world, self.guidance, self.calendar, self.prefix = world, guidance, calendar, prefix
        self.rng = guidance.rng
        self.number = 0

    def row(self, visit: _Visit, state: str) -> Row:
        rng, add = self.rng, self.calendar.add_workdays
        self.number += 1
        category = rng.choices(FindingCategory.values, (5, 5, 4, 3, 1, 1))[0]
        severity = rng.choices(Severity.values, (14, 5, 1))[0]
        problem, measure, evidence = rng.choice(texts.PROBLEMS[category])
        row: Row = dict.fromkeys(FINDING) | dict.fromkeys(TEXTS, "")
        row |= {
            "unit_id": visit.unit.id,
            "visit_id": visit.id,
            "state": state,
            "category": category,
            "severity": severity,
            "description": problem,
            "basis": texts.BASES[category],
            "found_on": visit.day,
        }
        if state == REGISTERED:
            return row
        if state == HANDED_OVER:
            return row | {"description": "", "basis": "", "handed_over_to": "区纪委监委",
                          "handed_over_on": min(add(visit.day, 2), self.world.today)}  # fmt: skip
        told = min(add(visit.day, rng.choice((0, 1, 1, 2, 2, 3, 3, 5))), self.world.today)
        due = add(told, 15) if severity == Severity.ORDINARY else told + timedelta(days=30)
        row |= {
            "fed_back_on": told,
            "feedback_no": f"{self.prefix}{self.number:03d}",
            "due_on": due,
        }
        if state == FED_BACK:
            return row
        row |= {"owner_id": visit.unit.contact, "measures": measure}
        return row | self._later(visit, state, told, due, evidence)

    def _later(self, visit: _Visit, state: str, told: date, due: date, evidence: str) -> Row:
        rng, add = self.rng, self.calendar.add_workdays
        row: Row = {}
        if state == EXTENDED or (state == CLOSED and rng.random() < 0.07):
            row |= {
                "extended_to": add(due, 10),
                "extension_reason": rng.choice(texts.EXTENSIONS),
                "extension_by_id": visit.unit.members[0],
            }
        if state in (RECTIFYING, EXTENDED):
            return row
        workdays = rng.choices(range(4, 20), (1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 5, 4, 1, 1, 1, 1))[0]
        done = min(add(told, workdays), self.world.today)
        row |= {"rectified_on": done, "rectified_by_id": visit.unit.contact, "evidence": evidence}
        if state == TO_VERIFY:
            return row
        checked = min(add(done, rng.choice((1, 2, 2, 3, 3, 4, 5, 6))), self.world.today)
        row |= {"verifier_id": rng.choice(visit.unit.members[1:]), "verified_on": checked}
        if state == RETURNED:
            return row | {"verdict": Verdict.RETURNED.value, "verdict_note": rng.choice(texts.RETURNS)}
        return row | {"verdict": Verdict.PASSED.value, "closed_on": add(checked, rng.choice((0, 0, 1)))}

    def write(self, drawn: Sequence[tuple[_Visit, str]]) -> None:
        rows = (self.row(visit, state) for visit, state in drawn)
        self.world.writer.write(Finding, FINDING, (tuple(row[name] for name in FINDING) for row in rows))


def _drawn(
    guidance: _Guidance, closed: int, last_closed: date, open_states: Sequence[str]
) -> Iterator[tuple[_Visit, str]]:
    """Closed findings come of visits long enough ago (5 + 19 + 6 + 1 workdays at most), open ones of late ones."""
    rng = guidance.rng
    old = [v for v in guidance.visits if v.day <= last_closed - timedelta(days=55)]
    late = sorted((v for v in guidance.visits if v not in old), key=lambda v: v.day)
    yield from ((visit, CLOSED) for visit in sorted(rng.choices(old, k=closed), key=lambda v: (v.day, v.id)))
    if open_states:
        settled = [v for v in late if v.day <= last_closed - timedelta(days=35)] or late or old
        fresh = late[-max(3, len(late) // 6) :] or old
        for state in open_states:
            is_fresh = state in (REGISTERED, FED_BACK)
            yield rng.choice(fresh if is_fresh else settled), state


def build(world: World) -> None:
    """Gatherings, guidance and findings."""
    _gatherings(world)
    calendar = read_calendar()
    past = _Guidance(world, world.campaigns[OVER], OVER)
    past.form(world.scaled(4), world.scaled(58), date(2023, 9, 11))
    past.visit(date(2023, 12, 29))
    _Findings(world, past, calendar, "主教反馈〔2023〕").write(
        list(_drawn(past, world.scaled(37), date(2023, 12, 29), ()))
    )
    now = _Guidance(world, world.campaigns[RUNNING], RUNNING)
    now.form(world.scaled(GROUPS), world.scaled(UNITS), date(2024, 4, 10))
    now.visit(world.today)
    open_states = OPEN_STATES[: world.scaled(len(OPEN_STATES), 3)]
    _Findings(world, now, calendar, "党纪反馈〔2024〕").write(
        list(_drawn(now, world.scaled(CLOSED_FINDINGS), world.today, open_states))
    )
