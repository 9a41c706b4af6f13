"""Who may keep premises and projects: offices, each within its area."""

from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import Actor
from linli.access.roles import OFFICES, declare
from linli.orgs.kinds import Kind
from linli.orgs.models import Area

KEEP_PREMISES = declare("facilities.keep", "登记服务用房、平台和项目", OFFICES)


def may_keep_premises(actor: Actor, area: Area) -> bool:
    """Within the area of an appointment of the actor, or the system itself."""
    return actor.may(KEEP_PREMISES, area)


def require(actor: Actor, community: Area) -> None:
    """Raises PermissionDenied for a foreign area, ValidationError for one that is no community; in words."""
    if not may_keep_premises(actor, community):
        raise PermissionDenied(
            f"您的任职不包括{community.name}，不能登记这里的服务用房。请由当地工作人员办理。"
        )
    if community.kind != Kind.COMMUNITY:
        raise ValidationError(f"{community.name}不是社区（村），服务用房按社区（村）登记。请选到社区（村）。")
