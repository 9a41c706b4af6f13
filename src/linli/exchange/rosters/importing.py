"""Checking a file row by row, and importing what is good: one transaction, one act in the log with a digest, one line
among the past imports.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.exchange.models import ImportRun
from linli.exchange.rosters.declared import Column, Key, Progress, Roster, Values
from linli.exchange.rosters.reading import Row, Sheet, read
from linli.orgs.selectors import district

STEP = 500
MOST_KEPT = 500
"""Mistakes kept with a past import, so that a file of nothing but mistakes does not fill the table."""


@dataclass(frozen=True)
class Mistake:
    """One thing wrong: in which row (as the file counts them), under which heading, what stands there, and why."""

    row: int
    column: str
    shown: str
    reason: str


@dataclass
class Checked:
    """What a file holds, sorted out. Every row of the file is good, bad, or known already: none is lost."""

    declared: Roster
    digest: str
    rows: int
    good: list[Values] = field(default_factory=list)
    known: list[Row] = field(default_factory=list)
    bad: list[Row] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    context: Any = None


@dataclass(frozen=True)
class Imported:
    """What came of it."""

    written: int
    known: int
    bad: int
    digest: str


def require(actor: Actor, declared: Roster) -> None:
    """Raises PermissionDenied in words."""
    if not actor.may(declared.capability):
        raise PermissionDenied(f"导入“{declared.label}”由有这项权限的工作人员办。")


def check(*, actor: Actor, declared: Roster, data: bytes, progress: Progress | None = None) -> Checked:
    """Read and check every row; writes nothing. Raises Refused for a file that cannot be read at all."""
    require(actor, declared)
    sheet = read(declared, data)
    found = Checked(declared, sha256(data).hexdigest(), len(sheet.rows))
    found.ignored, found.unread = sheet.ignored, sheet.unread
    found.context = declared.prepare(actor)
    known = _known(declared, sheet)
    seen: dict[Key, int] = {}
    for at, row in enumerate(_drained(sheet.rows), start=1):
        _sort(found, row, known, seen)
        if progress is not None and (at % STEP == 0 or at == found.rows):
            progress(at, found.rows)
    return found


def _drained(rows: list[Row]) -> Iterator[Row]:
    """Each in order; a row is let go of when the next one is taken, so that 170,000 are not held twice."""
    rows.reverse()
    while rows:
        yield rows.pop()


def _known(declared: Roster, sheet: Sheet) -> set[Key]:
    keys = [row.key for row in sheet.rows if all(row.key)]
    found: set[Key] = set()
    for start in range(0, len(keys), STEP):
        found |= declared.known(keys[start : start + STEP])
    return found


def _sort(found: Checked, row: Row, known: set[Key], seen: dict[Key, int]) -> None:
    declared = found.declared
    key = row.key
    first = seen.setdefault(key, row.number)
    # A row that repeats another of its file is wrong whether or not the first was taken since: the file of wrong rows
    # is made after the import.
    if key in known and first == row.number:
        found.known.append(row)
        return
    values, mistakes = _read(declared.columns, row)
    if all(key) and first != row.number:
        mistakes.append(_twice(declared, row, first))
    if not mistakes:
        mistakes = [
            _mistake(row, declared.column(each.column), each.reason)
            for each in declared.check(found.context, values)
        ]
    if mistakes:
        found.bad.append(row)
        found.mistakes += mistakes
    else:
        found.good.append(values)


def _twice(declared: Roster, row: Row, first: int) -> Mistake:
    labels = "、".join(declared.label_of(key) for key in declared.natural_key)
    reason = f"{labels}和第 {first} 行一样。同样的只收一次，请核对。"
    return _mistake(row, declared.column(declared.natural_key[0]), reason)


def _read(columns: Sequence[Column], row: Row) -> tuple[Values, list[Mistake]]:
    values: Values = {}
    mistakes, cells = [], row.cells
    for column in columns:
        said = cells.get(column.key, "")
        try:
            values[column.key] = _value(column, said, is_nested=column.key in row.nested)
        except ValueError as error:
            mistakes.append(_mistake(row, column, str(error)))
    return values, mistakes


def _mistake(row: Row, column: Column, reason: str) -> Mistake:
    said = row.cells.get(column.key, "")
    return Mistake(row.number, column.label, "（不显示）" if column.private and said else said[:40], reason)


def _value(column: Column, said: str, *, is_nested: bool) -> Any:
    if is_nested:
        raise ValueError(f"{column.label}里套着另一个对象或列表。请写成一段文字或一个数。")
    if not said:
        if column.required:
            raise ValueError(f"没有填{column.label}。")
        return None
    if len(said) > column.longest:
        raise ValueError(f"最多 {column.longest} 个字，这里有 {len(said)} 个。")
    return column.read(said)


def _quiet(done: int, total: int) -> None:
    """Nobody wants to know how far it is."""


@transaction.atomic
def import_good(
    *, actor: Actor, declared: Roster, data: bytes, progress: Progress | None = None, file: str = ""
) -> Imported:
    """Import the good rows, all or none of them. The same file once more finds everything known and writes nothing.

    Checked again here: what was good when somebody looked may be known by now. ``file``: under which name it waits, so
    that its bad rows can be taken back from the list of past imports.
    """
    found = check(actor=actor, declared=declared, data=data, progress=progress)
    written = declared.write(actor, found.context, found.good, progress or _quiet) if found.good else 0
    if written != len(found.good):
        raise ValidationError("导入的行数和核对的不一致，已全部撤回，什么也没有写。请再试一次。")
    if written:
        log.record(
            actor=actor,
            code="exchange.roster.imported",
            data={
                "roster": declared.label,
                "written": written,
                "bad": len(found.bad),
                "known": len(found.known),
                "digest": found.digest,
            },
        )
    _keep(actor, found, written, file)
    return Imported(written, len(found.known), len(found.bad), found.digest)


def _keep(actor: Actor, found: Checked, written: int, file: str) -> None:
    """One line among the past imports; none before there is a district."""
    area = actor.home_area or district()
    if area is None:
        return
    ImportRun.everything.create(
        kind=found.declared.kind,
        area=area,
        account=actor.account,
        recorded_by_id=actor.account_id,
        rows=found.rows,
        written=written,
        known=len(found.known),
        bad=len(found.bad),
        wrong=len(found.mistakes),
        mistakes=[[each.row, each.column, each.reason] for each in found.mistakes[:MOST_KEPT]],
        digest=found.digest,
        file=file if found.bad else "",
    )
