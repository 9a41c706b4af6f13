"""What a photograph tells beside what it shows: where and when it was taken, with which device. It is taken out.

Only how the picture is to be turned stays, because without it half of all photographs lie on their side.
"""

import struct
from collections.abc import Iterator

_ORIENTATION = 0x0112
_PNG_KEPT = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"sBIT",
    b"bKGD",
    b"pHYs",
}
_END, _START_OF_SCAN, _JFIF, _ADOBE, _COLOURS, _COMMENT = 0xD9, 0xDA, 0xE0, 0xEE, 0xE2, 0xFE


def bare(data: bytes) -> bytes:
    """The same picture without what it tells of its maker; other data comes back unchanged.

    The content was examined before (``linli.common.uploads``): its segments are whole.
    """
    if data.startswith(b"\xff\xd8"):
        return _bare_jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return data[:8] + b"".join(chunk for kind, chunk in _chunks(data) if kind in _PNG_KEPT)
    return data


def _bare_jpeg(data: bytes) -> bytes:
    kept, turned, at = [data[:2]], 1, 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        segment = data[at : at + 2 + length]
        if marker == _START_OF_SCAN:
            break
        if segment[4:10] == b"Exif\0\0":
            turned = _turned(segment[10:])
        if _shows(marker, segment):
            kept.append(segment)
        at += 2 + length
    if turned != 1:
        kept.insert(1, _only_turned(turned))
    return b"".join([*kept, data[at : _end(data, at)]])


def _end(data: bytes, at: int) -> int:
    """Where the first picture ends: behind it a phone may keep a second one, with all that was to go."""
    while (at := data.find(b"\xff", at)) != -1 and at + 1 < len(data):
        marker = data[at + 1]
        if marker == _END:
            return at + 2
        between = marker in (0x00, 0xFF) or 0xD0 <= marker <= 0xD7  # part of the scan
        at += (1 if marker == 0xFF else 2) if between else 2 + int.from_bytes(data[at + 2 : at + 4])
    return len(data)


def _shows(marker: int, segment: bytes) -> bool:
    """Whether the picture needs the segment: tables, sizes, the profile of its colours."""
    if marker == _COLOURS:
        return segment[4:15] == b"ICC_PROFILE"
    return marker in (_JFIF, _ADOBE) or not (0xE0 <= marker <= 0xEF or marker == _COMMENT)


def _turned(tiff: bytes) -> int:
    """1 to 8, as EXIF counts; 1 where it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 14:
        return 1
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    if first + 2 > len(tiff):
        return 1
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for at in range(first + 2, min(first + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, at)
        if tag == _ORIENTATION:
            return value if 1 <= value <= 8 else 1
    return 1


def _only_turned(turned: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + 6 + len(tiff)) + b"Exif\0\0" + tiff


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8]
        yield kind, data[at : at + 12 + length]
        if kind == b"IEND":
            return
        at += 12 + length
