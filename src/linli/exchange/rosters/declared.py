"""What a roster is: its columns, what its rows are called by, and how a good row becomes a record."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.access.actor import Actor
from linli.access.roles import Capability

Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. ``read`` makes a value of what stands in a cell, or raises ValueError in words for the reader.

    label:    what the heading is called; synonyms: what other systems call it. Case, blanks and brackets do not count.
    required: an empty cell is a mistake; a missing heading refuses the whole file.
    private:  what stands in it is somebody's: a page that names a mistake does not repeat it.
    """

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    read: Callable[[str], Any] = str
    required: bool = False
    longest: int = 200
    private: bool = False


@dataclass(frozen=True)
class Located:
    """What is wrong with a value that reads well alone: which column, and why."""

    column: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Roster:
    """One kind of file.

    natural_key: the column by which a row is known again: once in a file, and never imported twice.
    capability:  who may import it, anywhere; ``check`` narrows each row to the actor's own areas.
    known:       those of the keys that are in the records already.
    prepare:     whatever ``check`` looks things up in, read once for the whole file.
    check:       what is wrong with a row that reads well; may add to the values what it looked up.
    write:       makes records of good rows, in a handful of queries; how many. Logs nothing: an import is one act.
    """

    kind: str
    label: str
    explanation: str
    columns: tuple[Column, ...]
    natural_key: str
    capability: Capability
    known: Callable[[Collection[str]], set[str]]
    prepare: Callable[[Actor], Any]
    check: Callable[[Any, Values], Sequence[Located]]
    write: Callable[[Actor, Any, Sequence[Values]], int]

    def column(self, key: str) -> Column:
        """The column of this key."""
        return next(column for column in self.columns if column.key == key)

    def label_of(self, key: str) -> str:
        """What a column is called."""
        return self.column(key).label


_rosters: dict[str, Roster] = {}


def register(*found: Roster) -> None:
    """Add rosters. Raises ValueError for a kind taken, or a natural key that is no required column."""
    for each in found:
        if each.kind in _rosters:
            raise ValueError(f"roster {each.kind} is registered already")
        if each.natural_key not in {column.key for column in each.columns if column.required}:
            raise ValueError(f"{each.kind}: the natural key must be a required column")
        _rosters[each.kind] = each


def roster(kind: str) -> Roster:
    """The registered roster. Raises LookupError for a kind nobody registered."""
    if kind not in _rosters:
        raise LookupError(f"nobody registered the roster {kind}")
    return _rosters[kind]


def all_rosters() -> Mapping[str, Roster]:
    """By kind."""
    return dict(sorted(_rosters.items()))
