"""`linli up` from an empty folder: prepares, serves, stops both children; and says plainly what stands in its way."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from linli.config.server import Address, ChildDied, Children, PortBusy

pytestmark = pytest.mark.own_home

LINLI = [sys.executable, "-m", "linli.config.command"]


def environment(home: Path) -> dict[str, str]:
    """An environment in which the process of the test finds its own SQLite, whatever the suite runs on."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return {**kept, "LINLI_HOME": str(home)}


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(each) for each in text.split()]


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def answer(port: int, path: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def wait_for_line(process: subprocess.Popen[str], words: str) -> list[str]:
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return lines
    raise AssertionError(f"{words!r} was not printed:\n{''.join(lines)}")


def start(home: Path, port: int, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*LINLI, "up", "--no-demo", "--port", str(port), *options],
        env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_prepares_an_empty_folder_serves_and_stops_its_children(
    tmp_path: Path, free_port: int, number: signal.Signals
) -> None:
    home = tmp_path / "home"
    process = start(home, free_port)
    wait_for_line(process, f"http://127.0.0.1:{free_port}/desk/")
    children = children_of(process.pid)
    assert len(children) == 2
    assert answer(free_port, "/healthz") == (200, b"ok\n")

    process.send_signal(number)

    assert process.wait(20) == 0
    assert not any(alive(child) for child in children)
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "secret.key").stat().st_mode & 0o777 == 0o600
    assert (home / "linli.sqlite3").is_file()
    assert (home / "static" / "staticfiles.json").is_file()


def test_a_second_start_does_nothing_twice(tmp_path: Path, free_port: int) -> None:
    first = start(tmp_path, free_port, "--exit-after", "0")
    assert "正在建立" in first.communicate(timeout=60)[0]
    key = (tmp_path / "secret.key").read_bytes()

    second = start(tmp_path, free_port, "--exit-after", "0")
    said = "".join(wait_for_line(second, "/desk/"))
    second.communicate(timeout=60)

    assert second.returncode == 0
    assert not re.search("正在", said), "nothing is prepared again"
    assert (tmp_path / "secret.key").read_bytes() == key


def test_a_busy_port_is_bad_use_and_said_so(tmp_path: Path, taken_port: int) -> None:
    process = start(tmp_path / "home", taken_port)

    said = process.communicate(timeout=60)[0]

    assert process.returncode == 2
    assert str(taken_port) in said
    assert "--port" in said
    assert not (tmp_path / "home").exists(), "nothing is prepared before it is known to be possible"


def test_a_dead_child_ends_the_others(tmp_path: Path, free_port: int) -> None:
    process = start(tmp_path, free_port)
    wait_for_line(process, "/desk/")
    children = children_of(process.pid)

    os.kill(children[-1], signal.SIGKILL)

    said = process.communicate(timeout=30)[0]
    assert process.returncode == 1
    assert "worker" in said
    assert not any(alive(child) for child in children)


def test_an_address_is_claimed_or_refused(free_port: int, taken_port: int) -> None:
    Address("127.0.0.1", free_port).claim()
    with pytest.raises(PortBusy):
        Address("127.0.0.1", taken_port).claim()


def test_the_address_to_type_is_one_a_browser_can_open() -> None:
    assert Address("0.0.0.0", 8000).url == "http://127.0.0.1:8000"
    assert Address("10.0.0.5", 80).url == "http://10.0.0.5:80"


def test_a_child_that_does_not_stop_is_stopped_by_force() -> None:
    children = Children()
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)"
    children.start("stubborn", "-c", stubborn)
    pid = children.running["stubborn"].pid
    children.wait(1)  # long enough for it to have begun ignoring

    children.stop(grace=0.5)

    assert not alive(pid)
    with pytest.raises(ChildDied):
        children.raise_if_one_died()
