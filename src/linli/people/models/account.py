"""The account: how a person signs in. What they may see comes from appointments, not from here."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from linli.people.models.person import Person


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by user name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """One person's key to the platform; at most one each."""

    username = models.CharField("用户名", max_length=40, unique=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="account", verbose_name="人员"
    )
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField("开通时间", auto_now_add=True)
    password_set_at = models.DateTimeField("密码设于", null=True, blank=True, editable=False)
    must_change_password = models.BooleanField("密码是别人设的，要改", default=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="account_name_once_whatever_case",
                violation_error_message="这个用户名已经有人用了，请换一个。",
            ),
        ]

    def __str__(self) -> str:
        return self.username
