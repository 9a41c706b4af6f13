"""Who may keep stations and job desks: offices, each within its area."""

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor
from linli.access.roles import OFFICES, declare
from linli.orgs.models import Area

KEEP_STATIONS = declare("stations.keep", "登记驿站、就业帮帮站和求职招聘", OFFICES)


def may_keep_stations(actor: Actor, area: Area) -> bool:
    """Within the area of an appointment of the actor, or the system itself."""
    return actor.may(KEEP_STATIONS, area)


def require(actor: Actor, area: Area) -> None:
    """Raises PermissionDenied in words."""
    if not may_keep_stations(actor, area):
        raise PermissionDenied(
            f"您的任职不包括{area.name}，不能在这里登记驿站和就业帮帮站的事。请由当地工作人员办理。"
        )
