"""Who may record study and guide campaigns: offices, each within its area."""

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor
from linli.access.roles import OFFICES, declare
from linli.orgs.models import Area

KEEP_STUDY = declare("study.keep", "登记学习、主题党日和督导问题", OFFICES)


def may_keep_study(actor: Actor, area: Area) -> bool:
    """Within the area of an appointment of the actor, or the system itself."""
    return actor.may(KEEP_STUDY, area)


def require(actor: Actor, area: Area) -> None:
    """Raises PermissionDenied in words. ``area``: the campaign's for guidance, the organisation's for study."""
    if not may_keep_study(actor, area):
        raise PermissionDenied(
            f"您的任职不包括{area.name}，不能在这里登记思想建设的事。请由当地或上级工作人员办理。"
        )
