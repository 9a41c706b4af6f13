"""The `linli` command: its own sub-commands first; 2 for bad use; and settings that need nothing to load."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from linli.config.command import own_commands


def linli(*arguments: str, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [sys.executable, "-m", "linli.config.command", *arguments],
        env={**kept, "LINLI_HOME": str(home), **variables},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_help_names_what_linli_offers_with_one_line_each(tmp_path: Path) -> None:
    answer = linli("help", home=tmp_path)

    assert answer.returncode == 0
    for name, summary in own_commands().items():
        assert f"  {name}" in answer.stdout
        assert summary in answer.stdout
        assert summary, f"{name} has no help"
    assert "runserver" not in answer.stdout


def test_up_is_one_of_ours() -> None:
    assert "up" in own_commands()


@pytest.mark.parametrize("arguments", [["nonsense"], ["up", "--nonsense"], ["up", "--port", "high"]])
def test_bad_use_is_2(tmp_path: Path, arguments: list[str]) -> None:
    answer = linli(*arguments, home=tmp_path)

    assert answer.returncode == 2
    assert answer.stderr


def test_the_version_is_ours(tmp_path: Path) -> None:
    assert linli("--version", home=tmp_path).stdout.startswith("linli ")


def test_loading_settings_needs_no_folder_and_writes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "nowhere"

    assert linli("help", home=home).returncode == 0
    assert not home.exists()


def test_a_bad_variable_is_named(tmp_path: Path) -> None:
    answer = linli("help", home=tmp_path, LINLI_BASE_URL="nonsense")

    assert answer.returncode == 2
    assert "LINLI_BASE_URL" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    kept = {**os.environ, "LINLI_HOME": str(tmp_path)}
    command = f"{sys.executable} -m linli.config.command help --commands | head -1"
    answer = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], env=kept, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0
    assert "Traceback" not in answer.stderr
