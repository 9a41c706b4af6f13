"""Which figures a row of each counted model moves. Appointments and stays are counted here, whoever keeps them."""

from datetime import date

from django.db.models import Model

from linli.grid.models import HonourLevel
from linli.people.models import Appointment, Household, Post, Stay
from tests.grid import rows
from tests.movers import Mover
from tests.territory import BEGIN, Territory


def _section_lead(territory: Territory) -> Model:
    return rows.appointment(territory, Post.SECTION_LEAD)


def _group_lead(territory: Territory) -> Model:
    return rows.appointment(territory, Post.GROUP_LEAD)


def _neighbour_lead(territory: Territory) -> Model:
    return rows.appointment(territory, index=1)


def _former_lead(territory: Territory) -> Model:
    return rows.appointment(territory, index=1, valid_to=date(2024, 10, 30))


def _secretary(territory: Territory) -> Model:
    return rows.appointment(territory, Post.COMMUNITY_SECRETARY)


def _stay(territory: Territory, index: int) -> Model:
    household = Household.everything.create(
        building=territory.buildings[index], door=f"{next(territory.numbers)}室", valid_from=BEGIN
    )
    return Stay.everything.create(
        household=household,
        neighbourhood=territory.neighbourhoods[index],
        micro_grid=territory.micro_grids[index],
        valid_from=BEGIN,
    )


def _lead(territory: Territory) -> None:
    rows.lead_in_office(territory, index=2)


def _served(territory: Territory) -> Model:
    return _stay(territory, 2)


def _without_lead(territory: Territory) -> Model:
    return _stay(territory, 3)


def _honoured(territory: Territory, index: int) -> Appointment:
    """A lead who has left office since, so that only the honour counts."""
    return rows.appointment(territory, index=index, valid_to=date(2024, 9, 1))


def _honoured_by_district(territory: Territory) -> Model:
    return rows.honour(territory, appointment=_honoured(territory, 0))


def _honoured_by_street(territory: Territory) -> Model:
    return rows.honour(territory, appointment=_honoured(territory, 3), level=HonourLevel.STREET)


MOVERS: tuple[Mover, ...] = (
    Mover(
        model="people.Appointment",
        qualifying=_section_lead,
        not_qualifying=_secretary,
        moves=frozenset({"grid.section_leads", "grid.three_leads"}),
    ),
    Mover(
        model="people.Appointment",
        qualifying=_group_lead,
        not_qualifying=_secretary,
        moves=frozenset({"grid.group_leads", "grid.three_leads"}),
    ),
    Mover(
        model="people.Appointment",
        qualifying=_neighbour_lead,
        not_qualifying=_former_lead,
        moves=frozenset({"grid.neighbour_leads", "grid.three_leads"}),
    ),
    Mover(
        model="people.Stay",
        qualifying=_served,
        not_qualifying=_without_lead,
        moves=frozenset({"grid.households_served"}),
        prepare=_lead,
    ),
    Mover(
        model="grid.BestNeighbourLead",
        qualifying=_honoured_by_district,
        not_qualifying=_honoured_by_street,
        moves=frozenset({"grid.best_neighbour_leads"}),
    ),
)
