"""Who serves a place today, as its notice board may tell it: name and number only of those who agreed (PIPL art. 25).

Who served on a past day is not public.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from linli.common.clock import business_date
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import Appointment, Consent, Post
from linli.people.selectors import leads_on, phone_of
from linli.portal.house_numbers import ranges_of
from linli.portal.places import WHY, children_of
from linli.ui.phones import phone_for

AGREED = "consent to stand on the board is what makes name and number public"
POST_OF = {
    Kind.NEIGHBOURHOOD: Post.NEIGHBOUR_LEAD,
    Kind.GROUP: Post.GROUP_LEAD,
    Kind.SECTION: Post.SECTION_LEAD,
}
BELOW = {Kind.COMMUNITY: Kind.SECTION, Kind.SECTION: Kind.GROUP, Kind.GROUP: Kind.NEIGHBOURHOOD}
CALLED_BELOW = {Kind.SECTION: "片", Kind.GROUP: "组", Kind.NEIGHBOURHOOD: "邻"}


@dataclass(frozen=True)
class Card:
    """One lead as a resident sees them. ``number``: their own, or an office's (``office``); may be empty.

    doors: which numbers the neighbourhood has, where one is to be chosen among several.
    """

    post: str
    area: Area
    name: str = ""
    surname: str = ""
    number: str = ""
    office: str = ""
    doors: str = ""

    @property
    def is_vacant(self) -> bool:
        """Nobody holds the post today."""
        return not self.surname

    @property
    def shown(self) -> str:
        """``刘桂兰``, or ``刘邻长`` for one who did not agree to stand here with the whole name."""
        return self.name or f"{self.surname}{self.post}"


def cards(areas: Sequence[Area], building: Area | None = None) -> list[Card]:
    """A card for each, in their order: two queries for all of them. ``building``: with the doors they have in it."""
    day = business_date()
    rows = leads_on(day).filter(area__in=[each.pk for each in areas]).select_related("person")
    held = {each.area_id: each for each in rows}
    consents = Consent.objects.unscoped(AGREED).filter(
        in_force(day), purpose="show_on_board", person__in=[each.person_id for each in held.values()]
    )
    agreed = set(consents.values_list("person_id", flat=True))
    doors = ranges_of(areas, building) if building is not None else {}
    return [replace(_card(area, held.get(area.pk), agreed), doors=doors.get(area.pk, "")) for area in areas]


def _card(area: Area, held: Appointment | None, agreed: set[int]) -> Card:
    post = POST_OF[Kind(area.kind)].label
    if held is None:
        return Card(post, area)
    person = held.person
    surname = person.name[:1]
    if held.person_id in agreed:
        number = phone_of(person)
        if number:
            return Card(post, area, person.name, surname, number)
        return Card(post, area, person.name, surname, *_office(area))
    return Card(post, area, "", surname, *_office(area))


def _office(area: Area) -> tuple[str, str]:
    phone = phone_for(area)
    return (phone.number, phone.owner) if phone is not None else ("", "")


def chain(area: Area) -> list[Area]:
    """The neighbourhood, its group, its section; from a group or section what is left of it."""
    found: list[Area] = []
    at: Area | None = area
    while at is not None and Kind(at.kind) in POST_OF:
        found.append(at)
        at = Area.objects.unscoped(WHY).defer("boundary").get(pk=at.parent_id) if at.parent_id else None
    return found


@dataclass(frozen=True)
class Serving:
    """Who is there for a place. ``first``: whom to turn to; ``stands_in``: for the vacant post of this name."""

    first: Card | None
    stands_in: str
    others: tuple[Card, ...]


def serving(area: Area) -> Serving:
    """The nearest lead in office stands first; while a post is vacant the one above acts, and that is said."""
    every = cards(chain(area))
    here = [card for card in every if not card.is_vacant]
    vacant = every[0].post if every and every[0].is_vacant else ""
    return Serving(here[0] if here else None, vacant, tuple(here[1:]))


def below(area: Area) -> tuple[str, list[Card]]:
    """What is chosen from next on the way down to one's own neighbourhood, each with its lead."""
    kind = BELOW.get(Kind(area.kind))
    if kind is None:
        return "", []
    areas = list(children_of(area, kind))
    doors = ranges_of(areas) if kind == Kind.NEIGHBOURHOOD else {}
    return CALLED_BELOW[kind], [replace(each, doors=doors.get(each.area.pk, "")) for each in cards(areas)]
