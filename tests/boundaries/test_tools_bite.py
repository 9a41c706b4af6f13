"""Types, style and templates: the settings in pyproject refuse what they are meant to refuse."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.boundaries.house import ROOT, project

PROGRAMS = Path(sys.executable).parent


def run(*command: str | Path, place: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(each) for each in command], cwd=place, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("F401", "import os\n"),
        ("T201", "print('x')\n"),
        ("DTZ005", "from datetime import datetime\n\nnow = datetime.now()\n"),
        ("BLE001", "try:\n    x = 1\nexcept Exception:\n    x = 2\n"),
        ("TID252", "from . import models\n"),
        ("TID251", "from django.contrib import admin\n"),
        ("TID251", "from django.db.models.signals import post_save\n"),
        ("ANN201", "def f():\n    return 1\n"),
        ("S608", "def f(name: str) -> str:\n    return f'SELECT 1 FROM t WHERE n = {name}'\n"),
        ("ERA001", "x = 1\n# y = x + 1\n"),
        (
            "DJ001",
            "from django.db import models\n\n\nclass A(models.Model):\n    n = models.CharField(null=True)\n",
        ),
    ],
)
def test_ruff_bites(code: str, text: str) -> None:
    answer = subprocess.run(
        [PROGRAMS / "ruff", "check", "--no-cache", "--output-format=concise",
         "--stdin-filename=src/linli/grid/services.py", "-"],
        cwd=ROOT, input=text, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert answer.returncode == 1
    assert code in answer.stdout


def test_ruff_wants_code_formatted(tmp_path: Path) -> None:
    crooked = tmp_path / "crooked.py"
    crooked.write_text("x = {  'a':1 }\n")

    assert (
        run(PROGRAMS / "ruff", "format", "--check", "--config", ROOT / "pyproject.toml", crooked).returncode
        == 1
    )


def test_mypy_is_strict_and_bites(tmp_path: Path) -> None:
    settings = project()["tool"]["mypy"]
    assert settings["strict"] is True
    assert settings["files"] == ["src", "tests", "tools", "benchmarks"]
    assert "mypy_django_plugin.main" in settings["plugins"]
    loose = tmp_path / "loose.py"
    loose.write_text("def f(x):\n    return x\n\n\ny: int = 'one'\n\n\ndef g(xs: list) -> None: ...\n")
    # The plug-in needs all of Django and half a minute; strictness does not.
    config = tmp_path / "mypy.ini"
    config.write_text("[mypy]\nstrict = true\n")

    answer = run(PROGRAMS / "mypy", "--config-file", config, "--cache-dir", tmp_path, loose)

    assert answer.returncode == 1
    for code in ("no-untyped-def", "assignment", "type-arg"):
        assert f"[{code}]" in answer.stdout


def test_no_room_is_excused_from_strict_types() -> None:
    overrides = project()["tool"]["mypy"]["overrides"]

    for override in overrides:
        assert not any(module.startswith(("linli", "tests", "tools")) for module in override["module"])
        assert set(override) == {"module", "ignore_missing_imports"}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("H025", "<div><p>text</div>\n"),
        ("H021", '<p style="color: red">text</p>\n'),
        ("T001", "{{name}}\n"),
        ("H013", '<img src="x.png">\n'),
        ("H005", "<!DOCTYPE html>\n<html>\n<head><title>x</title></head>\n</html>\n"),
    ],
)
def test_djlint_bites(tmp_path: Path, code: str, text: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(text)

    answer = run(PROGRAMS / "djlint", "--lint", "--configuration", ROOT / "pyproject.toml", page)

    assert answer.returncode == 1, answer.stdout
    assert code in answer.stdout
