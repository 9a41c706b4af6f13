"""What a password must be (domain.md §6.4), as Django validators in our own words; and making a first one."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils import timezone

from linli.access.models import PastPassword
from linli.people.models import Account

WHY = "the account's own password changes"


class LongEnough:
    """``LINLI_PASSWORD_LENGTH`` signs."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError in words."""
        least: int = settings.LINLI_PASSWORD_LENGTH
        if len(password) < least:
            raise ValidationError(f"密码只有 {len(password)} 个字符，至少要 {least} 个。", code="short")

    def get_help_text(self) -> str:
        """For the hint of the field."""
        return f"至少 {settings.LINLI_PASSWORD_LENGTH} 个字符"


class Mixed:
    """``LINLI_PASSWORD_CLASSES`` of: capitals, small letters, digits, other signs."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError in words."""
        least: int = settings.LINLI_PASSWORD_CLASSES
        kinds = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
        found = sum(any(kind(sign) for sign in password) for kind in kinds)
        if found < least:
            raise ValidationError(
                f"密码里大写字母、小写字母、数字、符号要有 {least} 类，现在只有 {found} 类。", code="plain"
            )

    def get_help_text(self) -> str:
        """For the hint of the field."""
        return f"大写字母、小写字母、数字、符号里有 {settings.LINLI_PASSWORD_CLASSES} 类"


class NotPersonal(UserAttributeSimilarityValidator):
    """Not like the user name."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username",))

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError in words."""
        name = getattr(user, "username", "").casefold()
        if len(name) >= 4 and name in password.casefold():
            raise ValidationError("密码里不能有用户名。", code="personal")
        try:
            super().validate(password, user)
        except ValidationError:
            raise ValidationError("密码和用户名太像了，请换一个。", code="personal") from None

    def get_help_text(self) -> str:
        """For the hint of the field."""
        return "不能像用户名"


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand that are tried first; nor one with a year or signs hung on."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError in words."""
        bare = password.casefold().rstrip("0123456789!@#$%^&*._-?~").strip()
        for each in {password.casefold().strip(), bare} - {""}:
            if each in self.passwords and len(password) - len(each) <= 4:
                raise ValidationError("这个密码太常见，别人一试就中，请换一个。", code="common")

    def get_help_text(self) -> str:
        """For the hint of the field."""
        return "不能是常见密码"


class NotUsedBefore:
    """Not the present one, nor one of the last ``LINLI_PASSWORD_HISTORY``."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError in words."""
        if not isinstance(user, Account) or user._state.adding or not settings.LINLI_PASSWORD_HISTORY:
            return
        stored = Account.objects.filter(pk=user.pk).values_list("password", flat=True).first()
        past = PastPassword.objects.unscoped(WHY).filter(account=user).order_by("-pk")
        hashes = [stored, *past.values_list("password", flat=True)[: settings.LINLI_PASSWORD_HISTORY - 1]]
        if any(check_password(password, each) for each in hashes if each and not each.startswith("!")):
            raise ValidationError(
                f"这个密码最近用过。最近 {settings.LINLI_PASSWORD_HISTORY} 个密码不能再用，请换一个。",
                code="used",
            )

    def get_help_text(self) -> str:
        """For the hint of the field."""
        last = settings.LINLI_PASSWORD_HISTORY
        return f"不能是最近 {last} 个用过的密码" if last else ""


LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


def one_time_password() -> str:
    """To be read out at a counter: ``Kxmt-7pwq-Rh9c-…``, without signs that look alike; fulfils every rule above."""
    groups = max(3, -(-int(settings.LINLI_PASSWORD_LENGTH) // 5))
    words = []
    for _ in range(groups):
        word = [secrets.choice(LETTERS).upper(), *(secrets.choice(LETTERS + DIGITS) for _ in range(2))]
        words.append("".join([*word, secrets.choice(DIGITS)]))
    words[0] = words[0][0] + secrets.choice(LETTERS) + words[0][2:]  # a small letter at least once
    return "-".join(words)


def is_overdue(account: Account) -> bool:
    """Whether it must be changed before anything else: set by somebody else, or older than allowed."""
    if account.must_change_password:
        return True
    days: int = settings.LINLI_PASSWORD_DAYS
    since = account.password_set_at or account.created_at
    return bool(days) and timezone.now() - since > timedelta(days=days)
