"""Files as people make them become rows; what would burst, run or mislead is refused in words."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from linli.common.uploads import Refused
from linli.exchange.rosters import Column, Roster
from linli.exchange.rosters.cells import code, day, moment, said, telephone
from linli.exchange.rosters.handing_back import sample
from linli.exchange.rosters.reading import Sheet, read
from linli.exchange.tables import SHANGHAI

PEOPLE = Roster(
    kind="people",
    label="名单",
    explanation="",
    columns=(
        Column(key="number", label="编号", read=code, required=True, example="示例1", hint="随便写"),
        Column(key="called", label="姓名", required=True, example="李建国"),
        Column(key="phone", label="电话", read=telephone, synonyms=("手机",)),
        Column(key="since", label="日期", read=day),
    ),
    natural_key=("number",),
    capability="records.view",  # type: ignore[arg-type]  # nobody asks here
    known=lambda keys: set(),
    prepare=lambda actor: None,
    check=lambda context, values: (),
    write=lambda actor, context, rows, progress: 0,
)


def book(fill: Callable[[Any, Any], None], **more: Callable[[Any, Any], None]) -> bytes:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, filling in {"名单": fill, **more}.items():
        filling(made, made.add_worksheet(name))
    made.close()
    return stream.getvalue()


def plain(made: Any, sheet: Any) -> None:
    for at, heading in enumerate(("编号", "姓名", "手机", "日期")):
        sheet.write(0, at, heading)
    sheet.write_row(1, 0, ("A1", "王芳", "13900000001"))


def cells(sheet: Sheet) -> list[tuple[Any, ...]]:
    return [(row.number, *row.cells.values()) for row in sheet.rows]


def test_numbers_dates_titles_and_empty_lines_of_a_spreadsheet() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.merge_range(1, 1, 1, 4, "五里牌街道名单（2024年）", made.add_format())
        for at, heading in enumerate(("编号", "姓 名", "手机（必填）", "日期"), start=1):
            sheet.write(3, at, heading)
        sheet.write_row(4, 1, (20240001, "王芳", 13900000001))
        sheet.write_datetime(4, 4, datetime(2024, 6, 3), made.add_format({"num_format": "yyyy/m/d"}))
        sheet.write_row(6, 1, ("A2", "李强", "0730-8600000", 45446))
        for down in range(7, 30):
            sheet.write_blank(down, 1, None, made.add_format({"bold": True}))

    found = read(PEOPLE, book(fill))
    assert cells(found) == [
        (5, "20240001", "王芳", "13900000001", "2024-06-03"),
        (7, "A2", "李强", "0730-8600000", "45446"),
    ]
    assert day("45446") == date(2024, 6, 3)


def test_headings_in_two_lines_and_values_joined_over_several_rows() -> None:
    def fill(made: Any, sheet: Any) -> None:
        shape = made.add_format()
        sheet.merge_range(0, 0, 1, 0, "编号", shape)
        sheet.merge_range(0, 1, 1, 1, "姓名", shape)
        sheet.merge_range(0, 2, 0, 3, "联系", shape)
        sheet.write_row(1, 2, ("手机", "日期"))
        sheet.write_row(2, 0, ("A1", "王芳", "13900000001"))
        sheet.write_row(3, 0, ("A2", "李强", "13900000002"))
        sheet.merge_range(2, 3, 3, 3, "2024-06-03", shape)

    assert [row[4] for row in cells(read(PEOPLE, book(fill)))] == ["2024-06-03", "2024-06-03"]
    assert [row[0] for row in cells(read(PEOPLE, book(fill)))] == [3, 4]


def test_the_sheet_that_is_a_roster_is_found_and_two_are_refused() -> None:
    def other(made: Any, sheet: Any) -> None:
        sheet.write(0, 0, "填写说明")

    def hidden(made: Any, sheet: Any) -> None:
        plain(made, sheet)
        sheet.hide()

    found = read(PEOPLE, book(plain, 说明=other, 暗表=hidden))
    assert [row[1] for row in cells(found)] == ["A1"]
    assert found.unread == ("说明",)
    with pytest.raises(Refused, match="几张工作表都像名册：名单、另一张"):
        read(PEOPLE, book(plain, 另一张=plain))


def rezipped(data: bytes, changed: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in changed:
                new.writestr(entry.filename, old.read(entry))
        for name, content in changed.items():
            new.writestr(name, content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BEGIN, END = b"<worksheet><sheetData>", b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (BEGIN + b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>' + END, "离得太远"),
        (BEGIN + b"<row><c r='A1'/><c  s='1' r = 'SZ900000'/></row>" + END, "离得太远"),
        (b'<worksheet><sheetData><row><c/></row></sheetData></worksheet>', "另存为"),
        (b'<worksheet><sheetData><row><c r="&#65;1"/></row></sheetData></worksheet>', "另存为"),
        ("<worksheet><sheetData><row><c r='A1'/></row></sheetData></worksheet>".encode("utf-16"), "另存为"),
        (b'<worksheet><sheetData><row r="1"><c t="e" r="D5"><v>#N/A</v></c></row></sheetData></worksheet>', "格子 D5"),
        (b"<worksheet><sheetData><row", "另存为"),
    ],
)  # fmt: skip
def test_what_reaches_too_far_or_does_not_say_where_it_is_is_never_opened(part: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(PEOPLE, rezipped(book(plain), {SHEET: part}))


def test_a_sheet_under_another_name_is_measured_as_well() -> None:
    data = book(plain)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        links = package.read("xl/_rels/workbook.xml.rels").replace(b"worksheets/sheet1.xml", b"media/a.png")
    far = b'<worksheet><sheetData><row r="1"><c r="A1"/><c r="XFD1048576"/></row></sheetData></worksheet>'
    with pytest.raises(Refused, match="离得太远"):
        read(PEOPLE, rezipped(data, {"xl/_rels/workbook.xml.rels": links, "xl/media/a.png": far}))


def test_macros_and_bombs_are_refused() -> None:
    with pytest.raises(Refused, match="宏"):
        read(PEOPLE, rezipped(book(plain), {"xl/vbaProject.bin": b"x"}))
    with pytest.raises(Refused, match="展开后太大"):
        read(PEOPLE, rezipped(book(plain), {"xl/media/a.xml": b" " * 3_000_000}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_csv_in_every_encoding_with_a_title_above(encoding: str) -> None:
    text = "名单,,\n编号,姓名,手机\nA1,王芳,13900000001\n,,\n"
    assert cells(read(PEOPLE, text.encode(encoding))) == [(3, "A1", "王芳", "13900000001")]


def test_json_as_a_list_as_lines_and_as_one() -> None:
    one = '{"编号": 20240001, "姓名": "王芳", "手机": 1.3900000001E10, "日期": null}'
    for text in (f"[{one}]", one, f"{one}\n{one}\n"):
        (first, *_) = read(PEOPLE, text.encode()).rows
        assert first.cells == {"number": "20240001", "called": "王芳", "phone": "13900000001", "since": ""}
    with pytest.raises(Refused, match="第 2 行不是完整的 JSON"):
        read(PEOPLE, f"{one}\n{one[:20]}\n".encode())


def test_what_a_spreadsheet_rewrote_is_read_where_no_digit_is_lost() -> None:
    assert telephone("1.3900000001E10") == telephone("13900000001.0") == "13900000001"
    assert moment("45595.354166666664") == datetime(2024, 10, 30, 8, 30, tzinfo=SHANGHAI)
    assert day("2024年6月3日") == day("2024/6/3") == day("2024.6.3") == date(2024, 6, 3)
    for lost in ("1.39E+10", said(202411050000012345.0)):
        with pytest.raises(ValueError, match="后面几位已经丢了"):
            code(lost)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_example_we_give_out_is_read_as_none(ending: str) -> None:
    stream = io.BytesIO()
    sample(PEOPLE, stream, ending)
    with pytest.raises(Refused, match="一行也没有"):
        read(PEOPLE, stream.getvalue())
    if ending == "csv":
        assert "示例1,李建国" in stream.getvalue().decode()
        return
    with zipfile.ZipFile(stream) as package:
        words = package.read("xl/sharedStrings.xml").decode()
    assert "示例1" in words
    assert "随便写" in words
