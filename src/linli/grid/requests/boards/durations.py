"""Hours from the telling to the answer, and the middle of them: one grouped query, however many requests."""

from collections import Counter
from typing import Any

from django.db.models import F, Func, IntegerField


class HoursBetween(Func):
    """Whole hours from the second instant to the first, counted by the database itself."""

    arity = 2
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Julian days; a minute is added, since they are not exact to the second."""
        template = "CAST((julianday(%(expressions)s)) * 24 + 0.001 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Seconds of an interval."""
        template = "FLOOR(EXTRACT(EPOCH FROM (%(expressions)s)) / 3600)::integer"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" - ", **more)


NOTHING = "—"
HOURS = HoursBetween(F("answered_at"), F("told_at"))


def median(counts: Counter[int]) -> int | None:
    """The lower middle of values counted; None where there are none."""
    middle = (sum(counts.values()) + 1) // 2
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed >= middle > 0:
            return value
    return None


def said(hours: int | None) -> str:
    """``6 小时``, ``1.8 天``: as people say it."""
    if hours is None:
        return NOTHING
    if hours < 1:
        return "1 小时以内"
    return f"{hours} 小时" if hours < 48 else f"{hours / 24:.1f} 天"
