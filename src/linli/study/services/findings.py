"""Writes of findings: registered, fed back in writing, put right, verified by somebody else, closed or handed over."""

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.people.models import Person
from linli.study.clocks import FEED_BACK, PLAN, VERIFY, rectify_clock
from linli.study.models import Finding, FindingCategory, GuidanceVisit, GuidedUnit, Severity, Verdict
from linli.study.policies import require
from linli.study.states import FINDING
from linli.workflow import services as deadlines
from linli.workflow.assigning import finish_at_end
from linli.workflow.calendar import SHANGHAI
from linli.workflow.clocks import ClockRule
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import RUNNING

WHY = "the service has admitted the actor to the unit or the campaign of the finding"


def _fresh(finding: Finding) -> Finding:
    """The row as it is now, locked."""
    return (
        Finding.objects.unscoped(WHY)
        .select_for_update(of=("self",))
        .select_related("unit__organisation__area", "unit__campaign__area", "unit__group")
        .get(pk=finding.pk)
    )


def _start(actor: Actor, finding: Finding, rule: ClockRule, day: date) -> Deadline:
    area = finding.unit.organisation.area
    return deadlines.start_deadline(actor=actor, target=finding, code=rule.code, area=area, started=day)


def _running(finding: Finding, *rules: ClockRule) -> list[Deadline]:
    to = Reference.to(finding)
    rows = Deadline.objects.unscoped(WHY).filter(RUNNING, target_type=to.type, target_id=to.id)
    return list(rows.filter(kind__in=[rule.code for rule in rules]) if rules else rows)


def _meet(actor: Actor, finding: Finding, day: date, *rules: ClockRule) -> None:
    at = datetime.combine(day, time(12), SHANGHAI)
    for deadline in _running(finding, *rules):
        deadlines.meet(actor=actor, deadline=deadline, at=max(at, deadline.started_at))


def _act(actor: Actor, finding: Finding, verb: str, **values: Any) -> Finding:
    """Do the verb, save, log. The log keeps no text of the finding: it could not be taken out again."""
    step = FINDING.apply(finding, verb, actor=actor, at=business_now(), **values)
    finding.full_clean()
    finding.save()
    log.record(
        actor=actor,
        code="study.finding.changed",
        target=finding,
        area_id=finding.unit.organisation.area_id,
        data={
            "unit": finding.unit.organisation.name,
            "verb": step.transition.label,
            "source": FINDING.state(step.source).label,
            "target": FINDING.state(step.target).label,
        },
    )
    finish_at_end(actor=actor, target=finding, machine=FINDING)
    return finding


@transaction.atomic
def register_finding(
    *,
    actor: Actor,
    unit: GuidedUnit,
    category: FindingCategory,
    severity: Severity,
    description: str,
    found_on: date,
    visit: GuidanceVisit | None = None,
    basis: str = "",
    recurrence_of: Finding | None = None,
) -> Finding:
    """Note a problem of a unit; feedback is due in three workdays (configurable).

    Raises PermissionDenied outside the campaign's area; ValidationError without a description, for a future
    day, a visit to another unit.
    """
    require(actor, unit.campaign.area)
    if found_on > business_date():
        raise ValidationError("发现日期不能晚于今天。")
    if visit is not None and visit.unit_id != unit.pk:
        raise ValidationError("这次督导不是对这个单位的。请改选督导或单位。")
    finding = Finding(
        unit=unit,
        visit=visit,
        category=category,
        severity=severity,
        description=description.strip(),
        basis=basis.strip(),
        found_on=found_on,
        recurrence_of=recurrence_of,
        recorded_by_id=actor.account_id,
    )
    if not finding.description:
        raise ValidationError("请写明是什么问题。")
    finding.full_clean()
    finding.save()
    _start(actor, finding, FEED_BACK, found_on)
    log.record(
        actor=actor,
        code="study.finding.registered",
        target=finding,
        area_id=unit.organisation.area_id,
        data={
            "category": category.label,
            "severity": severity.label,
            "unit": unit.organisation.name,
        },
    )
    return finding


@transaction.atomic
def feed_back(
    *, actor: Actor, finding: Finding, day: date, feedback_no: str, due_on: date | None = None
) -> Finding:
    """Tell the unit in writing. Without ``due_on`` the clock for its severity sets the day."""
    finding = _fresh(finding)
    require(actor, finding.unit.campaign.area)
    FINDING.check(finding, "feed_back", fed_back_on=day, feedback_no=feedback_no, due_on=due_on or day)
    _meet(actor, finding, day, FEED_BACK)
    _start(actor, finding, PLAN, day)
    running = _start(actor, finding, rectify_clock(Severity(finding.severity)), day)
    if due_on is None:
        if running.due_at is None:
            raise ValidationError(f"{running.awaits_year} 年工作日历还没有公布，请写明整改期限。")
        due_on = running.due_at.astimezone(SHANGHAI).date()
    return _act(actor, finding, "feed_back", fed_back_on=day, feedback_no=feedback_no.strip(), due_on=due_on)


