"""A lead's own day: my doors, who stands beside and above me, what I noted. Visits of others are totals only (T16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.grid.day.models import How, Visit
from linli.grid.policies import OWN_DAY, SEE_REQUESTS
from linli.grid.requests.services.intake import levels_above
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import LEAD_POSTS, Appointment, Consent, Household, Post, Purpose, Stay
from linli.people.selectors import appointments_on, leads_on, phone_of

WHY = "asked for an area the lead serves, or the circle the lead belongs to"
TRUNK = (Kind.COMMUNITY, Kind.STREET, Kind.DISTRICT)
FEWEST = 5
"""Totals over fewer leads than these would say what a single one did."""


def my_areas(actor: Actor) -> list[Area]:
    """Where the actor leads today, the chosen one first, then the widest."""
    return [area for area in actor.areas() if any(_leads(actor, area))]


def _leads(actor: Actor, area: Area) -> list[bool]:
    return [True for grant in actor.grants if grant.area.pk == area.pk and grant.role.holds(OWN_DAY)]


def my_area(actor: Actor) -> Area | None:
    """The one the day begins with."""
    return next(iter(my_areas(actor)), None)


def neighbourhoods_of(area: Area) -> list[Area]:
    """The neighbourhood itself, or those below a group or section, by group and code."""
    if area.kind == Kind.NEIGHBOURHOOD:
        return [area]
    rows = Area.objects.unscoped(WHY).filter(in_force(business_date()), kind=Kind.NEIGHBOURHOOD)
    below = rows.filter(path__under=area.path).select_related("parent").defer("boundary", "parent__boundary")
    return list(below.order_by("parent__code", "code"))


def vacant_among(areas: Sequence[Area]) -> set[int]:
    """Those of these neighbourhoods nobody leads today: the group lead stands in there."""
    held = leads_on(business_date()).filter(area__in=[each.pk for each in areas], post=Post.NEIGHBOUR_LEAD)
    return {each.pk for each in areas} - set(held.values_list("area_id", flat=True))


def doors_of(actor: Actor, neighbourhood: Area) -> QuerySet[Household]:
    """The doors of one neighbourhood today."""
    day = business_date()
    return (
        Household.objects.visible_to(actor)
        .filter(in_force(day), pk__in=_stays_in(neighbourhood, day))
        .select_related("building", "building__parent")
        .order_by("building__code", "door")
    )


def _stays_in(neighbourhood: Area, day: date) -> list[int]:
    stays = Stay.objects.unscoped(WHY).filter(in_force(day), neighbourhood=neighbourhood)
    return list(stays.values_list("household_id", flat=True))


def trunk_of(area: Area) -> Area:
    """The community (or street) an area lies in."""
    return next(each for each in levels_above(area) if each.kind in TRUNK)


def next_above(area: Area) -> tuple[Area, Appointment | None]:
    """To whom a lead passes a matter on: the nearest lead in office above, else the community."""
    trunk = trunk_of(area)
    chain = [each for each in levels_above(area, below=trunk) if each.pk != area.pk]
    held = {a.area_id: a for a in leads_on(business_date()).filter(area__in=chain).select_related("person")}
    return next(((each, held[each.pk]) for each in chain if each.pk in held), (trunk, None))


@dataclass(frozen=True)
class Contact:
    """Somebody to call. ``phone``: "" where it may not be shown; ``person``: the number of whoever it is."""

    post: str
    area: str
    name: str
    phone: str
    is_self: bool
    person: int


def circle(actor: Actor, area: Area) -> list[Contact]:
    """The leads of the own group, section and community, from the top down by code. Never by what they did."""
    chain = list(levels_above(area, below=trunk_of(area)))
    group = next((each for each in chain if each.kind == Kind.GROUP), area)
    day = business_date()
    wanted = {each.pk for each in chain}
    beside = Area.objects.unscoped(WHY).filter(in_force(day), path__under=group.path)
    held = (
        appointments_on(day)
        .filter(post__in=LEAD_POSTS, area__in=[*wanted, *beside.values_list("pk", flat=True)])
        .select_related("person", "area")
        .order_by("area__path", "area__code")
    )
    rows = list(held)
    open_to_all = _shown_openly([each.person_id for each in rows], day)
    own = actor.account.person_id if actor.account else None
    return [
        Contact(
            each.get_post_display(),
            each.area.name,
            each.person.name,
            phone_of(each.person) if each.person_id in open_to_all else "",
            each.person_id == own,
            each.person_id,
        )
        for each in rows
    ]


def _shown_openly(persons: Sequence[int], day: date) -> set[int]:
    consents = Consent.objects.unscoped(WHY).filter(
        in_force(day), person__in=persons, purpose=Purpose.SHOW_ON_BOARD
    )
    return set(consents.values_list("person_id", flat=True))


def visits_of(actor: Actor) -> QuerySet[Visit]:
    """What the actor noted, the latest first; nobody reads another's."""
    if actor.account is None or actor.account.person_id is None:
        return Visit.objects.unscoped(WHY).none()
    rows = Visit.objects.unscoped("the lead's own lines").filter(
        appointment__person_id=actor.account.person_id
    )
    return rows.select_related("household__building").order_by("-day", "-pk")


def whole_months(start: date, end: date) -> tuple[date, date] | None:
    """The calendar months that lie wholly within; None where there is none. By the day, the difference of two totals
    would be what a single lead did on that day."""
    first = start if start.day == 1 else (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    after = (end + timedelta(days=1)).replace(day=1)
    return (first, after - timedelta(days=1)) if first < after else None


def visit_totals(actor: Actor, area: Area, start: date, end: date) -> dict[How, int | None] | None:
    """Above, only totals of an area: rounded to tens, of whole months, each of them of at least five leads.

    None for somebody who may not see the area, or where so few leads serve; a kind of visit fewer than five leads
    noted is None, so that neither a total nor the difference of two says what a single lead did.
    """
    if not actor.may(SEE_REQUESTS, area) or area.kind not in TRUNK:
        return None
    if leads_on(end).filter(area__path__under=area.path)[:FEWEST].count() < FEWEST:
        return None
    rows = Visit.objects.unscoped("totals of an area, never of a lead").filter(
        appointment__area__path__under=area.path, day__range=(start, end)
    )
    counted = (
        rows.order_by()
        .values_list("how")
        .annotate(n=Count("pk"), leads=Count("appointment__person", distinct=True))
    )
    found = {how: (n, leads) for how, n, leads in counted}
    return {how: _rounded(*found.get(how, (0, 0))) for how in How}


def _rounded(count: int, leads: int) -> int | None:
    return max(10, round(count / 10) * 10) if leads >= FEWEST else None


def spots_of(doors: Sequence[Household]) -> list[Area]:
    """Buildings of these doors, and the estates they stand in: where a matter is likely to be. Likeliest first."""
    buildings = {door.building.pk: door.building for door in doors}
    estates = {b.parent.pk: b.parent for b in buildings.values() if b.parent is not None}
    found = [*buildings.values(), *(e for e in estates.values() if e.kind == Kind.ESTATE)]
    return found if len(buildings) == 1 else [*found[len(buildings) :], *buildings.values()]


def estates_of(trunk: Area) -> list[Area]:
    """The estates of a community, by code."""
    rows = Area.objects.unscoped(WHY).filter(in_force(business_date()), kind=Kind.ESTATE)
    return list(rows.filter(path__under=trunk.path).order_by("code"))


def leads_first(actor: Actor) -> bool:
    """Whether leading is what the actor does: the day begins at the own doors, not at the workbench."""
    return actor.home is not None and actor.home.role.holds(OWN_DAY)
