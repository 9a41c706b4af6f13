"""What the command line says where it cannot go on: in words, with exit code 2."""

import base64
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.own_home

REPOSITORY = Path(__file__).resolve().parents[2]


def linli(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    environment |= {"LINLI_HOME": str(home), "PYTHONPATH": str(REPOSITORY / "src")} | variables
    command = [sys.executable, "-m", "linli.config.command", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("command", ["indicators", "doctor"])
def test_a_database_not_yet_built_is_said(tmp_path: Path, command: str) -> None:
    done = linli(tmp_path, command)
    assert done.returncode == 2
    assert "先运行 linli up" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_kind_of_database_is_said(tmp_path: Path) -> None:
    done = linli(tmp_path, "indicators", DATABASE_URL="foo://x")
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def test_a_lost_or_foreign_key_stops_the_start_and_fails_the_doctor(tmp_path: Path) -> None:
    def start() -> subprocess.CompletedProcess[str]:
        return linli(tmp_path, "up", "--no-demo", "--port", free_port(), "--exit-after", "1")

    assert start().returncode == 0
    key = tmp_path / "data.key"
    kept = key.read_bytes()
    for content in (None, base64.b64encode(b"x" * 32), b"c2hvcnQ="):
        key.unlink()
        if content is not None:
            key.write_bytes(content)
        refused = start()
        assert refused.returncode == 2
        assert "密钥" in refused.stderr
        examined = linli(tmp_path, "doctor")
        assert examined.returncode == 1
        assert "密钥" in examined.stdout
        key.write_bytes(kept)
    assert start().returncode == 0
