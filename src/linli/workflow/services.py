"""Writes: deadlines are started, met, extended, paused, resumed and dropped; clocks are set.

Every refusal is a ``ValidationError`` in words. Policies are asked by the system whose thing it is.
"""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import models, transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.orgs.models import Area
from linli.workflow import selectors
from linli.workflow.calendar import SHANGHAI, Calendar, YearUnpublished
from linli.workflow.clocks import ClockRule, clock
from linli.workflow.deadlines import HOURLY, Unit, due, resumed
from linli.workflow.models import ClockRuleOverride, Deadline, Extension, Resumption, Suspension
from linli.workflow.references import Reference

WHY = "the caller has shown that it may write the thing the deadline is set on"


def build_deadline(
    *, target: models.Model, rule: ClockRule, area: Area, started: date | datetime, calendar: Calendar
) -> Deadline:
    """An unsaved deadline: for ``bulk_create`` of many. Saves and logs nothing.

    Where the end lies in a year not yet published, ``due_at`` stays empty and ``awaits_year`` says why.
    """
    if rule.unit is None:
        raise ValueError(f"{rule.code} is a share, not a clock")
    to = Reference.to(target)
    begins = _instant(started) if rule.unit in HOURLY else started
    due_at, awaits = _due_or_awaits(begins, rule.amount, rule.unit, rule.rolls, calendar)
    return Deadline(
        target_type=to.type,
        target_id=to.id,
        area=area,
        kind=rule.code,
        amount=rule.amount,
        unit=rule.unit.value,
        rolls=rule.rolls,
        basis=rule.basis,
        started_at=_instant(started),
        due_at=due_at,
        awaits_year=awaits,
    )


@transaction.atomic
def start_deadline(
    *, actor: Actor, target: models.Model, code: str, area: Area, started: date | datetime
) -> Deadline:
    """Set the clock ``code`` on ``target``, with the value in force on the day it starts.

    Refused while the same clock runs on the same thing.
    """
    calendar = selectors.working_calendar()
    moment = _instant(started)
    rule = selectors.clock_on(code, moment.astimezone(SHANGHAI).date())
    deadline = build_deadline(target=target, rule=rule, area=area, started=started, calendar=calendar)
    to = Reference.to(target)
    running = Deadline.objects.unscoped(WHY).filter(
        selectors.RUNNING, target_type=to.type, target_id=to.id, kind=code
    )
    if running.exists():
        raise ValidationError(
            f"“{rule.object}”的时限已经在计。同一件事同一种时限只计一个；先办完或撤销再重新起算。"
        )
    deadline.save()
    _log(actor, "started", deadline, said=rule.said)
    return deadline


@transaction.atomic
def meet(*, actor: Actor, deadline: Deadline, at: datetime) -> Deadline:
    """The thing was done at ``at``, in time or not. A paused clock is met all the same."""
    deadline = _running(deadline)
    if at < deadline.started_at:
        raise ValidationError("办完的时间早于起算时间，请核对日期。")
    deadline.met_at, deadline.paused_at = at, None
    deadline.save(update_fields=["met_at", "paused_at"])
    _log(actor, "met", deadline, at=_shown(at))
    return deadline


@transaction.atomic
def drop(*, actor: Actor, deadline: Deadline, reason: str, at: datetime) -> Deadline:
    """The thing the clock was set for fell away (withdrawn, ended, handed over)."""
    reason = _reason(reason, "撤销时限")
    deadline = _running(deadline)
    deadline.dropped_at, deadline.drop_reason, deadline.paused_at = at, reason, None
    deadline.save(update_fields=["dropped_at", "drop_reason", "paused_at"])
    _log(actor, "dropped", deadline)
    return deadline


@transaction.atomic
def extend(
    *, actor: Actor, deadline: Deadline, reason: str, new_due_at: datetime, granted_at: datetime
) -> Extension:
    """Move the end later. ``deadlines.due(due_at, amount, unit, calendar)`` gives a legal new end."""
    reason = _reason(reason, "延期")
    deadline = _running(deadline)
    before = _ticking_due(deadline, "延期")
    if new_due_at <= before:
        raise ValidationError("延期后的到期时间要晚于原来的到期时间；时限只能延长，不能缩短。")
    extension = Extension.everything.create(
        deadline=deadline,
        reason=reason,
        granted_by_id=actor.account_id,
        granted_at=granted_at,
        due_before=before,
        new_due_at=new_due_at,
    )
    deadline.due_at = new_due_at
    deadline.save(update_fields=["due_at"])
    _log(actor, "extended", deadline, before=_shown(before), after=_shown(new_due_at))
    return extension


@transaction.atomic
def suspend(*, actor: Actor, deadline: Deadline, reason: str, at: datetime) -> Suspension:
    """Let the clock stand still from ``at``."""
    reason = _reason(reason, "暂停计时")
    deadline = _running(deadline)
    _ticking_due(deadline, "暂停")
    if at < deadline.started_at:
        raise ValidationError("暂停的时间早于起算时间，请核对日期。")
    last = deadline.suspensions.order_by("-number").first()
    if last is not None and at < last.resumption.resumed_at:
        raise ValidationError("暂停的时间早于上一次恢复的时间，请核对日期。")
    suspension = Suspension.everything.create(
        deadline=deadline,
        number=last.number + 1 if last else 1,
        reason=reason,
        suspended_by_id=actor.account_id,
        suspended_at=at,
    )
    deadline.paused_at = at
    deadline.save(update_fields=["paused_at"])
    _log(actor, "suspended", deadline)
    return suspension


