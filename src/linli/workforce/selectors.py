"""Questions about community workers, their certificates, honours, pay, budgets and recruitment."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import F, Q, QuerySet

from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.workforce.models import (
    SOCIAL_WORK_KINDS,
    AllowanceRule,
    AttendanceStatus,
    BudgetLine,
    Candidate,
    Certificate,
    Commendation,
    Congress,
    CongressAttendance,
    LevelRule,
    OperatingBudget,
    Payroll,
    RecruitPlanUnit,
    Worker,
)
from linli.workforce.states import REJECTED

WHY = "figures narrow to an area the caller was admitted to"


def workers_in_post(day: date) -> QuerySet[Worker]:
    """Everybody employed on ``day``."""
    return Worker.objects.unscoped(WHY).filter(in_force(day, start="hired_on", end="left_on"))


def level_rules_on(day: date) -> QuerySet[LevelRule]:
    """Bands in force."""
    return LevelRule.objects.unscoped(WHY).filter(in_force(day))


def social_work_certificates_held(day: date) -> QuerySet[Certificate]:
    """Social-work certificates issued by ``day`` and still held, of workers in post on that day.

    Those found false on verification are not certificates; those still to be verified are.
    """
    return (
        Certificate.objects.unscoped(WHY)
        .filter(
            in_force(day, start="issued_on", end="revoked_on"),
            in_force(day, prefix="worker__", start="hired_on", end="left_on"),
            kind__in=SOCIAL_WORK_KINDS,
        )
        .exclude(state=REJECTED)
    )


def allowance_rules_on(day: date) -> QuerySet[AllowanceRule]:
    """Allowances in force."""
    return AllowanceRule.objects.unscoped(WHY).filter(in_force(day))


def congress_attendances(period: Period) -> QuerySet[CongressAttendance]:
    """Workers who came to a congress held within the period: one row per worker and congress."""
    return CongressAttendance.objects.unscoped(WHY).filter(
        congress__held_on__range=(period.start, period.end), status=AttendanceStatus.ATTENDED
    )


def commendations_decided(period: Period) -> QuerySet[Commendation]:
    """Commendations decided within the period."""
    return Commendation.objects.unscoped(WHY).filter(decided_on__range=(period.start, period.end))


def _run_ending(years: Iterable[int], this_year: int) -> range:
    """The unbroken years up to this year, or up to last year while this year is not in ``years`` yet."""
    held = set(years)
    last = this_year if this_year in held else this_year - 1
    first = last
    while first in held:
        first -= 1
    return range(first + 1, last + 1)


def congresses_in_a_row(area: Area, period: Period) -> QuerySet[Congress]:
    """Congresses of exactly this area that make up the yearly run standing at the cut-off."""
    held = Congress.objects.unscoped(WHY).filter(area=area, held_on__lte=period.cutoff)
    run = _run_ending(held.values_list("year", flat=True), period.year)
    return held.filter(year__gte=run.start, year__lt=run.stop).order_by("-year")


def congress_runs(areas: Sequence[Area], period: Period) -> dict[int, int]:
    """Area id → length of its run, in one query."""
    years: dict[int, list[int]] = {}
    rows = Congress.objects.unscoped(WHY).filter(area__in=areas, held_on__lte=period.cutoff)
    for area_id, year in rows.values_list("area_id", "year"):
        years.setdefault(area_id, []).append(year)
    return {area_id: len(_run_ending(held, period.year)) for area_id, held in years.items()}


def payrolls_paid(period: Period) -> QuerySet[Payroll]:
    """Pay of the months that begin within the period, paid by its last day: one row per person and month."""
    return Payroll.objects.unscoped(WHY).filter(
        month__range=(period.start, period.end), paid_on__lte=period.cutoff
    )


def full_year_budgets(period: Period) -> QuerySet[OperatingBudget]:
    """Full-year budgets of the cut-off's year, given out by then: one row per community."""
    return OperatingBudget.objects.unscoped(WHY).filter(
        year=period.year, full_year=True, adopted_on__lte=period.cutoff
    )


def full_year_budget_lines(period: Period) -> QuerySet[BudgetLine]:
    """The amounts of ``full_year_budgets``."""
    return BudgetLine.objects.unscoped(WHY).filter(
        budget__year=period.year, budget__full_year=True, budget__adopted_on__lte=period.cutoff
    )


def recruiting_units(period: Period) -> QuerySet[RecruitPlanUnit]:
    """Streets taking part in plans announced within the period, those that stepped back by its end left out."""
    return RecruitPlanUnit.objects.unscoped(WHY).filter(
        Q(withdrew_on__isnull=True) | Q(withdrew_on__gt=period.cutoff),
        plan__announced_on__range=(period.start, period.end),
    )


def candidates_recommended(period: Period) -> QuerySet[Candidate]:
    """Workers recommended after assessment within the period, whatever became of it afterwards."""
    return Candidate.objects.unscoped(WHY).filter(recommended_on__range=(period.start, period.end))


def level_outside_band(day: date) -> QuerySet[Worker]:
    """Workers in post whose level no band of their post in force allows. Bands hold for the whole district."""
    fits = Q(pk__in=())
    for post, lowest, highest in level_rules_on(day).values_list("post", "min_level", "max_level"):
        fits |= Q(post=post, level__gte=lowest, level__lte=highest)
    return workers_in_post(day).exclude(fits)


def budgets_without_lines() -> QuerySet[OperatingBudget]:
    """Budgets that name no amount."""
    return OperatingBudget.objects.unscoped(WHY).filter(lines__isnull=True)


def candidates_of_other_streets() -> QuerySet[Candidate]:
    """Candidates put up by a street in which their community does not lie today."""
    return Candidate.objects.unscoped(WHY).exclude(worker__community__parent=F("street"))
