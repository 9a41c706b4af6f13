"""Requests of a district that has heard 200,000: the list, the board, the figures.

They are written beside the demo's and taken back at the end, so that other benchmarks measure the demo itself.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from benchmarks.measure import compressed_size, queries_of, slowness, timed
from benchmarks.pages import BOARD_COLD, BOARD_WARM, LIST_GOAL_MS, LIST_KB, LIST_QUERIES, opened, signed_in
from benchmarks.registry import Row, benchmark
from linli.common.bulk import BulkWriter
from linli.common.models import Provenance
from linli.common.world import Held, Org, Place, World
from linli.grid.requests.demo import build_many
from linli.grid.requests.figures import INDICATORS
from linli.grid.requests.models import Request, RequestStep, RequestTask
from linli.indicators.compute import figures
from linli.indicators.grouped import forget_statements
from linli.indicators.period import Period
from linli.orgs.models import Area, Organisation
from linli.orgs.selectors import district
from linli.people.models import Appointment, Post
from linli.workflow.models import Deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANY = 200_000
FIGURES_MS = 1_500
NOON = datetime(2024, 10, 30, 4, tzinfo=UTC)


class _Going(BulkWriter):
    """Goes on behind the ids that are there."""

    def next_id(self, model: type) -> int:
        if not self._last[model]:
            last = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()  # type: ignore[attr-defined]
            self._last[model] = last or 0
        return super().next_id(model)


def world_of_the_demo() -> World:
    """The places, organisations and leads of the district in the database."""
    world = World(writer=_Going(provenance=Provenance.DEMO, recorded_at=NOON))
    for area in Area.everything.filter(valid_to__isnull=True).order_by("path"):
        world.add_place(Place(area.pk, area.kind, area.code, area.name, area.path, area.parent_id))
    for unit in Organisation.everything.order_by("pk"):
        world.organisations.append(Org(unit.pk, unit.kind, unit.area_id, unit.name))
    leads = Appointment.everything.filter(post=Post.NEIGHBOUR_LEAD, valid_to__isnull=True).order_by("pk")
    for held in leads:
        world.appointments.append(
            Held(held.pk, held.person_id, held.post, held.area_id, held.valid_from, None)
        )
    return world


@contextmanager
def many_requests(count: int = MANY) -> Iterator[None]:
    """``count`` more requests, taken back at the end."""
    with transaction.atomic():
        build_many(world_of_the_demo(), count)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        cache.clear()
        try:
            yield
        finally:
            transaction.set_rollback(True)
    cache.clear()


def _page(username: str, what: str, address: str) -> Iterable[Row]:
    client = signed_in(username)

    def work() -> bytes:
        return opened(client, address)

    work()
    goal = LIST_GOAL_MS * slowness()
    yield Row(f"{what}, {username}", timed(work, times=5).cpu_ms, f"ms CPU (goal {goal:.0f})")
    yield Row("  queries", queries_of(work), "queries", most=LIST_QUERIES)
    yield Row("  compressed", compressed_size(work()) / 1000, "KB", most=LIST_KB)


def _board(username: str) -> Iterable[Row]:
    client, address = signed_in(username), reverse("request_desk:board")

    def work() -> bytes:
        return opened(client, address)

    def forget() -> None:
        cache.clear()
        forget_statements()

    work()
    forget()
    yield Row(f"board of requests, {username}, cold", queries_of(work), "queries", most=BOARD_COLD)
    yield Row("  wall", timed(work, times=3, before=forget).wall_ms, "ms")
    yield Row("  warm", queries_of(work), "queries", most=BOARD_WARM + 6)
    yield Row("  wall", timed(work, times=3).wall_ms, "ms")
    yield Row("  compressed", compressed_size(work()) / 1000, "KB", most=40)


@benchmark("requests")
def requests() -> Iterable[Row]:
    """design.md §7 with the demo and 200,000 requests more."""
    area = district()
    if area is None:
        raise RuntimeError("the benchmarks need the demo district")
    codes = [indicator.code for indicator in INDICATORS]
    with many_requests():  # about two minutes; the rest, half a one
        yield Row("requests", Request.everything.count(), "rows")
        yield Row("steps", RequestStep.everything.count(), "rows")
        yield Row("parts", RequestTask.everything.count(), "rows")
        yield Row("clocks", Deadline.everything.count(), "rows")
        period = Period.to_date()
        cold = timed(lambda: figures(area, period, codes), times=3, before=forget_statements)
        yield Row("figures of requests, whole district", cold.wall_ms, "ms", most=FIGURES_MS * slowness())
        yield Row("  queries", queries_of(lambda: figures(area, period, codes)), "queries", most=30)
        for username in ("quwei", "wulipai", "linzhang"):
            yield from _page(username, "list of requests", reverse("requests:list"))
        for username in ("quwei", "wulipai"):
            yield from _page(username, "register request", reverse("desk:register", args=("request",)))
        for username in ("quwei", "wulipai"):
            yield from _board(username)
