"""Fixtures of the workflow room: a calendar without a database, a district, a moment."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from linli.access.actor import SYSTEM
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import open_area
from linli.workflow import selectors
from linli.workflow.calendar import SHANGHAI, Calendar
from linli.workflow.loading import available_years, days_of
from linli.workflow.models import DayKind


def calendar_of(*years: int) -> Calendar:
    """The State's calendar of these years."""
    return Calendar.of((row.day, row.kind == DayKind.WORKDAY) for year in years for row in days_of(year))


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant in Shanghai."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    """All published years."""
    return calendar_of(*available_years())


@pytest.fixture(autouse=True)
def _fresh_calendar() -> Iterator[None]:
    """What one test read from its own transaction is not seen by the next."""
    selectors.forget_calendar()
    yield
    selectors.forget_calendar()


@pytest.fixture
def district(db: None) -> Area:
    """A district to set deadlines in."""
    return open_area(
        actor=SYSTEM, kind=Kind.DISTRICT, code="430602", name="岳阳楼区", parent=None, day=date(2010, 1, 1)
    )
