"""Classes made to order (定向培训) and the people trained in them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.people.models import Person
from linli.stations.models.desk import JobDesk


class Trade(models.TextChoices):
    """What is learned."""

    HOUSEKEEPING = "housekeeping", "家政服务"
    CARE = "care", "养老护理"
    CHILDCARE = "childcare", "育婴"
    COOKING = "cooking", "中式烹饪"
    ELECTRICIAN = "electrician", "电工"
    ONLINE_SALES = "online_sales", "电商直播"


class OrderTraining(Record):
    """One class for posts an employer has ready. Free to those who learn."""

    scope: ClassVar = ScopeBy(area="desk__community", day="ends_on")

    desk = models.ForeignKey(JobDesk, on_delete=models.PROTECT, related_name="+", verbose_name="就业帮帮站")
    trade = models.CharField("工种", max_length=16, choices=Trade)
    title = models.CharField("班名", max_length=80)
    partner = models.CharField("合作单位", max_length=80)
    hours = models.PositiveSmallIntegerField("学时")
    seats = models.PositiveSmallIntegerField("名额")
    starts_on = models.DateField("开班")
    ends_on = models.DateField("结业")
    cancelled_on = models.DateField("取消", null=True, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "定向培训班"
        verbose_name_plural = "定向培训班"
        constraints = [
            models.CheckConstraint(name="order_training_trade_known", condition=Q(trade__in=Trade.values)),
            models.CheckConstraint(
                name="order_training_has_size", condition=Q(hours__gte=1) & Q(seats__gte=1)
            ),
            models.CheckConstraint(
                name="order_training_ends_from_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="order_training_cancelled_with_reason",
                condition=Q(cancelled_on__isnull=True, cancel_reason="")
                | Q(cancelled_on__isnull=False) & ~Q(cancel_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Trainee(Record):
    """One person in one class; trained on the day the class was completed, certified if so examined."""

    scope: ClassVar = ScopeBy(area="training__desk__community", day="completed_on")

    training = models.ForeignKey(
        OrderTraining, on_delete=models.PROTECT, related_name="trainees", verbose_name="培训班"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="学员")
    enrolled_on = models.DateField("报名")
    completed_on = models.DateField("学完", null=True, blank=True)
    certified_on = models.DateField("取得证书", null=True, blank=True)
    dropped_on = models.DateField("中途退出", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "定向培训学员"
        verbose_name_plural = "定向培训学员"
        indexes = [models.Index(fields=["completed_on", "training"], name="trainee_by_completion")]
        constraints = [
            models.UniqueConstraint(fields=["training", "person"], name="trainee_once_per_class"),
            models.CheckConstraint(
                name="trainee_completed_or_dropped",
                condition=Q(completed_on__isnull=True) | Q(dropped_on__isnull=True),
            ),
            models.CheckConstraint(
                name="trainee_certified_after_completing",
                condition=Q(certified_on__isnull=True)
                | Q(completed_on__isnull=False) & Q(certified_on__gte=F("completed_on")),
            ),
            models.CheckConstraint(
                name="trainee_dates_in_order",
                condition=(Q(completed_on__isnull=True) | Q(completed_on__gte=F("enrolled_on")))
                & (Q(dropped_on__isnull=True) | Q(dropped_on__gte=F("enrolled_on"))),
            ),
        ]

    def __str__(self) -> str:
        return str(self.enrolled_on)
