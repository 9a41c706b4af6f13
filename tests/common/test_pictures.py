"""What a photograph tells of its maker goes; what it shows, and how it lies, stays."""

import struct
import zlib

from linli.common.pictures import bare
from tests.common.pictures import JPEG_WITH_A_PLACE, PLACE


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_a_photograph_forgets_its_place_and_knows_its_top() -> None:
    found = bare(JPEG_WITH_A_PLACE)
    assert PLACE not in found
    assert b"\x12\x34\x56\xff\xd9" in found
    assert found.endswith(b"\xff\xd9")
    assert found.count(b"Exif\0\0") == 1
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in found
    assert bare(found) == found


def test_a_drawing_forgets_its_words() -> None:
    kept = [chunk(b"IHDR", b"\0" * 13), chunk(b"IDAT", b"x"), chunk(b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + kept[0] + chunk(b"tEXt", b"Where\0" + PLACE) + chunk(b"eXIf", PLACE)
    data += kept[1] + kept[2] + PLACE
    assert bare(data) == b"\x89PNG\r\n\x1a\n" + b"".join(kept)


def test_other_content_is_left_alone() -> None:
    assert bare(b"RIFF....") == b"RIFF...."
