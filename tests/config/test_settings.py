"""What the settings promise: nothing written per request, strict headers, one key made once."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.config.databases import database
from linli.config.logs import HomeFileHandler
from linli.config.secrets import KEY_FILE, signing_key


def test_the_signing_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "home"

    first = signing_key(home)

    assert signing_key(home) == first
    assert len(first) >= 50
    assert (home / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in home.iterdir()] == [KEY_FILE]


def test_processes_starting_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: signing_key(tmp_path), range(16)))

    assert len(keys) == 1


def test_a_damaged_key_is_said_not_used(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("short")

    with pytest.raises(RuntimeError, match=KEY_FILE):
        signing_key(tmp_path)


def test_sqlite_queues_writers_and_lets_readers_read(tmp_path: Path) -> None:
    entry = database("", tmp_path)

    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert entry["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in entry["OPTIONS"]["init_command"]
    assert "ATOMIC_REQUESTS" not in entry


def test_a_url_makes_it_postgresql(tmp_path: Path) -> None:
    entry = database("postgres://linli@127.0.0.1:5433/district", tmp_path)

    assert entry["ENGINE"] == "django.db.backends.postgresql"
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("127.0.0.1", 5433, "district")
    assert "ATOMIC_REQUESTS" not in entry


@pytest.mark.django_db
def test_the_health_line_answers_with_one_query_and_writes_nothing(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/healthz")

    assert response.status_code == 200
    assert len(queries) == 1
    assert not response.cookies
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_every_answer_carries_the_strict_headers(client: Client) -> None:
    for address in ("/healthz", "/nowhere"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy, "nothing comes from outside"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_front_door_is_the_residents(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert "找我的邻长" in response.content.decode()


def test_sessions_are_not_written_by_reading() -> None:
    assert settings.SESSION_SAVE_EVERY_REQUEST is False
    assert settings.USE_TZ is True
    assert settings.TIME_ZONE == "Asia/Shanghai"


def test_a_log_file_appears_with_its_first_line(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    handler = HomeFileHandler(str(folder), "web")
    assert not folder.exists()

    handler.emit(logging.LogRecord("linli", logging.INFO, "", 0, "a line", None, None))
    handler.close()

    assert "a line" in (folder / "web.log").read_text()
