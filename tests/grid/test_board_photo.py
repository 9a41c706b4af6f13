"""The picture of a notice board: what it is its content says; where it was taken it does not."""

import struct
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.common import uploads
from linli.grid.leads import boards
from linli.grid.models import BoardPhoto, NoticeBoard
from linli.people.models import Post
from tests.territory import BEGIN, Territory

GPS = b"GPS 29.371,113.128 Huawei"


def _jpeg() -> bytes:
    """A JPEG of one pixel whose camera tells where it stood."""
    exif = b"Exif\0\0" + GPS
    size = struct.pack(">HBHHB", 11, 8, 1, 1, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xc0" + size
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x11\xff\xd9"
    )  # fmt: skip


@pytest.fixture
def board(territory: Territory, standing_clock: datetime, settings: Any, tmp_path: Path) -> NoticeBoard:
    settings.MEDIA_ROOT = str(tmp_path)
    return boards.register(
        actor=SYSTEM,
        estate=territory.estates[0],
        place="南门",
        office_phone="0730-8610000",
        supervision_phone="0730-8619999",
        day=BEGIN,
    )


def _send(client: Client, board: NoticeBoard, name: str, data: bytes, day: str = "2024-10-30") -> Any:
    address = reverse("leads:board-photo", args=(board.ref,))
    return client.post(address, {"photo": SimpleUploadedFile(name, data), "day": day})


def test_a_picture_is_kept_without_its_place(
    territory: Territory,
    board: NoticeBoard,
    client: Client,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    assert _send(client, board, "a.jpg", _jpeg()).status_code == 302
    kept = BoardPhoto.everything.get()
    with uploads.stored(kept.key) as file:
        data = file.read()
    assert data.startswith(b"\xff\xd8")
    assert GPS not in data
    page = client.get(reverse("leads:board", args=(board.ref,))).content.decode()
    address = reverse("leads:board-picture", args=(board.ref,))
    assert address in page
    given = client.get(address)
    assert given["Content-Type"] == "image/jpeg"
    assert b"".join(given.streaming_content) == data  # type: ignore[attr-defined]  # a file
    with django_capture_on_commit_callbacks(execute=True):
        assert _send(client, board, "b.jpg", _jpeg(), "2024-10-29").status_code == 302
    kept.refresh_from_db()
    assert kept.taken_on == date(2024, 10, 29)
    assert len([each for each in tmp_path.rglob("*") if each.is_file()]) == 1


@pytest.mark.parametrize(
    ("name", "data", "day"),
    [
        ("a.jpg", b"<svg onload=alert(1)>", "2024-10-30"),
        ("a.jpg", b"MZ" + b"0" * 50, "2024-10-30"),
        ("a.jpg", b"", "2024-10-30"),
        ("a.jpg", _jpeg(), "2024-10-31"),
    ],
)
def test_what_is_no_picture_or_of_tomorrow_is_refused(
    territory: Territory, board: NoticeBoard, client: Client, name: str, data: bytes, day: str
) -> None:
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    assert _send(client, board, name, data, day).status_code == 409
    assert not BoardPhoto.everything.exists()


def test_nobody_else_sees_or_changes_it(territory: Territory, board: NoticeBoard, client: Client) -> None:
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.communities[1]))
    assert _send(client, board, "a.jpg", _jpeg()).status_code == 404
    assert client.get(reverse("leads:board-picture", args=(board.ref,))).status_code == 404
