"""Tables out: what stands in the cells, what a spreadsheet must not run, and flat memory."""

import csv
import io
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.exchange.delimited import csv_chunks, safe, write_csv
from linli.exchange.tables import SHANGHAI, Heading, Kind, Table, WrongCell
from linli.exchange.xlsx import MAX_SHEET_NAME, sheet_name, write_xlsx

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEADINGS = (
    Heading("名称"),
    Heading("户数", Kind.INTEGER, 10),
    Heading("均值", Kind.DECIMAL),
    Heading("成功率", Kind.PERCENT),
    Heading("金额（元）", Kind.MONEY),
    Heading("日期", Kind.DATE),
    Heading("时间", Kind.INSTANT),
)
ROW = (
    "荣发小区",
    170_428,
    Decimal("6.63"),
    Decimal(2284) / 2396,
    1_260_050,
    date(2024, 10, 30),
    datetime(2024, 10, 30, 4, 0, tzinfo=UTC),
)
NOTES = ("地区：岳阳楼区", "时段：2024-01-01 至 2024-10-30", "导出人：区级工作人员", "掩码显示")


def table(*rows: tuple[Any, ...], headings: tuple[Heading, ...] = HEADINGS) -> Table:
    return Table("户数一览", NOTES, headings, iter(rows))


def sheet(stream: IO[bytes], number: int = 1) -> dict[str, tuple[str | None, str]]:
    """Cell → (type, value) of a sheet, read with nothing but the standard library."""
    with zipfile.ZipFile(stream) as book:
        root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    cells = {}
    for cell in root.iter(f"{SPACE}c"):
        value = cell.find(f"{SPACE}v")
        text = value.text if value is not None else "".join(t.text or "" for t in cell.iter(f"{SPACE}t"))
        assert cell.find(f"{SPACE}f") is None, "a formula"
        cells[cell.attrib["r"]] = (cell.attrib.get("t"), text or "")
    return cells


def written(what: Table, **options: int) -> io.BytesIO:
    stream = io.BytesIO()
    write_xlsx(stream, what, **options)
    return stream


def test_cells_have_their_kind() -> None:
    cells = sheet(written(table(ROW)))
    assert cells["A1"] == ("inlineStr", "户数一览")
    assert [cells[f"A{n}"][1] for n in range(2, 6)] == list(NOTES)
    assert [cells[f"{c}6"][1] for c in "ABCDEFG"] == [heading.label for heading in HEADINGS]
    assert cells["A7"] == ("inlineStr", "荣发小区")
    assert cells["B7"] == (None, "170428")
    assert cells["C7"] == (None, "6.63")
    assert float(cells["D7"][1]) == pytest.approx(2284 / 2396)
    assert cells["E7"] == (None, "12600.5")
    assert cells["F7"] == (None, "45595")  # days since 1899-12-30
    assert cells["G7"] == (None, "45595.5")  # noon in Shanghai


def test_headings_are_frozen_and_empty_cells_stay_empty() -> None:
    stream = written(table((None,) * 7))
    with zipfile.ZipFile(stream) as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<pane ySplit="6" topLeftCell="A7"' in xml
    assert not any(cell.endswith("7") for cell in sheet(stream))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+86 138",
        "-1",
        "@SUM(A1)",
        "https://x.test",
        "007",
        "",
        "{=A1}",
        "a\x00b",
    ],
)
def test_text_stays_text(text: str) -> None:
    cells = sheet(written(table((text,), headings=(Heading("文字"),))))
    assert cells.get("A7", ("inlineStr", ""))[0] == "inlineStr"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.TEXT, 5),
        (Kind.INTEGER, "5"),
        (Kind.INTEGER, True),
        (Kind.INTEGER, 5.0),
        (Kind.MONEY, 5.5),
        (Kind.DATE, datetime(2024, 1, 1)),
        (Kind.INSTANT, datetime(2024, 1, 1)),
        (Kind.INSTANT, date(2024, 1, 1)),
        (Kind.PERCENT, "5%"),
    ],
)
@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_a_value_that_does_not_fit_is_a_mistake(
    write: Callable[[IO[bytes], Table], int], kind: Kind, value: object
) -> None:
    with pytest.raises(WrongCell, match="column 列"):
        write(io.BytesIO(), table((value,), headings=(Heading("列", kind),)))


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_a_row_of_the_wrong_length_is_a_mistake(write: Callable[[IO[bytes], Table], int]) -> None:
    with pytest.raises(ValueError, match="zip"):
        write(io.BytesIO(), table(("一", "二"), headings=(Heading("列"),)))


