"""The demo's dispute cases from 2022 on: closed, declined, transferred, and open today."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from linli.common.clock import add_months
from linli.common.world import Place, World
from linli.mediation.demo import texts
from linli.mediation.demo.committees import mark_of
from linli.mediation.models import DisputeCase, DisputeKind, Intensity, Outcome, Special
from linli.mediation.states import IN_MEDIATION

SEASON = (198, 176, 231, 240, 252, 246, 238, 259, 268, 288, 250, 236)
# First and last day of closing, mediated cases, agreements among them, declined, transferred.
SPANS = (
    (date(2022, 1, 4), date(2022, 12, 31), 2406, 2262, 61, 38),
    (date(2023, 1, 1), date(2023, 10, 30), 2217, 2102, 52, 33),
    (date(2023, 10, 31), date(2023, 12, 31), 462, 438, 11, 7),
    (date(2024, 1, 1), date(2024, 10, 30), 2396, 2284, 49, 31),
)
OPEN = 187
UNDER_REVIEW = 16
DURATION: dict[Intensity, tuple[int, int, int]] = {  # least, usual, most days from acceptance to closing
    Intensity.SIMPLE: (0, 1, 6),
    Intensity.ORDINARY: (2, 9, 29),
    Intensity.HARD: (8, 24, 44),
    Intensity.GRAVE: (14, 29, 61),
}
INTENSITIES = tuple(Intensity)
KINDS, KIND_WEIGHTS = tuple(texts.KIND_WEIGHTS), tuple(texts.KIND_WEIGHTS.values())
SOURCES, SOURCE_WEIGHTS = tuple(texts.SOURCE_WEIGHTS), tuple(texts.SOURCE_WEIGHTS.values())
REASONS: dict[Outcome, tuple[str, ...]] = {
    Outcome.AGREED: ("",),
    Outcome.FAILED: texts.FAILED,
    Outcome.ENDED: texts.ENDED,
    Outcome.DECLINED: texts.DECLINED,
    Outcome.TRANSFERRED: texts.TRANSFERRED,
}
NOBODY_ASKED = ("registered", "accepted")
TOLD_NOTHING = (Outcome.AGREED, Outcome.TRANSFERRED)
FIELDS = (
    "id",
    "community_id",
    "year",
    "serial",
    "mark",
    "source",
    "kind",
    "intensity",
    "theme_id",
    "special",
    "summary",
    "parties_count",
    "is_public",
    "may_escalate",
    "amount_fen",
    "registered_on",
    "accepted_on",
    "due_on",
    "stage",
    "outcome",
    "outcome_reason",
    "closed_on",
    "remedies_told_on",
)


SHOWN = "高山坡社区"


@dataclass(slots=True)
class Draft:
    """A case before it has its number."""

    community: Place
    kind: DisputeKind
    intensity: Intensity
    registered: date
    accepted: date | None
    closed: date | None
    outcome: Outcome | None
    stage: str
    serial: int | None = None
    id: int = 0


def _weekday(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _intensity(rng: random.Random) -> Intensity:
    return rng.choices(INTENSITIES, (34, 52, 11, 3))[0]


def _closed_stage(rng: random.Random, outcome: Outcome, closed: date, today: date) -> str:
    age = (today - closed).days
    if outcome is not Outcome.AGREED:
        return "concluded" if age < rng.randint(3, 30) else "archived"
    if age < 7:
        return "performing"
    return "following_up" if age < rng.randint(60, 110) else "archived"


def _closed(world: World, rng: random.Random, community: Place, closed: date, outcome: Outcome) -> Draft:
    intensity = _intensity(rng)
    review = rng.choices((0, 1, 2, 3, 6), (40, 30, 15, 12, 3))[0]
    stage = _closed_stage(rng, outcome, closed, world.today)
    kind = rng.choices(KINDS, KIND_WEIGHTS)[0]
    if outcome is Outcome.DECLINED:
        registered = _weekday(closed - timedelta(days=review))
        return Draft(community, kind, intensity, registered, None, closed, outcome, stage)
    least, usual, most = DURATION[intensity]
    accepted = _weekday(closed - timedelta(days=round(rng.triangular(least, most, usual))))
    registered = _weekday(accepted - timedelta(days=review))
    return Draft(community, kind, intensity, registered, accepted, closed, outcome, stage)


def _closed_cases(world: World, rng: random.Random) -> list[Draft]:
    drafts = []
    for first, last, mediated, agreed, declined, transferred in SPANS:
        total, agreements = world.scaled(mediated), world.scaled(agreed)
        rest = total - agreements
        ended = rest // 3
        outcomes = (
            [Outcome.AGREED] * agreements
            + [Outcome.FAILED] * (rest - ended)
            + [Outcome.ENDED] * ended
            + [Outcome.DECLINED] * world.scaled(declined)
            + [Outcome.TRANSFERRED] * world.scaled(transferred)
        )
        days = world.days(rng, len(outcomes), first, last, months=SEASON)
        places = world.pick_places(rng, len(outcomes))
        for outcome, day, place in zip(outcomes, days, places, strict=True):
            drafts.append(_closed(world, rng, place, day, outcome))
    return drafts


def _open_cases(world: World, rng: random.Random) -> list[Draft]:
    """Most within their month; about one in fifteen is late."""
    drafts = []
    for place in world.pick_places(rng, world.scaled(OPEN)):
        age = rng.randint(33, 70) if rng.random() < 0.065 else rng.randint(0, 28)
        accepted = _weekday(world.today - timedelta(days=age))
        registered = _weekday(accepted - timedelta(days=rng.choice((0, 0, 1, 2))))
        at = min(len(IN_MEDIATION) - 1, age // 4)
        stage = "accepted" if age < 2 else IN_MEDIATION[rng.randint(max(0, at - 2), at)]
        kind = rng.choices(KINDS, KIND_WEIGHTS)[0]
        drafts.append(Draft(place, kind, _intensity(rng), registered, accepted, None, None, stage))
    for place in world.pick_places(rng, world.scaled(UNDER_REVIEW)):
        registered = _weekday(world.today - timedelta(days=rng.choice((0, 0, 1, 1, 2, 5))))
        kind = rng.choices(KINDS, KIND_WEIGHTS)[0]
        drafts.append(Draft(place, kind, _intensity(rng), registered, None, None, None, "registered"))
    return drafts


def _one_of_each_where_one_looks(world: World, drafts: Sequence[Draft]) -> None:
    """Whoever tries the demo finds a case at each step in the community whose account they are given."""
    shown = next(place for place in world.of_kind("community") if place.name == SHOWN)
    met: set[str] = set()
    for draft in sorted(drafts, key=lambda each: each.registered, reverse=True):
        if draft.stage not in (*met, "archived", "concluded"):
            met.add(draft.stage)
            draft.community = shown


def _number(drafts: Sequence[Draft]) -> None:
    """Numbers follow acceptance, per community and year, without gaps."""
    last: dict[tuple[int, int], int] = defaultdict(int)
    for draft in drafts:
        if draft.accepted is not None:
            key = (draft.community.id, draft.accepted.year)
            last[key] += 1
            draft.serial = last[key]


def _amount(rng: random.Random, draft: Draft) -> int | None:
    if draft.kind not in texts.MONEY or rng.random() < 0.25:
        return None
    yuan = rng.choice((200, 500, 800, 1200, 2000, 3500, 5000, 8000, 12000, 26000))
    grown = yuan * (4 if draft.intensity in (Intensity.HARD, Intensity.GRAVE) else 1)
    return grown * 100 + rng.randrange(0, 100) * 100


def _theme(rng: random.Random, world: World, draft: Draft, summary: str) -> int | None:
    if "加装电梯" in summary:
        return world.themes.get("lifts")
    code = texts.THEME_OF.get(draft.kind)
    if code is None and draft.kind in (DisputeKind.PROPERTY, DisputeKind.NEIGHBOURS):
        code = "renewal" if rng.random() < 0.12 else None
    return world.themes.get(code) if code else None


def _special(summary: str) -> Special:
    if "离婚" in summary or "夫妻" in summary:
        return Special.MARRIAGE
    return Special.INHERITANCE if "继承" in summary or "遗" in summary else Special.NONE


def _row(
    rng: random.Random, world: World, estates: Callable[[Place], str], draft: Draft
) -> tuple[object, ...]:
    summary = rng.choice(texts.SUMMARIES[draft.kind]).format(estate=estates(draft.community))
    grave = draft.intensity in (Intensity.HARD, Intensity.GRAVE)
    accepted = draft.accepted
    return (
        draft.id,
        draft.community.id,
        accepted.year if accepted else None,
        draft.serial,
        mark_of(draft.community) if accepted else "",
        rng.choices(SOURCES, SOURCE_WEIGHTS)[0].value,
        draft.kind.value,
        draft.intensity.value,
        _theme(rng, world, draft, summary),
        _special(summary).value,
        summary,
        rng.choices((2, 3, 4, 7), (85, 9, 4, 2))[0],
        rng.random() < 0.2 and draft.stage not in NOBODY_ASKED,
        grave and rng.random() < 0.1,
        _amount(rng, draft),
        draft.registered,
        accepted,
        add_months(accepted, 1) if accepted else None,
        draft.stage,
        draft.outcome.value if draft.outcome else "",
        rng.choice(REASONS[draft.outcome]) if draft.outcome else "",
        draft.closed,
        draft.closed if draft.outcome in REASONS and draft.outcome not in TOLD_NOTHING else None,
    )


def build(world: World) -> dict[int, list[tuple[date, int]]]:
    """Writes the cases; gives the illegal-building suits by community, as (registered, case id)."""
    rng = world.rng("mediation.cases")
    drafts = [*_closed_cases(world, rng), *_open_cases(world, rng)]
    _one_of_each_where_one_looks(world, drafts)
    drafts.sort(key=lambda draft: (draft.accepted or draft.registered, draft.registered))
    _number(drafts)
    suits: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for draft in drafts:
        draft.id = world.writer.next_id(DisputeCase)
        if draft.kind is DisputeKind.ILLEGAL_BUILDING:
            suits[draft.community.id].append((draft.registered, draft.id))

    def estate(community: Place) -> str:
        estates = world.children(community.id, "estate")
        return rng.choice(estates).name if estates else community.name

    world.writer.write(DisputeCase, FIELDS, (_row(rng, world, estate, draft) for draft in drafts))
    return suits
