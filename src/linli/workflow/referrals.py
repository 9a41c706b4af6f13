"""One system hands a matter to another without knowing it: a request becomes a dispute, and its teller hears the end.

The room that takes matters in registers a handler; the room that has one offers it and keeps the reference; when what
came of it is settled, the taking room says so here and whoever listens learns of it, in the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from linli.access.actor import Actor
from linli.orgs.models import Area
from linli.workflow.references import Reference


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A matter offered. ``words`` name nobody; ``source``: the row it comes from."""

    source: Reference
    area: Area
    words: str
    day: date
    kind: str = ""
    from_hotline: bool = False


@dataclass(frozen=True, kw_only=True)
class Handler:
    """Who takes matters in.

    code, label: ``mediation.case``, 人民调解.
    kinds:       what it may be about, code → label, for the one who offers to choose from.
    may:         whether this actor may open one in this area.
    open:        opens it; the reference of the row made. Raises ValidationError or PermissionDenied in words.
    """

    code: str
    label: str
    kinds: Callable[[], list[tuple[str, str]]]
    may: Callable[[Actor, Area], bool]
    open: Callable[[Actor, Offer], Reference]


Settled = Callable[[Actor, Reference, str], object]
_handlers: dict[str, Handler] = {}
_listeners: list[Settled] = []


def register(*found: Handler) -> None:
    """Add handlers. Raises ValueError when a code is taken."""
    for each in found:
        if each.code in _handlers:
            raise ValueError(f"referral handler {each.code} is registered already")
        _handlers[each.code] = each


def handler(code: str) -> Handler | None:
    """The handler, or None where its room is not there."""
    return _handlers.get(code)


def listen(listener: Settled) -> None:
    """Be told what came of things referred; each room once, when it starts."""
    _listeners.append(listener)


def settled(actor: Actor, reference: Reference, words: str) -> None:
    """What was opened from an offer came to its end; ``words`` may be read by the teller and name nobody."""
    for listener in _listeners:
        listener(actor, reference, words)
