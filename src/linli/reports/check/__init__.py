"""The check of a text: its figures, the indicator each states, and whether the records bear it out. No database here.

The caller gives the declared indicators, a way to our values and the scope asked; see `check_text`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from linli.reports.check import contradictions, figures, matcher, scope, settings, text, verdicts
from linli.reports.check.documents import UnreadableDocument, read_document
from linli.reports.check.patterns import Named
from linli.reports.check.result import CheckResult, Contradiction, Figure, Reason, Value, Verdict
from linli.reports.check.scope import Scope

__all__ = [
    "CheckResult", "Contradiction", "Figure", "Named", "Reason", "Scope", "UnreadableDocument", "Value", "Verdict",
    "check_text", "read_document",
]  # fmt: skip

Values = Callable[[str], Value | None] | Mapping[str, Value]


def check_text(content: str, *, indicators: Sequence[Named], values: Values, scope: Scope) -> CheckResult:
    """Check every figure of a text.

    `values` is asked at most once per code, and only for indicators the text states of the area and period asked.
    Positions in the result are characters of `content`.
    """
    reading = text.read(content)
    found = figures.find(reading)
    named = matcher.match(reading, found, indicators)
    kept = [
        figure for figure, match in zip(found, named, strict=True) if match is not None or not figure.weak
    ]
    if len(kept) < len(found):
        # 两级, 一项: idiom, which must not part a real figure from its noun.
        found, named = kept, matcher.match(reading, kept, indicators)
    bearings = scope_bearings(reading, found, scope)
    ask = _remembering(values)
    judged = tuple(
        verdicts.judge(content, figure, match, bearing, ask(match, bearing))
        for figure, match, bearing in zip(found, named, bearings, strict=True)
    )
    return CheckResult(judged, contradictions.find(reading, judged, bearings))


def scope_bearings(reading: text.Reading, found: list[figures.Found], asked: Scope) -> list[scope.Bearing]:
    """How each figure's place and time relate to what was asked."""
    return scope.bearings(reading, settings.placed(reading, found), asked)


def _remembering(values: Values) -> Callable[[matcher.Match | None, scope.Bearing], Value | None]:
    known: dict[str, Value | None] = {}

    def ask(match: matcher.Match | None, bearing: scope.Bearing) -> Value | None:
        if match is None or bearing is scope.Bearing.ELSEWHERE:
            return None
        code = match.indicator.code
        if code not in known:
            known[code] = values(code) if callable(values) else values.get(code)
        return known[code]

    return ask
