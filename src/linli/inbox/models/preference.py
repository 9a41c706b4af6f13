"""How one person wants to be told. Written by ``inbox.services`` only; read by nobody else."""

from django.db import models
from django.db.models import Q

from linli.inbox.constants import Channel, Way
from linli.inbox.models.own import OwnModel


class Preference(OwnModel):
    """The way one account chose for one kind; where there is no row, the kind's own way holds."""

    kind = models.CharField("类别", max_length=60)
    way = models.CharField("方式", max_length=8, choices=Way)

    class Meta(OwnModel.Meta):
        verbose_name = "消息方式"
        verbose_name_plural = "消息方式"
        constraints = [
            models.UniqueConstraint(fields=["account", "kind"], name="preference_one_per_kind"),
            models.CheckConstraint(name="preference_way_known", condition=Q(way__in=Way.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"


class ChannelAddress(OwnModel):
    """Where a person may be reached outside the product: of their own giving, encrypted, theirs to take away."""

    channel = models.CharField("渠道", max_length=12, choices=Channel)
    address_sealed = models.BinaryField("地址（密文）", editable=False)

    class Meta(OwnModel.Meta):
        verbose_name = "消息渠道"
        verbose_name_plural = "消息渠道"
        constraints = [
            models.UniqueConstraint(fields=["account", "channel"], name="channel_address_one_each"),
            models.CheckConstraint(
                name="channel_address_channel_known", condition=Q(channel__in=Channel.values)
            ),
        ]

    def __str__(self) -> str:
        return str(self.channel)
