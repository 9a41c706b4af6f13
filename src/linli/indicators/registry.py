"""All indicators. Each room registers its own when it starts."""

from collections.abc import Iterable

from linli.indicators.definition import Indicator

SECTIONS = (
    "study",
    "facilities",
    "workforce",
    "grid",
    "participation",
    "burden",
    "academy",
    "stations",
    "mediation",
)

_indicators: dict[str, Indicator] = {}


def register(indicators: Iterable[Indicator]) -> None:
    """Add indicators. Raises ValueError when a code is taken or its section is not one of the nine."""
    for indicator in indicators:
        if indicator.code in _indicators:
            raise ValueError(f"indicator {indicator.code} is registered already")
        if indicator.section not in SECTIONS:
            raise ValueError(f"{indicator.code}: no such section")
        _indicators[indicator.code] = indicator


def get(code: str) -> Indicator:
    """The indicator; KeyError when there is none."""
    return _indicators[code]


def all_indicators() -> tuple[Indicator, ...]:
    """Those of the board, in its order."""
    return _sorted(on_board=True)


def further_indicators() -> tuple[Indicator, ...]:
    """Those that stand on a room's own page only, in order."""
    return _sorted(on_board=False)


def _sorted(*, on_board: bool) -> tuple[Indicator, ...]:
    found = (each for each in _indicators.values() if each.on_board is on_board)
    return tuple(sorted(found, key=lambda indicator: indicator.order))


def in_section(section: str) -> tuple[Indicator, ...]:
    """Figures of the board in one of the nine sections, in order."""
    return tuple(i for i in all_indicators() if i.section == section)
