"""Papers at the end: the agreement, written or spoken, what was done on it, visits, the report of the closed case."""

from linli.documents.paper import Block, Cell, Paper, Signatures, Table
from linli.documents.words import day
from linli.mediation.case_file import CaseFile
from linli.mediation.models import UNCONFIRMABLE, Agreement, FollowUp, Outcome
from linli.mediation.models import Form as AgreementForm
from linli.mediation.papers.shared import (
    BLANK,
    DATE_BLANK,
    PERSON,
    SHORT,
    blank,
    called,
    clause,
    clause_table,
    form,
    hands,
    head,
    matter,
    money,
    names,
    on,
    paper,
    party_table,
    rooms,
    say,
    source,
    tell,
    twofold,
)

IN_FORCE = (
    "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。"
    "生效后有法律约束力，各方要按约定履行；对履行或者内容有争议的，可以向人民法院起诉。"
)
CONFIRM = "各方认为有必要的，可以自协议生效之日起三十日内，共同向人民法院申请司法确认。"


def _draft_of(file: CaseFile, wanted: AgreementForm) -> Agreement | None:
    own = file.agreement
    return own if own is not None and own.form == wanted else None


# 调解协议书


def agreement(file: CaseFile) -> list[Paper]:
    """The written agreement: before it is in force, to be signed; afterwards with its number and day."""
    own = _draft_of(file, AgreementForm.WRITTEN)
    # As many as there are parties when it is printed: one may have joined since it was drafted.
    copies = len(file.parties) + 1
    blocks: list[Block] = [
        party_table(file),
        head("一、纠纷主要事实"),
        *tell(own.facts if own is not None else ""),
        head("二、争议事项"),
        *tell(own.issues if own is not None else "", lines=2),
        head("三、协议内容、履行方式与时限"),
        say("经本会调解，各方自愿达成协议如下："),
        clause_table(file),
        head("四、效力和份数"),
        say(IN_FORCE),
        *([say(CONFIRM)] if _confirmable(file) else []),
        say(f"本协议一式{copies}份，各方当事人各执一份，本会留存一份。"),
        *_hands(file),
    ]
    date = own.effective_on or own.sealed_on if own is not None else None
    if date is None:
        blocks.append(say(DATE_BLANK, "协议日期："))
    return [paper(file, "人民调解协议书", blocks, date=date, seal=True, number=file.agreement_number)]


def _confirmable(file: CaseFile) -> bool:
    return file.case.special not in UNCONFIRMABLE


def _hands(file: CaseFile) -> list[Block]:
    """Room to sign; once in force, who signed, for the original lies behind this paper."""
    own = file.agreement
    recorder = own.recorder if own is not None else ""
    if own is None or own.effective_on is None or not file.signatures:
        return hands(file, f"人民调解员{file.mediator_name}", f"记录人{recorder}")
    rows: list[list[Cell]] = [
        [
            called(each.party),
            each.get_way_display(),
            f"代理人{each.party.agent_name}" if each.by_agent else "本人",
            on(each.signed_on),
        ]
        for each in file.signatures
    ]
    if own.mediator is not None and own.mediator_signed_on is not None:
        rows.append([f"人民调解员{own.mediator.name}", "签名", "本人", on(own.mediator_signed_on)])
    if own.sealed_on is not None:
        rows.append([file.organ, "盖章", "—", on(own.sealed_on)])
    where = "" if own.is_electronic else "签名、盖章的原件放在本页后面。"
    return [
        Table(
            head=("谁", "方式", "由谁", "日期"),
            rows=rows,
            widths=(3, 1.4, 2, 2.2),
            caption="签名和盖章",
        ),
        say(f"记录人{blank(recorder)}。" + where),
    ]


# 口头协议登记表


def oral(file: CaseFile) -> list[Paper]:
    """A spoken agreement, noted by the mediator; in force since it was reached."""
    own = _draft_of(file, AgreementForm.ORAL)
    date = own.effective_on if own is not None else None
    number = file.agreement_number
    blocks: list[Block] = [
        twofold(
            ("协议编号", blank(number), "纠纷类型", file.case.get_kind_display()),
            ("人民调解员", blank(file.mediator_name), "记录人", blank(own.recorder if own else "")),
        ),
        party_table(file),
        head("一、纠纷主要事实"),
        *tell(own.facts if own is not None else ""),
        head("二、争议事项"),
        *tell(own.issues if own is not None else "", lines=2),
        head("三、协议内容、履行方式与时限"),
        clause_table(file),
        head("四、达成日期"),
        say(f"各方{on(date)}口头达成协议，自达成之日起生效（《人民调解法》第三十条）。"),
        Signatures(lines=[f"人民调解员{file.mediator_name}", "记录人"]),
    ]  # fmt: skip
    return [paper(file, "人民调解口头协议登记表", blocks, date=date, seal=True, number=number)]


# 履行凭证


