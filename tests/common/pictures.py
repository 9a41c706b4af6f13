"""A photograph as a phone makes it: with the place in it, lying on its side."""

import struct

PLACE = b"29.3571N 113.1289E"


def _exif() -> bytes:
    entries = struct.pack(">HHHIHH", 2, 0x0112, 3, 1, 6, 0)
    entries += struct.pack(">HHII", 0x010E, 2, len(PLACE), 8 + 2 + 24 + 4)
    tiff = b"MM\0*" + struct.pack(">I", 8) + entries + struct.pack(">I", 0) + PLACE
    return b"\xff\xe1" + struct.pack(">H", 2 + 6 + len(tiff)) + b"Exif\0\0" + tiff


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", 2 + len(body)) + body


JPEG_WITH_A_PLACE = (
    b"\xff\xd8"
    + _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    + _exif()
    + _segment(0xFE, b"by " + PLACE)
    + _segment(0xC0, b"\x08\x00\x10\x00\x10\x01\x01\x11\x00")
    + _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    + b"\x12\x34\x56"
    + b"\xff\xd9"
    + b"MPF behind it "
    + PLACE
    + b"\xff\xd9"
)
