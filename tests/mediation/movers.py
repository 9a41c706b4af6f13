"""Which figures a row of each counted model moves."""

from collections.abc import Callable
from datetime import date

from django.db.models import Model

from linli.mediation.models import Category, Outcome
from tests.mediation.rows import closed_case, ledgers, notable, open_case
from tests.movers import Mover
from tests.territory import Territory


def _listed(territory: Territory) -> Model:
    return notable(territory)


def _listed_as(category: Category) -> Callable[[Territory], Model]:
    return lambda territory: notable(territory, primary_category=category)


def _left(territory: Territory) -> Model:
    return notable(territory, left_on=date(2024, 10, 30), left_reason="moved")


def _agreed(territory: Territory) -> Model:
    return closed_case(territory)


def _transferred(territory: Territory) -> Model:
    return closed_case(territory, outcome=Outcome.TRANSFERRED)


def _failed(territory: Territory) -> Model:
    return closed_case(territory, outcome=Outcome.FAILED)


def _open(territory: Territory) -> Model:
    return open_case(territory)


def _ledger(territory: Territory) -> Model:
    return ledgers(territory.district, 2024)[0]


def _ledger_of_another_year(territory: Territory) -> Model:
    return ledgers(territory.district, 2022)[0]


RATE = frozenset({"mediation.cases_mediated", "mediation.agreements", "mediation.success_rate"})
MOVERS: tuple[Mover, ...] = (
    Mover(
        model="mediation.Notable",
        qualifying=_listed,
        not_qualifying=_left,
        moves=frozenset({"mediation.notables", "mediation.notables_party"}),
    ),
    *(
        Mover(
            model="mediation.Notable",
            qualifying=_listed_as(category),
            not_qualifying=_left,
            moves=frozenset({"mediation.notables", f"mediation.notables_{code}"}),
        )
        for category, code in (
            (Category.DELEGATE, "delegates"),
            (Category.REPRESENTATIVE, "representatives"),
            (Category.VOLUNTEER, "volunteers"),
            (Category.OTHER, "others"),
        )
    ),
    Mover(model="mediation.DisputeCase", qualifying=_agreed, not_qualifying=_transferred, moves=RATE),
    Mover(
        model="mediation.DisputeCase",
        qualifying=_failed,
        not_qualifying=_open,
        moves=frozenset({"mediation.cases_mediated", "mediation.success_rate"}),
    ),
    Mover(
        model="mediation.IllegalBuildingLedger",
        qualifying=_ledger,
        not_qualifying=_ledger_of_another_year,
        moves=frozenset({"mediation.four_zero_years"}),
    ),
)
