"""复查, 复核: who does not accept the written answer to a petition asks the level above to look again."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.grid.requests.models.request import SECRET, Request
from linli.orgs.models import Area


class Round(models.TextChoices):
    """The first time, and the last."""

    REVIEW = "review", "复查"
    FINAL = "final", "复核"


class ReviewOutcome(models.TextChoices):
    """What the level above says of the opinion."""

    UPHELD = "upheld", "维持"
    CHANGED = "changed", "变更"
    REVOKED = "revoked", "撤销，责令重新办理"


class PetitionReview(Record):
    """One review of one petition. ``organ``: the area whose authority decides, above the one whose opinion it is."""

    scope: ClassVar = ScopeBy(
        area=("request__area", "request__neighbourhood", "request__place"),
        day="request__told_on",
        hand=("request__holder", "organ"),
        secret=SECRET.through("request"),
    )

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="reviews", verbose_name="事项"
    )
    round = models.CharField("哪一次", max_length=8, choices=Round)
    organ = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name="受理机关所在地区"
    )
    asked_on = models.DateField("申请日期")
    words = models.CharField("不服什么", max_length=300)
    outcome = models.CharField("意见", max_length=8, choices=ReviewOutcome, blank=True)
    opinion = models.CharField("怎么说", max_length=500, blank=True)
    decided_on = models.DateField("作出意见", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "信访复查复核"
        verbose_name_plural = "信访复查复核"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "round"],
                name="petition_review_once_a_round",
                violation_error_message="这一次已经申请过了。",
            ),
            models.CheckConstraint(name="petition_review_round_known", condition=Q(round__in=Round.values)),
            models.CheckConstraint(
                name="petition_review_decided_whole",
                condition=Q(outcome="", opinion="", decided_on__isnull=True)
                | (Q(outcome__in=ReviewOutcome.values, decided_on__gte=F("asked_on")) & ~Q(opinion="")),
            ),
            models.CheckConstraint(name="petition_review_says_why", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.round}"
