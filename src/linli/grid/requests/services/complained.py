"""A matter about one of the three leads begins above that lead, who never learns who told it (domain.md §3.1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.grid.requests.models import Request, RequestSubject
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force, under_paths
from linli.people.models import Appointment, Post, Stay
from linli.people.selectors import leads_on

WHY = "who leads the place of a matter, to keep from them who told it"
RANK = {Kind.NEIGHBOURHOOD: 0, Kind.GROUP: 1, Kind.SECTION: 2}
NAMED_AS = {Post.NEIGHBOUR_LEAD: "邻长", Post.GROUP_LEAD: "组长", Post.SECTION_LEAD: "片长"}
_ASKED = re.compile("(?:请|由|让)(?:邻长|组长|片长)")
"""Words that ask a lead for something rather than speak about one."""


@dataclass(frozen=True)
class Complained:
    """Whom of the leads it is about, and the highest of the areas they lead, where those lie in one line."""

    persons: frozenset[int] = frozenset()
    highest: Area | None = None


def complained_of(
    text: str, *, area: Area, neighbourhood: Area | None, place: Area | None, is_said: bool, but: Actor
) -> Complained:
    """Those of the leads whom ``text`` names, or whose post it names in their own place; where it is only said that it
    is about one of them (``is_said``), all who lead there. ``but``: who tells it is never the one it is about.
    """
    own = but.account.person_id if but.account is not None else None
    line = _line(neighbourhood, place)
    said, squeezed = _ASKED.sub("", text), "".join(text.split())
    found = [
        each
        for each in _leads(area, line)
        if each.person_id != own
        and (each.person.name in squeezed or (each.area_id in line and NAMED_AS[Post(each.post)] in said))
    ]
    if not found and is_said:
        found = [each for each in _leads(area, line) if each.area_id in line and each.person_id != own]
    inside = [each.area for each in found if each.area_id in line]
    highest = max(inside, key=lambda each: RANK.get(Kind(each.kind), 0), default=None)
    return Complained(frozenset(each.person_id for each in found), highest)


def _line(neighbourhood: Area | None, place: Area | None) -> set[int]:
    """The neighbourhood and all above it; of a building or estate those of every neighbourhood that serves it."""
    if neighbourhood is not None:
        return _ids([neighbourhood.path])
    if place is None or place.kind not in (Kind.BUILDING, Kind.ESTATE):
        return set()
    at = (
        {"household__building": place}
        if place.kind == Kind.BUILDING
        else {"household__building__parent": place}
    )
    served = Stay.objects.unscoped(WHY).filter(in_force(business_date()), **at)
    rows = Area.objects.unscoped(WHY).filter(pk__in=served.values("neighbourhood_id"))
    return _ids(rows.values_list("path", flat=True))


def _ids(paths: Iterable[str]) -> set[int]:
    return {int(step) for path in paths for step in path.strip("/").split("/")}


def _leads(area: Area, line: set[int]) -> list[Appointment]:
    """Those in office in the community, or, of a matter told to a street or the district, in the line alone."""
    rows = leads_on(business_date()).select_related("person", "area").defer("area__boundary")
    if area.kind == Kind.COMMUNITY:
        return list(rows.filter(under_paths([area.path], "area__path")))
    return list(rows.filter(area__in=line)) if line else []


def keep(request: Request, found: Complained) -> None:
    """Writes down from whom its teller is hidden."""
    rows = [RequestSubject(request=request, person_id=person) for person in sorted(found.persons)]
    RequestSubject.everything.bulk_create(rows)


def may_know_teller(actor: Actor, request: Request) -> bool:
    """False for whom the matter is about, wherever they hold a post."""
    if actor.account is None or actor.account.person_id is None:
        return True
    rows = RequestSubject.objects.in_confidence(WHY)
    return not rows.filter(request=request, person=actor.account.person_id).exists()


def is_about_a_lead(request: Request) -> bool:
    """Whether its teller is hidden from somebody."""
    return RequestSubject.objects.in_confidence(WHY).filter(request=request).exists()
