"""Who may keep teams, activities and events, and the district's own limit for large events."""

from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import Actor
from linli.access.roles import OFFICES, declare
from linli.orgs.kinds import Kind
from linli.orgs.models import Area

KEEP_PARTICIPATION = declare("participation.keep", "登记志愿队伍、活动和邻里节", OFFICES)

LARGE_EVENT = 200
"""Persons expected; above it an event has a safety plan and is filed (domain.md 3.2.2, the district's own)."""


def may_keep_participation(actor: Actor, area: Area) -> bool:
    """Within the area of an appointment of the actor, or the system itself."""
    return actor.may(KEEP_PARTICIPATION, area)


def require(actor: Actor, area: Area) -> None:
    """Raises PermissionDenied in words."""
    if not may_keep_participation(actor, area):
        raise PermissionDenied(
            f"您的任职不包括{area.name}，不能在这里登记邻里议事的事。请由当地工作人员办理。"
        )


def require_estate(area: Area) -> None:
    """Raises ValidationError for an area of another kind."""
    if area.kind != Kind.ESTATE:
        raise ValidationError(f"{area.name}不是小区。请选到小区。")
