"""A file becomes rows of text under headings: XLSX, CSV (UTF-8, UTF-16 or GB18030), JSON (a list, or one a line)."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from linli.common.uploads import CSV, TEXT, XLSX, FileKind, Refused
from linli.exchange.delimited import DANGEROUS
from linli.exchange.rosters.cells import said
from linli.exchange.rosters.declared import Key, Roster
from linli.exchange.rosters.spreadsheet import Lines, sheets

MOST_ROWS = 200_000
HEAD_LINES = 20
"""Headings stand within these: above them a title, a unit, a date, as people make tables."""
BOM16 = (b"\xff\xfe", b"\xfe\xff")
PACKAGE = b"PK"
JSON = FileKind("json", "JSON", ("json", "jsonl"), "application/json", (), TEXT.examine)
KINDS = (XLSX, CSV, JSON, TEXT)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file: its number there (the headings are row 1), its cells in the order of ``keys``,
    and by what it is known again. ``nested``: the columns in which JSON held a list or an object instead of a value.
    """

    number: int
    keys: tuple[str, ...]
    texts: tuple[str, ...]
    key: Key
    nested: frozenset[str] = frozenset()

    @property
    def cells(self) -> dict[str, str]:
        """By column; made anew each time, because 170,000 of them would not fit."""
        return dict(zip(self.keys, self.texts, strict=True))


@dataclass(frozen=True)
class Sheet:
    """What was read. ``ignored``: headings no column goes by; ``unread``: sheets of the book that are no roster."""

    rows: list[Row]
    ignored: tuple[str, ...]
    unread: tuple[str, ...] = ()


def read(declared: Roster, data: bytes) -> Sheet:
    """The rows of a file. Raises Refused in words for a file that cannot be read as this roster."""
    if is_book(data):
        XLSX.examine(data)
        return _from_book(declared, sheets(data))
    text = _decoded(data)
    if text.lstrip().startswith(("[", "{")):
        return _from_json(declared, text)
    return _from_csv(declared, text)


