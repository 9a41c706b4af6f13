"""Doing what the rules of retention say: in batches, one act per rule and run, with a count and a digest."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from linli.access.actor import SYSTEM, Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.privacy.holdings import cutoff
from linli.privacy.models import RetentionRun
from linli.privacy.policies import SET_RETENTION
from linli.privacy.retention import Rule, all_rules
from linli.workflow.clocks import clock
from linli.workflow.deadlines import Unit
from linli.workflow.models import ClockRuleOverride
from linli.workflow.selectors import clock_on
from linli.workflow.services import set_clock

BATCH = 500
RUNS = "the machine's own record; nobody's data"


@dataclass(frozen=True)
class Outcome:
    """What one rule found due on ``day``; nothing was done on a dry run."""

    rule: Rule
    before: date
    kept: str
    count: int
    digest: str = ""


def run(*, actor: Actor = SYSTEM, day: date | None = None, dry: bool = False) -> list[Outcome]:
    """Every rule in order; may be run again at any time. ``dry`` only counts.

    Raises PermissionDenied unless the system itself asks, or the run is dry.
    """
    if not (dry or actor.is_system):
        raise PermissionDenied("到期处理由平台每天自动进行，不由个人执行。")
    day = day or business_date()
    return [_counted(rule, day) if dry else _run(actor, rule, day) for rule in all_rules()]


def run_daily() -> None:
    """For the day's work."""
    run()


def _counted(rule: Rule, day: date) -> Outcome:
    before = cutoff(rule.clock, day)
    return Outcome(rule, before, clock_on(rule.clock, day).said, rule.due(before, day).count())


@transaction.atomic
def _run(actor: Actor, rule: Rule, day: date) -> Outcome:
    before, kept = cutoff(rule.clock, day), clock_on(rule.clock, day).said
    ids = sorted(rule.due(before, day).order_by().values_list("pk", flat=True))
    if not ids:
        return Outcome(rule, before, kept, 0)
    for batch in _batches(ids):
        rule.erase(batch)
    digest = hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()
    done = RetentionRun.everything.create(
        rule=rule.code, day=day, before=before, kept=kept, count=len(ids), digest=digest
    )
    log.record(
        actor=actor,
        code="privacy.retention.ran",
        target=done,
        data={"rule": rule.label, "then": rule.then.label, "count": len(ids), "digest": digest[:16]},
    )
    return Outcome(rule, before, kept, len(ids), digest)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


@transaction.atomic
def set_period(*, actor: Actor, rule: Rule, amount: int, basis: str, day: date) -> ClockRuleOverride:
    """The district's own period from ``day`` on. Raises PermissionDenied; ValidationError where a law fixes it."""
    if not actor.may(SET_RETENTION):
        raise PermissionDenied("保存期限由区级工作人员调整。")
    unit = Unit(clock(rule.clock).unit or Unit.DAY)
    return set_clock(actor=actor, code=rule.clock, amount=amount, unit=unit, basis=basis, valid_from=day)
