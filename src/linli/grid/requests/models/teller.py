"""Who told it, and how they wish to hear of it. Apart from the request: less is seen by fewer, and kept less long."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.refs import RefField
from linli.common.scoping import ScopeBy, ScopedModel
from linli.grid.requests.models.request import SECRET, AnswerWay, Request


class Wish(models.TextChoices):
    """Whether those who deal with it may know the name."""

    NAMED = "named", "可以留名"
    ANONYMOUS = "anonymous", "不留名"


class Teller(ScopedModel):
    """One teller of one request. ``receipt`` is known to the teller alone, and opens the state of the matter.

    on_behalf: told by a lead or worker for them; their own wish is what counts (代报).
    """

    scope: ClassVar = ScopeBy(
        area=("request__area", "request__neighbourhood", "request__place"),
        day="request__told_on",
        hand=("request__holder",),
        secret=SECRET.through("request"),
        hidden_from="request__subjects__person",
    )

    request = models.OneToOneField(
        Request, on_delete=models.PROTECT, related_name="teller", verbose_name="事项"
    )
    receipt = RefField()
    wish = models.CharField("留名", max_length=10, choices=Wish, default=Wish.ANONYMOUS)
    called = models.CharField("怎么称呼", max_length=20, blank=True)
    phone_sealed = models.BinaryField("电话（密文）", null=True, editable=False)
    phone_hash = models.CharField("电话（查找码）", max_length=32, blank=True, editable=False)
    way = models.CharField("怎么告诉结果", max_length=8, choices=AnswerWay, default=AnswerWay.RECEIPT)
    on_behalf = models.BooleanField("代报", default=False)
    erased_on = models.DateField("联系方式已删除", null=True, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "报事人"
        verbose_name_plural = "报事人"
        indexes = [
            models.Index(fields=["phone_hash"], name="teller_by_phone", condition=~Q(phone_hash="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="teller_phone_sealed_and_findable",
                condition=Q(phone_sealed__isnull=True, phone_hash="")
                | (Q(phone_sealed__isnull=False) & ~Q(phone_hash="")),
            ),
            models.CheckConstraint(
                name="teller_anonymous_has_no_name", condition=~Q(wish=Wish.ANONYMOUS) | Q(called="")
            ),
            models.CheckConstraint(
                name="teller_called_back_has_phone",
                condition=~Q(way__in=(AnswerWay.PHONE, AnswerWay.MESSAGE))
                | Q(phone_sealed__isnull=False)
                | Q(erased_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}"
