"""Writing to the log and reading it back as sentences."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django.db import connection, models
from django.db.models import Count, Max, Subquery

from linli.audit.codes import Code, UnknownCode, get
from linli.audit.models import Act
from linli.audit.personal import HIDDEN, opened, sealed_in, without_numbers
from linli.common.request_number import request_id


class Acting(Protocol):
    """What the log needs of an actor (``linli.access.actor.Actor`` is one)."""

    @property
    def account_id(self) -> int | None:
        """None for the system and for the public."""

    @property
    def audit_kind(self) -> str:
        """``account``, ``system`` or ``public``."""


class Machine:
    """The log keeping itself: it stands below the room that knows actors."""

    account_id = None
    audit_kind = "system"


def record(
    *,
    actor: Acting,
    code: str,
    target: models.Model | None = None,
    area_id: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> Act:
    """Add one act. Raises ``UnknownCode`` for an unregistered code, ``ValueError`` for missing data, for a personal
    value in clear, and for a sealed one the code does not declare.
    """
    registered = get(code)
    given = dict(data or {})
    missing = registered.names - given.keys()
    if missing:
        raise ValueError(f"{code} needs {', '.join(sorted(missing))}")
    _refuse_private(registered, given)
    return Act.everything.create(
        actor_id=actor.account_id,
        actor_kind=actor.audit_kind,
        code=code,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=target.pk if target is not None else None,
        area_id=area_id,
        is_look=registered.is_look,
        data=_in_order({name: without_numbers(value) for name, value in given.items()}),
        request_id=request_id.get(),
    )


def _in_order(value: Any) -> Any:
    """Keys sorted all the way down: one spelling on every database (``linli.audit.chain``)."""
    return {name: _in_order(value[name]) for name in sorted(value)} if isinstance(value, dict) else value


def _refuse_private(code: Code, given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        is_sealed = sealed_in(value) is not None
        if name in code.personal and not is_sealed:
            raise ValueError(f"{code.code}: {name} is personal and must be sealed under its person's key")
        if is_sealed and name not in code.personal:
            raise ValueError(f"{code.code} does not declare {name} as personal")


def told(act: Act, *, openly: bool = False) -> str:
    """The act as a sentence for a reader of today; personal values masked unless ``openly``."""
    return told_each([act], openly=openly)[0]


def told_each(acts: Sequence[Act], *, openly: bool = False) -> list[str]:
    """Each act as a sentence; all keys in one query. An act of a room that is gone is told by its code."""
    kept = {found for act in acts for value in act.data.values() if (found := sealed_in(value)) is not None}
    clear = opened(kept) if openly else dict.fromkeys(kept, HIDDEN)

    def shown(value: Any) -> Any:
        found = sealed_in(value)
        return clear[found] if found is not None else value

    sentences = []
    for act in acts:
        try:
            sentence = get(act.code).sentence
        except UnknownCode:
            sentence = act.code
        words: dict[str, Any] = defaultdict(lambda: "—")
        words.update((name, shown(value)) for name, value in act.data.items())
        sentences.append(sentence.format_map(words))
    return sentences


def last_change() -> int:
    """Number of the latest act that changed anything: what is computed from records is fresh until it moves."""
    newest = Act.everything.filter(is_look=False).aggregate(newest=Max("id"))["newest"]
    return int(newest or 0)


LATE = 1_000
"""So many acts may be committed before one that took its number earlier, and that one is still noticed."""


def age_of_records() -> str:
    """What is computed from records may be kept as long as this stays the same.

    SQLite writes one after the other, so the latest act says it all. On PostgreSQL an act with a smaller number may be
    committed after the one that was the latest when we counted: there the number of recent acts is part of the age.
    """
    if connection.vendor != "postgresql":
        return str(last_change())
    changes = Act.everything.filter(is_look=False)
    newest = changes.order_by("-id").values("id")[:1]
    found = changes.filter(id__gt=Subquery(newest) - LATE).aggregate(newest=Max("id"), acts=Count("id"))
    return f"{found['newest'] or 0}-{found['acts']}"
