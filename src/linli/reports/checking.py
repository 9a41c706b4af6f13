"""Feeding the check: our indicators, our values for the area and period asked, our places."""

from linli.indicators.cache import Figures
from linli.indicators.definition import Quotient
from linli.indicators.figure import Figure
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import WHY, ancestors, district
from linli.reports.check import CheckResult, Scope, Value, check_text


def _names(area: Area) -> tuple[str, ...]:
    return tuple(dict.fromkeys((area.name, area.short_name)))


def scope_of(area: Area, period: Period) -> Scope:
    """The place and time asked. Its own names and those above it mean here; other places of ours mean elsewhere."""
    here = [name for each in (*ancestors(area), area) for name in _names(each)]
    others = (
        Area.objects.unscoped(WHY)
        .filter(kind__in=(Kind.STREET, Kind.COMMUNITY), valid_to__isnull=True)
        .exclude(pk=area.pk)
        .values_list("name", flat=True)
    )
    return Scope(
        area_names=_names(area),
        above=tuple(name for name in here if name not in _names(area)),
        other_places=tuple(name for name in others if name not in here),
        start=period.start,
        end=period.end,
    )


def value_of(figure: Figure) -> Value | None:
    """What the check compares with; None where there is no value."""
    if figure.value is None:
        return None
    parts = (figure.numerator, figure.denominator) if isinstance(figure.indicator.formula, Quotient) else None
    return Value(figure.value, parts)


def check_for(text: str, area: Area, period: Period) -> CheckResult:
    """Check a text against the records of an area and period. The caller has admitted the actor to the area."""
    values = {code: value_of(figure) for code, figure in Figures(area, period).all().items()}
    return check_text(text, indicators=all_indicators(), values=values, scope=scope_of(area, period))


__all__ = ["check_for", "district", "scope_of", "value_of"]
