"""The queue in front of SQLite's write lock."""

import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connections
from django.db.utils import ConnectionHandler

from linli.common.sqlite import base
from linli.config.databases import database

pytestmark = pytest.mark.django_db


def _connection(home: Path) -> base.DatabaseWrapper:
    found = ConnectionHandler({"default": database("", home)})["default"]
    assert isinstance(found, base.DatabaseWrapper)
    found.inc_thread_sharing()
    return found


def _in_transaction(connection: base.DatabaseWrapper, *statements: str, roll_back: bool = False) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        (connection.rollback if roll_back else connection.commit)()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.set_autocommit(True)


def test_a_transaction_waits_for_the_one_ahead(tmp_path: Path) -> None:
    first, second = _connection(tmp_path), _connection(tmp_path)
    _in_transaction(first, "CREATE TABLE told (what TEXT)")
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    first.cursor().execute("INSERT INTO told VALUES ('first')")
    done = threading.Event()

    def write() -> None:
        _in_transaction(second, "INSERT INTO told VALUES ('second')")
        done.set()

    waiting = threading.Thread(target=write)
    waiting.start()
    assert not done.wait(0.2)
    first.commit()
    first.set_autocommit(True)
    waiting.join(5)
    assert done.is_set()
    assert [row[0] for row in first.cursor().execute("SELECT what FROM told")] == ["first", "second"]
    first.close()
    second.close()


@pytest.mark.parametrize("end", ["commit", "rollback", "close", "error"])
def test_the_line_is_left_however_a_transaction_ends(tmp_path: Path, end: str) -> None:
    first, second = _connection(tmp_path), _connection(tmp_path)
    _in_transaction(first, "CREATE TABLE told (what TEXT)")
    if end == "error":
        with pytest.raises(OperationalError):
            _in_transaction(first, "INSERT INTO nowhere VALUES (1)")
    elif end == "close":
        first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        first.close()
    else:
        _in_transaction(first, "INSERT INTO told VALUES ('x')", roll_back=end == "rollback")
    began = time.monotonic()
    _in_transaction(second, "INSERT INTO told VALUES ('y')")
    assert time.monotonic() - began < 2
    first.close()
    second.close()


def test_a_stuck_writer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "LONGEST_WAIT", 0.1)
    first, second = _connection(tmp_path), _connection(tmp_path)
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with pytest.raises(OperationalError, match="does not finish"):
        second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    first.rollback()
    first.close()
    second.close()


def test_nothing_queues_for_a_database_in_memory() -> None:
    entry = database("", Path("/nowhere")) | {"NAME": ":memory:"}
    connection = ConnectionHandler({"default": entry})["default"]
    assert isinstance(connection, base.DatabaseWrapper)
    _in_transaction(connection, "CREATE TABLE told (what TEXT)")
    connection.close()
    assert connections["default"] is not connection
