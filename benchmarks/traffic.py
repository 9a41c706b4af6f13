"""What the five pages of a working day cost: home, a list, a record, a search, and writing something down.

Each is measured twice. In this process: processor time, as a ratio to handing out the same bytes ready made (Django and
gzip alone, taken in turns with it); queries; compressed size. Through the web server as `linli up` starts it, with one
worker and four readers who never pause: requests a second, beside those of the smallest page there is.
"""

from __future__ import annotations

import os
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from benchmarks import ready
from benchmarks.measure import compressed_size, queries_of, slowness, timed
from benchmarks.pages import signed_in
from benchmarks.registry import Row, benchmark
from linli.access.actor import actor_for
from linli.common import limits
from linli.mediation.models import DisputeCase
from linli.notices.models import Posting
from linli.notices.services import postings
from linli.people.models import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

WHO = "wulipai"
GOAL_MS = 6
TITLE = "测速用的草稿"
READERS, SECONDS = 4, 3.0
ROUNDS = 5


@dataclass(frozen=True)
class Visit:
    """One kind of request. ``ratio``: how many times a ready page it may cost; it is kept well above what it does."""

    name: str
    address: str
    ratio: float
    queries: int
    sent: dict[str, str] = field(default_factory=dict)
    status: int = 200


def visits() -> list[Visit]:
    """Of somebody at a street."""
    actor = actor_for(Account.objects.get(username=WHO))
    case = DisputeCase.objects.visible_to(actor).order_by("-pk").first()
    if case is None or actor.home_area is None:
        raise RuntimeError("the benchmarks need the demo district")
    draft = {
        "kind": "burden",
        "area": actor.home_area.code,
        "title": TITLE,
        "issuer": actor.home_area.name,
        "body": "活动室周一至周六开放。",
        "board": "社区门口",
        "online": "on",
    }
    return [
        Visit("home", reverse("desk:home"), 125, 20),
        Visit("list", reverse("desk:register", args=("dispute-case",)), 48, 8),
        Visit("detail", reverse("desk:record", args=("dispute-case", case.ref)), 55, 15),
        Visit("search", f"{reverse('desk:search')}?{urlencode({'q': '荣发'})}", 90, 15),
        Visit("create", reverse("notices:new"), 205, 48, draft, 302),
    ]


@dataclass(frozen=True)
class Answered:
    """Seconds of processor, and the page."""

    cpu: float
    body: bytes


def answered(client: Client, visit: Visit) -> Answered:
    """One request as a browser sends it. What it writes is taken back, commit and wait for the disk excepted."""
    before = time.process_time()
    with transaction.atomic():
        headers = {"accept-encoding": "gzip"}
        if visit.sent:
            response = client.post(visit.address, visit.sent, headers=headers)
        else:
            response = client.get(visit.address, headers=headers)
        transaction.set_rollback(bool(visit.sent))
    cpu = time.process_time() - before
    if response.status_code != visit.status:
        raise RuntimeError(f"{visit.name} {visit.address}: {response.status_code}")
    return Answered(cpu, bytes(response.content))


def plain(client: Client, visit: Visit) -> bytes:
    """The page uncompressed."""
    with transaction.atomic():
        response = client.post(visit.address, visit.sent) if visit.sent else client.get(visit.address)
        transaction.set_rollback(bool(visit.sent))
    return bytes(response.content)


def ready_page() -> float:
    """Seconds of processor for handing out what lies ready; the median, since one is soon over."""
    with override_settings(ROOT_URLCONF="benchmarks.ready", MIDDLEWARE=ready.MIDDLEWARE):
        client = Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT_ENCODING="gzip")
        client.get("/")
        return timed(lambda: client.get("/"), times=9).cpu


