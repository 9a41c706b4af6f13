"""Who may record study and guide campaigns: whoever sees the records of the area (until roles gain writing)."""

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor
from linli.access.roles import Capability
from linli.orgs.models import Area


def may_keep_study(actor: Actor, area: Area) -> bool:
    """Within the area of an appointment of the actor, or the system itself."""
    return actor.may(Capability.VIEW_RECORDS, area)


def require(actor: Actor, area: Area) -> None:
    """Raises PermissionDenied in words. ``area``: the campaign's for guidance, the organisation's for study."""
    if not may_keep_study(actor, area):
        raise PermissionDenied(
            f"您的任职不包括{area.name}，不能在这里登记思想建设的事。请由当地或上级工作人员办理。"
        )
