"""Rows of one account: no post, however high, opens another person's (ADR 0024)."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import QuerySet

from linli.common.scoping import ScopedManager, ScopedModel, Unscopable
from linli.people.models import Account

M = TypeVar("M", bound=models.Model)


class OwnManager(ScopedManager[M]):
    """``visible_to`` gives what is the actor's own, and nothing of anybody else's, not even to the system."""

    def visible_to(self, actor: Any) -> QuerySet[M]:
        """The rows of the actor's account."""
        return self._all().filter(account_id=actor.account_id) if actor.account_id else self._all().none()


class OwnModel(ScopedModel):
    """A row of one account."""

    scope: ClassVar = Unscopable("belongs to an account, not to an area; OwnManager narrows it to its owner")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")

    objects: ClassVar[OwnManager[Self]] = OwnManager()

    class Meta(ScopedModel.Meta):
        abstract = True
