"""The agreement: drafted by clauses, signed, sealed, in force with its number; performed; confirmed by the court."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from linli.access.actor import Actor
from linli.mediation.consents import all_agree, missing, parties_of
from linli.mediation.models import (
    PAPER_ONLY,
    UNCONFIRMABLE,
    Agreement,
    Clause,
    Committee,
    Confirmation,
    CourtResult,
    DisputeCase,
    Form,
    Matter,
    Party,
    Signature,
)
from linli.mediation.selectors import committee_on
from linli.mediation.services.cases import agree
from linli.mediation.services.follow_ups import plan
from linli.mediation.services.mediators import require_fit, require_unbarred
from linli.mediation.services.telling import WHY, locked, noon, open_case, told
from linli.mediation.states import IN_MEDIATION
from linli.mediation.timeline import first, last, require_day, require_not_before
from linli.people.models import Person
from linli.workflow.deadlines import day_of
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import RUNNING
from linli.workflow.services import meet, start_deadline

CONFIRM = "mediation.confirm.apply"


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One clause to be. Money in fen."""

    obligor: Party
    duty: str
    due_on: date
    way: str
    obligee: Party | None = None
    amount_fen: int | None = None


@transaction.atomic
def draft_agreement(
    *,
    actor: Actor,
    case: DisputeCase,
    form: Form,
    facts: str,
    issues: str,
    clauses: Iterable[Owed],
    mediator: Person | None = None,
    recorder: str = "",
    is_electronic: bool = False,
    on: date,
) -> Agreement:
    """Write the agreement down, anew as often as needed until it is in force; earlier signatures fall away with it.

    ``on``: the day it was written as it reads now. Raises ValidationError without a clause, before everybody agreed
    to mediation, for an electronic form where not all agreed or the law excludes it, for a mediator who has to stand
    aside, and where the community has no committee.
    """
    case = open_case(actor, case)
    _require_going(case)
    told_on = first(party.told_rights_on for party in parties_of(case))
    require_day(on, "写成", ("受理", case.accepted_on), ("告知权利义务", told_on))
    if mediator is not None:
        require_unbarred(case, mediator, on)
    owed = list(clauses)
    if not owed:
        raise ValidationError("协议至少要有一条：谁、做什么、最迟哪天、怎么做。")
    if is_electronic:
        _require_electronic(case)
    agreement = Agreement.objects.unscoped(WHY).filter(case=case).first()
    if agreement is None:
        agreement = Agreement(case=case, committee=_committee(case, on), recorded_by_id=actor.account_id)
    agreement.form, agreement.facts, agreement.issues = form, facts, issues
    agreement.mediator, agreement.recorder, agreement.is_electronic = mediator, recorder, is_electronic
    agreement.copies = len(parties_of(case)) + 1
    agreement.mediator_signed_on = agreement.sealed_on = None
    agreement.drafted_on = on
    agreement.full_clean()
    agreement.save()
    Signature.objects.unscoped(WHY).filter(agreement=agreement).delete()
    Clause.objects.unscoped(WHY).filter(agreement=agreement).delete()
    for serial, each in enumerate(owed, start=1):
        _clause(actor, agreement, serial, each)
    told(actor, case, "mediation.agreement.drafted", form=Form(form).label)
    return agreement


def _require_going(case: DisputeCase) -> None:
    if case.stage not in IN_MEDIATION or not all_agree(case, Matter.MEDIATION):
        raise ValidationError(
            "各方都被告知并同意调解以后，才能达成协议。依据：《人民调解法》第十七条、第二十八条。"
        )


def _require_electronic(case: DisputeCase) -> None:
    if case.special in PAPER_ONLY:
        raise ValidationError(
            f"涉及{case.get_special_display()}的协议不能用电子形式，请用纸签。依据：《电子签名法》第三条。"
        )
    if lacking := missing(case, Matter.E_SIGN):
        raise ValidationError(f"还有 {len(lacking)} 方没有同意电子签名，请用纸签。")


