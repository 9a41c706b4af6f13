"""Files people hand in, the hostile among them."""

import io
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from docx import Document
from xlsxwriter import Workbook

from linli.common import uploads
from linli.common.uploads import CSV, DOCX, JPEG, MEGABYTE, PDF, PNG, TEXT, XLSX, FileKind, Refused, examine

ALL = (TEXT, CSV, DOCX, XLSX, PDF, PNG, JPEG)
WINDOWS_PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 200
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def word(**more: bytes) -> bytes:
    """A sound document, with further parts in it."""
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("邻长12043名。")
    document.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, content in more.items():
            package.writestr(name, content)
    return out.getvalue()


def sheet() -> bytes:
    out = io.BytesIO()
    with Workbook(out) as book:
        book.add_worksheet().write(0, 0, "户")
    return out.getvalue()


def png(width: int = 4, height: int = 4) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\0\0\0\0" * 4)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int = 4, height: int = 4) -> bytes:
    size = struct.pack(">BHH", 8, height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0" + struct.pack(">H", len(size) + 2) + size + b"\xff\xd9"


def archive(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries:
            package.writestr(name, content)
    return out.getvalue()


def refusal(name: str, data: bytes, kinds: tuple[FileKind, ...] = ALL) -> Refused:
    with pytest.raises(Refused) as refused:
        examine(name, data, kinds, most_bytes=5 * MEGABYTE)
    return refused.value


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("报告.docx", word(), DOCX),
        ("名册.xlsx", sheet(), XLSX),
        ("稿.txt", "邻长".encode(), TEXT),
        ("稿.txt", "邻长".encode("gb18030"), TEXT),
        ("稿.txt", "邻长".encode("utf-16"), TEXT),
        ("名册.csv", b"a,b\n1,2\n", CSV),
        ("没有后缀", "邻长".encode(), TEXT),
        ("PK赛.txt", "PK赛结果：MZ队胜。".encode(), TEXT),
        ("纸.pdf", b"%PDF-1.7\n...\n%%EOF\n", PDF),
        ("图.png", png(), PNG),
        ("图.JPG", jpeg(), JPEG),
        ("图.png", jpeg(), JPEG),  # its content is what it is, whatever it is called
    ],
)
def test_a_sound_file_is_the_kind_its_content_says(name: str, data: bytes, kind: FileKind) -> None:
    assert examine(name, data, ALL, most_bytes=5 * MEGABYTE) is kind


@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("报告.docx", WINDOWS_PROGRAM, "kind", "Windows 程序"),
        ("报告.txt", WINDOWS_PROGRAM, "kind", "Windows 程序"),
        ("图.png", SVG, "kind", "可以藏程序"),
        ("图.svg", SVG, "kind", "可以藏程序"),
        ("网页.txt", b"\xef\xbb\xbf  <!DOCTYPE html><script>", "kind", "可以藏程序"),
        ("空.docx", b"", "empty", "空"),
        ("大.txt", b"1" * (5 * MEGABYTE + 1), "too_large", "文件超过 5 MB。"),
        ("报告.docx", b"PK\x03\x04nonsense", "broken", "已损坏"),
        ("报告.docx", word()[:-300], "broken", "已损坏"),
        ("报告.docx", "只是文字".encode(), "kind", "不是它名字所说"),
        ("报告.docx", archive(("a.txt", b"x")), "structure", "不是 Word 文档"),
        ("报告.docx", sheet(), "structure", "不是 Word 文档"),
        ("旧.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "kind", "旧版 Office"),
        ("纸.pdf", b"%PDF-1.7\n/OpenAction << /JavaScript (app.alert(1)) >>\n%%EOF", "active", "会运行"),
        ("纸.pdf", b"%PDF-1.7 cut", "broken", "已损坏"),
        ("图.png", png()[:-20], "broken", "已损坏"),
        ("图.png", png(100_000, 100_000), "pixels", "图片太大"),
        ("图.jpg", jpeg(65_000, 65_000), "pixels", "图片太大"),
        ("图.jpg", b"\xff\xd8\xff\xe0\x00\x00", "broken", "已损坏"),
        ("乱.txt", b"\x00\x01\x02", "kind", "不是文字文件"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(
    name: str, data: bytes, code: str, says: str
) -> None:
    refused = refusal(name, data)
    assert refused.code == code
    assert says in refused.message


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("word/media/zeros.bin", b"\0" * (30 * MEGABYTE), "bomb"),
        ("../../etc/cron.d/linli", b"x", "path"),
        ("word/..\\..\\start.bat", b"x", "path"),
        ("/etc/passwd", b"x", "path"),
        ("C:/start.bat", b"x", "path"),
        ("word/vbaProject.bin", b"x", "macro"),
        ("word/lol.xml", b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "b">]><l>&a;</l>', "entities"),
        ("word/lol.xml", '<!DOCTYPE l SYSTEM "file:///etc/passwd"><l/>'.encode("utf-16"), "entities"),
    ],
)
def test_a_document_with_a_hostile_part_is_refused(part: str, content: bytes, code: str) -> None:
    assert refusal("报告.docx", word(**{part: content})).code == code


