"""The demo's volunteering and neighbours' events: 2023 for comparison, 2024 up to the business date."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from linli.common.world import EVEN_WEEK, WEEKEND_WEEK, YEAR_START, Org, Place, World
from linli.orgs.models.organisation import PARTY_KINDS, OrganisationKind
from linli.participation import demo_texts as texts
from linli.participation.models import (
    EventFunding,
    EventKind,
    EventOrganiser,
    EventSeries,
    EventSponsor,
    NeighbourEvent,
    Speciality,
    VolunteerActivity,
    VolunteerTeam,
)
from linli.participation.policies import LARGE_EVENT
from linli.participation.states import (
    ANNOUNCED,
    CANCELLED,
    CERTIFIABLE,
    CONFIRMED,
    DRAFT,
    ENROLLING,
    HELD,
    PUBLISHED,
    RECORDED,
    UPLOADED,
)

TEAMS, ACTIVITIES, EVENTS = 491, 4217, 306
LAST_YEAR = date(2023, 1, 1), date(2023, 12, 31)
ACTIVITY_WEEK = (6, 6, 6, 6, 8, 14, 10)
ACTIVITY_MONTHS = (7, 6, 14, 9, 9, 13, 16, 8, 9, 10, 8, 7)
EVENT_MONTHS = (12, 10, 4, 5, 7, 10, 6, 6, 12, 13, 4, 6)
# 文明创建 all year round, 防汛救灾 in the months of high water, the rest without a theme of the district.
FLOOD_SHARE = {5: 0.1, 6: 0.45, 7: 0.6, 8: 0.15}
DONE_STATES = (CERTIFIABLE, UPLOADED, CONFIRMED, RECORDED, HELD)

TEAM = ("id", "estate_id", "name", "speciality", "leader_id", "founded_on", "approved_by_id", "approved_on",
        "dissolved_on")  # fmt: skip
ACTIVITY = ("title", "theme_id", "team_id", "organisation_id", "area_id", "held_on", "starts_at", "ends_at", "place",
            "state", "risk_note", "is_dangerous", "insurance_no", "needs_training", "quota", "served_count",
            "uploaded_on", "cancel_reason")  # fmt: skip
EVENT = ("id", "estate_id", "series", "title", "kind", "held_on", "place", "organiser", "state", "funding",
         "budget_fen", "safety_plan", "filed_on", "expected_count", "attended_count", "feedback",
         "cancel_reason")  # fmt: skip


class _Teams:
    """Teams of estates; most have a speciality and the committee's consent."""

    def __init__(self, world: World) -> None:
        self.world, self.rng = world, world.rng("teams")
        self.committees = {org.area_id: org.id for org in world.orgs_of((OrganisationKind.COMMITTEE,))}
        self.rows: list[tuple[object, ...]] = []
        self.taken: set[tuple[int, str]] = set()
        self.serving: list[tuple[int, Place]] = []

    def add(self, *, special: bool = True, approved: bool = True, dissolved: bool = False) -> None:
        world, rng = self.world, self.rng
        kind, words, estate = self._free(special)
        community = world.community_of(estate)
        founded = world.day(rng, date(2019, 3, 5), date(2024, 9, 20) if approved else date(2024, 10, 20))
        if dissolved:
            founded = world.day(rng, date(2019, 3, 5), date(2022, 12, 30))
        agreed = min(founded + timedelta(days=rng.randint(3, 30)), world.today) if approved else None
        ended = world.day(rng, date(2023, 3, 1), date(2024, 9, 30)) if dissolved else None
        key = world.writer.next_id(VolunteerTeam)
        self.rows.append((key, estate.id, f"{estate.name}{words}", kind, world.person(community.id), founded,
                          self.committees[community.id] if approved else None, agreed, ended))  # fmt: skip
        if approved and not dissolved:
            self.serving.append((key, estate))

    def _free(self, special: bool) -> tuple[str, str, Place]:
        """A speciality, a name and an estate that has no such team yet; larger communities have more."""
        weights = (9, 5, 8, 5, 5, 8, 4, 3, 2, 6, 3)
        while True:
            community = self.world.pick_places(self.rng, 1)[0]
            estate = self.rng.choice(self.world.children(community.id, "estate"))
            kind = self.rng.choices(Speciality.values, weights)[0] if special else ""
            words = self.rng.choice(texts.TEAM_WORDS[kind] if special else texts.GENERAL_TEAMS)
            if (estate.id, words) not in self.taken:
                self.taken.add((estate.id, words))
                return kind, words, estate


