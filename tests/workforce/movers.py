"""Which figures a row of each counted model moves.

Attendance and commendation need a congress, which would lengthen the district's run: theirs is a street's.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Model

from linli.workforce.models import Congress, OperatingBudget
from tests.movers import Mover
from tests.territory import Territory
from tests.workforce import rows

Make = Callable[[Territory], Model]


def _street_congress(territory: Territory) -> Congress:
    """A congress that is nobody's run but its street's."""
    return rows.congress(territory, area=territory.streets[1])


def _congress(territory: Territory) -> Model:
    return rows.congress(territory)


def _congress_to_come(territory: Territory) -> Model:
    return rows.congress(territory, date(2024, 12, 19))


def _attended(territory: Territory) -> Model:
    return rows.attendance(territory, congress=_street_congress(territory))


def _excused(territory: Territory) -> Model:
    return rows.attendance(territory, congress=_street_congress(territory), status="excused")


def _commended(territory: Territory) -> Model:
    return rows.commendation(territory, congress=_street_congress(territory))


def _declined(territory: Territory) -> Model:
    return rows.commendation(
        territory,
        congress=_street_congress(territory),
        state="declined",
        decided_on=None,
        reason="名额已满",
    )


def _certificate(territory: Territory) -> Model:
    return rows.certificate(territory)


def _other_certificate(territory: Territory) -> Model:
    return rows.certificate(territory, kind="other", level="")


def _allowance(level: str) -> Make:
    return lambda territory: rows.allowance(territory, level=level)


def _past_allowance(level: str) -> Make:
    return lambda territory: rows.allowance(territory, level=level, valid_to=date(2024, 10, 30))


def _paid(territory: Territory) -> Model:
    return rows.payroll(territory)


def _unpaid(territory: Territory) -> Model:
    return rows.payroll(territory, paid_on=None)


def _budget(territory: Territory) -> Model:
    found = rows.budget(territory)
    rows.line(territory, budget=found)
    return found


def _part_year(territory: Territory) -> Model:
    found = rows.budget(territory, full_year=False, note="新设")
    rows.line(territory, budget=found)
    return found


def _two_budgets(territory: Territory) -> None:
    rows.line(territory)
    rows.line(territory, budget=_part_year_budget(territory))


def _line(territory: Territory) -> Model:
    return rows.line(territory, budget=OperatingBudget.everything.get(full_year=True), source="street")


def _part_year_line(territory: Territory) -> Model:
    return rows.line(territory, budget=OperatingBudget.everything.get(full_year=False), source="street")


def _part_year_budget(territory: Territory) -> OperatingBudget:
    return rows.budget(territory, community=territory.communities[2], full_year=False, note="新设")


def _unit(territory: Territory) -> Model:
    return rows.unit(territory)


def _unit_gone(territory: Territory) -> Model:
    return rows.unit(territory, withdrew_on=date(2024, 7, 1))


def _recommended(territory: Territory) -> Model:
    return rows.candidate(territory)


def _applied(territory: Territory) -> Model:
    return rows.candidate(territory, state="applied", recommended_on=None)


def _mover(model: str, qualifying: Make, not_qualifying: Make, *moves: str) -> Mover:
    return Mover(
        model=f"workforce.{model}",
        qualifying=qualifying,
        not_qualifying=not_qualifying,
        moves=frozenset(moves),
    )


MOVERS: tuple[Mover, ...] = (
    _mover("Congress", _congress, _congress_to_come, "workforce.congress_years"),
    _mover("CongressAttendance", _attended, _excused, "workforce.congress_attendees"),
    _mover("Commendation", _commended, _declined, "workforce.commended"),
    _mover("Certificate", _certificate, _other_certificate, "workforce.certified"),
    *(
        _mover("AllowanceRule", _allowance(level), _past_allowance(level), f"workforce.allowance_{level}")
        for level in ("junior", "intermediate", "senior")
    ),
    _mover("Payroll", _paid, _unpaid, "burden.average_pay"),
    _mover("OperatingBudget", _budget, _part_year, "burden.average_running_funds"),
    Mover(
        model="workforce.BudgetLine",
        prepare=_two_budgets,
        qualifying=_line,
        not_qualifying=_part_year_line,
        moves=frozenset({"burden.average_running_funds"}),
    ),
    _mover("RecruitPlanUnit", _unit, _unit_gone, "burden.recruiting_streets"),
    _mover("Candidate", _recommended, _applied, "burden.recommended"),
)
