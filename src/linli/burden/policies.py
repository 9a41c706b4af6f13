"""Who may keep the ledgers of burdens: offices, each within its area."""

from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import Actor
from linli.access.roles import OFFICES, declare
from linli.orgs.kinds import Kind
from linli.orgs.models import Area

KEEP_BURDENS = declare("burden.keep", "登记减负、证明、挂牌、借调、公众账号", OFFICES)


def may_keep_burdens(actor: Actor, area: Area) -> bool:
    """Within the area of an appointment of the actor, or the system itself."""
    return actor.may(KEEP_BURDENS, area)


def require(actor: Actor, area: Area, *kinds: Kind) -> None:
    """Raises PermissionDenied for a foreign area, ValidationError for one of another kind; in words."""
    if not may_keep_burdens(actor, area):
        raise PermissionDenied(f"您的任职不包括{area.name}，不能登记这里的减负事项。请由当地工作人员办理。")
    if kinds and area.kind not in kinds:
        wanted = "、".join(kind.label for kind in kinds)
        raise ValidationError(f"{area.name}是{Kind(area.kind).label}，这里要选{wanted}。请改选地区。")
