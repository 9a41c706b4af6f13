"""Writing to the log and reading it back as sentences."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Protocol

from django.db import connection, models
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


class _Visible(models.Func):
    """Which transactions a PostgreSQL statement sees."""

    template = "pg_current_snapshot()::text"
    arity = 0
    output_field = models.CharField()


def age_of_records() -> str:
    """What is computed from records may be kept as long as this stays the same.

    SQLite writes one after the other, so the latest act says it all. On PostgreSQL an act with a smaller number may be
    committed after the one that was the latest when we counted: there the transactions seen are part of the age.
    """
    if connection.vendor != "postgresql":
        return str(last_change())
    found = (
        Act.everything.filter(is_look=False)
        .order_by("-id")
        .annotate(seen=_Visible())
        .values_list("id", "seen")
        .first()
    )
    return f"{found[0]}-{found[1]}" if found is not None else "0"
