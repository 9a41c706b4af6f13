"""Writing to the log and reading it back as sentences."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Protocol

from django.db import models
from django.db.models import Max

from linli.audit.codes import get
from linli.audit.models import Act

request_id: ContextVar[str] = ContextVar("request_id", default="")


class Acting(Protocol):
    """What the log needs of an actor (``linli.access.actor.Actor`` is one)."""

    @property
    def account_id(self) -> int | None:
        """None for the system and for the public."""

    @property
    def audit_kind(self) -> str:
        """``account``, ``system`` or ``public``."""


def record(
    *,
    actor: Acting,
    code: str,
    target: models.Model | None = None,
    area_id: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> Act:
    """Add one act. Raises ``UnknownCode`` for an unregistered code, ``ValueError`` for missing data."""
    registered = get(code)
    given = dict(data or {})
    missing = registered.names - given.keys()
    if missing:
        raise ValueError(f"{code} needs {', '.join(sorted(missing))}")
    return Act.everything.create(
        actor_id=actor.account_id,
        actor_kind=actor.audit_kind,
        code=code,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=target.pk if target is not None else None,
        area_id=area_id,
        is_look=registered.is_look,
        data=given,
        request_id=request_id.get(),
    )


def told(act: Act) -> str:
    """The act as a sentence for a reader of today."""
    return get(act.code).sentence.format(**act.data)


def last_change() -> int:
    """Number of the latest act that changed anything: what is computed from records is fresh until it moves."""
    newest = Act.everything.filter(is_look=False).aggregate(newest=Max("id"))["newest"]
    return int(newest or 0)