def _committee(case: DisputeCase, on: date) -> Committee:
    committee = committee_on(case.community, on)
    if committee is None:
        raise ValidationError(f"{case.community.name}还没有登记人民调解委员会，协议没有地方盖章。请先登记。")
    return committee


def _clause(actor: Actor, agreement: Agreement, serial: int, owed: Owed) -> None:
    if {owed.obligor.case_id, owed.obligee.case_id if owed.obligee else agreement.case_id} != {
        agreement.case_id
    }:
        raise ValidationError(f"第{serial}条写的不是本案的当事人。")
    _require_due(serial, owed.due_on, ("协议写成", agreement.drafted_on))
    values = {each.name: getattr(owed, each.name) for each in fields(owed)}
    clause = Clause(agreement=agreement, serial=serial, recorded_by_id=actor.account_id, **values)
    clause.full_clean()
    clause.save()


def _require_due(serial: int, due_on: date, since: tuple[str, date | None]) -> None:
    """Nobody owes what had to be done before it was promised."""
    require_not_before(due_on, f"第{serial}条最迟", since, field=f"clause_{serial}_due")


def _unfinished(agreement: Agreement) -> Agreement:
    fresh = Agreement.objects.unscoped(WHY).select_related("case", "committee").get(pk=agreement.pk)
    if fresh.effective_on is not None:
        raise ValidationError(f"协议{fresh.number}已在 {fresh.effective_on} 生效，不能再改。")
    return fresh


@transaction.atomic
def sign(
    *, actor: Actor, agreement: Agreement, party: Party, way: str, on: date, by_agent: bool = False
) -> Signature:
    """A party signs, seals or puts a finger; electronically only under an electronic agreement."""
    case = open_case(actor, agreement.case)
    agreement = _unfinished(agreement)
    if party.case_id != case.pk:
        raise ValidationError("这一方不是本案的当事人。")
    require_day(on, "签字", ("协议写成", agreement.drafted_on), ("告知这一方权利义务", party.told_rights_on))
    if agreement.is_electronic:
        _require_electronic(case)
    if (way == "electronic") != agreement.is_electronic:
        raise ValidationError("电子协议用电子签名，纸面协议用手签、盖章或指印，不能混用。")
    if by_agent and not party.agent_name:
        raise ValidationError("这一方没有登记代理人。请先登记代理人和授权委托书。")
    row, _ = Signature.everything.update_or_create(
        agreement=agreement,
        party=party,
        defaults={"way": way, "by_agent": by_agent, "signed_on": on, "recorded_by_id": actor.account_id},
    )
    said = row.get_way_display()
    told(actor, case, "mediation.agreement.signed", side=party.get_side_display(), way=said)
    return row


@transaction.atomic
def seal_agreement(*, actor: Actor, agreement: Agreement, on: date) -> Agreement:
    """The mediator signed and the committee put its seal (第二十九条)."""
    case = open_case(actor, agreement.case)
    agreement = _unfinished(agreement)
    require_day(on, "签字盖章", ("协议写成", agreement.drafted_on), ("受理", case.accepted_on))
    require_fit(case, agreement.committee, agreement.mediator, on)
    agreement.mediator_signed_on = agreement.sealed_on = on
    agreement.full_clean()
    agreement.save(update_fields=["mediator_signed_on", "sealed_on"])
    told(actor, case, "mediation.agreement.sealed")
    return agreement


def lacking(agreement: Agreement) -> list[str]:
    """What a written agreement still needs to be in force, in words; empty when nothing."""
    found = []
    signed = set(
        Signature.objects.unscoped(WHY).filter(agreement=agreement).values_list("party_id", flat=True)
    )
    if open_ := [party for party in parties_of(agreement.case) if party.pk not in signed]:
        found.append(f"还有 {len(open_)} 方没有签字")
    if agreement.mediator_signed_on is None:
        found.append("调解员还没有签字，调委会还没有盖章")
    return found


