"""How long a clip is, from its own bytes, in the containers in which browsers and phones record: WebM, Ogg, MP4, WAV.

Nothing is decoded and nothing is trusted: what a file does not say soundly makes it broken.
"""

import struct
from collections.abc import Iterator
from io import BytesIO
from wave import Error
from wave import open as wave_open

from linli.common.uploads import Refused

LONGEST_SECONDS = 60
GRACE = 1.0
"""A recorder that is told to stop at sixty seconds still writes the packet it is at."""
_OPUS_RATE = 48_000
_MASTERS = {0x18538067, 0x1549A966, 0x1F43B675, 0xA0}  # Segment, Info, Cluster, BlockGroup
_SCALE, _DURATION, _CLUSTER_AT, _SIMPLE, _BLOCK = 0x2AD7B1, 0x4489, 0xE7, 0xA3, 0xA1
_BOXES = {b"moov", b"trak", b"mdia", b"mvex", b"moof", b"traf"}
_MOST_ELEMENTS = 50_000


def too_long() -> Refused:
    """More than a minute."""
    return Refused(f"录音超过 {LONGEST_SECONDS} 秒。请说短一点，重新录一段；其余的可以写下来。", "too_long")


def broken() -> Refused:
    """Nobody could play it."""
    return Refused("录音已损坏，放不出来。请重新录一段。", "broken")


def _demand(seconds: float) -> None:
    if not 0 < seconds <= LONGEST_SECONDS + GRACE:
        raise too_long() if seconds > 0 else broken()


def examine_wave(data: bytes) -> None:
    """Frames by the second."""
    try:
        with wave_open(BytesIO(data)) as clip:
            if clip.getnframes() > LONGEST_SECONDS * clip.getframerate():
                raise too_long()
    except (Error, EOFError):
        raise broken() from None


def examine_ogg(data: bytes) -> None:
    """The last page says how many samples there are; browsers and phones record Opus, which counts 48,000 a second."""
    last = data.rfind(b"OggS")
    if last + 14 > len(data):
        raise broken()
    (samples,) = struct.unpack("<q", data[last + 6 : last + 14])
    if b"OpusHead" in data[:128]:
        _demand(samples / _OPUS_RATE)


# --- WebM: elements of an id, a size and a body; a recorder writes no length, so the last block tells it --------
def examine_webm(data: bytes) -> None:
    """The later of what its head claims and where its last block stands."""
    try:
        _demand(_webm_seconds(data))
    except (IndexError, struct.error):
        raise broken() from None


def _webm_seconds(data: bytes) -> float:
    scale, claimed, cluster, last = 1_000_000, 0.0, 0, -1
    for name, start, end in _elements(data):
        if name == _SCALE:
            scale = int.from_bytes(data[start:end], "big")
        elif name == _DURATION:
            (claimed,) = struct.unpack(">d" if end - start == 8 else ">f", data[start:end])
        elif name == _CLUSTER_AT:
            cluster = int.from_bytes(data[start:end], "big")
        elif name in (_SIMPLE, _BLOCK):
            _, at = _size(data, start)  # the track it is of
            (beside,) = struct.unpack(">h", data[at : at + 2])
            last = max(last, cluster + beside)
    if last < 0:
        raise broken()
    return max(claimed, last + 1) * scale / 1e9


def _elements(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Id, begin and end of the body, of every element; masters are walked into, also those of unknown size."""
    at = 0
    for _ in range(_MOST_ELEMENTS):
        if at >= len(data):
            return
        name, at = _id(data, at)
        size, at = _size(data, at)
        if name in _MASTERS:
            continue
        if size is None:
            raise broken()
        yield name, at, min(at + size, len(data))
        at += size
    raise broken()


def _width(first: int) -> int:
    if first == 0:
        raise broken()
    return 9 - first.bit_length()


def _id(data: bytes, at: int) -> tuple[int, int]:
    width = _width(data[at])
    return int.from_bytes(data[at : at + width], "big"), at + width


def _size(data: bytes, at: int) -> tuple[int | None, int]:
    width = _width(data[at])
    value = int.from_bytes(data[at : at + width], "big") & ((1 << 7 * width) - 1)
    return (None if value == (1 << 7 * width) - 1 else value), at + width


# --- MP4: boxes; whole files say their length in mvhd, those written as they are recorded in their fragments ----
def examine_mp4(data: bytes) -> None:
    """The later of what mvhd says and where the last fragment ends."""
    try:
        _demand(_mp4_seconds(data))
    except (IndexError, struct.error, ZeroDivisionError):
        raise broken() from None


def _mp4_seconds(data: bytes) -> float:
    whole = 0.0
    scale = usual = base = end = given = 0
    for kind, start, stop in _boxes(data, 0, len(data)):
        box = data[start:stop]
        if kind == b"mvhd":
            whole = _length(box)
        elif kind == b"mdhd":
            scale = struct.unpack(">I", box[20:24] if box[0] == 1 else box[12:16])[0]
        elif kind == b"trex":
            (usual,) = struct.unpack(">I", box[12:16])
        elif kind == b"tfhd":
            given = _usual_of(box) or usual
        elif kind == b"tfdt":
            base = int.from_bytes(box[4:12] if box[0] == 1 else box[4:8], "big")
        elif kind == b"trun":
            base += _samples(box, given)
            end = max(end, base)
    return max(whole, end / scale if end else 0.0)


def _boxes(data: bytes, at: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    while at + 8 <= stop:
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = stop - at
        if size < head:
            raise broken()
        if kind in _BOXES:
            yield from _boxes(data, at + head, min(at + size, stop))
        else:
            yield kind, at + head, min(at + size, stop)
        at += size


def _length(box: bytes) -> float:
    scale, length = struct.unpack(">IQ", box[20:32]) if box[0] == 1 else struct.unpack(">II", box[12:20])
    seconds: float = length / scale
    return seconds


def _usual_of(box: bytes) -> int:
    """How long a sample of this fragment is unless it says otherwise; 0 where the head of the file says it."""
    flags = int.from_bytes(box[1:4], "big")
    if not flags & 0x8:
        return 0
    at = 8 + 8 * bool(flags & 0x1) + 4 * bool(flags & 0x2)
    return int.from_bytes(box[at : at + 4], "big")


def _samples(box: bytes, usual: int) -> int:
    """How long the samples of a run are together."""
    flags, count = int.from_bytes(box[1:4], "big"), int.from_bytes(box[4:8], "big")
    if count > _MOST_ELEMENTS:
        raise broken()
    if not flags & 0x100:
        return count * usual
    at = 8 + 4 * bool(flags & 0x1) + 4 * bool(flags & 0x4)
    step = 4 * sum(bool(flags & each) for each in (0x100, 0x200, 0x400, 0x800))
    return sum(struct.unpack(">I", box[at + step * n : at + step * n + 4])[0] for n in range(count))
