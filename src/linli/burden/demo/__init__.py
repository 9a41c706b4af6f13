"""The demo's burdens: two lists in force and those before them, and what was cleared since 2022."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from linli.burden.demo import texts
from linli.burden.models import (
    AccountDecision,
    BurdenItem,
    BurdenList,
    CertificateDecision,
    CertItem,
    ListLevel,
    Plaque,
    PlaqueFinding,
    PlaquePlace,
    Platform,
    PublicAccount,
    Secondment,
    SecondmentFinding,
)
from linli.burden.services.lists import CERTIFICATE_RULES
from linli.burden.states import (
    ANNOUNCED,
    AWAY,
    CLOSED,
    DROPPED,
    ISSUED,
    JUDGED,
    KEPT,
    REGISTERED,
    REMOVED,
    RETURNED,
    SURVEYED,
    TO_REMOVE,
    VERIFIED,
)
from linli.common.world import YEAR_START, World

PROVINCIAL, DISTRICT = 85, 17
PLAQUES, SECONDMENTS, CERTIFICATES, ACCOUNTS = 26, 9, 36, 39
# name, plaques, secondments, accounts: what was cleared in the years before, by 30 October and later
BEFORE = (
    (date(2022, 3, 1), date(2022, 12, 23), 31, 6, 14),
    (date(2023, 2, 1), date(2023, 12, 22), 38, 7, 21),
)


def _lists(world: World) -> None:
    """Two lists in force; the shorter ones they replaced."""
    area = world.district.id
    province, city = "湖南省委、岳阳市委基层减负工作专项机制", "岳阳楼区委社会工作部"
    now, renewed = date(2024, 2, 1), date(2024, 3, 1)
    provincial = texts.PROVINCIAL[: world.scaled(PROVINCIAL)]
    own = texts.DISTRICT[: world.scaled(DISTRICT)]
    lists = (
        (
            ListLevel.PROVINCIAL,
            "2022",
            "省市为基层减负清单",
            province,
            date(2022, 6, 20),
            now,
            provincial[:-9],
        ),
        (ListLevel.PROVINCIAL, "2024", "省市为基层减负清单", province, now, None, provincial),
        (ListLevel.DISTRICT, "2023", "岳阳楼区为基层减负清单", city, date(2023, 4, 3), renewed, own[:-5]),
        (ListLevel.DISTRICT, "2024", "岳阳楼区为基层减负清单", city, renewed, None, own),
    )
    heads, items = [], []
    for level, version, title, issuer, start, end, texts_of in lists:
        key = world.writer.next_id(BurdenList)
        heads.append((key, area, level.value, version, f"{title}（{version}版）", issuer, start))
        for no, (category, rule, text) in enumerate(texts_of, start=1):
            items.append((key, no, category, text, rule, issuer, start, end))
    world.writer.write(
        BurdenList, ("id", "area_id", "level", "version", "name", "issuer", "issued_on"), heads
    )
    fields = ("burden_list_id", "no", "category", "text", "rule", "lead_department", "valid_from", "valid_to")
    world.writer.write(BurdenItem, fields, items)


def _departments(world: World) -> list[int]:
    return [org.id for org in world.orgs_of(("department",))]


PlaqueRow = tuple[int, str, str, int | None, str, str, date, date | None, date | None, date | None, str]
PLAQUE_FIELDS = (
    "community_id",
    "name",
    "place",
    "demanded_by_id",
    "finding",
    "basis",
    "registered_on",
    "judged_on",
    "removed_on",
    "verified_on",
    "state",
)
SURVEYED_ON = date(2022, 2, 14)


class _Plaques:
    """Every community's allowed plaques; and those that broke the rules."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng("burden plaques")
        self.demanding = _departments(world)
        self.rows: list[PlaqueRow] = []

    def cleared(self, count: int, first: date, last: date) -> None:
        """Found to break the rules and taken down between the two days."""
        world, rng = self.world, self.rng
        removals = world.days(rng, count, first, last)
        for place, removed in zip(world.pick_places(rng, count), removals, strict=True):
            registered = max(SURVEYED_ON, removed - timedelta(days=rng.randint(40, 220)))
            judged = min(removed, registered + timedelta(days=rng.randint(3, 20)))
            verified: date | None = removed + timedelta(days=rng.randint(0, 6))
            if verified is not None and verified > world.today:
                verified = None
            self._bad(place.id, registered, judged, removed, verified)

    def _bad(
        self, place: int, registered: date, judged: date, removed: date | None, verified: date | None
    ) -> None:
        rng = self.rng
        state = VERIFIED if verified else REMOVED if removed else TO_REMOVE
        where = rng.choice((PlaquePlace.DOOR, PlaquePlace.INDOORS, PlaquePlace.INDOORS))
        name, by = rng.choice(texts.BAD_PLAQUES), rng.choice(self.demanding)
        finding = PlaqueFinding.NOT_ALLOWED.value
        self.rows.append(
            (place, name, where.value, by, finding, "", registered, judged, removed, verified, state)
        )

    def standing(self) -> None:
        """What may hang, what still has to come down, what waits to be judged, what was merely renewed."""
        world, rng = self.world, self.rng
        allowed = PlaqueFinding.ALLOWED.value
        for place in world.of_kind("community"):
            for name, where, basis in texts.GOOD_PLAQUES:
                judged = SURVEYED_ON + timedelta(days=rng.randint(2, 30))
                row = (place.id, name, where, None, allowed, basis, SURVEYED_ON, judged, None, None, KEPT)
                self.rows.append(row)
        for place in world.pick_places(rng, world.scaled(5)):
            seen = world.day(rng, date(2024, 8, 1), date(2024, 10, 12))
            self._bad(place.id, seen, seen + timedelta(days=rng.randint(3, 15)), None, None)
        for place in world.pick_places(rng, world.scaled(6)):
            seen = world.day(rng, date(2024, 10, 8), world.today)
            name, by = rng.choice(texts.BAD_PLAQUES), rng.choice(self.demanding)
            where = PlaquePlace.INDOORS.value
            pending = PlaqueFinding.PENDING.value
            self.rows.append((place.id, name, where, by, pending, "", seen, None, None, None, REGISTERED))
        for place in world.pick_places(rng, world.scaled(7)):
            name, where, basis = rng.choice(texts.GOOD_PLAQUES)
            renewed = world.day(rng, date(2024, 1, 8), date(2024, 9, 27))
            dates = (SURVEYED_ON, SURVEYED_ON + timedelta(days=9), renewed, renewed)
            self.rows.append((place.id, f"{name}（旧牌）", where, None, allowed, basis, *dates, VERIFIED))


