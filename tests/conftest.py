"""Fixtures shared by every room's tests. A room's own fixtures live in its own conftest.py."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import TransactionTestCase

from linli.common.clock import stand_at
from linli.common.guards import append_only_lifted
from tests.territory import Territory, build_territory


@pytest.fixture
def territory(db: None) -> Territory:
    """A small district."""
    return build_territory()


@pytest.fixture
def standing_clock(db: None) -> datetime:
    """The business clock at 2024-10-30 12:00 in Yueyang."""
    instant = datetime(2024, 10, 30, 4, 0, tzinfo=UTC)
    stand_at(instant)
    return instant


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
