"""What a roster is: its columns, what its rows are called by, and how a good row becomes a record."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linli.access.actor import Actor
from linli.access.roles import Capability

Values = dict[str, Any]
Key = tuple[str, ...]
Progress = Callable[[int, int], object]
"""Told how many of how many rows are done."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. ``read`` makes a value of what stands in a cell, or raises ValueError in words for the reader.

    label:    what the heading is called; synonyms: what other systems call it. Case, blanks and brackets do not count.
    required: an empty cell is a mistake; a missing heading refuses the whole file.
    private:  what stands in it is somebody's: a page that names a mistake does not repeat it.
    example:  what stands in the example row of the file we give out; hint: how to fill it, in words.
    """

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    read: Callable[[str], Any] = str
    required: bool = False
    longest: int = 200
    private: bool = False
    example: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Located:
    """What is wrong with a value that reads well alone: which column, and why."""

    column: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Roster:
    """One kind of file.

    natural_key: the columns by which a row is known again: once in a file, and never imported twice. Its example is
                 of no real row, so that an example left in the file is not read.
    capability:  who may import it, anywhere; ``check`` narrows each row to the actor's own areas.
    known:       those of the keys that are in the records already.
    prepare:     whatever ``check`` looks things up in, read once for the whole file.
    check:       what is wrong with a row that reads well; may add to the values what it looked up.
    write:       makes records of good rows, telling how far it is; how many. Logs nothing of its own: an import is
                 one act, beside what the services it goes through log.
    """

    kind: str
    label: str
    explanation: str
    columns: tuple[Column, ...]
    natural_key: tuple[str, ...]
    capability: Capability
    known: Callable[[Collection[Key]], set[Key]]
    prepare: Callable[[Actor], Any]
    check: Callable[[Any, Values], Sequence[Located]]
    write: Callable[[Actor, Any, Sequence[Values], Progress], int]

    @cached_property
    def _by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.columns}

    def column(self, key: str) -> Column:
        """The column of this key."""
        return self._by_key[key]

    @cached_property
    def example_key(self) -> Key:
        """Of the example row."""
        return self.key_of({column.key: column.example for column in self.columns})

    def key_of(self, cells: Mapping[str, str]) -> Key:
        """By what a row is known again, read as its columns read it; all empty where the row has none."""
        return tuple([_read(self._by_key[key], cells.get(key, "")) for key in self.natural_key])

    def label_of(self, key: str) -> str:
        """What a column is called."""
        return self.column(key).label


def _read(column: Column, text: str) -> str:
    try:
        return str(column.read(text)) if text else ""
    except ValueError:
        return text


_rosters: dict[str, Roster] = {}


def register(*found: Roster) -> None:
    """Add rosters. Raises ValueError for a kind taken, or a natural key that is no required column."""
    for each in found:
        if each.kind in _rosters:
            raise ValueError(f"roster {each.kind} is registered already")
        if not set(each.natural_key) <= {column.key for column in each.columns if column.required}:
            raise ValueError(f"{each.kind}: the natural key must be of required columns")
        _rosters[each.kind] = each


def roster(kind: str) -> Roster:
    """The registered roster. Raises LookupError for a kind nobody registered."""
    if kind not in _rosters:
        raise LookupError(f"nobody registered the roster {kind}")
    return _rosters[kind]


def all_rosters() -> Mapping[str, Roster]:
    """By kind."""
    return dict(sorted(_rosters.items()))