def test_a_refused_book_leaves_nothing_behind(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(WrongCell):
        write_xlsx(io.BytesIO(), table(("一",), (2,), headings=(Heading("列"),)))
    written(table(ROW))
    assert list(tmp_path.iterdir()) == []


def test_rows_beyond_one_sheet_go_on_to_the_next() -> None:
    rows = [(f"第{n}行",) for n in range(10)]
    stream = written(table(*rows, headings=(Heading("列"),)), max_rows=10)  # 4 rows below the head of 6
    with zipfile.ZipFile(stream) as book:
        names = [
            s.attrib["name"]
            for s in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{SPACE}sheet")
        ]
    assert names == ["户数一览", "户数一览 (2)", "户数一览 (3)"]
    found = [
        sheet(stream, n)[f"A{row}"][1] for n, last in ((1, 10), (2, 10), (3, 8)) for row in range(7, last + 1)
    ]
    assert found == [row[0] for row in rows]
    assert all(sheet(stream, n)["A6"][1] == "列" for n in (1, 2, 3))


def test_a_full_sheet_opens_no_empty_one() -> None:
    stream = written(table(*[("x",)] * 4, headings=(Heading("列"),)), max_rows=10)
    with zipfile.ZipFile(stream) as book:
        assert "xl/worksheets/sheet2.xml" not in book.namelist()
    assert write_xlsx(io.BytesIO(), table(headings=(Heading("列"),))) == 0


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    cells = sheet(written(table(("长" * 40_000,), headings=(Heading("列"),))))
    assert len(cells["A7"][1]) == 32_767
    assert cells["A7"][1].endswith("长…")


@given(st.text(), st.integers(1, 99))
def test_sheet_names_are_accepted(title: str, number: int) -> None:
    name = sheet_name(title, number)
    assert 1 <= len(name) <= MAX_SHEET_NAME
    assert not set(name) & set("[]:*?/\\")
    assert not name.startswith("'")
    assert not name.endswith("'")


def test_csv_is_marked_quoted_and_guarded() -> None:
    stream = io.BytesIO()
    rows = table(ROW, ('=1+1, "引"', None, None, None, -5, None, None))
    assert write_csv(stream, rows) == 2
    raw = stream.getvalue()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 3
    found = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert found[0] == [heading.label for heading in HEADINGS]
    assert found[1][0] == "荣发小区"
    assert found[1][1:3] == ["170428", "6.63"]
    assert found[1][4:] == ["12600.50", "2024-10-30", "2024-10-30T12:00:00+08:00"]
    assert found[2] == ['\'=1+1, "引"', "", "", "", "-0.05", "", ""]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"])
def test_csv_text_that_begins_like_a_formula_is_guarded(text: str) -> None:
    assert safe(text) == "'" + text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=30))
def test_csv_reads_back_as_written(texts: list[str]) -> None:
    data = b"".join(csv_chunks(table(*[(text,) for text in texts], headings=(Heading("列"),))))
    found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row[0] for row in found[1:]] == [safe(text) for text in texts]


def test_a_table_has_a_title_and_columns() -> None:
    with pytest.raises(ValueError, match="title"):
        Table(" ", (), HEADINGS, [])
    with pytest.raises(ValueError, match="column"):
        Table("表", (), (), [])


def many(count: int) -> Iterator[tuple[Any, ...]]:
    """Rows like a district's households."""
    for n in range(count):
        yield (f"{n:06d}", f"荣发小区 {n % 40} 栋", "138****2046", n % 7, date(2024, 10, 30), n * 100)


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_memory_does_not_grow_with_rows(write: Callable[[IO[bytes], Table], int]) -> None:
    kinds = (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.INTEGER, Kind.DATE, Kind.MONEY)
    headings = tuple(Heading(f"列{n}", kind) for n, kind in enumerate(kinds))

    def peak(count: int) -> int:
        with tempfile.TemporaryFile() as stream:
            tracemalloc.start()
            try:
                assert write(stream, Table("户", (), headings, many(count))) == count
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    peak(10)  # what is imported and cached on first use
    few, lots = peak(1_000), peak(8_000)
    assert lots < few + 300_000, (few, lots)


def test_a_district_of_households_leaves_in_seconds() -> None:
    kinds = (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.INTEGER, Kind.DATE, Kind.MONEY)
    headings = tuple(Heading(f"列{n}", kind) for n, kind in enumerate(kinds))
    began = time.process_time()
    with tempfile.TemporaryFile() as stream:
        write_csv(stream, Table("户", (), headings, many(17_000)))
        write_xlsx(stream, Table("户", (), headings, many(17_000)))
    # A tenth of the district; ten times the usual, so that only a change of kind is caught.
    assert time.process_time() - began < 10


def test_instants_are_told_in_shanghai() -> None:
    instant = datetime(2024, 10, 30, 12, 0, tzinfo=SHANGHAI)
    stream = io.BytesIO()
    write_csv(stream, table((instant,), headings=(Heading("时间", Kind.INSTANT),)))
    assert "2024-10-30T12:00:00+08:00" in stream.getvalue().decode()
