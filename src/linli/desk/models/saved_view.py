"""A way of looking at a register that somebody keeps for themselves. Written by ``desk.saved_views``."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.refs import RefField
from linli.common.scoping import ScopedModel, Unscopable
from linli.people.models import Account


class SavedView(ScopedModel):
    """Name and query of a register, private to one account. It holds no rows: those are asked anew, in scope.

    query: filters and order as in the address (``area=430602001&sort=-posted_on``), never a page.
    """

    scope: ClassVar = Unscopable("it belongs to one account and is only ever asked for by that account")

    ref = RefField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    register = models.CharField("登记簿", max_length=40)
    name = models.CharField("名称", max_length=20)
    query = models.CharField("条件", max_length=300)

    class Meta(ScopedModel.Meta):
        verbose_name = "常用筛选"
        verbose_name_plural = "常用筛选"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "register", "name"],
                name="saved_view_named_once",
                violation_error_message="这个名字已经用过。请换一个名字。",
            ),
            models.CheckConstraint(
                name="saved_view_says_what", condition=~Q(register="") & ~Q(name="") & ~Q(query="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
