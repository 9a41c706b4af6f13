"""Data-quality checks: what constraints cannot hold is asked as a question, and says how to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad an answer of yes is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class QualityCheck:
    """One question to the data. ``find`` gives a line of text per case; none means all is well."""

    code: str
    question: str
    severity: Severity
    explanation: str
    mend: str
    find: Callable[[], Iterable[str]]


_checks: dict[str, QualityCheck] = {}


def register(check: QualityCheck) -> QualityCheck:
    """Add a check; a code may be taken once."""
    if check.code in _checks:
        raise ValueError(f"quality check {check.code} is registered already")
    _checks[check.code] = check
    return check


def all_checks() -> tuple[QualityCheck, ...]:
    """Every check, in order of code."""
    return tuple(_checks[code] for code in sorted(_checks))
