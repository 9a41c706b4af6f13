"""Monthly pay as the payer's list has it, and the running funds of communities."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.money import yuan
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.workforce.models import (
    BudgetCategory,
    BudgetLine,
    BudgetSource,
    OperatingBudget,
    Payroll,
    Worker,
)
from linli.workforce.policies import require
from linli.workforce.selectors import WHY


@transaction.atomic
def record_pay(
    *,
    actor: Actor,
    worker: Worker,
    month: date,
    base_fen: int,
    level_fen: int = 0,
    performance_fen: int = 0,
    allowance_fen: int = 0,
    insurance_fen: int = 0,
) -> Payroll:
    """One worker's pay of one month in fen; the gross is their sum, without the unit's insurance share."""
    require(actor, worker.community)
    if month.day != 1:
        raise ValidationError("工资月份用当月 1 日表示。请改为当月 1 日。")
    payroll = Payroll(
        worker=worker,
        community=worker.community,
        month=month,
        base_fen=base_fen,
        level_fen=level_fen,
        performance_fen=performance_fen,
        allowance_fen=allowance_fen,
        gross_fen=base_fen + level_fen + performance_fen + allowance_fen,
        insurance_fen=insurance_fen,
        recorded_by_id=actor.account_id,
    )
    payroll.full_clean()
    payroll.save()
    # The log says that pay was recorded, never how much: an amount is personal.
    _log(actor, "recorded", payroll, {"month": f"{month:%Y-%m}"})
    return payroll


@transaction.atomic
def note_paid(*, actor: Actor, payroll: Payroll, paid_on: date) -> Payroll:
    """The pay was handed out; from ``paid_on`` on the month counts."""
    rows = Payroll.objects.unscoped(WHY).select_related("community")
    payroll = rows.select_for_update(of=("self",)).get(pk=payroll.pk)
    require(actor, payroll.community)
    if payroll.paid_on is not None:
        raise ValidationError(f"{payroll.month:%Y-%m} 工资已登记在 {payroll.paid_on} 发放。")
    payroll.paid_on = paid_on
    payroll.full_clean()
    payroll.save(update_fields=["paid_on"])
    _log(actor, "paid", payroll, {"month": f"{payroll.month:%Y-%m}", "day": paid_on.isoformat()})
    return payroll


@transaction.atomic
def adopt_budget(
    *,
    actor: Actor,
    community: Area,
    year: int,
    adopted_on: date,
    lines: Mapping[tuple[BudgetSource, BudgetCategory], int],
    full_year: bool = True,
    note: str = "",
) -> OperatingBudget:
    """Give a community its running funds of a year: amounts in fen by who pays and what for."""
    require(actor, community, Kind.COMMUNITY)
    if not lines:
        raise ValidationError("运转经费至少要有一笔资金。请填写资金来源、用途和金额。")
    budget = OperatingBudget(
        community=community,
        year=year,
        full_year=full_year,
        adopted_on=adopted_on,
        note=note.strip(),
        recorded_by_id=actor.account_id,
    )
    budget.full_clean()
    budget.save()
    for (source, category), amount_fen in lines.items():
        line = BudgetLine(
            budget=budget,
            source=source,
            category=category,
            amount_fen=amount_fen,
            recorded_by_id=actor.account_id,
        )
        line.full_clean()
        line.save()
    log.record(
        actor=actor,
        code="workforce.budget.adopted",
        target=budget,
        area_id=community.pk,
        data={"year": year, "community": community.name, "amount": yuan(sum(lines.values()))},
    )
    return budget


def _log(actor: Actor, done: str, payroll: Payroll, data: dict[str, str]) -> None:
    log.record(
        actor=actor,
        code=f"workforce.pay.{done}",
        target=payroll,
        area_id=payroll.community_id,
        data=data,
    )