def in_process(client: Client, visit: Visit) -> Iterable[Row]:
    """Processor, ratio, queries, size."""
    answered(client, visit)
    page = plain(client, visit)
    ready.put(page)
    pairs = []
    for _ in range(ROUNDS):
        given = ready_page()
        answered(client, visit)  # the router has forgotten its addresses over the other ones
        pairs += [(answered(client, visit).cpu, given) for _ in range(5)]
    cpu = statistics.median(made for made, _ in pairs) * 1000
    ratio = statistics.median(made / given for made, given in pairs)
    yield Row(f"{visit.name}, street", cpu, f"ms CPU (goal {GOAL_MS * slowness():.0f})")
    yield Row("  to the same page ready made", ratio, "×", most=visit.ratio)
    # Two are ours: the beginning and the end of what is taken back.
    yield Row("  queries", queries_of(lambda: answered(client, visit)) - 2, "queries", most=visit.queries)
    if visit.status == 200:
        yield Row("  compressed", compressed_size(page) / 1000, "KB", most=30)


def free_port() -> int:
    """Somewhere nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving() -> Iterator[int]:
    """The web server of `linli up` with one worker, on the port this yields."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "linli.config.wsgi:application", "--interface=wsgi", "--host=127.0.0.1",
        f"--port={port}", "--workers=1", "--blocking-threads=2", "--no-ws", "--log-level=error",
    ]  # fmt: skip
    server = subprocess.Popen(command, env={**os.environ, "LINLI_PROCESS": "bench"})  # noqa: S603  # our own
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
            except OSError:
                if time.monotonic() > deadline or server.poll() is not None:
                    raise
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(30)


@dataclass
class Reader:
    """Asks for the same page again and again over one connection."""

    port: int
    visit: Visit
    session: str
    until: float
    done: int = 0
    odd: int = 0

    def read(self) -> None:
        """Until the time is over."""
        token = secrets.token_hex(16)
        headers = {
            "Accept-Encoding": "gzip",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token,
        }
        if self.visit.sent:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        method, body = ("POST", urlencode(self.visit.sent)) if self.visit.sent else ("GET", None)
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        while time.monotonic() < self.until:
            connection.request(method, self.visit.address, body, headers)
            response = connection.getresponse()
            response.read()
            self.done += 1
            self.odd += response.status != self.visit.status
        connection.close()


def a_second(port: int, visit: Visit, session: str) -> float:
    """Requests answered in a second. Raises RuntimeError when one is answered otherwise than expected."""
    began = time.monotonic()
    readers = [Reader(port, visit, session, began + SECONDS) for _ in range(READERS)]
    threads = [Thread(target=reader.read) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if odd := sum(reader.odd for reader in readers):
        raise RuntimeError(f"{visit.name}: {odd} answers other than {visit.status}")
    return sum(reader.done for reader in readers) / (time.monotonic() - began)


def over_http(client: Client, all_visits: list[Visit]) -> Iterable[Row]:
    """Requests a second of each, and how many times the smallest page is asked meanwhile."""
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    smallest = Visit("smallest", reverse("healthz"), 1, 1)
    with serving() as port:
        a_second(port, smallest, session)  # the server warms up
        for visit in all_visits:
            a_second(port, visit, session)
            page, small = a_second(port, visit, session), a_second(port, smallest, session)
            yield Row(f"{visit.name} through the server, one worker", page, "requests/s")
            yield Row("  the smallest page, asked in turn", small / page, "× as many")


def clear_away() -> None:
    """The drafts that were written; that they were is on record for good."""
    actor = actor_for(Account.objects.get(username=WHO))
    for draft in Posting.objects.unscoped("made by the benchmark itself").filter(title=TITLE):
        postings.discard(actor=actor, posting=draft)


@benchmark("traffic")
def traffic() -> Iterable[Row]:
    """design.md §7: what a page costs beside the least it could cost, with its queries and its size."""
    client = signed_in(WHO)
    found = visits()
    for visit in found:
        yield from in_process(client, visit)
    try:
        yield from over_http(client, found)
    finally:
        clear_away()
        limits.forget()
