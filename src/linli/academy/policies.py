"""Who may run the academy: offices, each within its area."""

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor
from linli.access.roles import OFFICES, declare
from linli.orgs.models import Area

KEEP_ACADEMY = declare("academy.keep", "登记培训班、报名和到课", OFFICES)


def may_keep_academy(actor: Actor, area: Area) -> bool:
    """Within the area of an appointment of the actor, or the system itself."""
    return actor.may(KEEP_ACADEMY, area)


def require(actor: Actor, area: Area) -> None:
    """Raises PermissionDenied in words. ``area``: the class's; the learner's community for sending somebody."""
    if not may_keep_academy(actor, area):
        raise PermissionDenied(f"您的任职不包括{area.name}，不能在这里登记培训。请由学院或当地工作人员办理。")
