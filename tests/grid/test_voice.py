"""说一句: a minute of voice, in the containers browsers record; its length is read from its own bytes."""

import struct
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.common.uploads import Refused, examine
from linli.grid.models import Request, RequestAttachment, Teller
from linli.grid.requests.files import LARGEST_VOICE, VOICES
from tests.grid.requests import Loop, build_loop
from tests.grid.test_request_files import clip
from tests.territory import Territory


# --- small files, written as browsers write them ---------------------------------------------------------------
def element(name: str, body: bytes, *, unknown: bool = False) -> bytes:
    size = b"\x01" + b"\xff" * 7 if unknown else struct.pack(">Q", len(body) | 1 << 56)
    return bytes.fromhex(name) + size + body


def webm(seconds: float, *, step: int = 60, duration: float | None = None) -> bytes:
    """As Chrome and Firefox record it: no length in its head, clusters of unknown size, a block every 60 ms."""
    info = element("2AD7B1", (1_000_000).to_bytes(3, "big"))
    if duration is not None:
        info += element("4489", struct.pack(">d", duration * 1000))
    clusters, at, end = b"", 0, int(seconds * 1000)
    while at < end:
        blocks, begin = b"", at
        while at < end and at - begin < 10_000:
            blocks += element("A3", b"\x81" + struct.pack(">h", at - begin) + b"\x80" + b"\0" * 8)
            at += step
        clusters += element("1F43B675", element("E7", begin.to_bytes(4, "big")) + blocks, unknown=True)
    head = element("1A45DFA3", element("4282", b"webm"))
    return head + element("18538067", element("1549A966", info) + clusters, unknown=True)


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def mp4(seconds: float, *, fragments: int = 0) -> bytes:
    """A whole file says its length in mvhd; one written as it is recorded in its fragments (Safari, Chrome)."""
    scale, length = 48_000, 0 if fragments else int(seconds * 1000)
    mvhd = box(b"mvhd", b"\0" * 12, struct.pack(">II", 1000, length), b"\0" * 80)
    mdhd = box(b"mdhd", b"\0" * 12, struct.pack(">II", scale, 0), b"\0" * 4)
    trex = box(b"trex", b"\0" * 4, struct.pack(">IIIII", 1, 1, 1024, 0, 0))
    moov = box(b"moov", mvhd, box(b"trak", box(b"mdia", mdhd)), box(b"mvex", trex))
    data = box(b"ftyp", b"iso5\0\0\2\0iso5iso6mp41") + moov
    each = int(seconds * scale) // fragments // 1024 if fragments else 0
    for number in range(fragments):
        tfhd = box(b"tfhd", b"\0\2\0\0", struct.pack(">I", 1))
        tfdt = box(b"tfdt", b"\1\0\0\0", struct.pack(">Q", number * each * 1024))
        if number % 2:
            trun = box(b"trun", b"\0\0\0\1", struct.pack(">Ii", each, 8))
        else:  # each sample with its own length and size
            rows = struct.pack(">II", 1024, 8) * each
            trun = box(b"trun", b"\0\0\3\1", struct.pack(">Ii", each, 8), rows)
        data += box(b"moof", box(b"mfhd", b"\0" * 8), box(b"traf", tfhd, tfdt, trun)) + box(
            b"mdat", b"\0" * 8
        )
    return data


def ogg(seconds: float) -> bytes:
    def page(granule: int, body: bytes) -> bytes:
        return b"OggS\0\0" + struct.pack("<qIII", granule, 1, 0, 0) + b"\x01" + bytes([len(body)]) + body

    return page(0, b"OpusHead" + b"\0" * 11) + page(int(seconds * 48_000), b"\0" * 40)


MADE: dict[str, Callable[[float], bytes]] = {
    "话.webm": webm,
    "话.ogg": ogg,
    "话.m4a": mp4,
    "片.mp4": lambda seconds: mp4(seconds, fragments=6),
    "话.wav": lambda seconds: clip(int(seconds)),
}


@pytest.mark.parametrize("name", MADE)
def test_a_minute_is_taken_and_more_is_refused_in_words(name: str) -> None:
    for seconds in (1, 30, 60):
        assert examine(name, MADE[name](seconds), VOICES, most_bytes=LARGEST_VOICE).code in name.replace(
            "mp4", "m4a"
        )
    for seconds in (62, 75, 200):
        with pytest.raises(Refused, match="超过 60 秒"):
            examine(name, MADE[name](seconds), VOICES, most_bytes=LARGEST_VOICE)


