"""What pages of upkeep share: an area of the reader's, the one page of an act, persons of a name."""

from collections.abc import Sequence

from django.db.models import Model
from django.http import Http404

from linli.access.areas import areas_within
from linli.access.http import ActorRequest
from linli.access.roles import Capability
from linli.disclosure.models.listed import PERSON
from linli.disclosure.services import record_seen
from linli.orgs.kinds import Kind
from linli.orgs.models import Area

ACTING = ["GET", "HEAD", "POST"]


def area_or_404(request: ActorRequest, capability: Capability, code: str, *kinds: Kind) -> Area:
    """An open area of the reader's; with ``kinds``, of one of them."""
    rows = (
        areas_within(request.actor, capability).select_related("parent").defer("boundary", "parent__boundary")
    )
    found = rows.filter(code=code).first()
    if found is None or (kinds and Kind(found.kind) not in kinds):
        raise Http404
    return found


def chosen_area(request: ActorRequest, capability: Capability, *kinds: Kind) -> Area:
    """The area ``?area=`` names, or the reader's own."""
    code = request.GET.get("area", "").strip()
    home = request.actor.home_area
    if home is not None and code in ("", home.code) and home.valid_to is None:
        if request.actor.may(capability, home) and (not kinds or Kind(home.kind) in kinds):
            return home  # known already
        raise Http404
    return area_or_404(request, capability, code, *kinds)


def chosen_among(request: ActorRequest, capability: Capability, *kinds: Kind) -> tuple[Area, list[Area]]:
    """The area ``?area=`` names, or the reader's own; and those of ``kinds`` in the reader's own: one query."""
    home = request.actor.home_area
    if home is None or Kind(home.kind) not in kinds:
        area = chosen_area(request, capability, *kinds)
        return area, [area]
    places = areas_of(request, capability, home, *kinds)
    code = request.GET.get("area", "").strip() or home.code
    found = next((each for each in places if each.code == code), None)
    return found or area_or_404(request, capability, code, *kinds), places


def areas_of(request: ActorRequest, capability: Capability, within: Area, *kinds: Kind) -> list[Area]:
    """Open areas of these kinds inside ``within``, in order of code."""
    rows = areas_within(request.actor, capability).filter(path__under=within.path, kind__in=kinds)
    return list(rows.select_related("parent").defer("boundary", "parent__boundary").order_by("code"))


def lead_seen(request: ActorRequest, target: Model, what: str, fields: Sequence[str], person: int) -> None:
    """Somebody's file or candidacy stood in clear for whoever keeps the leads: on record, for that person too."""
    whom = {PERSON: [person]}
    purpose = "办理三长的选任"
    record_seen(actor=request.actor, target=target, what=what, fields=fields, purpose=purpose, whom=whom)


def community_path(area: Area) -> Area:
    """The community an area lies in, or the area itself when it is above one."""
    while area.parent is not None and Kind(area.kind) not in (Kind.COMMUNITY, Kind.STREET, Kind.DISTRICT):
        area = area.parent
    return area