@transaction.atomic
def plan(*, actor: Actor, finding: Finding, owner: Person, measures: str, day: date) -> Finding:
    """The unit names who puts it right, and how."""
    finding = _fresh(finding)
    require(actor, finding.unit.organisation.area)
    found = _act(actor, finding, "plan", owner=owner, measures=measures.strip())
    _meet(actor, found, day, PLAN)
    return found


@transaction.atomic
def extend(
    *, actor: Actor, finding: Finding, extended_to: date, reason: str, approved_by: Person, day: date
) -> Finding:
    """Give more time, once, with a reason; only the leader of the unit's group approves."""
    finding = _fresh(finding)
    require(actor, finding.unit.campaign.area)
    if finding.extended_to is not None:
        raise ValidationError(f"已经延期到 {finding.extended_to}，只能延期一次。请按期整改，或移交。")
    if finding.unit.group.leader_id != approved_by.pk:
        raise ValidationError("延期由联系这个单位的指导组组长批准。请改选批准人。")
    found = _act(
        actor,
        finding,
        "extend",
        extended_to=extended_to,
        extension_reason=reason.strip(),
        extension_by=approved_by,
    )
    for deadline in _running(found, rectify_clock(Severity(found.severity))):
        deadlines.extend(
            actor=actor,
            deadline=deadline,
            reason=reason,
            new_due_at=datetime.combine(extended_to, time(17, 30), SHANGHAI),
            granted_at=datetime.combine(day, time(12), SHANGHAI),
        )
    return found


@transaction.atomic
def submit(*, actor: Actor, finding: Finding, rectified_by: Person, day: date, evidence: str) -> Finding:
    """The unit says it is put right; an earlier verdict makes way for the next."""
    finding = _fresh(finding)
    require(actor, finding.unit.organisation.area)
    FINDING.check(finding, "submit", rectified_on=day, rectified_by=rectified_by, evidence=evidence)
    finding.verifier, finding.verified_on, finding.verdict, finding.verdict_note = None, None, "", ""
    found = _act(
        actor, finding, "submit", rectified_on=day, rectified_by=rectified_by, evidence=evidence.strip()
    )
    _meet(actor, found, day, PLAN, rectify_clock(Severity(found.severity)))
    _start(actor, found, VERIFY, day)
    return found


@transaction.atomic
def send_back(*, actor: Actor, finding: Finding, verifier: Person, day: date, reason: str) -> Finding:
    """Verification failed. Raises ValidationError when the verifier is who put it right (two persons)."""
    finding = _fresh(finding)
    require(actor, finding.unit.campaign.area)
    found = _act(
        actor,
        finding,
        "send_back",
        verifier=verifier,
        verified_on=day,
        verdict=Verdict.RETURNED,
        verdict_note=reason.strip(),
    )
    _meet(actor, found, day, VERIFY)
    return found


@transaction.atomic
def close(*, actor: Actor, finding: Finding, verifier: Person, day: date) -> Finding:
    """销号. Raises ValidationError when the verifier is who put it right (two persons), or ``day`` is to come."""
    finding = _fresh(finding)
    require(actor, finding.unit.campaign.area)
    if day > business_date():
        raise ValidationError("核验后再销号：日期不能晚于今天。")
    found = _act(
        actor,
        finding,
        "close",
        verifier=verifier,
        verified_on=day,
        verdict=Verdict.PASSED,
        closed_on=day,
    )
    _meet(actor, found, day, VERIFY)
    return found


@transaction.atomic
def hand_over(*, actor: Actor, finding: Finding, to: str, day: date) -> Finding:
    """A lead on a violation leaves for ``to``: its text goes at once, only the stub stays."""
    finding = _fresh(finding)
    require(actor, finding.unit.campaign.area)
    FINDING.check(finding, "hand_over", handed_over_to=to, handed_over_on=day)
    finding.description = finding.basis = finding.measures = finding.evidence = finding.verdict_note = ""
    finding.extended_to, finding.extension_reason, finding.extension_by = None, "", None
    found = _act(actor, finding, "hand_over", handed_over_to=to.strip(), handed_over_on=day)
    for deadline in _running(found):
        at = max(datetime.combine(day, time(12), SHANGHAI), deadline.started_at)
        deadlines.drop(actor=actor, deadline=deadline, reason="已移交", at=at)
    return found
