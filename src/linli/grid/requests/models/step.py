"""What happened to a request: one row per act, never changed (T02)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.guards import append_only
from linli.common.scoping import ScopeBy, ScopedModel
from linli.grid.requests.models.request import SECRET, Level, Request
from linli.orgs.models import Area, Organisation


@append_only
class RequestStep(ScopedModel):
    """One act: what, by whom (account, and the post they acted under), when, from where to where, in whose words.

    words:  for those who handle it. public: what the teller reads; never names a third person.
    """

    scope: ClassVar = ScopeBy(
        area=("request__area", "request__neighbourhood", "request__place"),
        day="request__told_on",
        hand=("request__holder", "request__tasks__area"),
        unit="request__tasks__unit",
        secret=SECRET.through("request"),
    )

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+", verbose_name="事项")
    verb = models.CharField("环节", max_length=20)
    source = models.CharField("原状态", max_length=10, blank=True)
    target = models.CharField("新状态", max_length=10)
    level = models.CharField("在哪一级", max_length=14, choices=Level)
    holder = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="在谁手里")
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="单位"
    )
    actor_kind = models.CharField("谁办的", max_length=8)
    actor_id = models.BigIntegerField("账号", null=True)
    actor_title = models.CharField("职务", max_length=80, blank=True)
    at = models.DateTimeField("时间")
    words = models.CharField("说明", max_length=500, blank=True)
    public = models.CharField("给报事人看的", max_length=200, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "事项经过"
        verbose_name_plural = "事项经过"
        indexes = [models.Index(fields=["request", "at"], name="request_step_in_order")]
        constraints = [
            models.CheckConstraint(name="request_step_has_verb", condition=~Q(verb="") & ~Q(target=""))
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.verb}"
