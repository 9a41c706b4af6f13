"""The ways a person may be told, and the channels that lead out of the product."""

from datetime import timedelta

from django.db import models


class Way(models.TextChoices):
    """How somebody wants to hear of one kind of thing."""

    INBOX = "inbox", "只放在消息里"
    DIGEST = "digest", "每天合成一条"
    AT_ONCE = "at_once", "马上告诉我"


class Channel(models.TextChoices):
    """Where a message may leave for. What leaves says how many there are, and never what."""

    WECOM = "wecom", "企业微信"
    DINGTALK = "dingtalk", "钉钉"
    MAIL = "mail", "邮件"


class Standing(models.TextChoices):
    """Where one message stands on its way out."""

    WAITING = "waiting", "等着送"
    SENDING = "sending", "正在送"
    SENT = "sent", "已送出"
    FAILED = "failed", "没有送成"


ADDRESS_FIELD = "inbox.channel.address"
"""What a channel's address is sealed for: it opens in no other column."""

PAUSES = (timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4))
"""How long it waits after each failure; after the last it is given up and said to be."""
MOST_TRIES = len(PAUSES) + 1
LEASE = timedelta(minutes=10)
"""A message somebody has begun to send and not ended is taken up again after this."""

KEPT_READ_DAYS, KEPT_DAYS = 90, 365