SecondmentRow = tuple[int, int, int, date, date | None, str, str, date | None, str]
SECONDMENT_FIELDS = (
    "person_id",
    "from_area_id",
    "to_unit_id",
    "started_on",
    "planned_until",
    "approval_doc",
    "finding",
    "returned_on",
    "state",
)


class _Secondments:
    """Loans from streets and communities to departments."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng("burden secondments")
        self.units = _departments(world)
        self.rows: list[SecondmentRow] = []

    def add(self, finding: SecondmentFinding, started: date, returned: date | None) -> None:
        """One loan; lawful ones have an approval and an agreed end."""
        world, rng = self.world, self.rng
        kind = "street" if rng.random() < 0.6 else "community"
        place = world.pick_places(rng, 1, kind)[0]
        lawful = finding is SecondmentFinding.LAWFUL
        paper = f"岳楼组借〔{started.year}〕{rng.randint(3, 60)}号" if lawful else ""
        until = started + timedelta(days=365) if lawful else None
        person = world.person(place.id)
        state = RETURNED if returned else AWAY
        unit = rng.choice(self.units)
        self.rows.append((person, place.id, unit, started, until, paper, finding.value, returned, state))

    def ended(self, count: int, first: date, last: date, finding: SecondmentFinding) -> None:
        """``count`` loans that ended between the two days."""
        for returned in self.world.days(self.rng, count, first, last):
            self.add(finding, returned - timedelta(days=self.rng.randint(90, 700)), returned)

    def running(self) -> None:
        """Loans still running: lawful, found unlawful and due back, not judged yet."""
        world, rng = self.world, self.rng
        for count, finding in (
            (6, SecondmentFinding.LAWFUL),
            (2, SecondmentFinding.UNLAWFUL),
            (2, SecondmentFinding.PENDING),
        ):
            for _ in range(world.scaled(count)):
                self.add(finding, world.day(rng, date(2024, 2, 1), date(2024, 9, 30)), None)


def _certificate_items(world: World) -> None:
    rng, area = world.rng("burden certificates"), world.district.id
    listed = date(2018, 6, 1)
    rows: list[tuple[int, str, bool, str, str, str, date, date | None, str]] = []

    def drop(items: Sequence[tuple[str, str]], first: date, last: date, negative: bool) -> None:
        for (name, instead), day in zip(items, world.days(rng, len(items), first, last), strict=True):
            by_department = not negative and rng.random() < 0.5
            decision = (
                CertificateDecision.BY_DEPARTMENT if by_department else CertificateDecision.NOT_ISSUABLE
            )
            basis = CERTIFICATE_RULES if negative else "岳阳楼区社区（村）证明事项清理结果（演示）"
            rows.append((area, name, negative, decision.value, basis, instead, listed, day, DROPPED))

    drop(texts.NEGATIVE_LIST, date(2020, 12, 1), date(2021, 6, 30), negative=True)
    before = texts.DROPPED_BEFORE[: world.scaled(len(texts.DROPPED_BEFORE))]
    drop(before, date(2023, 3, 1), date(2023, 12, 20), negative=False)
    now = texts.DROPPED_NOW[: world.scaled(CERTIFICATES)]
    drop(now, date(2024, 3, 4), date(2024, 10, 18), negative=False)
    issuable = CertificateDecision.ISSUABLE.value
    for name, basis in texts.STILL_ISSUED:
        rows.append((area, name, False, issuable, basis, "", listed, None, ISSUED))
    fields = (
        "area_id",
        "name",
        "on_negative_list",
        "decision",
        "basis",
        "issued_instead_by",
        "listed_on",
        "dropped_on",
        "state",
    )
    world.writer.write(CertItem, fields, rows)


AccountRow = tuple[
    int, str, str, bool, date, date | None, int, str, date | None, date | None, date | None, str
]
ACCOUNT_FIELDS = (
    "owner_id",
    "platform",
    "name",
    "is_government",
    "registered_on",
    "last_post_on",
    "followers",
    "decision",
    "judged_on",
    "announced_on",
    "closed_on",
    "state",
)


class _Accounts:
    """Accounts of departments, streets and communities; no two of one name on a platform."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng("burden accounts")
        owners = world.orgs_of(("department", "street_office", "committee"))
        self.owners = [(org.id, org.name.removesuffix("机关").removesuffix("居民委员会")) for org in owners]
        self.used: set[tuple[str, str]] = set()
        self.kept: set[tuple[int, str]] = set()
        self.rows: list[AccountRow] = []

    def _named(self) -> tuple[int, str, str]:
        """(owner, platform, name), not taken yet."""
        rng = self.rng
        while True:
            owner, short = rng.choice(self.owners)
            platform = rng.choices(tuple(Platform), (40, 14, 14, 18, 6, 6, 2))[0].value
            name = f"{short}{rng.choice(texts.ACCOUNT_NAMES)}"
            if (platform, name) not in self.used:
                self.used.add((platform, name))
                return owner, platform, name

    def closed(self, count: int, first: date, last: date, *, government: bool = True) -> None:
        """Judged, announced and closed, the last step between the two days."""
        world, rng = self.world, self.rng
        for closed in world.days(rng, count, first, last):
            announced = closed - timedelta(days=rng.randint(7, 30))
            judged = announced - timedelta(days=rng.randint(5, 60))
            silent = judged - timedelta(days=rng.randint(60, 500))
            opened = silent - timedelta(days=rng.randint(200, 1_500))
            decision = rng.choices((AccountDecision.CLOSE, AccountDecision.MERGE), (7, 3))[0].value
            owner, platform, name = self._named()
            followers = int(rng.lognormvariate(5.5, 1.1))
            dates = (judged, announced, closed)
            self.rows.append(
                (owner, platform, name, government, opened, silent, followers, decision, *dates, CLOSED)
            )

    def open(self) -> None:
        """Kept ones, one per owner and platform, that still post; some on their way out; some just found."""
        world, rng = self.world, self.rng
        for _ in range(world.scaled(64)):
            owner, platform, name = self._named()
            if (owner, platform) in self.kept:
                continue
            self.kept.add((owner, platform))
            opened = world.day(rng, date(2015, 3, 1), date(2022, 12, 30))
            posted = world.today - timedelta(days=rng.randint(0, 20))
            followers = int(rng.lognormvariate(7.5, 1.0))
            judged = world.day(rng, date(2023, 2, 1), date(2024, 6, 28))
            keep = AccountDecision.KEEP.value
            dates = (judged, None, None)
            self.rows.append((owner, platform, name, True, opened, posted, followers, keep, *dates, KEPT))
        for state in (
            *[JUDGED] * world.scaled(3),
            *[ANNOUNCED] * world.scaled(3),
            *[SURVEYED] * world.scaled(4),
        ):
            self._leaving(state)

    def _leaving(self, state: str) -> None:
        world, rng = self.world, self.rng
        owner, platform, name = self._named()
        opened = world.day(rng, date(2016, 3, 1), date(2021, 12, 30))
        posted = world.day(rng, date(2024, 1, 8), date(2024, 7, 30))
        judged = world.day(rng, date(2024, 9, 2), date(2024, 9, 27)) if state != SURVEYED else None
        told = date(2024, 10, 21) if state == ANNOUNCED else None
        decision = (AccountDecision.PENDING if state == SURVEYED else AccountDecision.CLOSE).value
        followers = int(rng.lognormvariate(5.0, 1.0))
        dates = (judged, told, None)
        self.rows.append((owner, platform, name, True, opened, posted, followers, decision, *dates, state))


