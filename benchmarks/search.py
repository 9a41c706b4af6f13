"""The search on the full demo: what a word costs, and the index from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from benchmarks.measure import queries_of, slowness, timed
from benchmarks.registry import Row, benchmark
from linli.access.actor import actor_for
from linli.desk.search import find, index
from linli.people.models import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD_MS, BUILD_S = 50, 8
WORDS = ("荣发", "gsp", "高山坡 小区", "志愿服务", "主题党日", "社区")


@benchmark("search")
def search() -> Iterable[Row]:
    """A word ≤ 50 ms for a street, whether it names one thing or thousands; the index ≤ 8 s."""
    actor = actor_for(Account.objects.get(username="wulipai"))
    index.refresh()
    slow = slowness()
    for word in WORDS:
        spent = timed(lambda word=word: find.found(word, actor), times=9)  # type: ignore[misc]
        yield Row(f"search {word}, street", spent.cpu_ms, "ms CPU", most=WORD_MS * slow)
    yield Row("  queries for the commonest", queries_of(lambda: find.found("社区", actor)), "queries")
    yield Row("search, nothing changed", queries_of(index.refresh), "queries", most=2)

    def build() -> None:
        with transaction.atomic():
            index.rebuild()
            transaction.set_rollback(True)

    yield Row(
        "index of the search, from nothing", timed(build, times=1).cpu, "s CPU", most=BUILD_S * slowness()
    )
