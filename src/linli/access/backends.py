"""Who it is: a user name or a telephone, and a password. Everything wrong is answered alike, after the same work."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from linli.access import locks
from linli.access.locks import Attempt
from linli.access.models import Subject
from linli.common.limits import address_of
from linli.common.text import MOBILE
from linli.people.models import Account
from linli.people.selectors import persons_with_phone

WRONG = (
    "用户名或密码不对，请再试一次；填的是手机号的，请改用用户名登录。"
    "忘了密码，请找本单位系统管理员，当面核对后重设。"
)
WRONG_PASSWORD, UNKNOWN, CLOSED = "密码不对", "没有这个用户名", "账号已停用"


class SignInRefused(ValidationError):
    """Signing in is not possible; the message says why and what to do."""


def account_called(name: str) -> Account | None:
    """By user name, or by the telephone of its person; None, too, where several have that telephone: to say so would
    tell whoever asks that the number is kept here.
    """
    name = name.strip()
    found = Account.objects.filter(username__iexact=name).first()
    if found is None and MOBILE.fullmatch(name):
        owners = list(
            Account.objects.filter(is_active=True, person__in=persons_with_phone(name)).order_by("pk")[:2]
        )
        found = owners[0] if len(owners) == 1 else None
    return found


def refuse_when_locked(attempt: Attempt) -> None:
    """Raises SignInRefused that says until when, and who can unlock."""
    locked = locks.locked_until(attempt)
    if locked is None:
        return
    what, until = locked
    told = timezone.localtime(until + timedelta(minutes=1, microseconds=-1))  # the full minute after it
    when = f"{told.hour}:{told:%M} 起"
    if what is Subject.SOURCE:
        raise SignInRefused(
            f"从您这里登录失败的次数太多，{when}才能再试。着急办事，请换一台设备，或找本单位系统管理员。"
        )
    raise SignInRefused(f"连续几次不对，这个账号锁定了，{when}才能再试。着急用，请找系统管理员当面解锁。")


class AccountBackend(BaseBackend):
    """The one backend: accounts are opened by the system administrator and by nothing else."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> Account | None:
        """The account, or None. Raises SignInRefused for a lock."""
        if not username or not password:
            return None
        source = address_of(request) if request is not None else ""
        account = account_called(username)
        attempt = Attempt(name=username, account=account, source=source)
        refuse_when_locked(attempt)
        why = self._why_not(account, password)
        if why:
            locks.failed(attempt, why)
            return None
        refuse_when_locked(attempt)  # others may have been guessing while this password was being checked
        return account

    @staticmethod
    def _why_not(account: Account | None, password: str) -> str:
        """ "" when the password is right. Hashes once, whatever is wrong."""
        if account is None:
            make_password(password)
            return UNKNOWN
        if not account.check_password(password):
            return WRONG_PASSWORD
        return "" if account.is_active else CLOSED

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session; one that was deactivated is nobody's."""
        return Account.objects.filter(pk=user_id, is_active=True).first()
