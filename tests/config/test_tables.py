"""The tables an empty database gets at once are those that all migrations lead to."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.config.test_up import LINLI, environment

DJANGOS_OWN = {"auth_group_permissions"}
"""Its row numbers are 64 bits wide when a migration makes it and 32 when the model does: a difference within Django, of
a table in which Linli keeps nothing."""

LOOK = Path(__file__).with_name("look_at_tables.py")


def _database(name: str, home: Path) -> dict[str, str]:
    """The environment of a process that finds an empty database of the kind the tests run on."""
    found = environment(home)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
        found["DATABASE_URL"] = re.sub(r"/[^/?]+(\?|$)", rf"/{name}\1", os.environ["DATABASE_URL"])
    home.mkdir()
    return found


def _made(environment: dict[str, str], *options: str) -> dict[str, Any]:
    subprocess.run([*LINLI, "migrate", *options], env=environment, check=True, capture_output=True)
    asked = [sys.executable, str(LOOK)]
    settings = environment | {"DJANGO_SETTINGS_MODULE": "linli.config.settings"}
    done = subprocess.run(asked, env=settings, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _bounds(text: str) -> list[str]:
    """The named checks of a CREATE TABLE of SQLite; its columns are compared on their own."""
    return sorted(re.findall(r'CONSTRAINT "[^"]+" (?:CHECK|UNIQUE) .*?(?=, CONSTRAINT|, FOREIGN|\)$)', text))


@pytest.mark.django_db(transaction=True)
def test_both_ways_lead_to_the_same_tables(tmp_path: Path) -> None:
    at_once = _made(_database("linli_at_once", tmp_path / "at_once"))
    slowly = _made(_database("linli_slowly", tmp_path / "slowly"), "--step-by-step")
    assert at_once["noted"] == slowly["noted"]
    assert at_once["tables"].keys() == slowly["tables"].keys()
    for table, made in slowly["tables"].items():
        if table in DJANGOS_OWN and connection.vendor == "postgresql":
            continue
        assert at_once["tables"][table] == made, table
    tables = [text for text in slowly["definitions"].values() if text.startswith("CREATE TABLE")]
    assert not tables or sum(len(_bounds(text)) for text in tables) > 100, (
        "the checks are no longer recognised"
    )
    assert at_once["definitions"].keys() == slowly["definitions"].keys()
    for name, text in slowly["definitions"].items():
        here = at_once["definitions"][name]
        if text.startswith("CREATE TABLE"):
            assert _bounds(here) == _bounds(text), name
        else:
            assert here == text, name


def test_a_start_stopped_before_it_noted_the_migrations_is_taken_up(tmp_path: Path) -> None:
    (home := tmp_path / "home").mkdir()
    found = environment(home)
    subprocess.run([*LINLI, "migrate"], env=found, check=True, capture_output=True)
    with closing(sqlite3.connect(home / "linli.sqlite3")) as database:
        noted = database.execute("SELECT count(*) FROM django_migrations").fetchone()
        database.execute("DELETE FROM django_migrations")
        database.commit()
        subprocess.run([*LINLI, "migrate"], env=found, check=True, capture_output=True)
        assert database.execute("SELECT count(*) FROM django_migrations").fetchone() == noted
