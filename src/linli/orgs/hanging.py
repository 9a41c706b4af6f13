"""What hangs on an area and would be left in the air if it closed: doors, posts, open requests.

Rooms above say what of theirs it is (``register``), since the territory knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from linli.orgs.models import Area

Count = Callable[[Area, date], int]


@dataclass(frozen=True)
class Hanging:
    """``label``: 户; ``unit``: its measure word; ``count``: how many hang on the area itself on a day."""

    code: str
    label: str
    unit: str
    count: Count


_kinds: dict[str, Hanging] = {}


def register(*kinds: Hanging) -> None:
    """Add kinds. Raises ValueError when a code is taken."""
    for kind in kinds:
        if kind.code in _kinds:
            raise ValueError(f"{kind.code} hangs on areas already")
        _kinds[kind.code] = kind


def hanging_on(area: Area, day: date) -> list[tuple[Hanging, int]]:
    """Those of which there are any, in order of code."""
    found = [(_kinds[code], _kinds[code].count(area, day)) for code in sorted(_kinds)]
    return [(kind, count) for kind, count in found if count]


def said(area: Area, day: date) -> str:
    """``12 户、1 位在任的三长``; "" when nothing hangs there."""
    return "、".join(f"{count} {kind.unit}{kind.label}" for kind, count in hanging_on(area, day))
