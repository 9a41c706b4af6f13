"""Which figures a row of each counted model moves."""

from collections.abc import Callable
from datetime import date

from django.db.models import Model

from linli.burden.models import ListLevel
from tests.burden import rows
from tests.movers import Mover
from tests.territory import Territory

Make = Callable[[Territory], Model]


def _provincial(territory: Territory) -> Model:
    return rows.item(territory)


def _of_district(territory: Territory) -> Model:
    return rows.item(territory, ListLevel.DISTRICT)


def _repealed(territory: Territory) -> Model:
    return rows.item(territory, valid_to=date(2024, 10, 30))


def _of_district_to_come(territory: Territory) -> Model:
    return rows.item(territory, ListLevel.DISTRICT, valid_from=date(2024, 10, 31))


def _removed(territory: Territory) -> Model:
    return rows.plaque(territory)


def _renewed(territory: Territory) -> Model:
    return rows.plaque(territory, finding="allowed", basis="旧牌换新")


def _sent_back(territory: Territory) -> Model:
    return rows.secondment(territory)


def _lawful(territory: Territory) -> Model:
    return rows.secondment(territory, finding="lawful", approval_doc="1号")


def _dropped(territory: Territory) -> Model:
    return rows.certificate_item(territory)


def _still_issued(territory: Territory) -> Model:
    return rows.issued_item(territory)


def _closed(territory: Territory) -> Model:
    return rows.account(territory)


def _of_a_shop(territory: Territory) -> Model:
    return rows.account(territory, is_government=False)


def _mover(model: str, qualifying: Make, not_qualifying: Make, *moves: str) -> Mover:
    return Mover(
        model=f"burden.{model}",
        qualifying=qualifying,
        not_qualifying=not_qualifying,
        moves=frozenset(f"burden.{code}" for code in moves),
    )


MOVERS: tuple[Mover, ...] = (
    _mover("BurdenItem", _provincial, _repealed, "provincial_items"),
    _mover("BurdenItem", _of_district, _of_district_to_come, "district_items"),
    _mover("Plaque", _removed, _renewed, "plaques_removed"),
    _mover("Secondment", _sent_back, _lawful, "secondments_returned"),
    _mover("CertItem", _dropped, _still_issued, "certificates_dropped"),
    _mover("PublicAccount", _closed, _of_a_shop, "accounts_closed"),
)