def test_the_last_block_counts_whatever_the_head_claims() -> None:
    with pytest.raises(Refused, match="超过 60 秒"):
        examine("话.webm", webm(90, duration=5), VOICES, most_bytes=LARGEST_VOICE)
    with pytest.raises(Refused, match="超过 60 秒"):
        examine("话.webm", webm(5, duration=90), VOICES, most_bytes=LARGEST_VOICE)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("话.webm", b"\x1a\x45\xdf\xa3"),
        ("话.webm", webm(5)[:40]),
        ("话.webm", b"\x1a\x45\xdf\xa3" + b"\0" * 200),
        ("话.m4a", mp4(5)[:60]),
        ("话.m4a", box(b"ftyp", b"iso5\0\0\2\0iso5iso6mp41") + b"\0\0\0\2moov" + b"\0" * 50),
        ("话.ogg", b"OggS"),
    ],
)
def test_what_nobody_could_play_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Refused, match="已损坏"):
        examine(name, data, VOICES, most_bytes=LARGEST_VOICE)


@pytest.mark.parametrize("name", ["话.webm", "话.m4a", "片.mp4", "话.ogg"])
def test_cut_anywhere_it_is_taken_or_refused_and_never_fails(name: str) -> None:
    whole = MADE[name](3)
    taken = 0
    for end in range(16, len(whole), 7):
        with suppress(Refused):
            examine(name, whole[:end], VOICES, most_bytes=LARGEST_VOICE)
            taken += 1
    assert examine(name, whole, VOICES, most_bytes=LARGEST_VOICE).code in name.replace("mp4", "m4a")
    assert taken < len(whole) / 7  # somewhere it was broken, and said so


# --- where it comes in -----------------------------------------------------------------------------------------
@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="audio/webm")


def test_a_resident_says_it(loop: Loop, client: Client) -> None:
    sent = {"text": "井又返水了", "place": "", "voice": upload("说一句.webm", webm(12)), "key": "k" * 20}
    answer = client.post("/tell/", sent)
    assert answer.status_code == 302
    row = RequestAttachment.everything.get()
    assert (row.media, row.title) == ("webm", "说一句.webm")
    assert Teller.everything.get(request=row.request).receipt in answer["Location"]
    refused = client.post("/tell/", sent | {"voice": upload("说一句.webm", webm(70)), "key": "j" * 20})
    page = refused.content.decode()
    assert "录音超过 60 秒" in page
    assert "井又返水了</textarea>" in page  # the sentence stays
    assert Request.everything.count() == 1


def test_only_pages_that_record_may_ask_for_the_microphone(loop: Loop, client: Client) -> None:
    assert loop.neighbour.account is not None
    for address in ("/", "/tell/official/", "/r/"):
        assert "microphone=()" in client.get(address)["Permissions-Policy"], address
    page = client.get("/tell/")
    assert "microphone=(self)" in page["Permissions-Policy"]
    assert "camera=()" in page["Permissions-Policy"]
    assert (
        'data-voice="id_voice" hidden' in page.content.decode()
    )  # shown by the script, where the device can
    assert 'type="file" name="voice"' in page.content.decode()  # and without one a file may be chosen
    client.force_login(loop.neighbour.account)
    for address in ("/desk/my/tell/", "/desk/requests/new/"):
        answer = client.get(address)
        assert "microphone=(self)" in answer["Permissions-Policy"], address
        assert "data-voice=" in answer.content.decode(), address
    for address in ("/desk/requests/", "/desk/my/"):
        assert "microphone=()" in client.get(address)["Permissions-Policy"], address


def test_a_lead_says_it_on_the_phone(loop: Loop) -> None:
    client = Client()
    assert loop.neighbour.account is not None
    client.force_login(loop.neighbour.account)
    sent = {"text": "井又返水了", "who": "seen", "act": "report", "key": "a" * 20}
    client.post("/desk/my/tell/", sent | {"voice": upload("说一句.m4a", mp4(61.5, fragments=4))})
    assert not Request.everything.exists()
    client.post("/desk/my/tell/", sent | {"voice": upload("说一句.m4a", mp4(20, fragments=4))})
    assert RequestAttachment.everything.get().media == "m4a"