@transaction.atomic
def take_effect(*, actor: Actor, agreement: Agreement, on: date) -> Agreement:
    """The agreement is in force and closes the case as agreed: the next number of the committee's year, the thirty
    days for judicial confirmation (unless excluded), the follow-ups. Only the parties bring this about.
    """
    case = open_case(actor, agreement.case)
    agreement = _unfinished(agreement)
    _require_going(case)
    if agreement.form == Form.WRITTEN and (reasons := lacking(agreement)):
        raise ValidationError("协议还不能生效：" + "；".join(reasons) + "。依据：《人民调解法》第二十九条。")
    clauses = list(Clause.objects.unscoped(WHY).filter(agreement=agreement).order_by("serial"))
    if not clauses:
        raise ValidationError("协议还没有条款。")
    _require_in_time(case, agreement, on)
    for clause in clauses:
        _require_due(clause.serial, clause.due_on, ("协议生效", on))
    if agreement.is_electronic:
        _require_electronic(case)
    require_fit(case, agreement.committee, agreement.mediator, on)
    agreement.copies = len(parties_of(case)) + 1
    agreement.year, agreement.serial = on.year, _next_serial(agreement.committee, on.year)
    agreement.effective_on = on
    agreement.full_clean()
    agreement.save(update_fields=["year", "serial", "effective_on", "copies"])
    amount = sum(clause.amount_fen or 0 for clause in clauses)
    agree(actor=actor, case=case, closed_on=on, amount_fen=amount or case.amount_fen)
    told(actor, case, "mediation.agreement.took_effect", agreement=agreement.number)
    if may_be_confirmed(case) and agreement.form == Form.WRITTEN:
        start_deadline(actor=actor, target=agreement, code=CONFIRM, area=case.community, started=on)
    plan(actor=actor, case=case, effective_on=on)
    return agreement


def _require_in_time(case: DisputeCase, agreement: Agreement, on: date) -> None:
    """In force no earlier than the last hand on it (第二十九条), nor in time to come."""
    signed = Signature.objects.unscoped(WHY).filter(agreement=agreement).values_list("signed_on", flat=True)
    hands = last((*signed, agreement.sealed_on))
    require_day(
        on, "生效", ("最后签字或盖章", hands), ("协议写成", agreement.drafted_on), ("受理", case.accepted_on)
    )


@transaction.atomic
def back_to_paper(*, actor: Actor, case: DisputeCase) -> None:
    """Somebody does not sign electronically any more, or the law closes that way: a draft is one on paper again."""
    rows = Agreement.objects.unscoped(WHY).filter(case=case, is_electronic=True, effective_on__isnull=True)
    draft = rows.first()
    if draft is None:
        return
    draft.is_electronic = False
    draft.save(update_fields=["is_electronic"])
    void_signatures(actor=actor, case=case, agreement=draft)


def void_signatures(*, actor: Actor, case: DisputeCase, agreement: Agreement) -> None:
    """Signatures and seal of a draft fall away: what was signed reads otherwise now. Inside the caller's act."""
    rows = Signature.objects.unscoped(WHY).filter(agreement=agreement)
    if not rows.exists() and agreement.mediator_signed_on is None:
        return
    rows.delete()
    agreement.mediator_signed_on = agreement.sealed_on = None
    agreement.full_clean()
    agreement.save(update_fields=["mediator_signed_on", "sealed_on"])
    told(actor, case, "mediation.agreement.unsigned")


def _next_serial(committee: Committee, year: int) -> int:
    """One more than the committee's last of the year, inside the caller's transaction: no gap, no double."""
    Committee.objects.unscoped(WHY).select_for_update().get(pk=committee.pk)
    rows = Agreement.objects.unscoped(WHY).filter(committee=committee, year=year)
    return int(rows.aggregate(last=Max("serial"))["last"] or 0) + 1


def may_be_confirmed(case: DisputeCase) -> bool:
    """Not for marriage, adoption or other personal status (domain.md T13)."""
    return case.special not in UNCONFIRMABLE


