"""How long each kind of personal data is kept and what happens then: each room declares its own rules.

A row that was counted stays and loses its person, so that figures of the past do not change.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

WHY = "data that has run its time goes everywhere"
LAST = "people.person"
"""Code of the rule that goes last."""


class Then(StrEnum):
    """What happens when the time has run."""

    DELETE = "delete"
    ANONYMISE = "anonymise"

    @property
    def label(self) -> str:
        """In words."""
        return "删除" if self is Then.DELETE else "匿名"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One kind of data and its end.

    what:  which values go, in words.
    clock: code of the period (``linli.privacy.clocks``): how long, from when, by which rule.
    due:   the rows that still hold something and whose purpose ended before the given day; the second day is today.
    erase: does it to rows by their ids; may be run again.
    """

    code: str
    label: str
    what: str
    model: type[Model]
    clock: str
    then: Then
    due: Callable[[date, date], QuerySet[Any]]
    erase: Callable[[Sequence[int]], None]


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """Data a lower room lets go by daily work of its own, in real time: told in the table, done there.

    daily: code of that work (``linli.workflow.periodic``).
    """

    label: str
    what: str
    kept: str
    basis: str
    then: Then
    daily: str


def delete(model: type[Model]) -> Callable[[Sequence[int]], None]:
    """The rows go."""

    def erase(ids: Sequence[int]) -> None:
        model._base_manager.filter(pk__in=ids).delete()

    return erase


def blank(model: type[Model], **values: Any) -> Callable[[Sequence[int]], None]:
    """The rows stay, these columns get these values."""

    def erase(ids: Sequence[int]) -> None:
        model._base_manager.filter(pk__in=ids).update(**values)

    return erase


_rules: dict[str, Rule] = {}
_elsewhere: list[Elsewhere] = []


def register(*found: Rule) -> None:
    """Add rules. Raises ValueError when a code is taken."""
    for each in found:
        if each.code in _rules:
            raise ValueError(f"retention rule {each.code} is registered already")
        _rules[each.code] = each


def tell(*found: Elsewhere) -> None:
    """Add what is let go elsewhere."""
    _elsewhere.extend(found)


def all_elsewhere() -> tuple[Elsewhere, ...]:
    """In order of registration."""
    return tuple(_elsewhere)


def all_rules() -> tuple[Rule, ...]:
    """In order of registration; the persons come last, when nothing else needs them any more."""
    return tuple(sorted(_rules.values(), key=lambda rule: rule.code == LAST))