def performance(file: CaseFile) -> list[Paper]:
    """What was done on each clause, and what shows it; receipts and transfer slips follow."""
    rows: list[list[Cell]] = []
    for each in file.clauses:
        done = list(each.performances.all())
        first: list[Cell] = [str(each.serial), clause(each), f"{each.due_on:%Y.%m.%d}"]
        if not done:
            rows.append([*first, "还没有履行", "—", "—", "否"])
        for which in done:
            whole = "是" if which.is_complete else "部分"
            rows.append(
                [*first, f"{which.done_on:%Y.%m.%d}", money(which.amount_fen) or "—", which.evidence, whole]
            )
    own = file.agreement
    blocks: list[Block] = [
        form(
            ("协议编号", blank(file.agreement_number)),
            ("协议生效", on(own.effective_on if own is not None else None)),
        ),
        Table(
            head=("条", "协议内容", "履行时限", "履行日期", "履行金额", "凭证", "完成"),
            rows=rows or [[SHORT, BLANK, DATE_BLANK, DATE_BLANK, PERSON, PERSON, SHORT]],
            widths=(0.6, 4, 1.6, 1.6, 1.9, 1.8, 0.9),
        ),
        say("收条、汇款单等附在本页后面。收到款物的一方确认已收到上表所列的款物。"),
        Signatures(lines=["收到款物的一方", "履行的一方", "经办人"]),
    ]
    return [paper(file, "履行凭证", blocks, organ=False)]


# 回访记录


def follow_up(file: CaseFile) -> list[Paper]:
    """One for each visit made."""
    return [_follow_up(file, each) for each in file.follow_ups if each.done_on is not None]


def _follow_up(file: CaseFile, visit: FollowUp) -> Paper:
    court = "已就协议向法院起诉" if visit.in_court else "没有起诉"
    blocks: list[Block] = [
        twofold(
            ("当事人", blank(visit.visited or names(file.parties)), "协议编号", blank(file.agreement_number)),
            ("回访日期", on(visit.done_on), "回访人", blank(visit.by)),
        ),
        form(
            ("回访事由", blank(visit.cause)),
            ("履行情况", f"已履行 {visit.performed_percent}%" if visit.performed_percent is not None else BLANK),
            ("当事人是否满意", blank(visit.get_satisfaction_display())),
            ("争议和起诉", court),
            ("有什么隐患", visit.risk or "没有发现"),
            ("采取的措施", visit.measures or ("无" if not visit.risk else BLANK)),
        ),
        Signatures(lines=["被回访人", f"回访人{visit.by}"]),
    ]  # fmt: skip
    return paper(file, f"回访记录（第{visit.serial}次）", blocks, date=visit.done_on)


# 结案报告表


def report(file: CaseFile) -> list[Paper]:
    """卷号, 承办, 受案和结案时间, 当事人, 来源, 事实, 结果."""
    case, own = file.case, file.agreement
    blocks: list[Block] = [
        twofold(
            ("卷号", blank(file.number), "纠纷类型", case.get_kind_display()),
            ("承办人", blank(file.keeper_name), "人民调解员", blank(file.mediator_name)),
            ("受案时间", on(case.accepted_on), "结案时间", on(case.closed_on)),
            ("案件来源", source(file), "涉及金额", blank(money(case.amount_fen))),
        ),
        form(("当事人", "；".join(called(party) for party in file.parties) or BLANK)),
        head("一、纠纷事实"),
        *(tell(own.facts) if own is not None else matter(file)),
        head("二、处理结果"),
        *tell(_outcome(file)),
        *([clause_table(file)] if case.outcome == Outcome.AGREED and file.clauses else []),
        *_court(file),
        rooms("承办人", "审核人"),
    ]  # fmt: skip
    return [paper(file, "结案报告表", blocks, date=case.closed_on, seal=True)]


def _outcome(file: CaseFile) -> str:
    case, own = file.case, file.agreement
    if case.outcome == Outcome.AGREED and own is not None and own.effective_on is not None:
        done = sum(each.performed_on is not None for each in file.clauses)
        said = f"{day(own.effective_on)}达成{own.get_form_display()}协议，编号{own.number}，共{len(file.clauses)}条，"
        return f"{said}已履行完{done}条："
    reason = f"：{case.outcome_reason}" if case.outcome_reason else ""
    told = f"。{day(case.remedies_told_on)}已告知其他解决途径" if case.remedies_told_on else ""
    return f"{blank(case.get_outcome_display())}{reason}{told}"


def _court(file: CaseFile) -> list[Block]:
    own = file.confirmation
    if own is None:
        return []
    return [
        head("三、司法确认"),
        twofold(
            ("法院", own.court, "共同申请", on(own.applied_on)),
            ("法院受理", on(own.accepted_on), "作出决定", on(own.decided_on)),
            ("结果", blank(own.get_result_display()), "裁定书编号", blank(own.document)),
        ),
    ]
