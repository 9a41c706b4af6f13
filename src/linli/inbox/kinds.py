"""What people are told of: each room registers its own kinds when it starts.

A kind's words take their values from the telling room. They never hold a private person's data: a message is read on
a locked screen, and names stay where their masking is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from string import Formatter
from typing import Any

from linli.audit.codes import PRIVATE_NAMES
from linli.inbox.constants import Way


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of thing told.

    code:          ``room.thing``.
    label:         as the settings page names it, 报告送来审签.
    title, line:   Chinese, with ``{names}`` taken from what the telling room gives.
    address:       the page to open for a target, "" where there is none.
    way:           how it is told to whoever has not chosen.
    may_be_urgent: whether it may be told as 特急, which passes quiet hours and anybody's choice.
    chosen:        whether people choose the way; not where it follows from another choice.
    """

    code: str
    label: str
    title: str
    line: str = ""
    address: Callable[[Any], str] = lambda _: ""
    way: Way = Way.INBOX
    may_be_urgent: bool = False
    chosen: bool = True

    @property
    def names(self) -> frozenset[str]:
        """The values it must be given."""
        parts = (*Formatter().parse(self.title), *Formatter().parse(self.line))
        return frozenset(name for _, name, _, _ in parts if name)


_kinds: dict[str, Kind] = {}


def register(*found: Kind) -> None:
    """Add kinds. Raises ValueError for a code taken, one that is not ``room.thing``, or a private value."""
    for each in found:
        if each.code in _kinds:
            raise ValueError(f"message kind {each.code} is registered already")
        if each.code.count(".") != 1:
            raise ValueError(f"a message kind reads room.thing: {each.code}")
        if private := each.names & PRIVATE_NAMES:
            raise ValueError(f"{each.code} would tell private data: {', '.join(sorted(private))}")
        _kinds[each.code] = each


def get(code: str) -> Kind:
    """The registered kind. Raises LookupError for one nobody registered."""
    if code not in _kinds:
        raise LookupError(f"nobody registered the message kind {code}")
    return _kinds[code]


def known(code: str) -> Kind | None:
    """The kind, or None where its room is gone: old messages stay readable."""
    return _kinds.get(code)


def all_kinds() -> tuple[Kind, ...]:
    """In order of registration."""
    return tuple(_kinds.values())


@dataclass(frozen=True, kw_only=True)
class Source:
    """One line of the daily summary: how many of something wait for an actor, ``{count} 件今天到期``."""

    code: str
    said: str
    count: Callable[[Any], int]


_sources: dict[str, Source] = {}


def register_source(*found: Source) -> None:
    """Add lines to the daily summary. Raises ValueError when a code is taken."""
    for each in found:
        if each.code in _sources:
            raise ValueError(f"summary line {each.code} is registered already")
        _sources[each.code] = each


def all_sources() -> tuple[Source, ...]:
    """In order of registration."""
    return tuple(_sources.values())
