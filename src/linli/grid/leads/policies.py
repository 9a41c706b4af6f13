"""Who may keep the leads' files: offices, each within its area."""

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor
from linli.grid.policies import KEEP_LEADS
from linli.orgs.models import Area


def may_keep_leads(actor: Actor, area: Area) -> bool:
    """Within the area of an appointment of the actor, or the system itself."""
    return actor.may(KEEP_LEADS, area)


def require(actor: Actor, area: Area) -> None:
    """Raises PermissionDenied in words."""
    if not may_keep_leads(actor, area):
        raise PermissionDenied(f"您的任职不包括{area.name}，不能在这里登记三长。请由当地工作人员办理。")
