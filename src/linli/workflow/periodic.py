"""Work that is done once a day without anybody asking: closing what has run its time, deleting what may not be kept.

Each room registers its own when it starts. A run is a row, so that two processes never do the same day's work twice
and what failed is seen and done again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.workflow.models import DailyRun

logger = logging.getLogger(__name__)
WHY = "the machine asks what it has done"


@dataclass(frozen=True)
class Daily:
    """One piece of daily work. ``work`` may be run again at any time: a second run finds nothing left to do.

    hour: not before this hour of the day (real time in Yueyang).
    """

    code: str
    label: str
    work: Callable[[], object]
    hour: int = 0


@dataclass(frozen=True)
class Often:
    """Work done once a minute. ``work`` asks one cheap question, and writes only where there is something to do."""

    code: str
    label: str
    work: Callable[[], object]


_daily: dict[str, Daily] = {}
_often: dict[str, Often] = {}


def register(*found: Daily) -> None:
    """Add daily work. Raises ValueError when a code is taken."""
    for each in found:
        if each.code in _daily:
            raise ValueError(f"daily work {each.code} is registered already")
        _daily[each.code] = each


def register_often(*found: Often) -> None:
    """Add work of every minute. Raises ValueError when a code is taken."""
    for each in found:
        if each.code in _often:
            raise ValueError(f"work {each.code} is registered already")
        _often[each.code] = each


def run_often() -> list[str]:
    """Do the work of the minute; what went wrong, in words. One that fails does not keep the others."""
    troubles = []
    for each in _often.values():
        try:
            each.work()
        except Exception as error:  # whatever it was, it is tried again in a minute
            logger.exception("work of the minute failed", extra={"code": each.code})
            troubles.append(f"{each.label}没有做成：{type(error).__name__}: {error}"[:300])
    return troubles


def all_daily() -> tuple[Daily, ...]:
    """In order of registration."""
    return tuple(_daily.values())


@dataclass(frozen=True)
class Ran:
    """What came of one piece of work; ``trouble``: "" when it was done."""

    daily: Daily
    trouble: str = ""


def run_due(*, again: bool = False) -> list[Ran]:
    """Do what has not been done today (real time); ``again``: all of it. One that fails does not keep the others."""
    day = timezone.localdate()
    done = set(DailyRun.objects.unscoped(WHY).filter(day=day, trouble="").values_list("code", flat=True))
    hour = timezone.localtime().hour
    return [_run(each) for each in all_daily() if again or (each.code not in done and each.hour <= hour)]


def _run(daily: Daily) -> Ran:
    day = timezone.localdate()
    trouble = ""
    try:
        with transaction.atomic():
            daily.work()
    except Exception as error:  # whatever it was, the other work goes on and this is tried again
        logger.exception("daily work failed", extra={"code": daily.code})
        trouble = f"{type(error).__name__}: {error}"[:300]
    try:
        DailyRun.everything.update_or_create(code=daily.code, day=day, defaults={"trouble": trouble})
    except IntegrityError:  # another process wrote the same row at the same moment
        logger.info("daily work recorded elsewhere", extra={"code": daily.code})
    return Ran(daily, trouble)
