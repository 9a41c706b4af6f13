"""Who may do what."""

from linli.access.actor import Actor
from linli.access.roles import Capability
from linli.orgs.models import Area


def may_run_classes(actor: Actor, area: Area) -> bool:
    """Classes, sessions and enrolments of an academy in ``area``. Writing has no capability of its own yet."""
    return actor.is_system or actor.may(Capability.VIEW_RECORDS, area)
