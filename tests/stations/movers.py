"""Which figures a row of each counted model moves."""

from collections.abc import Callable
from datetime import date

from django.db.models import Model

from linli.stations.models import Honour, StandardKind
from tests.movers import Mover
from tests.stations import rows
from tests.territory import Territory

Make = Callable[[Territory], Model]


def _good_station(territory: Territory) -> Model:
    station = rows.station(territory, is_new_build=True)
    rows.check(territory, station)
    rows.check(territory, station, StandardKind.TEN_ONE)
    return station


def _station_lacking_one(territory: Territory) -> Model:
    station = rows.station(territory, is_new_build=True)
    rows.check(territory, station, item_3=False)
    return station


def _six(territory: Territory) -> Model:
    return rows.check(territory, rows.station(territory))


def _five(territory: Territory) -> Model:
    return rows.check(territory, rows.station(territory), item_6=False)


def _national(territory: Territory) -> Model:
    return rows.honour(rows.station(territory))


def _provincial(territory: Territory) -> Model:
    return rows.honour(rows.station(territory), kind=Honour.PROVINCIAL_HUNDRED)


def _municipal(territory: Territory) -> Model:
    return rows.honour(rows.station(territory), kind=Honour.MUNICIPAL)


def _consulted(territory: Territory) -> Model:
    return rows.consultation(territory)


def _consulted_before(territory: Territory) -> Model:
    return rows.consultation(territory, held_on=date(2023, 12, 31))


def _trained(territory: Territory) -> Model:
    return rows.trainee(territory)


def _still_learning(territory: Territory) -> Model:
    return rows.trainee(territory, completed_on=None)


def _placed(territory: Territory) -> Model:
    return rows.referral(territory)


def _hired_only(territory: Territory) -> Model:
    return rows.referral(territory, started_on=None, state="hired")


def _mover(model: str, qualifying: Make, not_qualifying: Make, *moves: str) -> Mover:
    return Mover(
        model=f"stations.{model}",
        qualifying=qualifying,
        not_qualifying=not_qualifying,
        moves=frozenset(f"stations.{code}" for code in moves),
    )


MOVERS: tuple[Mover, ...] = (
    _mover("Station", _good_station, _station_lacking_one, "six_have", "ten_one_built"),
    _mover("StationCheck", _six, _five, "six_have"),
    _mover("StationHonour", _national, _municipal, "honour_national"),
    _mover("StationHonour", _provincial, _municipal, "honour_provincial"),
    _mover("Consultation", _consulted, _consulted_before, "consultations"),
    _mover("Trainee", _trained, _still_learning, "trained"),
    _mover("Referral", _placed, _hired_only, "placed"),
)
