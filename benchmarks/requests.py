"""Requests of a district that has heard 200,000: the list, the board, the figures.

They are written beside the demo's and taken back at the end, so that other benchmarks measure the demo itself.
On SQLite the processor is all there is; what PostgreSQL works by itself is in the time waited, shown beside it.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from benchmarks.measure import compressed_size, queries_of, slowness, timed
from benchmarks.pages import (
    BOARD_COLD,
    BOARD_KB,
    BOARD_WARM,
    LIST_GOAL_MS,
    LIST_KB,
    LIST_QUERIES,
    opened,
    signed_in,
)
from benchmarks.registry import Row, benchmark
from linli.access.actor import actor_for
from linli.common.bulk import BesideOthers
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
from linli.people.models import Account, Appointment, Post
from linli.workflow.models import Deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANY = 200_000
READERS = ("quwei", "wulipai", "linzhang")
FIGURES_MS = 1_000
COLD_MS, WARM_MS = 1_000, 60
"""Processor of a board, times slowness: a board is cold after each act of anybody, and counts all that was told."""
GROWN = 1.5
"""What is open on a page grows with what is told; what was told long ago must not be paid for again."""
FIFTY_FOUR_MS = 300
TOLD_MS, TOLD_QUERIES = 40, 60
CHANGED_MS = 100
"""A list whose tabs have to be counted again, times slowness."""
TIMES = 9
NOON = datetime(2024, 10, 30, 4, tzinfo=UTC)


def world_of_the_demo() -> World:
    """The places, organisations and leads of the district in the database."""
    world = World(writer=BesideOthers(provenance=Provenance.DEMO, recorded_at=NOON))
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


@dataclass
class _Plain:
    """What lists cost on the demo alone, by reader and page: the growth over 200,000 is a ratio to it."""

    costs: dict[tuple[str, str], float] = field(default_factory=dict)

    def note(self, username: str, address: str) -> None:
        """Measured before the many are written."""
        client = signed_in(username)
        opened(client, address)
        self.costs[username, address] = timed(lambda: opened(client, address), times=TIMES).cpu_ms


def _page(username: str, what: str, address: str, plain: _Plain) -> Iterable[Row]:
    client = signed_in(username)

    def work() -> bytes:
        return opened(client, address)

    work()
    goal = LIST_GOAL_MS * slowness()
    cost = timed(work, times=TIMES).cpu_ms
    yield Row(f"{what}, {username}", cost, f"ms CPU (goal {goal:.0f})")
    grown = cost / plain.costs[username, address]
    yield Row("  ratio to the same on the demo alone", grown, "×", most=GROWN)
    yield Row("  queries", queries_of(work), "queries", most=LIST_QUERIES)
    yield Row("  compressed", compressed_size(work()) / 1000, "KB", most=LIST_KB)
    changed = timed(work, times=3, before=cache.clear).cpu_ms
    yield Row("  after a record changed", changed, "ms CPU", most=CHANGED_MS * slowness())


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
    cold = timed(work, times=3, before=forget)
    yield Row("  CPU", cold.cpu_ms, "ms", most=COLD_MS * slowness())
    yield Row("  wall", cold.wall_ms, "ms")
    yield Row("  warm", queries_of(work), "queries", most=BOARD_WARM)
    yield Row("  CPU", timed(work, times=TIMES).cpu_ms, "ms", most=WARM_MS * slowness())
    yield Row("  compressed", compressed_size(work()) / 1000, "KB", most=BOARD_KB)


def _all_figures(area: Area, period: Period) -> Iterable[Row]:
    """The district's own 54, which have to be found beside all that was told."""
    first = timed(lambda: figures(area, period), times=3, before=forget_statements)
    yield Row("54 figures, first asked in a process", first.wall_ms, "ms", most=FIFTY_FOUR_MS * slowness())
    cold = timed(lambda: figures(area, period), times=5)
    yield Row("  no value kept", cold.wall_ms, "ms", most=FIFTY_FOUR_MS * slowness())
    yield Row("  queries", queries_of(lambda: figures(area, period)), "queries", most=30)


def _told(username: str) -> Iterable[Row]:
    """Writing a matter down: the form is sent, checked, numbered, given to whoever it is for, logged."""
    client, numbers = signed_in(username), iter(range(1_000))
    address = reverse("requests:new")
    home = actor_for(Account.objects.get(username=username)).home_area
    assert home is not None

    def work() -> None:
        sent = {"text": f"路灯不亮，第{next(numbers)}盏", "who": "匿名", "wish": "anonymous", "way": "receipt",
                "source": "telephone", "area": home.code, "urgency": "usual", "sure": "1"}  # fmt: skip
        answer = client.post(address, sent)
        if answer.status_code != 302:
            raise RuntimeError(f"{address}: {answer.status_code}")

    work()
    goal = LIST_GOAL_MS * slowness()
    cost = timed(work, times=TIMES).cpu_ms
    yield Row(
        f"a request written down, {username}", cost, f"ms CPU (goal {goal:.0f})", most=TOLD_MS * slowness()
    )
    yield Row("  queries", queries_of(work), "queries", most=TOLD_QUERIES)


@benchmark("requests")
def requests() -> Iterable[Row]:
    """design.md §7 with the demo and 200,000 requests more."""
    area = district()
    if area is None:
        raise RuntimeError("the benchmarks need the demo district")
    codes = [indicator.code for indicator in INDICATORS]
    lists = [(username, "list of requests", reverse("requests:list")) for username in READERS]
    register = reverse("desk:register", args=("request",))
    lists += [(username, "register request", register) for username in READERS[:2]]
    plain = _Plain()
    for username, _, address in lists:
        plain.note(username, address)
    with many_requests():  # about two minutes; the rest, half a one
        yield Row("requests", Request.everything.count(), "rows")
        yield Row("steps", RequestStep.everything.count(), "rows")
        yield Row("parts", RequestTask.everything.count(), "rows")
        yield Row("clocks", Deadline.everything.count(), "rows")
        period = Period.to_date()
        cold = timed(lambda: figures(area, period, codes), times=3, before=forget_statements)
        yield Row("figures of requests, whole district", cold.wall_ms, "ms", most=FIGURES_MS * slowness())
        yield Row("  queries", queries_of(lambda: figures(area, period, codes)), "queries", most=30)
        yield from _all_figures(area, period)
        for username, what, address in lists:
            yield from _page(username, what, address, plain)
        yield from _told("wulipai")
        for username in READERS[:2]:
            yield from _board(username)
