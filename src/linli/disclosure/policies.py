"""Who may look behind the mask, take records along, and be the second person of a large export."""

from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor, Grant
from linli.access.policies import EXPORT, READ_LOG, REVEAL_PERSONAL
from linli.access.roles import DISTRICT, SECRETARY, STREET, Capability, declare
from linli.orgs.models import Area

APPROVE_EXPORT = declare(
    "exports.approve", "作为第二人批准含个人信息的大批量导出", (DISTRICT, STREET, SECRETARY)
)

POLICIES: dict[str, Callable[[Actor, Area], bool]] = {
    "disclosure.field.reveal": lambda actor, area: actor.may(REVEAL_PERSONAL, area),
    "disclosure.export.take": lambda actor, area: actor.may(EXPORT, area),
    "disclosure.export.approve": lambda actor, area: actor.may(APPROVE_EXPORT, area),
    "disclosure.export.drop": lambda actor, area: actor.is_system,
}
REFUSALS = {
    "disclosure.field.reveal": "不能查看个人信息。请由当地街道、社区（村）工作人员办理，会留痕。",
    "disclosure.export.take": "不能导出这里的记录。请由当地或上级工作人员办理，会留痕。",
    "disclosure.export.approve": "不能批准这里的导出。请由本地区的书记、街道或区级工作人员办理。",
    "disclosure.export.drop": "文件到时间自动删除，不用手工办理。",
}


def require(actor: Actor, areas: Iterable[Area], policy: str) -> None:
    """In any of ``areas``. Raises PermissionDenied in words; ``LookupError`` for an unknown policy."""
    asked = POLICIES[policy]
    if not any(asked(actor, area) for area in areas):
        raise PermissionDenied(f"您的任职{REFUSALS[policy]}")


def grant_for(actor: Actor, capability: Capability, areas: Iterable[Area]) -> Grant | None:
    """The post that allows it, the closest one: what a person concerned is told."""
    paths = [area.path for area in areas]
    held = [
        grant
        for grant in actor.grants
        if grant.role.holds(capability) and any(grant.covers(path) for path in paths)
    ]
    return max(held, key=lambda grant: grant.area.path.count("/"), default=None)


__all__ = ["APPROVE_EXPORT", "EXPORT", "POLICIES", "READ_LOG", "REVEAL_PERSONAL", "grant_for", "require"]
