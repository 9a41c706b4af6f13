"""The file of the lift case, printed page by page into docs/mediation.

``LINLI_WRITE_PICTURES=1 pytest tests/mediation/test_pictures.py`` writes pictures and captions anew (with poppler's
``pdftoppm``); otherwise they are compared with the file as it is bound now.
"""

import os
import re
import shutil
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest

from linli.mediation.dossier import Printed, dossier
from tests.mediation.lift import MADE_UP, named, whole
from tests.territory import Territory

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "docs" / "mediation"
WRITE = "LINLI_WRITE_PICTURES"
DOTS = 85
"""An inch: an A4 page is 702 dots wide."""
MOST, ALL = 60_000, 2_000_000
SHADES = 16
INTRODUCTION = """# 群英断是非：加装电梯一案的卷宗

Written by `LINLI_WRITE_PICTURES=1 pytest tests/mediation/test_pictures.py`: the whole file (卷宗) of the lift case of
the tests (`tests/mediation/lift.py`), bound as one PDF and drawn page by page. Persons, numbers and places in it are
invented; the grey rectangles stand for scans of signed paper. Every document of domain.md 4.3.3 is there.
"""


def _captions(made: Printed) -> list[str]:
    """What is on each page: the sheet that begins there, or that it goes on."""
    names = {"cover": "封面", "contents": "卷内目录", "back": "封底"} | {e.key: e.name for e in made.entries}
    begins = {page: names[key] for key, page in made.bound.pages.items()}
    found: list[str] = []
    for page in range(1, made.bound.pages["back"] + 1):
        found.append(begins.get(page) or f"{found[-1].removesuffix('（续）')}（续）")
    return found


def _document(made: Printed) -> str:
    captions = _captions(made)
    pictures = [
        f"## {number}. {words}\n\n![第{number}页：{words}](page-{number:02d}.png)\n"
        for number, words in enumerate(captions, 1)
    ]
    return "\n".join([INTRODUCTION, *pictures])


def _flat(picture: bytes) -> bytes:
    """A grey PGM in ``SHADES`` shades as PNG: half a byte a dot."""
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    assert head
    wide, high, dots = int(head[1]), int(head[2]), picture[head.end() :]
    rows = []
    for y in range(high):
        row = [dot * (SHADES - 1) // 255 for dot in dots[y * wide : (y + 1) * wide]] + [0] * (wide % 2)
        rows.append(b"\0" + bytes(row[x] << 4 | row[x + 1] for x in range(0, len(row), 2)))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", wide, high, 4, 0, 0, 0, 0)
    body = chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _write(made: Printed, folder: Path) -> None:
    drawing = shutil.which("pdftoppm")
    assert drawing, "pictures are drawn by pdftoppm (Debian: poppler-utils)"
    (folder / "file.pdf").write_bytes(made.pdf)
    subprocess.run([drawing, "-gray", "-r", str(DOTS), folder / "file.pdf", folder / "page"], check=True)
    for old in FOLDER.glob("page-*.png"):
        old.unlink()
    for drawn in sorted(folder.glob("page-*.pgm")):
        number = int(drawn.stem.rpartition("-")[2])
        (FOLDER / f"page-{number:02d}.png").write_bytes(_flat(drawn.read_bytes()))
    (FOLDER / "README.md").write_text(_document(made), encoding="utf-8")


def test_the_pictures_in_docs_are_of_the_file_as_it_is_bound(
    territory: Territory, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    made = dossier(whole(named(territory)).case, openly=True, on=MADE_UP)
    if os.environ.get(WRITE):
        _write(made, tmp_path)
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == _document(made), f"run with {WRITE}=1"
    sizes = {each.name: each.stat().st_size for each in FOLDER.glob("page-*.png")}
    assert sorted(sizes) == [f"page-{n:02d}.png" for n in range(1, made.bound.pages["back"] + 1)]
    assert max(sizes.values()) <= MOST
    assert sum(sizes.values()) <= ALL