def _teams(world: World) -> list[tuple[int, Place]]:
    teams = _Teams(world)
    for _ in range(world.scaled(TEAMS)):
        teams.add()
    for _ in range(world.scaled(34)):
        teams.add(special=False)
    for _ in range(world.scaled(22)):
        teams.add(approved=False)
    for _ in range(world.scaled(13)):
        teams.add(dissolved=True)
    world.writer.write(VolunteerTeam, TEAM, teams.rows)
    return teams.serving


class _Activities:
    """Draws activities; ``state`` follows from how long ago one was, unless given."""

    def __init__(self, world: World) -> None:
        self.world, self.rng = world, world.rng("activities")
        self.rows: list[tuple[object, ...]] = []

    def add(
        self,
        held_on: date,
        area: Place,
        *,
        org: int | None = None,
        team: int | None = None,
        state: str | None = None,
    ) -> None:
        world, rng = self.world, self.rng
        theme, title, place, risk = self._subject(held_on, org is not None)
        state = state or self._state((world.today - held_on).days)
        is_dangerous = risk is not texts.NO_RISK
        told = state not in (DRAFT, CANCELLED)
        hours = (8, 8, 9, 9, 9, 14, 15, 19) if held_on < world.today else (8, 8, 9)  # it is noon
        begins = rng.choice(hours)
        served = None if state not in DONE_STATES[:4] else rng.randint(8, 120)
        uploaded = None
        if state in (CERTIFIABLE, UPLOADED):
            uploaded = min(held_on + timedelta(days=rng.randint(3, 20)), world.today)
        self.rows.append((title, theme, team, org, self._area(area), held_on,
                          time(begins), time(begins + rng.choice((2, 2, 3))), place, state, risk if told else "",
                          is_dangerous, f"YB{held_on:%Y%m}{len(self.rows):05d}" if is_dangerous and told else "",
                          is_dangerous, rng.choice((10, 15, 20, 30, 40)), served, uploaded,
                          rng.choice(texts.CANCELLED) if state == CANCELLED else ""))  # fmt: skip

    def _area(self, area: Place) -> int:
        """In an estate of the community about four times in ten."""
        if area.kind == "community" and self.rng.random() < 0.4:
            return self.rng.choice(self.world.children(area.id, "estate")).id
        return area.id

    def _subject(self, day: date, is_party: bool) -> tuple[int | None, str, str, str]:
        rng, themes = self.rng, self.world.themes
        if not is_party:
            return None, rng.choice(texts.TEAM_ACTIVITIES), rng.choice(texts.PLACES), texts.NO_RISK
        drawn, flood = rng.random(), FLOOD_SHARE.get(day.month, 0.0)
        if drawn < flood:
            return themes["flood"], rng.choice(texts.FLOOD), rng.choice(texts.FLOOD_PLACES), texts.FLOOD_RISK
        if drawn < flood + (1 - flood) * 0.68:
            risk = texts.HEIGHT_RISK if rng.random() < 0.05 else texts.NO_RISK
            return themes["civility"], rng.choice(texts.CIVILITY), rng.choice(texts.PLACES), risk
        return None, rng.choice(texts.OTHERS), rng.choice(texts.PLACES), texts.NO_RISK

    def _state(self, days_ago: int) -> str:
        """Most are uploaded within a month; some records lag behind."""
        weights = (
            (0, 5, 25, 30, 40)
            if days_ago < 10
            else (6, 30, 34, 20, 10)
            if days_ago < 40
            else (38, 46, 10, 4, 2)
        )
        return self.rng.choices(DONE_STATES, weights)[0]

    def write(self) -> None:
        self.world.writer.write(VolunteerActivity, ACTIVITY, self.rows)


def _activities(world: World, teams: Sequence[tuple[int, Place]]) -> None:
    draw = _Activities(world)
    rng, today = draw.rng, world.today
    party, committees = world.orgs_of(PARTY_KINDS), world.orgs_of((OrganisationKind.COMMITTEE,))

    def led(orgs: Sequence[Org], count: int, first: date, last: date, states: Sequence[str] = ()) -> None:
        days = world.days(rng, count, first, last, ACTIVITY_WEEK, ACTIVITY_MONTHS)
        for org, day in zip(rng.choices(orgs, k=count), days, strict=True):
            state = rng.choice(states) if states else None
            draw.add(day, world.places[org.area_id], org=org.id, state=state)

    led(party, world.scaled(ACTIVITIES), YEAR_START, today)
    led(party, world.scaled(4_390), *LAST_YEAR)
    led(party, world.scaled(64), YEAR_START, today, (CANCELLED,))
    led(party, world.scaled(38), today, today, (DRAFT, PUBLISHED, ENROLLING))
    led(committees, world.scaled(420), YEAR_START, today)
    days = world.days(rng, world.scaled(960), LAST_YEAR[0], today, WEEKEND_WEEK)
    for (team, estate), day in zip(rng.choices(teams, k=len(days)), days, strict=True):
        draw.add(day, estate, team=team)
    draw.write()


