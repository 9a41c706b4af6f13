"""Who answers the persons concerned, and who sees how long data is kept."""

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor
from linli.access.roles import COMMUNITY, DISTRICT, SECRETARY, STREET, declare
from linli.orgs.models import Area
from linli.people.models import Person

HANDLE_RIGHTS = declare(
    "rights.handle",
    "办理个人信息请求（查阅、更正、删除、撤回同意）",
    (COMMUNITY, SECRETARY, STREET, DISTRICT),
)
VIEW_RETENTION = declare(
    "retention.view", "看个人信息保存期限和到期处理", (COMMUNITY, SECRETARY, STREET, DISTRICT)
)
SET_RETENTION = declare("retention.set", "调整区内约定的保存期限", (DISTRICT,))


def require_handling(actor: Actor, area: Area, person: Person | None) -> None:
    """Raises PermissionDenied in words: another area, or one's own request."""
    if not actor.may(HANDLE_RIGHTS, area):
        raise PermissionDenied(
            f"您的任职不包括{area.name}，不能办理这里的个人信息请求。请由当地或上级工作人员办理。"
        )
    if person is not None and actor.account is not None and actor.account.person_id == person.pk:
        raise PermissionDenied("这是您本人的请求，要由别人办理。请交给同事或上级。")
