"""Admission to an area: outside one's scope an area does not exist (404, never 403)."""

from django.db.models import QuerySet
from django.http import Http404

from linli.access.actor import Actor
from linli.access.policies import VIEW_FIGURES
from linli.access.roles import Capability
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import WHY, under_paths


def areas_within(actor: Actor, capability: Capability = VIEW_FIGURES) -> QuerySet[Area]:
    """Open areas in which the actor holds the capability."""
    rows = Area.objects.unscoped(WHY).filter(valid_to__isnull=True).defer("boundary")
    if actor.is_system:
        return rows
    paths = actor.paths(capability)
    return rows.filter(under_paths(paths, "path")) if paths else rows.none()


def area_or_404(actor: Actor, code: str | None, capability: Capability = VIEW_FIGURES) -> Area:
    """The area with this code, or the actor's own when none is named. Raises Http404 outside the scope."""
    if not code:
        for area in actor.areas():
            if actor.may(capability, area):
                return area
        raise Http404
    found = areas_within(actor, capability).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def trunk_within(actor: Actor) -> QuerySet[Area]:
    """Districts, streets and communities the actor may choose from, in order of code."""
    return areas_within(actor).filter(kind__in=(Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)).order_by("code")
