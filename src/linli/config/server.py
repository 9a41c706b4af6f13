"""Running the web server and the worker side by side, and stopping both together.

Both are child processes in sessions of their own: Ctrl-C in a terminal reaches only this process, which then stops
them in order. What they print goes to the same terminal.
"""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

STOP_GRACE_SECONDS = 15
LOOK_FIRST_SECONDS, LOOK_AGAIN_SECONDS = 10, 60


class PortBusy(Exception):
    """Something else already listens at the address asked for."""


class ChildDied(Exception):
    """The web server or the worker ended though nobody asked it to."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address to type into a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104  # shown, not bound
        return f"http://{host}:{self.port}"

    def claim(self) -> None:
        """Raise PortBusy when the web server could not listen here."""
        family, kind, protocol, _, place = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[
            0
        ]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(place)
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise PortBusy from error
                raise


@dataclass(slots=True)
class Children:
    """The processes `linli up` started and answers for."""

    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    asked_to_stop: bool = False

    def start(self, name: str, *arguments: str, **variables: str) -> None:
        """Start this interpreter with `arguments`; `name` also names the log file of the child."""
        environment = {**os.environ, "LINLI_PROCESS": name, **variables}
        command = [sys.executable, *arguments]
        self.running[name] = subprocess.Popen(  # noqa: S603  # our own interpreter and fixed arguments
            command, env=environment, start_new_session=True
        )

    def stop(self, grace: float = STOP_GRACE_SECONDS) -> None:
        """Ask all to end, wait, and end by force whatever has not; returns when none is left."""
        for child in self.running.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + grace
        for child in self.running.values():
            try:
                child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def catch_signals(self) -> None:
        """Turn Ctrl-C, a closed terminal and a service manager's stop into an orderly end."""

        def ask(_signal: int, _frame: FrameType | None) -> None:
            self.asked_to_stop = True

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, ask)

    def raise_if_one_died(self) -> None:
        """Raise ChildDied when a child ended by itself."""
        for name, child in self.running.items():
            if (code := child.poll()) is not None:
                raise ChildDied(name, code)

    def wait(self, seconds: float | None, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Return when asked to stop or after `seconds`; raise ChildDied when a child ends before.

        `meanwhile` is done a moment after the start and then once a minute.
        """
        end = None if seconds is None else time.monotonic() + seconds
        look = time.monotonic() + LOOK_FIRST_SECONDS
        while not self.asked_to_stop and (end is None or time.monotonic() < end):
            self.raise_if_one_died()
            if time.monotonic() >= look:
                meanwhile()
                look = time.monotonic() + LOOK_AGAIN_SECONDS
            time.sleep(0.2)

    def wait_until_answering(self, address: Address, seconds: float = 60) -> None:
        """Return when the web server answers, or when asked to stop; raise ChildDied when a child ends before."""
        end = time.monotonic() + seconds
        while not self.asked_to_stop:
            self.raise_if_one_died()
            try:
                with urllib.request.urlopen(f"{address.url}/healthz", timeout=5):  # noqa: S310  # our own address
                    return
            except urllib.error.HTTPError:
                return  # it answers; why it is unwell is in its log
            except OSError:
                if time.monotonic() > end:
                    raise TimeoutError from None
                time.sleep(0.1)


def start_web(children: Children, address: Address, workers: int) -> None:
    """The web server. Two blocking threads a worker: Python runs one at a time, the other waits for the database."""
    children.start(
        "web",
        "-m",
        "granian",
        "linli.config.wsgi:application",
        "--interface=wsgi",
        f"--host={address.host}",
        f"--port={address.port}",
        f"--workers={workers}",
        "--blocking-threads=2",
        "--blocking-threads-idle-timeout=600",
        "--workers-kill-timeout=10",
        "--no-ws",
        "--log-level=warning",
    )


def start_worker(children: Children) -> None:
    """The worker of queued jobs. It asks the database every two seconds."""
    children.start("worker", "-m", "linli.config.command", "db_worker", "--interval=2", "--no-startup-delay")
