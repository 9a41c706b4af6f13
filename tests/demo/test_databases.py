"""SQLite and PostgreSQL give the same indicators and the same report, byte for byte.

Says something where the tests run on PostgreSQL.
"""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from linli.demo.loading import load

REPOSITORY = Path(__file__).resolve().parents[2]
AREAS = ("430602", "430602006")
QUESTIONS: tuple[dict[str, object], ...] = ({}, {"by": "street"}, {"by": "community"})


def on_sqlite(home: Path, size: str) -> list[str]:
    """The answers of a SQLite district built in another process."""
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    environment |= {"LINLI_HOME": str(home), "PYTHONPATH": str(REPOSITORY / "src")}

    def linli(*arguments: str) -> str:
        command = [sys.executable, "-m", "linli.config.command", *arguments]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # ours
        return done.stdout

    linli("demo", "--size", size)
    asked = [[f"--{key}={value}" for key, value in question.items()] for question in QUESTIONS]
    answers = [linli("indicators", "--json", *options) for options in asked]
    for area in AREAS:
        linli("report", f"--area={area}", f"--out={home / 'report.html'}")
        answers.append((home / "report.html").read_text())
    return answers


def here(size: str, folder: Path) -> list[str]:
    """The answers of the database the tests run on."""
    answers = []
    with transaction.atomic():
        load(size)
        for question in QUESTIONS:
            written = io.StringIO()
            call_command("indicators", json=True, stdout=written, **question)
            answers.append(written.getvalue())
        for area in AREAS:
            call_command("report", area=area, out=str(folder / "here.html"), stdout=io.StringIO())
            answers.append((folder / "here.html").read_text())
        transaction.set_rollback(True)
    return answers


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the other side of the comparison is SQLite itself")
@pytest.mark.django_db
@pytest.mark.parametrize("size", ["small", pytest.param("full", marks=pytest.mark.fullsize)])
def test_both_databases_answer_alike(tmp_path: Path, size: str) -> None:
    (home := tmp_path / "home").mkdir()
    assert here(size, tmp_path) == on_sqlite(home, size)
