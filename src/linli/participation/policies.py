"""Who may do what, and the district's own limits."""

from linli.access.actor import Actor
from linli.access.roles import Capability
from linli.orgs.models import Area

LARGE_EVENT = 200  # persons expected; above it an event is filed with a safety plan (domain.md 3.2.2)


def may_record(actor: Actor, area: Area) -> bool:
    """Keeping teams, activities and events of ``area``. Writing has no capability of its own yet."""
    return actor.is_system or actor.may(Capability.VIEW_RECORDS, area)