def is_book(data: bytes) -> bool:
    """Whether a file is a spreadsheet's own."""
    return data.startswith(PACKAGE)


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith(BOM16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("看不懂这个文件的文字编码。请用 UTF-8 或 GB18030 保存后再送。", "encoding")


def plain(heading: str) -> str:
    """A heading without what people write around it: width, case, blanks, what stands in brackets, stars."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    head = folded.partition("(")[0] or folded
    return "".join(sign for sign in head if sign.isalnum())


@dataclass(frozen=True)
class _Head:
    """Where the headings end (line, from 0), which column stands where, and which headings are none of ours."""

    line: int
    places: dict[int, str]
    ignored: tuple[str, ...]


class _NoHead(Exception):
    """No line holds all that must be there; ``missing`` in the line that comes nearest."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__()
        self.missing = missing

    def told(self) -> Refused:
        """In words."""
        wanted = "、".join(self.missing)
        return Refused(
            f"表头里没有找到这几列：{wanted}。请核对表头（在前 {HEAD_LINES} 行之内），或下载样表照着填。",
            "headings",
        )


def _names(declared: Roster) -> dict[str, str]:
    return {
        plain(name): column.key
        for column in declared.columns
        for name in (column.key, column.label, *column.synonyms)
    }


def _head(declared: Roster, lines: Sequence[Sequence[str]], lines_for: Lines | None = None) -> _Head:
    """The first line that names every column that must be there. Raises _NoHead, or Refused for one named twice."""
    names = _names(declared)
    required = [column for column in declared.columns if column.required]
    nearest = [column.label for column in required]
    for at, line in enumerate(lines):
        end = _end_of_head(at, lines_for)
        headings = _joined(lines[at : end + 1]) if end > at else line
        found = [names.get(plain(heading)) for heading in headings]
        missing = [column.label for column in required if column.key not in found]
        if missing:
            nearest = missing if len(missing) < len(nearest) else nearest
            continue
        return _Head(end, _places(declared, found), _ignored(headings, found))
    raise _NoHead(nearest)


def _end_of_head(at: int, book: Lines | None) -> int:
    """Headings one above the other: where a cell of this line is joined with those below it, they are one head."""
    joined = [high for (low, _), (high, _) in book.merged if low == at < high] if book is not None else []
    return max((high for high in joined if high < HEAD_LINES), default=at)


def _joined(lines: Sequence[Sequence[str]]) -> list[str]:
    """The lowest heading of each column says what stands below it."""
    wide = max(map(len, lines))
    return [
        next((line[at] for line in reversed(lines) if at < len(line) and line[at]), "") for at in range(wide)
    ]


def _places(declared: Roster, found: Sequence[str | None]) -> dict[int, str]:
    places: dict[int, str] = {}
    for at, key in enumerate(found):
        if key in places.values():
            raise Refused(f"“{declared.label_of(str(key))}”有两列。请只留一列再送。", "twice")
        if key is not None:
            places[at] = key
    return places


def _ignored(headings: Sequence[str], found: Sequence[str | None]) -> tuple[str, ...]:
    unknown = (heading.strip() for heading, key in zip(headings, found, strict=True) if key is None)
    return tuple(each for each in unknown if each)


# --- each kind of file --------------------------------------------------------------------------------------
def _from_book(declared: Roster, books: Sequence[Lines]) -> Sheet:
    """The one sheet with our headings; more than one that would do is refused, so that none is left by chance."""
    fit: list[tuple[Lines, _Head, Iterable[list[str]]]] = []
    nearest: _NoHead | None = None
    for book in books:
        top = list(islice(book.rows, HEAD_LINES))
        try:
            fit.append((book, _head(declared, top, book), chain(top, book.rows)))
        except _NoHead as error:
            nearest = error if nearest is None or len(error.missing) < len(nearest.missing) else nearest
    if len(fit) > 1:
        named = "、".join(book.name for book, _, _ in fit)
        raise Refused(f"有几张工作表都像名册：{named}。一次只收一张，请分开送。", "sheets")
    if not fit:
        raise nearest.told() if nearest else Refused("表格是空的。请换一个有内容的文件。", "empty")
    (book, head, lines) = fit[0]
    unread = tuple(each.name for each in books if each is not book)
    return Sheet(_limited(_rows(declared, head, lines, lambda cell: cell)), head.ignored, unread)


def _from_csv(declared: Roster, text: str) -> Sheet:
    beginning = text[:4_000].splitlines()[:HEAD_LINES] or [""]
    delimiter = max(",\t;", key=lambda sign: max(line.count(sign) for line in beginning))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        top = list(islice(lines, HEAD_LINES))
        if not any(map(any, top)):
            raise Refused("文件是空的。请换一个有内容的文件。", "empty")
        head = _head(declared, top)
        return Sheet(_limited(_rows(declared, head, chain(top, lines), _cell)), head.ignored)
    except _NoHead as error:
        raise error.told() from None
    except csv.Error:
        raise Refused("这张表有一处引号没有配对，读不下去。请用表格程序重新保存为 CSV。", "quotes") from None


def _rows(
    declared: Roster, head: _Head, lines: Iterable[Sequence[str]], cell: Callable[[str], str]
) -> Iterator[Row]:
    """Below the headings; lines without anything in our columns, and the example of our own file, are none."""
    example, keys = declared.example_key, tuple(head.places.values())
    for number, line in enumerate(lines, start=1):
        if number <= head.line + 1:
            continue
        cells = {key: cell(line[at]) if at < len(line) else "" for at, key in head.places.items()}
        if any(cells.values()) and (key := declared.key_of(cells)) != example:
            yield Row(number, keys, tuple(cells.values()), key)


def _cell(value: str) -> str:
    """Without blanks around it, and without the apostrophe an export of ours set before a dangerous sign."""
    value = value.strip()
    return value[1:] if value[:1] == "'" and value[1:].startswith(DANGEROUS) else value


def _from_json(declared: Roster, text: str) -> Sheet:
    items = _items(text)
    if not items or not all(isinstance(item, dict) for item in items):
        raise Refused("JSON 里要是一串对象，每个对象一行。", "json")
    headings = list(dict.fromkeys(name for item in items for name in item))
    try:
        head = _head(declared, [headings])
    except _NoHead as error:
        raise error.told() from None
    keys = {headings[at]: key for at, key in head.places.items()}
    return Sheet(_limited(_json_rows(declared, items, keys)), head.ignored)


def _items(text: str) -> Any:
    """A list; or one object a line, as systems write what may grow long."""
    try:
        whole = json.loads(text)
        return [whole] if isinstance(whole, dict) else whole
    except RecursionError:
        raise Refused("这个 JSON 套得太深，读不懂。", "json") from None
    except json.JSONDecodeError:
        if not text.lstrip().startswith("{"):
            raise Refused("这个 JSON 读不懂。请核对它是不是完整的一份。", "json") from None
    items = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            items += [json.loads(line)] if line.strip() else []
        except (json.JSONDecodeError, RecursionError):
            raise Refused(f"第 {number} 行不是完整的 JSON 对象。请核对后再送。", "json") from None
    return items


def _json_rows(declared: Roster, items: list[dict[str, Any]], keys: dict[str, str]) -> Iterator[Row]:
    for number, item in enumerate(items, start=1):
        cells = dict.fromkeys(keys.values(), "")
        cells |= {keys[name]: said(value) for name, value in item.items() if name in keys}
        held = (keys[name] for name, value in item.items() if name in keys and isinstance(value, list | dict))
        texts = tuple(cells.values())
        yield Row(number, tuple(cells), texts, declared.key_of(cells), frozenset(held))


def _limited(rows: Iterator[Row]) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        if len(found) == MOST_ROWS:
            raise Refused(f"一次最多 {MOST_ROWS} 行。请分成几份再送。", "rows")
        found.append(row)
    if not found:
        raise Refused("表头下面一行也没有。", "empty")
    return found
