"""Questions about people: who holds what on a day, whose number this is, who serves a door."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.crypto import find_hash, unseal
from linli.people.models import LEAD_POSTS, Appointment, FormerDoor, Household, Person, Post, Stay

WHY = "asked for an area or a person the caller was admitted to"


def appointments_on(day: date) -> QuerySet[Appointment]:
    """All appointments in force."""
    return Appointment.objects.unscoped(WHY).filter(in_force(day))


def leads_on(day: date) -> QuerySet[Appointment]:
    """The three leads in office."""
    return appointments_on(day).filter(post__in=LEAD_POSTS)


def stays_served_on(day: date) -> QuerySet[Stay]:
    """Households whose neighbourhood has a lead in office: one row per household."""
    led = appointments_on(day).filter(post=Post.NEIGHBOUR_LEAD).values("area_id")
    return Stay.objects.unscoped(WHY).filter(in_force(day), neighbourhood__in=led)


def lead_of(neighbourhood: Area, day: date) -> Appointment | None:
    """Who serves the neighbourhood: its own lead, or the group lead while the post is vacant."""
    own = appointments_on(day).filter(area=neighbourhood, post=Post.NEIGHBOUR_LEAD)
    acting = appointments_on(day).filter(area=neighbourhood.parent, post=Post.GROUP_LEAD)
    return own.select_related("person").first() or acting.select_related("person").first()


def neighbourhoods_within(grid: Area) -> list[Area]:
    """Neighbourhoods all of whose households live in the grid: what is told there is told in the grid.

    One that lies in two grids belongs to neither's 网格员 whole, so that nobody sees into the next grid.
    """
    stays = Stay.objects.unscoped(WHY).filter(valid_to__isnull=True)
    inside = stays.filter(micro_grid__path__under=grid.path)
    beyond = stays.filter(neighbourhood=OuterRef("pk")).exclude(micro_grid__path__under=grid.path)
    rows = Area.objects.unscoped(WHY).filter(pk__in=inside.values("neighbourhood"), valid_to__isnull=True)
    return list(rows.exclude(Exists(beyond)).defer("boundary").order_by("code"))


def persons_with_phone(number: str) -> QuerySet[Person]:
    """Exact match by keyed hash."""
    return Person.objects.unscoped(WHY).filter(phone_hash=find_hash(number, "person.phone"))


def households_with_phone(number: str) -> QuerySet[Household]:
    """Exact match by keyed hash."""
    return Household.objects.unscoped(WHY).filter(phone_hash=find_hash(number, "household.phone"))


def phone_of(owner: Person | Household) -> str:
    """The number in clear, for masking or for a logged look; "" when none is kept."""
    field = "person.phone" if isinstance(owner, Person) else "household.phone"
    return unseal(owner.phone_sealed, field) if owner.phone_sealed is not None else ""


def id_number_of(person: Person) -> str:
    """The id number in clear, for masking or for a logged look; "" when none is kept."""
    return unseal(person.id_sealed, "person.id") if person.id_sealed is not None else ""


def stay_on(household: Household, day: date) -> Stay | None:
    """Where the household stood on a day."""
    return (
        Stay.objects.unscoped(WHY)
        .filter(Q(household=household) & in_force(day))
        .select_related("neighbourhood", "micro_grid")
        .first()
    )


def former_doors(household: Household) -> list[FormerDoor]:
    """Where its door was before, the latest first."""
    rows = FormerDoor.objects.unscoped(WHY).filter(household=household)
    return list(rows.select_related("building").defer("building__boundary").order_by("-valid_from"))


def door_on(household: Household, day: date) -> tuple[Area, str] | None:
    """Building and number of its door on a day; None before it was registered, and when it was no more."""
    if day < household.valid_from or (household.valid_to is not None and household.valid_to <= day):
        return None
    found = next((each for each in former_doors(household) if each.valid_from <= day < each.valid_to), None)
    return (found.building, found.door) if found is not None else (household.building, household.door)


def neighbourhood_paths(households: Sequence[Household], day: date) -> Mapping[int, str]:
    """Household → path of the neighbourhood it belonged to on ``day``: one query for all of them."""
    stays = Stay.objects.unscoped(WHY).filter(in_force(day), household__in=[each.pk for each in households])
    return dict(stays.values_list("household_id", "neighbourhood__path"))
