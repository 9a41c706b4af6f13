"""What signing in needs to remember: wrong attempts, one-time codes, past passwords, and where one is signed in.

Nothing here tells when somebody worked: a row is made by signing in and goes with the session (ADR 0012).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.scoping import ScopedModel, Unscopable
from linli.people.models import Account


class Subject(models.TextChoices):
    """Whose wrong attempts are counted."""

    NAME = "name", "账号或用户名"
    SOURCE = "source", "网络地址"


class Attempts(ScopedModel):
    """Wrong sign-ins in a row, of one name or from one network address.

    A name nobody has is counted like one somebody has, so that a lock does not tell which of the two it is.
    """

    scope: ClassVar = Unscopable("read by sign-in itself, and by whoever may manage accounts")

    subject = models.CharField("对象", max_length=8, choices=Subject)
    digest = models.CharField("查找码", max_length=64, unique=True)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="账号"
    )
    failures = models.PositiveIntegerField("连续不对的次数")
    since = models.DateTimeField("从")
    locked_until = models.DateTimeField("锁定到", null=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "登录失败"
        verbose_name_plural = "登录失败"
        indexes = [models.Index(fields=["since"], name="attempts_by_age")]
        constraints = [
            models.CheckConstraint(name="attempts_subject_known", condition=Q(subject__in=Subject.values)),
            models.CheckConstraint(
                name="attempts_locked_after_begin",
                condition=Q(locked_until__isnull=True) | Q(locked_until__gt=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.failures}"


class OneTimeCode(ScopedModel):
    """A code sent to a number for one purpose; the last one sent is the one that counts."""

    scope: ClassVar = Unscopable("digests; asked only by whoever types the code")

    purpose = models.CharField("用途", max_length=40)
    number_digest = models.CharField("号码（查找码）", max_length=64)
    code_digest = models.CharField("验证码（摘要）", max_length=64)
    tries = models.PositiveSmallIntegerField("试过", default=0)
    expires_at = models.DateTimeField("有效到")

    class Meta(ScopedModel.Meta):
        verbose_name = "验证码"
        verbose_name_plural = "验证码"
        indexes = [models.Index(fields=["expires_at"], name="one_time_code_by_end")]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "number_digest"], name="one_time_code_last_counts"),
            models.CheckConstraint(name="one_time_code_five_tries", condition=Q(tries__lte=5)),
        ]

    def __str__(self) -> str:
        return self.purpose


class PastPassword(ScopedModel):
    """The hash of a password an account had before."""

    scope: ClassVar = Unscopable("hashes; asked only when the account's own password changes")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    password = models.CharField("密码（散列）", max_length=128)
    replaced_at = models.DateTimeField("换下时间")

    class Meta(ScopedModel.Meta):
        verbose_name = "用过的密码"
        verbose_name_plural = "用过的密码"
        constraints = [models.CheckConstraint(name="past_password_is_a_hash", condition=~Q(password=""))]

    def __str__(self) -> str:
        return f"{self.account_id}"


class SignedInPlace(ScopedModel):
    """One session of an account: since when, and on what kind of device. No address, no time of a last page."""

    scope: ClassVar = Unscopable("an account reads its own (linli.access.sessions)")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    session_key = models.CharField("会话", max_length=40, unique=True)
    device = models.CharField("设备", max_length=40, blank=True)
    opened_at = models.DateTimeField("登录时间")

    class Meta(ScopedModel.Meta):
        verbose_name = "登录的地方"
        verbose_name_plural = "登录的地方"
        constraints = [
            models.CheckConstraint(name="signed_in_place_has_session", condition=~Q(session_key=""))
        ]

    def __str__(self) -> str:
        return self.device