def _cleared(
    world: World,
    plaques: Callable[[int, date, date], None],
    secondments: _Secondments,
    accounts: _Accounts,
) -> None:
    for first, last, signs, loans, channels in BEFORE:
        plaques(world.scaled(signs), first, last)
        secondments.ended(world.scaled(loans), first, last, SecondmentFinding.UNLAWFUL)
        accounts.closed(world.scaled(channels), first, last)
    start, end = YEAR_START + timedelta(days=7), world.today - timedelta(days=1)
    plaques(world.scaled(PLAQUES), start, end)
    secondments.ended(world.scaled(SECONDMENTS), start, end, SecondmentFinding.UNLAWFUL)
    secondments.ended(world.scaled(4), start, end, SecondmentFinding.LAWFUL)
    accounts.closed(world.scaled(ACCOUNTS), start, end)
    accounts.closed(world.scaled(6), start, end, government=False)


def build(world: World) -> None:
    """Lists, plaques, secondments, certificate items, accounts."""
    _lists(world)
    plaques, secondments, accounts = _Plaques(world), _Secondments(world), _Accounts(world)
    _cleared(world, plaques.cleared, secondments, accounts)
    plaques.standing()
    secondments.running()
    accounts.open()
    world.writer.write(Plaque, PLAQUE_FIELDS, plaques.rows)
    world.writer.write(Secondment, SECONDMENT_FIELDS, secondments.rows)
    _certificate_items(world)
    world.writer.write(PublicAccount, ACCOUNT_FIELDS, accounts.rows)
