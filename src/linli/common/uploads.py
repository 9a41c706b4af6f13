"""Files people hand in: how large, of what kind, and where they lie. Every upload passes here.

What a file is, its content says; its name and the type the browser claims are only compared with that. A name is kept
as a title to show and never becomes a path. Files that stay lie outside what the web server gives out, under names
drawn at random; a view finds the record first, through its scope, and then gives the file away
(``linli.ui.downloads``).
"""

from __future__ import annotations

import io
import re
import secrets
import zipfile
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation

from linli.common.refs import ALPHABET

KILOBYTE, MEGABYTE = 1024, 1024 * 1024
MOST_ENTRIES = 2_000
LARGEST_UNPACKED = 100 * MEGABYTE
LARGEST_RATIO = 250
"""A part that unpacks to so many times its size, beyond a megabyte, was made to: text shrinks to a fifteenth."""
LARGEST_PICTURE = 60_000_000
"""Pixels; a few kilobytes can claim to be a picture that fills the memory of whoever opens it."""
PROLOGUE = 64 * KILOBYTE
LONGEST_NAME = 120


class Refused(ValueError):
    """A file is not taken; the message says why and what to do. ``code`` for tests and logs."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.message, self.code = message, code


@dataclass(frozen=True)
class FileKind:
    """A kind of file. ``examine`` raises Refused when the content is not sound; ``media_type`` is how it goes out."""

    code: str
    label: str
    endings: tuple[str, ...]
    media_type: str
    begins: tuple[bytes, ...]
    examine: Callable[[bytes], None]


# --- what each kind must look like -------------------------------------------------------------------------
def _broken() -> Refused:
    return Refused("文件已损坏，打不开。请用原来的程序打开后重新保存，再送一次。", "broken")


def _no_word(data: bytes) -> bool:
    return b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def examine_text(data: bytes) -> None:
    """In one of the encodings in use."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            if "\0" not in data.decode(encoding):
                return
        except UnicodeDecodeError:
            continue
    raise Refused("看不懂这个文件的文字编码。请用 UTF-8 或 GB18030 保存后再送。", "encoding")


def examine_package(data: bytes, main: str, label: str) -> None:
    """An Office file: a sound archive with the part that makes it one, nothing that runs, nothing that bursts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _examine_sizes(entries)
            names = [entry.filename for entry in entries]
            if len(set(names)) != len(names) or not {"[Content_Types].xml", main} <= set(names):
                raise Refused(
                    f"这不是 {label}，或者已损坏。请用 Word、Excel 或 WPS 打开后重新保存。", "structure"
                )
            if any(_leads_out(name) for name in names):
                raise Refused(f"这个 {label}里有不该有的路径，没有收下。", "path")
            if any("vbaproject" in name.lower() for name in names):
                raise Refused(f"这个 {label}里有宏，没有收下。请另存为不带宏的文件。", "macro")
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _examine_xml(package, entry, label)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise _broken() from None


def _examine_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """By what the archive declares: reading stops there, so a part cannot unpack to more than it said."""
    burst = len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED
    for entry in entries:
        ratio = entry.file_size / max(1, entry.compress_size)
        burst = burst or (entry.file_size > MEGABYTE and ratio > LARGEST_RATIO)
    if burst:
        raise Refused("文件展开后太大，没有收下。请只留下要用的内容，另存一份。", "bomb")


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _examine_xml(package: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str) -> None:
    """Office writes no document types; one that declares entities is there to unfold or to fetch something."""
    with package.open(entry) as part:
        begins = part.read(PROLOGUE).replace(b"\0", b"").upper()  # UTF-16 without its zeros reads like ASCII
    if b"<!DOCTYPE" in begins or b"<!ENTITY" in begins:
        raise Refused(f"这个 {label}里有不该有的声明，没有收下。", "entities")


def _examine_pdf(data: bytes) -> None:
    if b"%%EOF" not in data[-2 * KILOBYTE :]:
        raise _broken()
    if re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile)\b", data):
        raise Refused("这个 PDF 里有会运行的内容或夹带的文件，没有收下。请重新打印成 PDF。", "active")


def _examine_png(data: bytes) -> None:
    if data[12:16] != b"IHDR" or not data.rstrip(b"\0").endswith(b"IEND\xaeB`\x82"):
        raise _broken()
    _examine_pixels(int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))


def _examine_jpeg(data: bytes) -> None:
    """Walks the segments to the one that tells the size."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            _examine_pixels(int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7]))
            if b"\xff\xd9" not in data[-64:]:
                break
            return
        at += 2 + length
    raise _broken()


def _examine_pixels(width: int, height: int) -> None:
    if not 0 < width * height <= LARGEST_PICTURE:
        raise Refused("图片太大，没有收下。请缩小后再送。", "pixels")


