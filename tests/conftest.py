"""Fixtures shared by every room's tests. A room's own fixtures live in its own conftest.py."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from _pytest.nodeid import NodeId
from django.core.cache import cache
from django.db import connections, transaction
from django.db.models.signals import pre_migrate
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from linli.common.clock import stand_at
from linli.common.guards import append_only_lifted
from linli.common.world import World
from linli.demo.loading import load
from tests.territory import KEPT_TERRITORY, Territory


def _extension(using: str, **_: Any) -> None:
    """What the first migration does, for tables made without migrations: exclusion constraints need it."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "postgresql":
            cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


pre_migrate.connect(_extension, dispatch_uid="tests.btree_gist")

# A machine with other work is slow; that is no defect of what is tested.
settings.register_profile("linli", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("linli")


LONG = ("journey: ", "small demo")
ASKS_THE_DATABASE = {"db", "transactional_db", "small_demo"}


def _asks_the_database(item: pytest.Item) -> bool:
    wanted = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(wanted & ASKS_THE_DATABASE)


def _name_groups(items: list[pytest.Item]) -> None:
    """In a process of several: a test's group goes behind its name, where the one that hands out tests looks for it.

    pytest-xdist 3.8 still writes it where pytest looked up to 9.1, so that nothing was kept together and each process
    built the demo district and started the platform for itself (pytest-xdist#1386).
    """
    for item in items if "PYTEST_XDIST_WORKER" in os.environ else ():
        groups = "_".join(sorted({str(mark.args[0]) for mark in item.iter_markers("xdist_group")}))
        if groups and not item.nodeid.endswith(f"@{groups}"):
            item._id = NodeId.parse(f"{item.nodeid}@{groups}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, the tests that ask a database: the others say there what they said on SQLite.

    The long groups first: begun last, they would keep one process at work when the other has nothing left.
    """
    if connections["default"].vendor != "sqlite":
        elsewhere = [item for item in items if not _asks_the_database(item)]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if _asks_the_database(item)]

    def is_short(item: pytest.Item) -> bool:
        group = item.get_closest_marker("xdist_group")
        return group is None or not str(group.args[0]).startswith(LONG)

    items.sort(key=is_short)
    _name_groups(items)


@pytest.fixture
def territory(db: None) -> Territory:
    """A small district."""
    return KEPT_TERRITORY.lay()


@pytest.fixture
def standing_clock(db: None) -> datetime:
    """The business clock at 2024-10-30 12:00 in Yueyang."""
    instant = datetime(2024, 10, 30, 4, 0, tzinfo=UTC)
    stand_at(instant)
    return instant


@pytest.fixture(autouse=True)
def no_figure_is_kept_from_another_test() -> None:
    """Kept figures go by the age of the log, which starts anew with each test's rolled-back database."""
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def flush_passes_append_only_tables() -> Iterator[None]:
    """The flush after a transactional test empties every table; only there the append-only guards give way."""
    flush: Any = TransactionTestCase
    original = flush._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with append_only_lifted():
            original(self)

    flush._fixture_teardown = teardown
    yield
    flush._fixture_teardown = original


@pytest.fixture(scope="module")
def small_demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The demo district at a fiftieth, for the tests of one module; rolled back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = load("small", with_reports=False)
        yield world
        transaction.set_rollback(True)
