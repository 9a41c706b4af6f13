"""What may hang on a request: how long, how many, and what the database refuses."""

import io
import wave

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from linli.common.uploads import JPEG, Refused, examine
from linli.grid.models import RequestAttachment
from linli.grid.requests.files import LARGEST_VOICE, VOICES
from linli.grid.requests.services.attaching import attach
from tests.grid.requests import build_loop
from tests.territory import Territory


def clip(seconds: int) -> bytes:
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 8000 * seconds)
    return kept.getvalue()


def test_a_clip_is_a_minute_at_most() -> None:
    assert examine("话.wav", clip(60), VOICES, most_bytes=LARGEST_VOICE).code == "wav"
    with pytest.raises(Refused, match="超过 60 秒"):
        examine("话.wav", clip(61), VOICES, most_bytes=LARGEST_VOICE)
    with pytest.raises(Refused, match="已损坏"):
        examine("话.wav", b"RIFF....", VOICES, most_bytes=LARGEST_VOICE)


def test_four_photographs_and_one_clip(territory: Territory, standing_clock: object) -> None:
    loop = build_loop(territory)
    files = [(f"{number}.jpg", JPEG, b"\xff\xd8\xff\xd9") for number in range(5)]
    with pytest.raises(ValidationError, match="最多 4 张照片"):
        attach(actor=loop.neighbour, request=loop.tell(), files=files)
    assert not RequestAttachment.everything.exists()


def test_the_database_keeps_no_file_without_content(territory: Territory, standing_clock: object) -> None:
    request = build_loop(territory).tell()
    for values in ({"key": "", "size": 1}, {"key": "a" * 24, "size": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RequestAttachment.everything.create(request=request, media="jpeg", title="灯", **values)
