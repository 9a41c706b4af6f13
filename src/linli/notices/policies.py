"""Who may write postings, answer for them, and set their minimum; anybody may read and question one."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor
from linli.access.policies import REVEAL_PERSONAL
from linli.access.roles import OFFICES, OVERSEER, declare
from linli.orgs.kinds import Kind
from linli.orgs.models import Area

NOTICE_READ = declare("notices.view", "看公示、疑问和答复", (*OFFICES, OVERSEER))
NOTICE_WRITE = declare("notices.write", "写公示、答复疑问、撤回公示", OFFICES)

TRUNK = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)


def may_write(actor: Actor, area: Area) -> bool:
    """Within the area of an appointment that gives writing, or the system itself."""
    return actor.may(NOTICE_WRITE, area)


def may_close(actor: Actor, area: Area) -> bool:
    """Nobody closes by hand: days run out, and a job says so."""
    return actor.is_system


def may_set_minimum(actor: Actor, area: Area) -> bool:
    """Whoever writes for the district as a whole."""
    return area.kind == Kind.DISTRICT and may_write(actor, area)


POLICIES: dict[str, Callable[[Actor, Area], bool]] = {
    "notices.posting.write": may_write,
    "notices.posting.close": may_close,
    "notices.objection.answer": may_write,
    "notices.objection.reveal": lambda actor, area: (
        may_write(actor, area) and actor.may(REVEAL_PERSONAL, area)
    ),
    "notices.kind.set": may_set_minimum,
}
REFUSALS = {
    "notices.posting.write": "不能在这里写公示。请由当地或上级工作人员办理。",
    "notices.posting.close": "不能结束公示：公示满了天数自动期满。要提前拿下来，请撤回并写明理由。",
    "notices.objection.answer": "不能答复这里的疑问。请由当地或上级工作人员答复。",
    "notices.objection.reveal": "不能查看联系方式。请由街道或社区工作人员查看。",
    "notices.kind.set": "不能调整公示天数。请由区级工作人员办理。",
}


def require(actor: Actor, area: Area, policy: str = "notices.posting.write") -> None:
    """Raises PermissionDenied in words; ``LookupError`` for an unknown policy."""
    if not POLICIES[policy](actor, area):
        raise PermissionDenied(f"您的任职不包括{area.name}，{REFUSALS[policy]}")