class _Events:
    """Draws events; large ones are filed with a safety plan."""

    def __init__(self, world: World) -> None:
        self.world, self.rng = world, world.rng("events")
        self.rows: list[tuple[object, ...]] = []
        self.sponsors: list[tuple[object, ...]] = []

    def add(self, held_on: date, series: str = EventSeries.NEIGHBOUR_FESTIVAL, state: str = HELD) -> None:
        world, rng, key = self.world, self.rng, self.world.writer.next_id(NeighbourEvent)
        estate = rng.choice(world.children(world.pick_places(rng, 1)[0].id, "estate"))
        kind = rng.choices(EventKind.values, (10, 9, 6, 7, 6, 8, 6, 5, 3))[0]
        expected = max(20, int(rng.lognormvariate(4.5, 0.55)) // 10 * 10)
        is_large = expected > LARGE_EVENT
        funding = rng.choices(EventFunding.values, (5, 2, 3, 3))[0]
        title = rng.choice(texts.EVENT_TITLES[kind])
        self.rows.append((key, estate.id, series, f"{estate.name}{title}", kind, held_on,
                          rng.choice(texts.EVENT_PLACES), rng.choices(EventOrganiser.values, (4, 4, 2, 1))[0], state,
                          funding, self._budget(expected, funding), rng.choice(texts.SAFETY_PLANS) if is_large else "",
                          held_on - timedelta(days=rng.randint(3, 12)) if is_large else None, expected,
                          max(12, round(expected * rng.uniform(0.6, 1.2))) if state == HELD else None,
                          rng.choice(texts.FEEDBACK) if state == HELD else "",
                          rng.choice(texts.CANCELLED) if state == CANCELLED else ""))  # fmt: skip
        if funding == EventFunding.SPONSORS:
            self._sponsors(key, held_on)

    def _budget(self, expected: int, funding: str) -> int:
        """In fen: 3 to 18 yuan a head, whole tens of yuan; nothing where neighbours bring it themselves."""
        if funding == EventFunding.VOLUNTARY:
            return 0
        return int(expected * self.rng.uniform(3, 18)) // 10 * 1000

    def _sponsors(self, event: int, held_on: date) -> None:
        rng = self.rng
        for name in rng.sample(texts.SPONSORS, rng.choice((1, 1, 2))):
            gives_money = rng.random() < 0.6
            posted = min(held_on + timedelta(days=rng.randint(1, 14)), self.world.today)
            self.sponsors.append((event, name, rng.choice((500, 800, 1000, 2000)) * 100 if gives_money else 0,
                                  "" if gives_money else rng.choice(texts.GOODS), posted))  # fmt: skip

    def write(self) -> None:
        self.world.writer.write(NeighbourEvent, EVENT, self.rows)
        self.world.writer.write(
            EventSponsor, ("event_id", "name", "amount_fen", "goods", "posted_on"), self.sponsors
        )


def _events(world: World) -> None:
    draw = _Events(world)
    rng, today = draw.rng, world.today

    def days(count: int, first: date, last: date) -> list[date]:
        return sorted(world.days(rng, world.scaled(count), first, last, WEEKEND_WEEK, EVENT_MONTHS))

    for day in days(284, *LAST_YEAR):
        draw.add(day)
    for day in days(EVENTS, YEAR_START, today):
        draw.add(day)
    for day in days(43, YEAR_START, today):
        draw.add(day, series=EventSeries.OTHER)
    for day in days(9, YEAR_START, today):
        draw.add(day, state=CANCELLED)
    for day in world.days(rng, world.scaled(7), today - timedelta(days=2), today, EVEN_WEEK):
        draw.add(day, state=rng.choice((DRAFT, ANNOUNCED)))
    draw.write()


def build(world: World) -> None:
    """Teams, activities, events."""
    teams = _teams(world)
    _activities(world, teams)
    _events(world)
