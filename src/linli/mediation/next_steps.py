"""What a case owes next: one thing, with what else may be done instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from linli.audit.selectors import about
from linli.common.clock import business_date
from linli.disclosure.selectors import SEEN
from linli.documents.words import day
from linli.mediation.case_file import CaseFile, gather
from linli.mediation.consents import missing
from linli.mediation.models import (
    Agreement,
    Clause,
    Confirmation,
    DisputeCase,
    Form,
    Matter,
    Meeting,
    MeetingKind,
    Outcome,
    Party,
)
from linli.mediation.required import missing_of
from linli.mediation.services import agreements, draws, follow_ups, mediators, panels
from linli.mediation.states import ARCHIVED, CASE, CLOSED_STAGES, REGISTERED

WHY = "belongs to a case the reader was admitted to"
MEETING_OF = {
    "visiting": MeetingKind.VISIT,
    "hearing": MeetingKind.HEARING,
    "consulting": MeetingKind.CONSULTATION,
    "judging": MeetingKind.JUDGING,
    "settling": MeetingKind.SETTLING,
}


ACT, PAPER, FILE = "act", "paper", "file"
NOTICES: dict[str, tuple[str, str]] = {
    Outcome.DECLINED: ("declined", "不予受理告知书"),
    Outcome.FAILED: ("ended", "终止调解告知书"),
    Outcome.ENDED: ("ended", "终止调解告知书"),
}
"""What the parties are given when a case is over without an agreement: code and title of the paper."""


@dataclass(frozen=True)
class Next:
    """What is owed now: the heading, a sentence, where the button leads; what else may be done.

    to:     to what ``slug`` leads: an act, a paper to print, or the file.
    papers: what may be printed beside it, code and words.
    """

    heading: str
    words: str
    verb: str
    slug: str
    others: Sequence[tuple[str, str]] = ()
    to: str = ACT
    papers: Sequence[tuple[str, str]] = ()


def late_by(due: date, today: date) -> str:
    """``超 3 天``, or "" while it is not late."""
    return f"超 {(today - due).days} 天" if today > due else ""


def _before(case: DisputeCase, parties: Sequence[Party]) -> Next:
    if case.stage == REGISTERED:
        others = (("party", "登记当事人"), ("decline", "不予受理"), ("transfer", "移送"))
        return Next("审查要不要受理", "三个工作日内定。受理后有一个月时间调解。", "受理", "accept", others)
    ending = (("end", "一方不愿继续，终止"), ("transfer", "移送"))
    if len(parties) < 2:
        return Next("登记当事人", "至少两方。姓名只有办案人员看得到。", "登记当事人", "party", ending)
    untold = sum(party.told_rights_on is None for party in parties)
    lacking = missing(case, Matter.MEDIATION, parties)
    more = (("party", "再登记一方"), *ending)
    if untold or lacking:
        words = f"还有 {untold} 方没有告知" if untold else f"还有 {len(lacking)} 方没有同意调解"
        return Next(
            "告知权利义务，问各方意见", f"{words}。先告知，再逐项问。", "记下各方意见", "answers", more
        )
    return Next(
        "各方都同意了，可以开始", "从以案挖群英开始；小事也可以直接写协议。", "开始调解", "inform", more
    )


def _panel_step(case: DisputeCase) -> Next | None:
    panel = panels.panel_of(case)
    members = panels.sitting(panel) if panel is not None else []
    if panel is not None and panel.formed_on is not None:
        return None
    reasons = panels.lacking(case, members)
    if not reasons:
        return Next("调解团可以组成了", "人数、回避、各方接受都齐了。", "组成调解团", "form-panel")
    waiting = draws.waiting(case)
    if waiting is not None:
        words = f"{len(waiting.pool)} 人的名单已封存，等“{waiting.seed_source}”公布，抽 {waiting.size} 人。"
        return Next("用公布的随机数抽取", words, "填随机数，抽取", "draw", (("drop-draw", "不抽了"),))
    words = "；".join(reasons) + "。"
    more = [("invite", "请一位"), ("draw", "随机抽取"), ("official", "请部门人员")]
    if not panels.enough(members):
        if any(member.cleared_on is None for member in members):
            more.append(("recusals", "问回避"))
        return Next("请人组团", words, "请一位", "invite", more[1:])
    if any(member.cleared_on is None for member in members):
        return Next("逐位问回避", words, "问回避", "recusals", more)
    if panels.unasked(case, members):
        return Next("问各方接不接受", words, "记下各方接不接受", "acceptances", more)
    return Next("还要再请人", words, "请一位", "invite", more[1:])


ONWARD = {
    "informed": (
        "以案挖群英：看这件事要请什么人",
        "按专长、熟悉、中立各请几位，每一位都写明为什么。",
        "match",
    ),
    "matching": ("带案访群英：先分头听各方说", "背对背走访，听各方和群英怎么看。", "visit"),
    "visiting": ("记下走访，然后组团", "走访记好了，就请人组团。", "convene"),
    "convened": ("听证邀群英", "各方当面说，群英听。公开不公开，看各方意见。", "hear"),
    "hearing": ("会诊靠群英", "请懂行的群英和部门看专业上的问题。", "consult"),
    "consulting": ("群英明是非", "群英各说意见，可以投意见票；只作参考。", "judge"),
    "judging": ("群英作调停", "群英劝和，双方自己商量条件。", "settle"),
}


def _underway(case: DisputeCase, meetings: Sequence[Meeting]) -> Next:
    others: list[tuple[str, str]] = [
        ("agreement", "写协议"),
        ("fail", "没有谈成"),
        ("end", "一方不愿继续，终止"),
    ]
    others.append(("extend", "延长期限"))
    kind = MEETING_OF.get(case.stage)
    others += [
        ("meeting-inquiry", "记一次调查"),
        *([(f"meeting-{kind}", f"再记一次{kind.label}")] if kind else []),
    ]
    if kind is not None and not any(meeting.kind == kind for meeting in meetings):
        words = "时间、地点、参加人、各方怎么说、结果。"
        return Next(f"记下这次{kind.label}", words, f"记录{kind.label}", f"meeting-{kind}", others[:-1])
    if case.stage == "matching":
        others = [("invite", "看候选，请一位"), ("draw", "随机抽取"), *others]
    if case.stage in ("visiting", "convened", "hearing", "consulting") and (step := _panel_step(case)):
        return Next(step.heading, step.words, step.verb, step.slug, (*step.others, *others))
    if case.stage in ONWARD:
        heading, words, verb = ONWARD[case.stage]
        label = next(each.label for each in CASE.allowed(case.stage) if each.verb == verb)
        return Next(heading, words, f"进入“{label}”" if label != "组团" else "组团", verb, others)
    return Next(
        "谈成了，写协议", "谁、做什么、最迟哪天、怎么做，一条一条写。", "写协议", "agreement", others[1:]
    )


def _agreement_step(agreement: Agreement) -> Next | None:
    if agreement.effective_on is not None:
        return None
    again = (("agreement", "改协议"), ("fail", "没有谈成"), ("end", "一方不愿继续，终止"))
    if agreement.mediator is None:
        words = "协议要有一位人民调解员：书面的签名，口头的记录。"
        return Next("选定调解员", words, "改协议，选调解员", "agreement", again[1:])
    if reason := mediators.barred(agreement.case, agreement.mediator, business_date()):
        return Next("另选一位调解员", f"{reason}。", "改协议，另选一位", "agreement", again[1:])
    if unasked := mediators.unasked_of(agreement.case, agreement.mediator):
        words = "；".join(unasked) + "。问清楚才能签字盖章。"
        return Next("问调解员要不要回避，各方接不接受", words, "问了，记下", "mediator", again)
    if agreement.form == Form.ORAL:
        return Next("口头协议已经记下", "达成时就生效。", "协议生效，结案", "effect", again)
    lacking = agreements.lacking(agreement)
    if not lacking:
        words = "生效后一条一条看履行；30 天内可以共同申请司法确认。"
        return Next("都签好了，也盖了章", words, "协议生效，结案", "effect", again)
    if "方没有签字" in lacking[0]:
        return Next("请各方签字", "；".join(lacking) + "。", "记下签字", "sign", again)
    return Next("调解员签字，调委会盖章", "；".join(lacking) + "。", "已签字盖章", "seal", again)


def _to_court(
    case: DisputeCase, agreement: Agreement | None, confirmation: Confirmation | None, today: date
) -> list[tuple[str, str]]:
    """The joint application while its thirty days run, what the court said, a dispute broken out again."""
    found = []
    last = agreements.last_day_to_apply(agreement) if agreement is not None else None
    if last is not None and confirmation is None and today <= last:
        found.append(("court", "申请司法确认"))
    if confirmation is not None and confirmation.decided_on is None:
        found.append(("decision", "记下法院的结果"))
    if confirmation is not None:
        found.append(("correct-court", "更正司法确认的记录"))
    if case.outcome == "agreed":
        found.append(("contact", "补登电话和住址"))
        found.append(("relapse", "又反复了，登记新的案件"))
    return found


def _was_printed(case: DisputeCase, title: str) -> bool:
    """Whoever prints a paper of the file is on record with its title."""
    return about(case).filter(code=SEEN, data__what=title).exists()


def _to_the_cabinet(case: DisputeCase, file: CaseFile, others: Sequence[tuple[str, str]]) -> Next:
    """Nothing is owed any more but the file: the notice first, then what it lacks; whole, it may go to the archive."""
    lacking = missing_of(file)
    short = f"卷宗还缺{'、'.join(lacking)}，补齐才能归档。" if lacking else ""
    code, title = NOTICES.get(case.outcome, ("", ""))
    if code and not _was_printed(case, title):
        words = f"写着原因和别的解决途径，打印出来交给当事人。{short}"
        return Next(f"把{title}交给当事人", words, f"打印{title}", code, others, PAPER)
    again = [(code, f"再打印{title}")] if code else []
    if lacking:
        return Next(f"卷宗还缺 {len(lacking)} 份文书", short, "到卷宗补齐", "file", others, FILE, again)
    return Next("可以归档了", "卷宗里要有的都有了。", "归档", "archive", others, ACT, again)


def _after(
    case: DisputeCase, agreement: Agreement | None, confirmation: Confirmation | None, file: CaseFile | None
) -> Next | None:
    if case.stage == ARCHIVED:
        return None
    owed, today = follow_ups.next_due(case), business_date()
    others = _to_court(case, agreement, confirmation, today)
    rows = Clause.objects.unscoped(WHY).filter(agreement__case=case, performed_on__isnull=True)
    clause = rows.filter(agreement__effective_on__isnull=False).order_by("due_on", "serial").first()
    if clause is not None:
        if owed is not None:
            others.insert(0, (f"follow-up-{owed.ref}", "记回访"))
        words = f"{clause.duty}，最迟{day(clause.due_on)}。"
        if late := late_by(clause.due_on, today):
            words += f"{late}，还没有履行：问明原因，督促履行；有争议的，可以向法院起诉。"
        return Next(f"看第{clause.serial}条履行了没有", words, "记下履行", f"perform-{clause.ref}", others)
    if case.stage == "performing":
        return Next("都履行了，转回访", "按 7、30、90 天回访。", "转回访", "follow_up", others)
    if owed is not None:
        words = f"{day(owed.due_on)}回访，看协议守住了没有。"
        if late := late_by(owed.due_on, today):
            words = f"应该在{day(owed.due_on)}回访，{late}，请尽快去。"
        return Next(f"第{owed.serial}次回访", words, "记回访", f"follow-up-{owed.ref}", others)
    return _to_the_cabinet(case, file or gather(case), others)


def next_of(
    case: DisputeCase, parties: Sequence[Party], meetings: Sequence[Meeting], file: CaseFile | None = None
) -> Next | None:
    """What is owed now, or None when the case is archived. ``file``: the case's, where it was gathered already."""
    rows = Agreement.objects.unscoped(WHY).filter(case=case)
    agreement = rows.select_related("case", "committee", "mediator").first()
    if case.stage in CLOSED_STAGES:
        confirmation = Confirmation.objects.unscoped(WHY).filter(agreement__case=case).first()
        return _after(case, agreement, confirmation, file)
    if case.stage in (REGISTERED, "accepted"):
        return _before(case, parties)
    step = _agreement_step(agreement) if agreement is not None else None
    return step or _underway(case, meetings)
