"""What may be handed in with a matter: photographs, and one clip of somebody saying it."""

from linli.common.uploads import JPEG, MEGABYTE, PNG, FileKind
from linli.grid.requests.voices import LONGEST_SECONDS, examine_mp4, examine_ogg, examine_wave, examine_webm

MOST_PHOTOS = 4
LARGEST_PHOTO = 8 * MEGABYTE
LARGEST_VOICE = 2 * MEGABYTE


def _by_size_alone(_: bytes) -> None:
    """Length is not told by the head of the file; what two megabytes hold is a minute or little more."""


PHOTOS = (JPEG, PNG)
VOICES = (
    FileKind("wav", "录音", ("wav",), "audio/wav", (b"RIFF",), examine_wave),
    FileKind("ogg", "录音", ("ogg", "oga", "opus"), "audio/ogg", (b"OggS",), examine_ogg),
    FileKind("webm", "录音", ("webm",), "audio/webm", (b"\x1a\x45\xdf\xa3",), examine_webm),
    FileKind(
        "m4a", "录音", ("m4a", "mp4"), "audio/mp4",
        tuple(bytes((0, 0, 0, size)) + b"ftyp" for size in range(0x14, 0x34, 4)), examine_mp4,
    ),
    FileKind("mp3", "录音", ("mp3",), "audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3"), _by_size_alone),
    FileKind("amr", "录音", ("amr",), "audio/amr", (b"#!AMR",), _by_size_alone),
)  # fmt: skip
__all__ = ["KINDS", "LARGEST_PHOTO", "LARGEST_VOICE", "LONGEST_SECONDS", "MOST_PHOTOS", "PHOTOS", "VOICES"]
KINDS = {kind.code: kind for kind in (*PHOTOS, *VOICES)}
