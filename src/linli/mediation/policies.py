"""Who may keep the roster, cases and ledgers: offices, each within its area."""

from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import Actor
from linli.access.roles import JUSTICE, OFFICES, declare
from linli.orgs.kinds import Kind
from linli.orgs.models import Area

SEE_MEDIATION = declare("mediation.view", "看调解案件（当事人姓名只给办案人员）", (*OFFICES, JUSTICE))
KEEP_MEDIATION = declare("mediation.keep", "登记群英谱、调解案件和违建台账", OFFICES)


def may_keep_mediation(actor: Actor, area: Area) -> bool:
    """Within the area of an appointment of the actor, or the system itself."""
    return actor.may(KEEP_MEDIATION, area)


def require(actor: Actor, area: Area) -> None:
    """Raises PermissionDenied in words."""
    if not may_keep_mediation(actor, area):
        raise PermissionDenied(
            f"您的任职不包括{area.name}，不能在这里登记群英断是非的事。请由当地工作人员办理。"
        )


def require_community(area: Area) -> None:
    """Raises ValidationError for an area of another kind."""
    if area.kind != Kind.COMMUNITY:
        raise ValidationError(f"{area.name}不是社区（村）。请选到社区（村）。")
