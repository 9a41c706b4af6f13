"""A message to one account, and its deliveries. Written by ``inbox.services`` and ``inbox.delivering`` only.

Nothing here is for others: when a message was read is known to its reader alone, is counted nowhere, and no page,
figure or export shows it (domain.md G10, ADR 0024).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.refs import RefField
from linli.common.scoping import ScopedModel, Unscopable
from linli.inbox.constants import Channel, Standing, Way
from linli.inbox.models.own import OwnModel


class Message(OwnModel):
    """What happened, in one line without anybody's personal data, and where to act on it.

    kind:       code of an ``inbox.kinds.Kind``.
    target:     what it is about, as a typed reference; empty for a sum of several things.
    address:    path of the page that shows it; what it shows is scoped there.
    occasion:   what makes it the same news, so that it is told once; "" where each telling is new.
    things:     how many things it sums up.
    way:        how the reader wanted it when it was told.
    digest_day: the day in whose digest it was counted.
    """

    ref = RefField()
    kind = models.CharField("类别", max_length=60)
    target_type = models.CharField("对象类型", max_length=60, blank=True)
    target_id = models.BigIntegerField("对象", null=True, blank=True)
    title = models.CharField("题目", max_length=120)
    line = models.CharField("一句话", max_length=200, blank=True)
    address = models.CharField("打开", max_length=200, blank=True)
    occasion = models.CharField("由头", max_length=60, blank=True)
    things = models.PositiveSmallIntegerField("几件事", default=1)
    urgent = models.BooleanField("特急", default=False)
    way = models.CharField("方式", max_length=8, choices=Way, default=Way.INBOX)
    created_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("本人已读", null=True, blank=True)
    digest_day = models.DateField("合成日", null=True, blank=True)

    class Meta(OwnModel.Meta):
        verbose_name = "消息"
        verbose_name_plural = "消息"
        indexes = [
            models.Index(fields=["account", "-created_at"], name="message_by_account"),
            models.Index(fields=["account"], name="message_unread", condition=Q(read_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "occasion"], condition=~Q(occasion=""), name="message_told_once"
            ),
            models.CheckConstraint(name="message_says_something", condition=~Q(title="") & ~Q(kind="")),
            models.CheckConstraint(name="message_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(
                name="message_target_whole",
                condition=Q(target_type="", target_id__isnull=True)
                | (~Q(target_type="") & Q(target_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="message_leads_inside", condition=Q(address="") | Q(address__startswith="/")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class Delivery(ScopedModel):
    """One message on its way out by one channel.

    not_before: when it may leave: after quiet hours, or after a pause when it failed; real time.
    trouble:    what went wrong the last time, in words for its owner.
    """

    scope: ClassVar = Unscopable("the machine's own list of what is to leave; read through its message")

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="deliveries", verbose_name="消息"
    )
    channel = models.CharField("渠道", max_length=12, choices=Channel)
    standing = models.CharField("到哪一步", max_length=8, choices=Standing, default=Standing.WAITING)
    not_before = models.DateTimeField("最早")
    tries = models.PositiveSmallIntegerField("试过几次", default=0)
    trouble = models.CharField("没送成的原因", max_length=120, blank=True)
    sent_at = models.DateTimeField("送出", null=True, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "外送"
        verbose_name_plural = "外送"
        indexes = [
            models.Index(
                fields=["not_before"],
                name="delivery_to_do",
                condition=Q(standing__in=(Standing.WAITING, Standing.SENDING)),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="delivery_once_per_channel"),
            models.CheckConstraint(name="delivery_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(name="delivery_standing_known", condition=Q(standing__in=Standing.values)),
            models.CheckConstraint(
                name="delivery_sent_when",
                condition=Q(standing=Standing.SENT, sent_at__isnull=False)
                | (~Q(standing=Standing.SENT) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_failure_is_said", condition=~Q(standing=Standing.FAILED) | ~Q(trouble="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.standing}"
