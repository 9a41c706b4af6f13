"""A running platform with the small demo, and a browser: what a person would have in front of them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from linli.common.clock import stand_at
from linli.grid.requests.loading import load_missing_kinds
from linli.privacy.notices import publish_missing
from tests.grid.requests import Loop, build_loop
from tests.journeys.walking import PASSWORD, Walk
from tests.territory import build_territory

PATIENCE = 300
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=zh-CN",
]


def free_port() -> int:
    """One nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def on_its_own(home: Path, **variables: str) -> dict[str, str]:
    """The environment of a platform in ``home``. On SQLite whatever the other tests run on: the pages are the same."""
    left_out = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    return (
        {key: value for key, value in os.environ.items() if key not in left_out}
        | {"LINLI_HOME": str(home)}
        | variables
    )


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `linli up` has made ready everything it makes ready, once for all journeys."""
    home = tmp_path_factory.mktemp("prepared")
    command = [sys.executable, "-m", "linli.config.command", "up", "--size", "small", "--exit-after", "0"]
    subprocess.run(
        [*command, "--port", str(free_port())], env=on_its_own(home), check=True, capture_output=True
    )
    return home


@pytest.fixture(scope="module")
def home(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the running platform."""
    return Path(shutil.copytree(prepared, tmp_path_factory.mktemp("platform") / "home"))


@pytest.fixture(scope="module")
def platform(home: Path) -> Iterator[str]:
    """`linli up` on the prepared home; its address."""
    port = free_port()
    environment = on_its_own(home, LINLI_BASE_URL=f"http://127.0.0.1:{port}")
    command = [sys.executable, "-m", "linli.config.command", "up", "--size", "small"]
    command += ["--port", str(port), "--exit-after", "900"]
    with (home / "up.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process, home / "up.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the platform answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("no Chromium: run `make browser`")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


SignIn = Callable[..., Page]


@pytest.fixture(scope="module")
def sign_in(platform: str, browser: Browser) -> Iterator[SignIn]:
    """A page signed in as one of the demo accounts."""
    opened: list[BrowserContext] = []

    def signed_in(username: str, width: int = 1280, *, script: bool = True) -> Page:
        size: ViewportSize = {"width": width, "height": 844 if width < 768 else 900}
        context = browser.new_context(
            base_url=platform, viewport=size, locale="zh-CN", java_script_enabled=script
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.goto("/desk/sign-in/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="登录", exact=True).click()  # a passkey has a button of its own
        page.wait_for_url("**/desk/")
        return page

    yield signed_in
    for context in opened:
        context.close()


# --- in this process: several persons of the small territory, each at a browser of their own -----------------


@pytest.fixture(scope="module")
def a_loop_beside_the_database() -> Iterator[None]:
    """The browser's library runs a loop of its own, in which Django would refuse its database, to the last flush."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def loop(a_loop_beside_the_database: None, transactional_db: None) -> Loop:
    """Everybody from a door to the department, at noon of 30 October 2024, and one household."""
    stand_at(datetime(2024, 10, 30, 4, 0, tzinfo=UTC))
    load_missing_kinds()
    publish_missing()
    loop = build_loop(build_territory())
    t = loop.territory
    for area, name in (
        (t.communities[0], "高山坡社区"),
        (t.estates[0], "荣发小区"),
        (t.buildings[0], "3栋"),
        (t.neighbourhoods[0], "荣发3栋2单元"),
    ):
        area.name = name
        area.save()
    t.household(0)
    cache.clear()
    return loop


@pytest.fixture
def one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server answers in threads that share a test's one connection: one request at a time."""
    turn, answer = threading.Lock(), WSGIHandler.get_response

    def in_turn(self: WSGIHandler, request: Any) -> Any:
        with turn:
            return answer(self, request)

    monkeypatch.setattr(WSGIHandler, "get_response", in_turn)


@pytest.fixture
def walk(loop: Loop, one_after_another: None, live_server: Any, browser: Browser) -> Iterator[Walk]:
    """Their browsers."""
    walk = Walk(browser, live_server.url)
    yield walk
    walk.end()