def test_an_archive_of_very_many_parts_is_refused() -> None:
    many = {f"word/{n}.txt": b"" for n in range(uploads.MOST_ENTRIES)}
    assert refusal("报告.docx", word(**many)).code == "bomb"


def test_an_archive_that_lies_about_its_size_does_not_unpack_further() -> None:
    data = bytearray(word(**{"word/lies.xml": b"<a>" + b" " * MEGABYTE + b"<!DOCTYPE x></a>"}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        real = package.getinfo("word/lies.xml").file_size
    told = struct.pack("<I", real)
    while (at := data.find(told)) >= 0:  # in both headers
        data[at : at + 4] = struct.pack("<I", 10)
    assert refusal("报告.docx", bytes(data)).code in {"broken", "entities"}


def test_only_the_kinds_asked_for_are_taken() -> None:
    refused = refusal("纸.pdf", b"%PDF-1.7\n%%EOF", (DOCX, TEXT))
    assert refused.code == "kind"
    assert refused.message == "这是 PDF 文件，这里不收。请换成 docx、txt。"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("报告.docx", "报告.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\报告.docx", "报告.docx"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("\u202exod.exe.txt", "xod.exe.txt"),  # reads backwards
        ("..", "文件"),
        ("", "文件"),
        ("长" * 300 + ".docx", "长" * 115 + ".docx"),
    ],
)
def test_a_name_becomes_a_title_and_nothing_else(name: str, title: str) -> None:
    assert uploads.title_of(name) == title


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


def test_a_file_lies_under_a_random_name_for_the_server_alone(kept: Path) -> None:
    first, second = uploads.store(b"one"), uploads.store(b"one")

    assert first != second
    assert re.fullmatch(r"[2-9a-z]{24}", first)
    with uploads.stored(first) as file:
        assert file.read() == b"one"
    place = next(kept.rglob(first))
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    uploads.discard(first)
    uploads.discard(first)
    with pytest.raises(FileNotFoundError):
        uploads.stored(first)


@pytest.mark.parametrize("key", ["../data.key", "/etc/passwd", "", "a" * 23, "a" * 24 + "\n", "A" * 24])
def test_nothing_but_a_key_opens_a_file(kept: Path, key: str) -> None:
    for act in (uploads.stored, uploads.discard):
        with pytest.raises(SuspiciousFileOperation):
            act(key)


def test_uploads_lie_outside_what_is_given_out() -> None:
    assert not Path(settings.MEDIA_ROOT).is_relative_to(settings.STATIC_ROOT)
    assert settings.MEDIA_URL in ("", "/"), "no address leads to the folder"