@transaction.atomic
def resume(*, actor: Actor, deadline: Deadline, reason: str, at: datetime) -> Resumption:
    """Let the clock go on from ``at``; what was left is left again, in the deadline's own unit.

    Raises ``YearUnpublished`` when the new end lies in such a year.
    """
    reason = _reason(reason, "恢复计时")
    deadline = _running(deadline)
    if deadline.paused_at is None or deadline.due_at is None:
        raise ValidationError("这个时限没有暂停，不用恢复。")
    if at < deadline.paused_at:
        raise ValidationError("恢复的时间早于暂停的时间，请核对日期。")
    before = deadline.due_at
    new_due_at = resumed(
        before,
        Unit(deadline.unit),
        deadline.paused_at,
        at,
        selectors.working_calendar(),
        rolls=deadline.rolls,
    )
    resumption = Resumption.everything.create(
        suspension=deadline.suspensions.get(resumption__isnull=True),
        reason=reason,
        resumed_by_id=actor.account_id,
        resumed_at=at,
        due_before=before,
        new_due_at=new_due_at,
    )
    deadline.due_at, deadline.paused_at = new_due_at, None
    deadline.save(update_fields=["due_at", "paused_at"])
    _log(actor, "resumed", deadline, after=_shown(new_due_at))
    return resumption


@transaction.atomic
def settle_awaiting() -> int:
    """Give an end to the running deadlines that waited for a calendar now published; how many got one.

    No act of anybody: the end follows from the record and the calendar. Called after a calendar is loaded.
    """
    calendar, settled = selectors.read_calendar(), []
    rows = Deadline.objects.unscoped("the calendar settles them everywhere").filter(due_at__isnull=True)
    for deadline in rows.select_for_update():
        due_at, awaits = _due_or_awaits(
            deadline.started_at, deadline.amount, Unit(deadline.unit), deadline.rolls, calendar
        )
        if due_at != deadline.due_at or awaits != deadline.awaits_year:
            deadline.due_at, deadline.awaits_year = due_at, awaits
            settled.append(deadline)
    Deadline.everything.bulk_update(settled, ["due_at", "awaits_year"], batch_size=500)
    return sum(deadline.due_at is not None for deadline in settled)


@transaction.atomic
def set_clock(
    *, actor: Actor, code: str, amount: int, unit: Unit, basis: str, valid_from: date
) -> ClockRuleOverride:
    """The district's own value for a configurable clock from ``valid_from`` on; ends the one before."""
    rule = clock(code)
    if not rule.configurable:
        raise ValidationError(
            f"“{rule.object}”的时限是 {rule.said}，由{rule.basis}规定，不能自行调整。法律修改后随系统更新。"
        )
    if unit not in rule.units:
        said = "、".join(each.label for each in rule.units)
        raise ValidationError(f"“{rule.object}”不能按{unit.label}计算，单位请选{said}。")
    own = ClockRuleOverride.objects.unscoped(WHY).select_for_update().filter(code=code)
    if own.filter(valid_from__gte=valid_from).exists():
        raise ValidationError("已经有从同一天或更晚开始的设置。请改选更晚的开始日期。")
    own.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=valid_from)).update(
        valid_to=valid_from
    )
    override = ClockRuleOverride(
        code=code, amount=amount, unit=unit.value, basis=basis.strip(), valid_from=valid_from
    )
    override.full_clean()
    override.save()
    log.record(
        actor=actor,
        code="workflow.clock.set",
        target=override,
        data={"clock": rule.object, "said": unit.said(amount), "day": valid_from.isoformat()},
    )
    return override


def _instant(started: date | datetime) -> datetime:
    if isinstance(started, datetime):
        if started.tzinfo is None:
            raise ValueError("an instant is aware")
        return started
    return datetime.combine(started, time.min, SHANGHAI)


def _due_or_awaits(
    started: date | datetime, amount: int, unit: Unit, rolls: bool, calendar: Calendar
) -> tuple[datetime | None, int | None]:
    try:
        return due(started, amount, unit, calendar, rolls=rolls), None
    except YearUnpublished as missing:
        return None, missing.year


def _running(deadline: Deadline) -> Deadline:
    """The row as it is now, locked; refused when it no longer runs."""
    fresh = Deadline.objects.unscoped(WHY).select_for_update().get(pk=deadline.pk)
    if not fresh.is_running:
        raise ValidationError(f"“{fresh.name}”的时限已经结束，不能再改。")
    return fresh


def _ticking_due(deadline: Deadline, act: str) -> datetime:
    if deadline.paused_at is not None:
        raise ValidationError(f"“{deadline.name}”正在暂停计时，不能{act}。请先恢复计时。")
    if deadline.due_at is None:
        raise ValidationError(
            f"“{deadline.name}”的到期日待 {deadline.awaits_year} 年工作日历公布，现在不能{act}。请先载入该年日历。"
        )
    return deadline.due_at


def _reason(reason: str, act: str) -> str:
    if not reason.strip():
        raise ValidationError(f"{act}要写明理由，理由会告诉当事人。请填写理由。")
    return reason.strip()


def _shown(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _log(actor: Actor, done: str, deadline: Deadline, **data: str) -> None:
    # Reasons stay in the records: free text may name a person, and the log cannot forget.
    log.record(
        actor=actor,
        code=f"workflow.deadline.{done}",
        target=deadline,
        area_id=deadline.area_id,
        data={"clock": deadline.name, **data},
    )
