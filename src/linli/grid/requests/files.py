"""What may be handed in with a matter: photographs, and one clip of somebody saying it."""

import struct
from io import BytesIO
from wave import Error
from wave import open as wave_open

from linli.common.uploads import JPEG, MEGABYTE, PNG, FileKind, Refused

MOST_PHOTOS = 4
LARGEST_PHOTO = 8 * MEGABYTE
LARGEST_VOICE = 2 * MEGABYTE
LONGEST_SECONDS = 60
_OPUS_RATE = 48_000


def _too_long() -> Refused:
    return Refused(f"录音超过 {LONGEST_SECONDS} 秒。请说短一点，重新录一段；其余的可以写下来。", "too_long")


def _examine_wave(data: bytes) -> None:
    try:
        with wave_open(BytesIO(data)) as clip:
            if clip.getnframes() > LONGEST_SECONDS * clip.getframerate():
                raise _too_long()
    except (Error, EOFError):
        raise Refused("录音已损坏，放不出来。请重新录一段。", "broken") from None


def _examine_ogg(data: bytes) -> None:
    """The last page says how many samples there are; a phone records Opus, which counts 48,000 a second."""
    last = data.rfind(b"OggS")
    if last + 14 > len(data):
        raise Refused("录音已损坏，放不出来。请重新录一段。", "broken")
    (samples,) = struct.unpack("<q", data[last + 6 : last + 14])
    if b"OpusHead" in data[:128] and samples > LONGEST_SECONDS * _OPUS_RATE:
        raise _too_long()


def _by_size_alone(_: bytes) -> None:
    """Length is not told by the head of the file; what two megabytes hold is a minute or little more."""


PHOTOS = (JPEG, PNG)
VOICES = (
    FileKind("wav", "录音", ("wav",), "audio/wav", (b"RIFF",), _examine_wave),
    FileKind("ogg", "录音", ("ogg", "oga", "opus"), "audio/ogg", (b"OggS",), _examine_ogg),
    FileKind("webm", "录音", ("webm",), "audio/webm", (b"\x1a\x45\xdf\xa3",), _by_size_alone),
    FileKind(
        "m4a", "录音", ("m4a", "mp4"), "audio/mp4",
        (b"\0\0\0\x18ftyp", b"\0\0\0\x1cftyp", b"\0\0\0\x20ftyp"), _by_size_alone,
    ),
    FileKind("mp3", "录音", ("mp3",), "audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3"), _by_size_alone),
    FileKind("amr", "录音", ("amr",), "audio/amr", (b"#!AMR",), _by_size_alone),
)  # fmt: skip
KINDS = {kind.code: kind for kind in (*PHOTOS, *VOICES)}
