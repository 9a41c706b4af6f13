"""What is told when the system administrator gives an account a new password or takes away its second factors.

Whoever does that could sign in as the worker. It cannot be kept from happening, but never happens unseen: the worker
reads of it, and so do the security administrators, who are other persons (domain.md 6.4).
"""

from django.db import transaction

from linli.access import services
from linli.access.actor import Actor
from linli.access.policies import MANAGE_POSTS
from linli.inbox.kinds import Kind
from linli.inbox.selectors import holding_at
from linli.inbox.services import tell
from linli.orgs.selectors import district
from linli.people.models import Account

RESET = Kind(
    code="desk.account_reset",
    label="账号被重设",
    title="{account} 的{what}由系统管理员{done}",
    line="不是本人要求的，请马上告诉安全管理员。",
)


@transaction.atomic
def reset_password(*, actor: Actor, account: Account) -> str:
    """As the service of access; the worker and the security administrators are told. Returns the one-time password."""
    password = services.reset_password(actor=actor, account=account)
    _told(account, what="密码", done="重设了")
    return password


@transaction.atomic
def reset_factors(*, actor: Actor, account: Account) -> int:
    """As the service of access; the worker and the security administrators are told. Returns how many there were."""
    count = services.reset_factors(actor=actor, account=account)
    _told(account, what="第二重验证", done="清除了")
    return count


def _told(account: Account, *, what: str, done: str) -> None:
    place = district()
    keepers = [] if place is None else holding_at(place, MANAGE_POSTS, without=[account.pk])
    data = {"account": account.username, "what": what, "done": done}
    tell(accounts=[account, *keepers], kind=RESET.code, data=data)
