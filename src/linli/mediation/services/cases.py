"""Writes about cases: registered, accepted or declined, led through the links, closed with one outcome."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.mediation import news
from linli.mediation.clocks import CASE_REVIEW
from linli.mediation.clocks import EXTENSION as FURTHER
from linli.mediation.consents import answer_of, missing, parties_of
from linli.mediation.models import (
    Agreement,
    CaseSource,
    DisputeCase,
    DisputeKind,
    Escalation,
    FollowUp,
    Intensity,
    Matter,
    Meeting,
    Outcome,
    Panel,
    Party,
    PartyConsent,
    Special,
)
from linli.mediation.naming import require_no_number
from linli.mediation.policies import require, require_community
from linli.mediation.required import missing as missing_papers
from linli.mediation.selectors import WHY, committee_on
from linli.mediation.services.team import keep
from linli.mediation.services.telling import held, told
from linli.mediation.states import CASE, IN_MEDIATION
from linli.mediation.timeline import require_day, require_past
from linli.orgs.models import Area, Theme
from linli.workflow import referrals
from linli.workflow.assigning import finish_at_end
from linli.workflow.calendar import SHANGHAI
from linli.workflow.machines import Step
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import RUNNING, clock_on, ends_on
from linli.workflow.services import extend, meet, start_deadline

SETTLE = "mediation.settle"
STEPS = ("match", "visit", "convene", "hear", "consult", "judge", "settle", "follow_up", "archive")
"""Verbs that move a case on and need nothing further."""
WITH_PANEL = ("convene", "hear", "consult", "judge")
WITHOUT = (Outcome.FAILED, Outcome.ENDED, Outcome.DECLINED)
"""Outcomes with which the parties are told, in the same act, what else they may do (第二十六条)."""


@transaction.atomic
def register_case(
    *,
    actor: Actor,
    community: Area,
    source: CaseSource,
    kind: DisputeKind,
    registered_on: date,
    intensity: Intensity = Intensity.ORDINARY,
    theme: Theme | None = None,
    summary: str = "",
    parties_count: int = 2,
    title: str = "",
    place: Area | None = None,
    account: str = "",
    claims: Sequence[str] = (),
    special: Special = Special.NONE,
    previous: DisputeCase | None = None,
) -> DisputeCase:
    """Note a dispute for review; the review is due in three workdays (configurable)."""
    require(actor, community)
    require_community(community)
    require_no_number(title, summary)
    require_past(registered_on, "登记", field="registered_on")
    case = DisputeCase(
        community=community,
        source=source,
        kind=kind,
        intensity=intensity,
        theme=theme,
        summary=summary,
        parties_count=parties_count,
        title=title,
        place=place,
        account=account,
        claims=list(claims),
        special=special,
        previous=previous,
        registered_on=registered_on,
        recorded_by_id=actor.account_id,
    )
    case.full_clean()
    case.save()
    start_deadline(actor=actor, target=case, code=CASE_REVIEW.code, area=community, started=registered_on)
    data = {"kind": kind.label, "community": community.name}
    log.record(actor=actor, code="mediation.case.registered", target=case, area_id=community.pk, data=data)
    return case


def _next_serial(community: Area, year: int) -> int:
    """One more than the last of the community's year: numbers have no gaps. Inside the caller's transaction."""
    Area.objects.unscoped(WHY).select_for_update().get(pk=community.pk)
    last = (
        DisputeCase.objects.unscoped(WHY)
        .filter(community=community, year=year)
        .aggregate(last=Max("serial"))["last"]
    )
    return int(last or 0) + 1


def _met(case: DisputeCase, actor: Actor, day: date) -> None:
    """Whatever clock runs on the case has been met on ``day``."""
    to = Reference.to(case)
    running = Deadline.objects.unscoped(WHY).filter(RUNNING, target_type=to.type, target_id=to.id)
    for deadline in running:
        noon = datetime.combine(day, time(12), SHANGHAI)
        meet(actor=actor, deadline=deadline, at=max(noon, deadline.started_at))


def _saved(case: DisputeCase, step: Step, actor: Actor, **further: Any) -> DisputeCase:
    """Keep the step and tell the log. ``further``: fields beside those the table sets."""
    for name, value in further.items():
        setattr(case, name, value)
    case.full_clean()
    case.save(update_fields=[*CASE.changed_fields(step.transition.verb), *further])
    data = {"verb": step.transition.label, "number": case.number or "未编号"}
    log.record(actor=actor, code="mediation.case.moved", target=case, area_id=case.community_id, data=data)
    finish_at_end(actor=actor, target=case, machine=CASE)
    return case


@transaction.atomic
def accept_case(*, actor: Actor, case: DisputeCase, accepted_on: date) -> DisputeCase:
    """Take the case up: it gets the next number of the year and a month to be settled in."""
    case = held(actor, case)
    require_day(accepted_on, "受理", ("登记", case.registered_on))
    due_on = ends_on(clock_on(SETTLE, accepted_on), accepted_on)
    step = CASE.apply(case, "accept", actor=actor, at=business_now(), accepted_on=accepted_on, due_on=due_on)
    _met(case, actor, accepted_on)
    serial = _next_serial(case.community, accepted_on.year)
    committee = committee_on(case.community, accepted_on)
    mark = committee.mark if committee is not None else ""
    case = _saved(case, step, actor, year=accepted_on.year, serial=serial, mark=mark)
    keep(actor=actor, case=case, on=accepted_on)
    start_deadline(actor=actor, target=case, code=SETTLE, area=case.community, started=accepted_on)
    referrals.tell(actor, Reference.to(case), news.ACCEPTED)
    return case


@transaction.atomic
def inform_parties(*, actor: Actor, case: DisputeCase) -> DisputeCase:
    """Every party was told its rights and agreed to mediation; without that there is none (第十七条).

    Raises ValidationError naming what is missing.
    """
    case = held(actor, case)
    parties = parties_of(case)
    if len(parties) < 2:
        raise ValidationError("至少登记两方当事人，才能开始调解。")
    if untold := [party for party in parties if party.told_rights_on is None]:
        raise ValidationError(f"还有 {len(untold)} 方没有告知权利义务。先告知，再调解。")
    require_consent(case, parties)
    keep(actor=actor, case=case, on=business_date())
    return _saved(case, CASE.apply(case, "inform", actor=actor, at=business_now(), consents=True), actor)


def require_consent(case: DisputeCase, parties: Sequence[Party] | None = None) -> None:
    """Every party's yes to mediation stands, a party's that joined later too. Raises ValidationError (第十七条)."""
    if lacking := missing(case, Matter.MEDIATION, parties):
        raise ValidationError(
            f"还有 {len(lacking)} 方没有同意调解，不能继续。依据：《人民调解法》第十七条。"
            "明确不同意的，记下“不同意”，案件随即终止，并告知其他解决途径。"
        )


@transaction.atomic
def move_case(*, actor: Actor, case: DisputeCase, verb: str) -> DisputeCase:
    """One of ``STEPS``. Raises TransitionRefused in words when the table does not allow it now."""
    case = held(actor, case)
    if verb not in STEPS:
        raise LookupError(f"{verb} is not a plain step")
    if case.stage in IN_MEDIATION:
        require_consent(case)
    if (
        verb in WITH_PANEL
        and not Panel.objects.unscoped(WHY).filter(case=case, formed_on__isnull=False).exists()
    ):
        raise ValidationError(
            "调解团还没有组成：查回避、问各方是否接受以后才能往下走。依据：《人民调解法》第十九条、第二十条。"
        )
    if verb == "archive" and verb in {step.verb for step in CASE.allowed(case.stage)}:
        _require_whole_file(case)
        _require_nothing_owed(case)
    return _saved(case, CASE.apply(case, verb, actor=actor, at=business_now()), actor)


def _require_nothing_owed(case: DisputeCase) -> None:
    owed = FollowUp.objects.unscoped(WHY).filter(case=case, done_on__isnull=True).order_by("serial").first()
    if owed is not None:
        raise ValidationError(
            f"还不能归档，第{owed.serial}次回访（{owed.due_on}）还没有做。回访都做完，再归档。"
        )


def _require_whole_file(case: DisputeCase) -> None:
    if lacking := missing_papers(case):
        raise ValidationError(
            f"还不能归档，卷里缺：{'、'.join(lacking)}。请补齐后再归档。依据：《人民调解法》第二十七条。"
        )


@transaction.atomic
def extend_case(*, actor: Actor, case: DisputeCase, until: date, on: date) -> DisputeCase:
    """Go on longer than a month: only when every party agreed to that, to that day or a later one (domain.md 4.3.5).

    One extension is at most as long as the district's clock ``mediation.extend`` says, and uses up every yes.
    """
    case = held(actor, case)
    if case.closed_on is not None or case.due_on is None:
        raise ValidationError("只有正在调解的案件才能延长。")
    if len(parties_of(case)) < 2:
        raise ValidationError("还没有登记两方当事人，没有人可以同意延长。")
    if lacking := missing(case, Matter.EXTENSION):
        raise ValidationError(
            f"还有 {len(lacking)} 方没有同意延长。延长要各方都同意；不同意的，到期按未达成结案。"
        )
    _require_within(case, until, on)
    to = Reference.to(case)
    clock = (
        Deadline.objects.unscoped(WHY)
        .filter(RUNNING, target_type=to.type, target_id=to.id, kind=SETTLE)
        .get()
    )
    end_of_day = datetime.combine(until, time(23, 59, 59), SHANGHAI)
    extend(
        actor=actor, deadline=clock, reason="各方同意延长", new_due_at=end_of_day, granted_at=business_now()
    )
    case.due_on, case.extended_on = until, on
    case.full_clean()
    case.save(update_fields=["due_on", "extended_on"])
    PartyConsent.objects.unscoped(WHY).filter(party__case=case, matter=Matter.EXTENSION).update(used_on=on)
    data = {"number": case.number, "until": until.isoformat()}
    log.record(actor=actor, code="mediation.case.extended", target=case, area_id=case.community_id, data=data)
    return case


def furthest(case: DisputeCase, on: date) -> date | None:
    """The last day to which the case may be extended now; None where no month runs."""
    return ends_on(clock_on(FURTHER.code, on), case.due_on) if case.due_on is not None else None


def _require_within(case: DisputeCase, until: date, on: date) -> None:
    """Later than now, within one further period, and within what each party said yes to. Raises ValidationError."""
    require_day(on, "延长", ("受理", case.accepted_on))
    latest = furthest(case, on)
    if case.due_on is None or latest is None or until <= case.due_on:
        raise ValidationError({"until": f"现在的期限是 {case.due_on}，延长到 {until} 不算延长。"})
    if until > latest:
        said = clock_on(FURTHER.code, on).said
        raise ValidationError(
            {
                "until": f"延长到 {until} 太久：现在的期限是 {case.due_on}，一次最多再延 {said}，"
                f"到 {latest}。还要再延的，到时候再问各方。"
            }
        )
    said_yes = [answer_of(party, Matter.EXTENSION) for party in parties_of(case)]
    if used := sum(each is not None and each.used_on is not None for each in said_yes):
        raise ValidationError(f"有 {used} 方的同意已经用于上一次延长。再要延长，请重新问各方。")
    days = [each.until for each in said_yes if each is not None and each.until is not None]
    if len(days) < len(said_yes):
        raise ValidationError("有的一方没有说同意延长到哪一天。请在“记一方的意见”里补记。")
    if until > min(days):
        raise ValidationError({"until": f"各方同意的最早是延长到 {min(days)}，{until} 超过了。"})


@transaction.atomic
def escalate(*, actor: Actor, case: DisputeCase, to: Escalation, on: date) -> DisputeCase:
    """It may turn violent: report it now; mediation goes on beside it unless transferred (第二十五条)."""
    case = held(actor, case)
    if case.closed_on is not None:
        raise ValidationError("案件已经结案。有新的危险，请登记新的案件并报告。")
    require_day(on, "报告", ("登记", case.registered_on))
    case.may_escalate, case.escalated_to, case.escalated_on = True, to, on
    case.full_clean()
    case.save(update_fields=["may_escalate", "escalated_to", "escalated_on"])
    data = {"number": case.number or "未编号", "to": Escalation(to).label}
    log.record(
        actor=actor, code="mediation.case.escalated", target=case, area_id=case.community_id, data=data
    )
    return case


def _closed(
    actor: Actor, case: DisputeCase, verb: str, outcome: Outcome, closed_on: date, **values: Any
) -> DisputeCase:
    case = held(actor, case)
    require_day(closed_on, "结案", ("登记", case.registered_on), ("受理", case.accepted_on))
    step = CASE.apply(case, verb, actor=actor, at=business_now(), closed_on=closed_on, **values)
    _met(case, actor, closed_on)
    further = {"remedies_told_on": closed_on} if outcome in WITHOUT else {}
    closed = _saved(case, step, actor, outcome=outcome, **further)
    _fall_away(actor, closed, closed_on)
    keep(
        actor=actor, case=closed, on=closed_on
    )  # whoever closes what nobody kept gives the parties their notice
    referrals.tell(actor, Reference.to(closed), news.CLOSED[outcome])
    return closed


def _fall_away(actor: Actor, case: DisputeCase, closed_on: date) -> None:
    """A meeting that was planned and not held is no part of a closed case."""
    by = min(datetime.combine(closed_on, time.max, SHANGHAI), business_now())
    planned = Meeting.objects.unscoped(WHY).filter(case=case, begun_at__gt=by, signed_on__isnull=True)
    if count := planned.filter(opinions__isnull=True, votes__isnull=True).delete()[0]:
        told(actor, case, "mediation.meeting.fell_away", count=count)


@transaction.atomic
def agree(*, actor: Actor, case: DisputeCase, closed_on: date, amount_fen: int | None = None) -> DisputeCase:
    """The parties' own agreement is in force (an opinion of the panel never is one): ``agreements.take_effect``."""
    if not Agreement.objects.unscoped(WHY).filter(case=case, effective_on__isnull=False).exists():
        raise ValidationError("达成协议要有已经生效的协议。请先写明条款，各方签字。")
    return _closed(actor, case, "agree", Outcome.AGREED, closed_on, amount_fen=amount_fen)


@transaction.atomic
def fail(*, actor: Actor, case: DisputeCase, closed_on: date, reason: str) -> DisputeCase:
    """No agreement: mediation ends and other remedies are told (第二十六条)."""
    return _closed(actor, case, "fail", Outcome.FAILED, closed_on, outcome_reason=reason)


@transaction.atomic
def end(*, actor: Actor, case: DisputeCase, closed_on: date, reason: str) -> DisputeCase:
    """A party withdrew its consent (第二十三条): the case ends in the same act."""
    return _closed(actor, case, "end", Outcome.ENDED, closed_on, outcome_reason=reason)


@transaction.atomic
def decline(*, actor: Actor, case: DisputeCase, closed_on: date, reason: str) -> DisputeCase:
    """Not taken up; ``reason`` names the remedy."""
    return _closed(actor, case, "decline", Outcome.DECLINED, closed_on, outcome_reason=reason)


@transaction.atomic
def transfer(*, actor: Actor, case: DisputeCase, closed_on: date, reason: str) -> DisputeCase:
    """Handed to police, court or a department (第二十五条)."""
    return _closed(actor, case, "transfer", Outcome.TRANSFERRED, closed_on, outcome_reason=reason)
