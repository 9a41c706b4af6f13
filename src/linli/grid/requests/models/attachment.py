"""What hangs on a request: photographs, and the words as they were spoken."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.grid.requests.models.request import SECRET, Request


class RequestAttachment(Record):
    """One file of a request. ``key`` finds its content (``linli.common.uploads``); ``media`` is what it was found to
    be, never what its sender said.

    Seen by whoever sees the request; the page of a neighbour complained of never leads here.
    """

    scope: ClassVar = ScopeBy(
        area=("request__area", "request__neighbourhood", "request__place"),
        day="request__told_on",
        hand=("request__holder", "request__tasks__area"),
        unit="request__tasks__unit",
        secret=SECRET.through("request"),
        hidden_from="request__subjects__person",
    )

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="attachments", verbose_name="事项"
    )
    media = models.CharField("种类", max_length=8)
    title = models.CharField("名称", max_length=120)
    size = models.PositiveIntegerField("字节")
    key = models.CharField("内容", max_length=24, unique=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "事项附件"
        verbose_name_plural = "事项附件"
        indexes = [models.Index(fields=["request"], name="attachment_by_request")]
        constraints = [
            models.CheckConstraint(
                name="request_attachment_has_content", condition=~Q(key="") & Q(size__gt=0)
            )
        ]

    def __str__(self) -> str:
        return self.title
