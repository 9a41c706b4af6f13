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
    """A matter offered. ``source``: the row it comes from; ``place``: the estate or building, where known.

    ``words`` should name nobody, but somebody wrote them freely: who takes them in shows them to no more people than
    may know who it is about.
    """

    source: Reference
    area: Area
    words: str
    day: date
    kind: str = ""
    place: Area | None = None
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


@dataclass(frozen=True)
class News:
    """What is told of a thing referred. ``words`` may be read by the teller and name nobody.

    is_over:     nothing more is done there; whoever offered it may bring it to its end.
    is_returned: it was not taken up, and is with whoever offered it as before.
    """

    words: str
    is_over: bool = False
    is_returned: bool = False


@dataclass(frozen=True)
class Link:
    """What was referred, or what it came from, as another room shows it: how it is called and where it opens.

    address: "" for a reader who may not open it. ``is_over``: nothing more is done there.
    """

    label: str
    address: str = ""
    is_over: bool = False


Listener = Callable[[Actor, Reference, News], object]
Opener = Callable[[Actor, Reference], Link | None]
_handlers: dict[str, Handler] = {}
_listeners: list[Listener] = []
_openers: dict[str, Opener] = {}
_tracers: list[Opener] = []


def register(*found: Handler) -> None:
    """Add handlers. Raises ValueError when a code is taken."""
    for each in found:
        if each.code in _handlers:
            raise ValueError(f"referral handler {each.code} is registered already")
        _handlers[each.code] = each


def handler(code: str) -> Handler | None:
    """The handler, or None where its room is not there."""
    return _handlers.get(code)


def listen(listener: Listener) -> None:
    """Be told what came of things referred; each room once, when it starts."""
    _listeners.append(listener)


def tell(actor: Actor, reference: Reference, news: News) -> None:
    """Something became of what was opened from an offer: taken up, or at its end."""
    for listener in _listeners:
        listener(actor, reference, news)


def open_with(kind: str, opener: Opener) -> None:
    """How things of this kind (the ``type`` of their references) are opened. Raises ValueError for a second way."""
    if kind in _openers:
        raise ValueError(f"{kind} is opened already")
    _openers[kind] = opener


def link_to(actor: Actor, reference: Reference) -> Link | None:
    """What was referred, for this reader; None where its room is not there or it is gone."""
    opener = _openers.get(reference.type)
    return opener(actor, reference) if opener is not None else None


def trace_with(tracer: Opener) -> None:
    """Be asked what a thing was opened from; each room once, when it starts."""
    _tracers.append(tracer)


def origin_of(actor: Actor, reference: Reference) -> Link | None:
    """What a thing was opened from, where this reader may open that; else None."""
    return next((found for tracer in _tracers if (found := tracer(actor, reference)) is not None), None)
