"""Pages as a signed-in reader gets them: the board cold and warm, and a list of 25 of 170,000 rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from benchmarks.measure import compressed_size, queries_of, slowness, timed
from benchmarks.registry import Row, benchmark
from linli.indicators.grouped import forget_statements
from linli.people.models import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

BOARD_COLD, BOARD_WARM, BOARD_KB = 40, 12, 40
LIST_QUERIES, LIST_KB, LIST_GOAL_MS = 8, 30, 6
BOARD = "/desk/indicators/?figure=mediation.success_rate"


def signed_in(username: str) -> Client:
    """Signed in; pages name hashed style sheets, so these must have been collected."""
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        call_command("collectstatic", verbosity=0, interactive=False)
        staticfiles_storage.hashed_files = staticfiles_storage.load_manifest()[0]  # type: ignore[attr-defined]
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(username=username))
    return client


def opened(client: Client, address: str) -> bytes:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")
    return bytes(response.content)


def _forget() -> None:
    cache.clear()
    forget_statements()


def _board_of(username: str, where: str) -> Iterable[Row]:
    client = signed_in(username)

    def work() -> bytes:
        return opened(client, BOARD)

    work()
    _forget()
    yield Row(f"board of a {where}, cold", queries_of(work), "queries", most=BOARD_COLD)
    yield Row("  CPU", timed(work, times=3, before=_forget).cpu_ms, "ms")
    yield Row("  warm", queries_of(work), "queries", most=BOARD_WARM)
    yield Row("  CPU", timed(work, times=7).cpu_ms, "ms")
    yield Row("  compressed", compressed_size(work()) / 1000, "KB", most=BOARD_KB)


@benchmark("board")
def board() -> Iterable[Row]:
    """design.md §7: cold ≤ 40 queries, warm ≤ 12; ≤ 40 KB compressed, with values by child area."""
    yield from _board_of("quwei", "district")
    yield from _board_of("wulipai", "street")


def _list_of(client: Client, slug: str) -> Iterable[Row]:
    address = reverse("desk:register", args=(slug,))

    def work() -> bytes:
        return opened(client, address)

    work()
    goal = LIST_GOAL_MS * slowness()
    yield Row(f"register {slug}, street", timed(work, times=9).cpu_ms, f"ms CPU (goal {goal:.0f})")
    yield Row("  queries", queries_of(work), "queries", most=LIST_QUERIES)
    yield Row("  compressed", compressed_size(work()) / 1000, "KB", most=LIST_KB)


@benchmark("lists")
def lists() -> Iterable[Row]:
    """design.md §7: a list of 25 rows ≤ 8 queries, ≤ 30 KB compressed; its 6 ms of processor are shown."""
    client = signed_in("wulipai")
    for slug in ("dispute-case", "organisation", "household-served"):
        yield from _list_of(client, slug)
