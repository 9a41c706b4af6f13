"""What the tests of the check share: the declared indicators, the demo values, one way to ask."""

from __future__ import annotations

from functools import cache

from benchmarks.check_quality import SCOPE, Declared, declared
from linli.reports.check import CheckResult, Figure, Scope, Value, check_text


@cache
def known() -> tuple[list[Declared], dict[str, Value]]:
    return declared()


def check(text: str, scope: Scope = SCOPE) -> CheckResult:
    indicators, values = known()
    return check_text(text, indicators=indicators, values=values, scope=scope)


def names(text: str) -> dict[str, str | None]:
    """Each figure as printed, with the code it was given."""
    return {f.text: f.indicator.code if f.indicator is not None else None for f in check(text).figures}


def one(text: str, printed: str) -> Figure:
    """The figure printed so."""
    return next(f for f in check(text).figures if f.text == printed)
