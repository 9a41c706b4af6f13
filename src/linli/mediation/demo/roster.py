"""The demo's notables: 5,197 on the roster, some hundreds who left or changed category."""

import random
from datetime import date, timedelta

from linli.common.world import World
from linli.mediation.models import Category, ListingSource, Notable
from linli.mediation.models.notable import LeaveReason

LISTED: dict[Category, int] = {
    Category.PARTY_MEMBER: 2831,
    Category.DELEGATE: 168,
    Category.REPRESENTATIVE: 497,
    Category.VOLUNTEER: 752,
    Category.OTHER: 949,
}
LEFT = 236
RECLASSIFIED = 24
FIRST, DISTRICT_WIDE, LAST = date(2018, 3, 1), date(2022, 1, 4), date(2024, 10, 25)
SOURCES = tuple(ListingSource)
EXPERTISE_OF: dict[Category, tuple[str, ...]] = {
    Category.PARTY_MEMBER: ("mediation", "veteran_cadre", "dialect", "property"),
    Category.DELEGATE: ("law", "finance", "mediation"),
    Category.REPRESENTATIVE: ("mediation", "dialect", "worthy", "property"),
    Category.VOLUNTEER: ("psychology", "mediation", "dialect", "utilities"),
    Category.OTHER: ("law", "psychology", "building", "property", "medicine", "finance", "utilities"),
}
FURTHER: dict[Category, tuple[Category, ...]] = {
    Category.PARTY_MEMBER: (Category.REPRESENTATIVE, Category.VOLUNTEER),
    Category.DELEGATE: (Category.PARTY_MEMBER,),
    Category.REPRESENTATIVE: (Category.VOLUNTEER,),
    Category.VOLUNTEER: (Category.REPRESENTATIVE,),
    Category.OTHER: (Category.VOLUNTEER,),
}
REASONS = (LeaveReason.MOVED, LeaveReason.RESIGNED, LeaveReason.UNABLE, LeaveReason.OTHER)
FIELDS = (
    "person_id",
    "community_id",
    "primary_category",
    "source",
    "other_roles",
    "expertise",
    "is_mediator",
    "listed_on",
    "left_on",
    "left_reason",
    "public_since",
    "home_estate_id",
)
NAMED = 0.7
"""Of those listed so many agreed to be named to everybody."""
AT_HOME = 0.6
"""Of those listed so many said in which estate they live."""
Row = tuple[int, int, str, str, list[str], list[str], bool, date, date | None, str]


def _row(
    rng: random.Random,
    person: int,
    community: int,
    category: Category,
    listed: date,
    left: date | None = None,
    reason: str = "",
) -> Row:
    source = rng.choices(SOURCES, (18, 46, 28, 8))[0]
    roles = [role.value for role in FURTHER[category] if rng.random() < 0.18]
    skills = EXPERTISE_OF[category]
    expertise = sorted(rng.sample(skills, rng.choices((0, 1, 2), (45, 45, 10))[0]))
    is_mediator = "mediation" in expertise and rng.random() < 0.45
    return (
        person,
        community,
        category.value,
        source.value,
        roles,
        expertise,
        is_mediator,
        listed,
        left,
        reason,
    )


def build(world: World) -> None:
    """Larger communities list more; two thirds were listed after the roster went district-wide in 2022."""
    rng = world.rng("mediation.roster")
    communities = world.of_kind("community")
    sizes = [world.size_of(community) for community in communities]
    rows: list[Row] = []

    total_listed = sum(world.scaled(total) for total in LISTED.values())
    early = world.days(rng, total_listed, FIRST, LAST)
    late = world.days(rng, total_listed, DISTRICT_WIDE, LAST)
    listed_on = iter([e if rng.random() < 0.34 else d for e, d in zip(early, late, strict=True)])

    for category, total in LISTED.items():
        shares = world.spread(world.scaled(total), sizes, rng)
        for community, share in zip(communities, shares, strict=True):
            for _ in range(share):
                person = world.person(community.id)
                rows.append(_row(rng, person, community.id, category, next(listed_on)))
    for community in world.pick_places(rng, world.scaled(LEFT)):
        category = rng.choices(tuple(LISTED), tuple(LISTED.values()))[0]
        left = world.day(rng, date(2022, 3, 1), world.today)
        listed = world.day(rng, FIRST, left - timedelta(days=60))
        reason = rng.choices(REASONS, (5, 3, 2, 1))[0]
        person = world.person(community.id)
        rows.append(_row(rng, person, community.id, category, listed, left, reason.value))
    for at in rng.sample(range(total_listed), world.scaled(RECLASSIFIED)):
        person, community_id, category_code, *_, listed, _, _ = rows[at]
        if (listed - FIRST).days < 60:
            continue
        before = rng.choice([c for c in Category if c.value != category_code])
        earlier = world.day(rng, FIRST, listed - timedelta(days=30))
        reason_code = LeaveReason.RECLASSIFIED.value
        rows.append(_row(rng, person, community_id, before, earlier, listed, reason_code))
    rows.sort(key=lambda row: row[7])
    agreed, homes = world.rng("mediation.roster.named"), world.rng("mediation.roster.homes")

    def home(community: int) -> int | None:
        estates = world.children(community, "estate")
        return homes.choice(estates).id if estates and homes.random() < AT_HOME else None

    world.writer.write(
        Notable,
        FIELDS,
        [
            (*row, row[7] if row[8] is None and agreed.random() < NAMED else None, home(row[1]))
            for row in rows
        ],
    )
