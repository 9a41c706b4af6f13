"""Whom a matter complains of among the three leads: told so that they are not the ones who learn who told it."""

from typing import ClassVar

from django.db import models

from linli.common.scoping import ScopeBy, ScopedModel
from linli.grid.requests.models.request import SECRET, Request
from linli.people.models import Person


class RequestSubject(ScopedModel):
    """One lead complained of in one request. From that person teller, pictures and voice are hidden, whatever other
    posts they hold.
    """

    scope: ClassVar = ScopeBy(
        area=("request__area", "request__neighbourhood", "request__place"),
        day="request__told_on",
        secret=SECRET.through("request"),
        hidden_from="person",
    )

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="subjects", verbose_name="事项"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="被反映的三长"
    )

    class Meta(ScopedModel.Meta):
        verbose_name = "被反映的三长"
        verbose_name_plural = "被反映的三长"
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="request_subject_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.person_id}"
