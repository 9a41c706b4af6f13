"""Acts about the agreement and what follows: signed, in force, performed, confirmed, visited, broken."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404

from linli.common.clock import business_date
from linli.documents.words import day
from linli.mediation.consents import answer_of, missing
from linli.mediation.forms import after as after_forms
from linli.mediation.forms import cases as forms
from linli.mediation.forms import fields, rounds
from linli.mediation.forms.file import scans_of
from linli.mediation.models import (
    PAPER_ONLY,
    Agreement,
    Clause,
    Confirmation,
    CourtResult,
    Escalation,
    FollowUp,
    Form,
    Matter,
    Signature,
    Way,
)
from linli.mediation.selectors import committee_on
from linli.mediation.services import agreements, cases, follow_ups, mediators, panels, parties, performing
from linli.mediation.services.agreements import Owed
from linli.mediation.services.follow_ups import Seen
from linli.mediation.views.acting import WHY, Act, Asked
from linli.people.models import Person
from linli.ui.forms import ConfirmForm


def agreement(asked: Asked) -> Act:
    committee = committee_on(asked.case.community, business_date())
    people = mediators.may_settle(asked.case, committee, business_date())
    by_ref = {person.ref: person for person in people}
    form = after_forms.AgreementForm(
        asked.data,
        initial=_written(asked, people),
        parties=asked.parties,
        mediators=[(person.ref, person.name) for person in people],
        paper_only=asked.case.special in PAPER_ONLY or bool(missing(asked.case, Matter.E_SIGN)),
    )

    def do(data: dict[str, Any]) -> Any:
        owed = [
            Owed(
                obligor=form.parties[each["who"]],
                obligee=form.parties.get(each["to"] or ""),
                duty=each["duty"],
                amount_fen=each["fen"],
                due_on=each["due"],
                way=each["way"],
            )
            for each in data["owed"]
        ]
        return agreements.draft_agreement(
            actor=asked.actor,
            case=asked.case,
            form=Form(data["form"]),
            facts=data["facts"],
            issues=data["issues"],
            clauses=owed,
            mediator=by_ref.get(data["mediator"]),
            recorder=data["recorder"],
            is_electronic=data.get("is_electronic", False),
            on=data["on"],
        )

    return Act(
        question="写协议",
        told="一条一件事：谁、做什么、最迟哪天、怎么做。重写以后，原来的签字作废。",
        verb="写好了",
        form=form,
        do=do,
        template="case_agreement",
    )


def _written(asked: Asked, people: Sequence[Person]) -> dict[str, Any]:
    """What is already written, to be changed; at first what is known of the case."""
    own = Agreement.objects.unscoped(WHY).filter(case=asked.case).select_related("mediator").first()
    if own is None:
        panel = panels.panel_of(asked.case)
        chairs = [m.person.ref for m in panels.sitting(panel) if m.is_convenor] if panel is not None else []
        known = {person.ref for person in people}
        return {
            "facts": asked.case.account or asked.case.summary,
            "issues": asked.case.summary,
            "mediator": next((ref for ref in chairs if ref in known), ""),
            "recorder": asked.name,
        }
    found: dict[str, Any] = {
        "form": own.form,
        "facts": own.facts,
        "issues": own.issues,
        "is_electronic": own.is_electronic,
        "mediator": own.mediator.ref if own.mediator is not None else "",
        "recorder": own.recorder,
    }
    rows = Clause.objects.unscoped(WHY).filter(agreement=own).select_related("obligor", "obligee")
    for each in rows.order_by("serial"):
        mark = f"clause_{each.serial}_"
        found |= {
            f"{mark}who": each.obligor.ref,
            f"{mark}to": each.obligee.ref if each.obligee is not None else "",
            f"{mark}duty": each.duty,
            f"{mark}fen": Decimal(each.amount_fen) / 100 if each.amount_fen is not None else None,
            f"{mark}due": each.due_on,
            f"{mark}way": each.way,
        }
    return found


def sign(asked: Asked) -> Act:
    agreement = asked.agreement
    rows = Signature.objects.unscoped(WHY).filter(agreement=agreement)
    known = {row.party_id: row for row in rows}
    form = rounds.SignForm(asked.data, parties=asked.parties, electronic=agreement.is_electronic, known=known)

    def do(data: dict[str, Any]) -> Any:
        for party, way, by_agent in form.signed():
            agreements.sign(
                actor=asked.actor,
                agreement=agreement,
                party=party,
                way=way,
                on=data["on"],
                by_agent=by_agent,
            )
        return True

    return Act(
        question="各方签字",
        told="纸面协议印出来，各方当面签；签好的扫描入卷。有代理人的，要有授权委托书。",
        verb="记下",
        form=form,
        do=do,
        template="case_round",
    )


def mediator(asked: Asked) -> Act:
    """The mediator of the draft: asked for every ground, accepted by every party."""
    draft = asked.agreement
    person, form = draft.mediator, forms.MediatorForm(asked.data)
    if person is None or draft.effective_on is not None:
        raise Http404

    def do(data: dict[str, Any]) -> Any:
        mediators.seat_mediator(
            actor=asked.actor,
            case=asked.case,
            person=person,
            said=form.said(),
            estate_asked=data["estate_asked"],
            way=Way(data["way"]),
            on=data["on"],
        )
        return True

    return Act(
        question=f"{person.name}要不要回避，各方接受吗",
        told="逐条问本人。有亲属、同住、利害关系、同单位的，不能做这个案件的调解员，请改协议、另选一位。记录查得出的，自动查。",
        verb="记下",
        form=form,
        do=do,
    )


def seal(asked: Asked) -> Act:
    agreement = asked.agreement
    return Act(
        question="调解员签字，调委会盖章",
        told="依据：《人民调解法》第二十九条。",
        verb="已签字盖章",
        form=fields.DayForm(asked.data),
        do=lambda d: agreements.seal_agreement(actor=asked.actor, agreement=agreement, on=d["on"]),
    )


def effect(asked: Asked) -> Act:
    agreement = asked.agreement
    return Act(
        question="协议生效，案件结案？",
        told="生效后编号，按 7、30、90 天回访；可以司法确认的，30 日内各方共同申请。",
        verb="协议生效",
        form=fields.DayForm(asked.data),
        do=lambda d: agreements.take_effect(actor=asked.actor, agreement=agreement, on=d["on"]),
    )


def perform(asked: Asked) -> Act:
    rows = Clause.objects.unscoped(WHY).filter(agreement__case=asked.case, ref=asked.rest)
    clause = rows.select_related("agreement__case__community").first()
    if clause is None:
        raise Http404
    return Act(
        question=f"第{clause.serial}条履行了没有",
        told=f"{clause.duty}，最迟 {day(clause.due_on)}，{clause.way}。",
        verb="记下",
        form=after_forms.PerformForm(asked.data, asked.files),
        do=lambda d: performing.note_performance(
            actor=asked.actor,
            clause=clause,
            done_on=d["on"],
            evidence=d["evidence"],
            amount_fen=d["amount_fen"],
            is_complete=d["is_complete"],
            scans=scans_of(d),
        ),
    )


def court(asked: Asked) -> Act:
    agreement = asked.agreement
    last = agreements.last_day_to_apply(agreement)
    if last is None:
        raise Http404
    over = f"最后一天是{day(last)}，已经过了；还可以就协议向法院起诉。" if business_date() > last else ""
    return Act(
        question="共同申请司法确认",
        told=over or f"最迟{day(last)}，各方一起申请，不收费。依据：《人民调解法》第三十三条。",
        verb="已申请",
        form=after_forms.CourtForm(asked.data),
        do=lambda d: agreements.apply_for_confirmation(
            actor=asked.actor, agreement=agreement, court=d["court"], on=d["on"]
        ),
    )


def decision(asked: Asked) -> Act:
    confirmation = Confirmation.objects.unscoped(WHY).filter(agreement__case=asked.case).first()
    if confirmation is None:
        raise Http404

    def do(data: dict[str, Any]) -> Any:
        values = {**data, "result": CourtResult(data["result"])}
        return agreements.note_decision(actor=asked.actor, confirmation=confirmation, **values)

    return Act(question="法院的结果", verb="记下", form=after_forms.DecisionForm(asked.data), do=do)


def follow_up(asked: Asked) -> Act:
    rows = FollowUp.objects.unscoped(WHY).filter(case=asked.case, ref=asked.rest, done_on__isnull=True)
    visit = rows.select_related("case__community").first()
    if visit is None:
        raise Http404

    def do(data: dict[str, Any]) -> Any:
        values = dict(data)
        on = values.pop("on")
        return follow_ups.note_follow_up(actor=asked.actor, follow_up=visit, seen=Seen(**values), on=on)

    return Act(
        question=f"第{visit.serial}次回访", verb="记下", form=after_forms.FollowUpForm(asked.data), do=do
    )


def extend(asked: Asked) -> Act:
    latest = cases.furthest(asked.case, business_date())
    yes = [answer_of(party, Matter.EXTENSION) for party in asked.parties]
    days = [each.until for each in yes if each is not None and each.until is not None and not each.used_on]
    usual = min([*days, *([latest] if latest is not None else [])], default=None)
    form = forms.ExtendForm(asked.data, usual=usual)
    return Act(
        question="延长调解期限",
        told="要各方都同意延长，并且说好延长到哪一天；先在“记一方的意见”里记下。同意只用一次，再延要重新问。"
        + (f"这一次最多延长到{day(latest)}。" if latest is not None else ""),
        verb="延长",
        form=form,
        do=lambda d: cases.extend_case(
            actor=asked.actor, case=asked.case, until=d["until"], on=business_date()
        ),
    )


def escalate(asked: Asked) -> Act:
    return Act(
        question="有激化可能，已经报告",
        told="可能引起治安案件、刑事案件的，马上报公安。依据：《人民调解法》第二十五条。",
        verb="记下",
        form=forms.EscalateForm(asked.data),
        do=lambda d: cases.escalate(actor=asked.actor, case=asked.case, to=Escalation(d["to"]), on=d["on"]),
    )


def public(asked: Asked) -> Act:
    return Act(
        question="公开调解？",
        told="要各方都同意公开。有一方改主意，随即改为不公开。",
        verb="公开调解",
        form=ConfirmForm(asked.data),
        do=lambda _: parties.hold_in_public(actor=asked.actor, case=asked.case),
    )


def relapse(asked: Asked) -> Act:
    return Act(
        question="又反复了，登记新的案件",
        told="当事人带过去，权利义务重新告知，意见重新问。由您承办。",
        verb="登记",
        form=forms.RelapseForm(asked.data, initial={"title": asked.case.title}),
        do=lambda d: follow_ups.relapse(actor=asked.actor, case=asked.case, **d),
    )
