"""Which figures a row of each counted model moves."""

from datetime import date

from django.db.models import Model

from tests.movers import Mover
from tests.study.rows import REGISTERED, finding, group, theme_day, unit
from tests.territory import Territory


def _group(territory: Territory) -> Model:
    return group(territory)


def _group_of_a_campaign_over(territory: Territory) -> Model:
    return group(territory, territory.campaign(date(2024, 4, 1), date(2024, 10, 30)))


def _unit(territory: Territory) -> Model:
    return unit(territory, group(territory, formed_on=date(2024, 10, 31)))


def _unit_released(territory: Territory) -> Model:
    return unit(territory, group(territory, formed_on=date(2024, 10, 31)), valid_to=date(2024, 10, 30))


def _finding_closed(territory: Territory) -> Model:
    return finding(territory)


def _finding_open(territory: Territory) -> Model:
    return finding(territory, **REGISTERED)


def _theme_day(territory: Territory) -> Model:
    return theme_day(territory)


def _theme_day_extra(territory: Territory) -> Model:
    return theme_day(territory, is_extra=True)


MOVERS: tuple[Mover, ...] = (
    Mover(
        model="study.GuidanceGroup",
        qualifying=_group,
        not_qualifying=_group_of_a_campaign_over,
        moves=frozenset({"study.guidance_groups"}),
    ),
    Mover(
        model="study.GuidedUnit",
        qualifying=_unit,
        not_qualifying=_unit_released,
        moves=frozenset({"study.units_guided"}),
    ),
    Mover(
        model="study.Finding",
        qualifying=_finding_closed,
        not_qualifying=_finding_open,
        moves=frozenset({"study.findings_rectified"}),
    ),
    Mover(
        model="study.Gathering",
        qualifying=_theme_day,
        not_qualifying=_theme_day_extra,
        moves=frozenset({"study.sessions", "study.party_orgs_studying"}),
    ),
)
