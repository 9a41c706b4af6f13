"""A file becomes rows of text under headings: CSV in UTF-8, UTF-16 or GB18030, or JSON (a list of objects)."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from linli.common.uploads import CSV, TEXT, FileKind, Refused
from linli.exchange.delimited import DANGEROUS
from linli.exchange.rosters.declared import Roster

MOST_ROWS = 200_000
BOM16 = (b"\xff\xfe", b"\xfe\xff")
JSON = FileKind("json", "JSON", ("json",), "application/json", (), TEXT.examine)
KINDS = (CSV, JSON, TEXT)


@dataclass(frozen=True)
class Row:
    """A row as it stands in the file: its number there (the headings are row 1), and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """What was read. ``ignored``: headings no column goes by."""

    rows: list[Row]
    ignored: tuple[str, ...]


def read(declared: Roster, data: bytes) -> Sheet:
    """The rows of a file. Raises Refused in words for a file that cannot be read as this roster."""
    text = _decoded(data)
    if text.lstrip().startswith("["):
        return _from_json(declared, text)
    return _from_csv(declared, text)


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


def _columns_at(declared: Roster, headings: Sequence[str]) -> tuple[dict[int, str], tuple[str, ...]]:
    """Position → column key; and the headings that are none of ours. Raises Refused where one is missing or twice."""
    names = {
        plain(name): column.key
        for column in declared.columns
        for name in (column.key, column.label, *column.synonyms)
    }
    found: dict[int, str] = {}
    ignored = []
    for at, heading in enumerate(headings):
        key = names.get(plain(heading))
        if key is None:
            ignored.append(heading.strip())
        elif key in found.values():
            raise Refused(f"“{declared.label_of(key)}”有两列。请只留一列再送。", "twice")
        else:
            found[at] = key
    missing = [c.label for c in declared.columns if c.required and c.key not in found.values()]
    if missing:
        wanted = "、".join(missing)
        raise Refused(f"第 1 行里没有找到这几列：{wanted}。请核对表头，或下载样表照着填。", "headings")
    return found, tuple(each for each in ignored if each)


def _from_csv(declared: Roster, text: str) -> Sheet:
    head = text.partition("\n")[0]
    delimiter = max(",\t;", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        headings = next(lines)
        found, ignored = _columns_at(declared, headings)
        return Sheet(_limited(_csv_rows(lines, found)), ignored)
    except StopIteration:
        raise Refused("文件是空的。请换一个有内容的文件。", "empty") from None
    except csv.Error:
        raise Refused("这张表有一处引号没有配对，读不下去。请用表格程序重新保存为 CSV。", "quotes") from None


def _csv_rows(lines: Iterator[list[str]], found: dict[int, str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        cells = {key: _cell(line[at]) if at < len(line) else "" for at, key in found.items()}
        if any(cells.values()):
            yield Row(number, cells)


def _cell(value: str) -> str:
    """Without blanks around it, and without the apostrophe an export of ours set before a dangerous sign."""
    value = value.strip()
    return value[1:] if value[:1] == "'" and value[1:].startswith(DANGEROUS) else value


def _from_json(declared: Roster, text: str) -> Sheet:
    try:
        items = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise Refused("这个 JSON 读不懂。请核对它是不是完整的一份。", "json") from None
    if not items or not all(isinstance(item, dict) for item in items):
        raise Refused("JSON 里要是一串对象，每个对象一行。", "json")
    headings = list(dict.fromkeys(name for item in items for name in item))
    found, ignored = _columns_at(declared, headings)
    return Sheet(_limited(_json_rows(items, {headings[at]: key for at, key in found.items()})), ignored)


def _json_rows(items: list[dict[str, Any]], keys: dict[str, str]) -> Iterator[Row]:
    for number, item in enumerate(items, start=1):
        cells = dict.fromkeys(keys.values(), "")
        cells |= {keys[name]: _said(value) for name, value in item.items() if name in keys}
        yield Row(number, cells)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value).strip()


def _limited(rows: Iterator[Row]) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        if len(found) == MOST_ROWS:
            raise Refused(f"一次最多 {MOST_ROWS} 行。请分成几份再送。", "rows")
        found.append(row)
    if not found:
        raise Refused("表头下面一行也没有。", "empty")
    return found
