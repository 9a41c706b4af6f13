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
    """In the order of the board."""
    return tuple(sorted(_indicators.values(), key=lambda indicator: indicator.order))


def in_section(section: str) -> tuple[Indicator, ...]:
    """Indicators of one of the nine sections, in order."""
    return tuple(i for i in all_indicators() if i.section == section)