TEXT = FileKind("text", "文字文件", ("txt",), "text/plain; charset=utf-8", (), examine_text)
CSV = FileKind("csv", "CSV 表格", ("csv",), "text/csv; charset=utf-8", (), examine_text)
DOCX = FileKind(
    "docx", "Word 文档", ("docx",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    (b"PK\x03\x04",), lambda data: examine_package(data, "word/document.xml", "Word 文档"),
)  # fmt: skip
XLSX = FileKind(
    "xlsx", "Excel 表格", ("xlsx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    (b"PK\x03\x04",), lambda data: examine_package(data, "xl/workbook.xml", "Excel 表格"),
)  # fmt: skip
PDF = FileKind("pdf", "PDF", ("pdf",), "application/pdf", (b"%PDF-",), _examine_pdf)
PNG = FileKind("png", "PNG 图片", ("png",), "image/png", (b"\x89PNG\r\n\x1a\n",), _examine_png)
JPEG = FileKind("jpeg", "JPEG 图片", ("jpg", "jpeg"), "image/jpeg", (b"\xff\xd8\xff",), _examine_jpeg)

# What else a file may turn out to be, so that a refusal can say it. SVG and HTML are text that runs.
_KNOWN = (
    (b"MZ", " Windows 程序"),
    (b"\x7fELF", "程序"),
    (b"%PDF-", " PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件或加了密码的文件"),
    (b"PK\x03\x04", "压缩包或另一种 Office 文件"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"RIFF", "图片或声音"),
)
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|!--|html|svg|script|body|head|iframe)", re.IGNORECASE
)


def examine(name: str, data: bytes, kinds: Collection[FileKind], *, most_bytes: int) -> FileKind:
    """The kind this file is, one of ``kinds``. Raises Refused: empty, too large, another kind, not sound."""
    if not data:
        raise Refused("文件是空的。请换一个有内容的文件。", "empty")
    if len(data) > most_bytes:
        raise too_large(most_bytes)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    named = [kind for kind in kinds if ending in kind.endings]
    begun = [kind for kind in kinds if kind.begins and data.startswith(kind.begins)]
    # Two kinds may begin alike (Office); the name then says which of them its content must prove to be.
    found = [kind for kind in begun if kind in named] or begun
    if not found and not _is_something_else(data):
        plain = [kind for kind in kinds if not kind.begins]
        found = [kind for kind in plain if kind in named] or ([] if named else plain)
    if not found:
        raise _other_kind(data, kinds)
    found[0].examine(data)
    return found[0]


def too_large(most_bytes: int) -> Refused:
    """Too many bytes."""
    said = f"{most_bytes / MEGABYTE:g} MB" if most_bytes >= MEGABYTE else f"{most_bytes / KILOBYTE:g} KB"
    return Refused(f"文件超过 {said}。请删去图片或压缩后，另存一份。", "too_large")


def _is_something_else(data: bytes) -> bool:
    return _no_word(data) or data.startswith((b"%PDF-", b"PK\x03\x04")) or bool(_MARKUP.match(data))


def _other_kind(data: bytes, kinds: Collection[FileKind]) -> Refused:
    wanted = "、".join(dict.fromkeys(ending for kind in kinds for ending in kind.endings))
    it_is = next((label for begin, label in _KNOWN if data.startswith(begin)), "")
    if not it_is and _MARKUP.match(data):
        it_is = "网页或矢量图，里面可以藏程序"
    if it_is:
        return Refused(f"这是{it_is}，这里不收。请换成 {wanted}。", "kind")
    if all(not kind.begins for kind in kinds) or _no_word(data):
        return Refused(f"这不是文字文件，也不像能收的其他文件。请换成 {wanted}。", "kind")
    return Refused(f"文件的内容不是它名字所说的样子，可能已损坏。请重新保存为 {wanted}。", "kind")


def title_of(name: str) -> str:
    """A file's name as a title to show: no folders, no control signs, no signs that turn the direction of reading."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(sign for sign in last if sign.isprintable()).strip(". ")
    stem, dot, ending = shown.rpartition(".")
    if dot and len(shown) > LONGEST_NAME:
        shown = stem[: LONGEST_NAME - len(ending) - 1] + dot + ending
    return shown[:LONGEST_NAME] or "文件"


# --- where files lie ---------------------------------------------------------------------------------------
_KEY_LENGTH = 24
_KEY = re.compile(f"[{ALPHABET}]{{{_KEY_LENGTH}}}")


def store(data: bytes) -> str:
    """Keep examined content; the key under which it is found again belongs into the record it hangs on."""
    key = "".join(secrets.choice(ALPHABET) for _ in range(_KEY_LENGTH))
    place = _place(key)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("xb") as file:
        place.chmod(0o600)
        file.write(data)
    return key


def stored(key: str) -> IO[Any]:
    """The content, opened for reading. FileNotFoundError when it was discarded."""
    return _place(key).open("rb")


def discard(key: str) -> None:
    """Delete the content; once more does nothing."""
    _place(key).unlink(missing_ok=True)


def _place(key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise SuspiciousFileOperation("not a key of a stored file")
    return Path(settings.MEDIA_ROOT) / key[:2] / key