@transaction.atomic
def apply_for_confirmation(*, actor: Actor, agreement: Agreement, court: str, on: date) -> Confirmation:
    """All parties together ask the court, within thirty days of effect (第三十三条)."""
    case = locked(actor, agreement.case)
    if not may_be_confirmed(case):
        raise ValidationError(
            f"涉及{case.get_special_display()}的协议，法院不受理司法确认。"
            "依据：《最高人民法院关于人民调解协议司法确认程序的若干规定》第四条。"
        )
    if agreement.effective_on is None or agreement.form != Form.WRITTEN:
        raise ValidationError("要有已经生效的书面协议，才能申请司法确认。")
    asked = Confirmation.objects.unscoped(WHY).filter(agreement=agreement).first()
    if asked is not None:
        raise ValidationError(
            f"已在 {asked.applied_on} 向{asked.court}共同申请过，不能再记一次。写错了的，请用“更正司法确认的记录”。"
        )
    require_day(on, "申请", ("协议生效", agreement.effective_on))
    clock, latest = _running(agreement), last_day_to_apply(agreement)
    if latest is not None and on > latest:
        raise ValidationError(
            f"协议 {agreement.effective_on} 生效，共同申请最迟到 {latest}，已经过期。"
            "还可以就协议向法院起诉。依据：《人民调解法》第三十二条、第三十三条。"
        )
    row = Confirmation(agreement=agreement, court=court, applied_on=on, recorded_by_id=actor.account_id)
    row.full_clean()
    row.save()
    if clock is not None:
        meet(actor=actor, deadline=clock, at=max(noon(on), clock.started_at))
    told(actor, case, "mediation.confirmation.applied")
    return row


def last_day_to_apply(agreement: Agreement) -> date | None:
    """The last of the thirty days in which the court may be asked; None where it never may: not in force, spoken, or
    of a kind the court does not confirm."""
    if (
        agreement.effective_on is None
        or agreement.form != Form.WRITTEN
        or not may_be_confirmed(agreement.case)
    ):
        return None
    clock = _running(agreement)
    return day_of(clock.due_at) if clock and clock.due_at else agreement.effective_on + timedelta(days=30)


def _running(agreement: Agreement) -> Deadline | None:
    to = Reference.to(agreement)
    rows = Deadline.objects.unscoped(WHY).filter(RUNNING, target_type=to.type, target_id=to.id, kind=CONFIRM)
    return rows.first()


@transaction.atomic
def note_decision(
    *,
    actor: Actor,
    confirmation: Confirmation,
    result: CourtResult,
    decided_on: date,
    accepted_on: date | None = None,
    document: str = "",
) -> Confirmation:
    """What the court said."""
    case = locked(actor, confirmation.agreement.case)
    rows = Confirmation.objects.unscoped(WHY).select_for_update().select_related("agreement__case")
    confirmation = rows.get(pk=confirmation.pk)
    if confirmation.decided_on is not None:
        raise ValidationError(f"已记下法院的结果：{confirmation.get_result_display()}。")
    confirmation.result, confirmation.decided_on = result, decided_on
    confirmation.accepted_on, confirmation.document = accepted_on or confirmation.accepted_on, document
    require_court_days(confirmation)
    confirmation.full_clean()
    confirmation.save(update_fields=["result", "decided_on", "accepted_on", "document"])
    told(actor, case, "mediation.confirmation.decided", result=CourtResult(result).label)
    return confirmation


def require_court_days(row: Confirmation) -> None:
    """Applied for by the parties, accepted, decided, in this order and not in time to come."""
    agreement = row.agreement
    require_day(row.applied_on, "申请", ("协议生效", agreement.effective_on), field="applied_on")
    since: tuple[tuple[str, date | None], ...] = (("共同申请", row.applied_on),)
    if row.accepted_on is not None:
        require_day(row.accepted_on, "法院受理", *since, field="accepted_on")
        since = (*since, ("法院受理", row.accepted_on))
    if row.decided_on is not None:
        require_day(row.decided_on, "法院作出决定", *since, field="decided_on")
