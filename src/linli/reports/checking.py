"""Feeding the check: our indicators, our values for the area and period asked, our places."""

from collections.abc import Callable

from linli.indicators.cache import Figures
from linli.indicators.figure import Figure
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import WHY, ancestors
from linli.reports.check import CheckResult, Scope, Value, check_text

TRUNK = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)


def scope_of(area: Area, period: Period) -> Scope:
    """The place and time asked: the areas above it and every other street and community of ours are other places.

    Short names are left out: 五里牌 may be the street or the community.
    """
    others = (
        Area.objects.unscoped(WHY)
        .filter(kind__in=TRUNK, valid_to__isnull=True)
        .exclude(name=area.name)
        .values_list("name", flat=True)
    )
    return Scope(
        area_names=(area.name,),
        start=period.start,
        end=period.end,
        above=tuple(each.name for each in ancestors(area)),
        other_places=tuple(others),
    )


def value_of(figure: Figure) -> Value | None:
    """What the check compares with; None where there is no value."""
    if figure.value is None:
        return None
    if figure.numerator is None or figure.denominator is None:
        return Value(figure.value)
    return Value(figure.value, (figure.numerator, figure.denominator))


def lies_above(figure: Figure, area: Area) -> bool:
    """Whether what the figure counts is kept for the whole district only (lists, groups, classes).

    A street that writes of the 85 items it carries out is not wrong because none lies in the street itself.
    """
    return area.kind != Kind.DISTRICT and figure.indicator.district_only


def values_of(area: Area, period: Period) -> Callable[[str], Value | None]:
    """Our values by code. Computed when the first is asked, so a text about something else costs nothing."""
    found: dict[str, Figure] = {}

    def value(code: str) -> Value | None:
        if not found:
            found.update(Figures(area, period).all())
        figure = found[code]
        return None if lies_above(figure, area) else value_of(figure)

    return value


def check_for(
    text: str, area: Area, period: Period, values: Callable[[str], Value | None] | None = None
) -> CheckResult:
    """Check a text against the records of an area and period, or against the ``values`` given (frozen ones).

    The caller has admitted the actor to the area.
    """
    return check_text(
        text,
        indicators=all_indicators(),
        values=values or values_of(area, period),
        scope=scope_of(area, period),
    )
