"""Papers at the beginning: application, registration, declined; rights told; who the parties and their agents are."""

from datetime import date

from linli.documents.paper import Block, ListBlock, Paper, Signatures, Table, Text
from linli.mediation.case_file import CaseFile
from linli.mediation.consents import answer_of
from linli.mediation.models import CaseSource, Matter, Party, PartyConsent, PieceKind, Side, Way
from linli.mediation.papers.shared import (
    BLANK,
    DATE_BLANK,
    PERSON,
    SHORT,
    blank,
    called,
    form,
    hands,
    head,
    matter,
    money,
    of_side,
    on,
    paper,
    party_table,
    say,
    source,
    tell,
    twofold,
)

CLAIMS = 3
ASKED = (Matter.MEDIATION, Matter.NOTABLES, Matter.PUBLIC, Matter.E_SIGN, Matter.DATA)
OTHER_REMEDIES = (
    "可以和对方继续协商；可以依法申请仲裁，请有关行政机关处理，或者向人民法院起诉。"
    "有仲裁时效、诉讼时效的，请在时效以内提出。"
)

# 人民调解申请书


def application(file: CaseFile) -> list[Paper]:
    """Who asks, against whom, what happened, what is asked for; of one's own will."""
    claims = [each for each in file.case.claims if str(each).strip()]
    shown = claims + [BLANK * 5] * max(0, CLAIMS - len(claims))
    blocks: list[Block] = [
        party_table(file),
        head("一、纠纷简要情况"),
        *matter(file),
        head("二、申请事项"),
        ListBlock(items=[[Text(str(each))] for each in shown], ordered=True),
        head("三、申请人声明"),
        say(
            "人民调解委员会已经告知：人民调解自愿、平等、不收费，调解前和调解中都可以拒绝或者终止，"
            "不影响依法仲裁或者起诉。我已知道这些，自愿申请人民调解，所说情况属实。",
            keep=True,
        ),
        *hands(file, parties=of_side(file, Side.APPLICANT) or None),
    ]
    return [paper(file, "人民调解申请书", blocks, addressee=file.organ, organ=False)]


# 受理登记表


def registration(file: CaseFile) -> list[Paper]:
    """What came in, from where, who wrote it down."""
    case = file.case
    blocks: list[Block] = [
        twofold(
            ("登记日期", on(case.registered_on), "纠纷类型", case.get_kind_display()),
            ("案件来源", source(file), "受理日期", on(case.accepted_on)),
            ("难易程度", case.get_intensity_display(), "涉及金额", blank(money(case.amount_fen))),
            ("登记人", blank(file.keeper_name), "纠纷地点", blank(case.place and case.place.name)),
        ),
        say("案件来源分为①当事人申请，②主动调解，③委托移送（网格、热线、法院、公安等转来）。"),
        party_table(file),
        head("纠纷简要情况"),
        *matter(file),
        *hands(file, "登记人"),
    ]  # fmt: skip
    return [paper(file, "人民调解受理登记表", blocks, date=case.registered_on, seal=True)]


# 不予受理告知书


def declined(file: CaseFile) -> list[Paper]:
    """Why not, and what else may be done."""
    case = file.case
    asked = "的申请" if case.source == CaseSource.APPLICATION else "一事"
    blocks: list[Block] = [
        say(f"{on(case.registered_on)}登记的{case.get_kind_display()}纠纷{asked}，经审查，决定不予受理。"),
        say(blank(case.outcome_reason), "理由："),
        say("依据：《人民调解法》第十七条；法律规定由专门机关处理或者不能用调解处理的，不作人民调解。"),
        say(OTHER_REMEDIES, "您还可以："),
        say(on(case.remedies_told_on), "告知日期："),
        *hands(file, "告知人", parties=of_side(file, Side.APPLICANT) or None),
    ]
    to = "、".join(party.name for party in of_side(file, Side.APPLICANT)) or f"申请人{PERSON}"
    return [paper(file, "不予受理告知书", blocks, date=case.closed_on, seal=True, addressee=to)]


# 权利义务告知书

RIGHTS = (
    "选择或者接受人民调解员；不愿意由某个人调解的，可以提出换人，认为调解人员和对方有亲属、利害等关系的，可以要求回避；",
    "接受调解、拒绝调解，或者在任何时候要求终止调解；",
    "要求公开或者不公开调解；有一方不同意公开的，不公开；",
    "同意或者不同意请群英、专家、亲友等参加调解；",
    "自主表达意愿，自愿达成调解协议，不受强迫；",
    "要求对个人隐私和商业秘密保密；",
    "调解不成或者终止的，依法申请仲裁、请行政机关处理或者向人民法院起诉。",
)
DUTIES = (
    "如实说明纠纷事实，不提供假证据；",
    "遵守调解现场秩序，尊重人民调解员和其他参加人；",
    "尊重对方行使权利，不激化矛盾；",
    "达成协议的，按照约定履行。",
)


def rights(file: CaseFile) -> list[Paper]:
    """Nature, principles, effect, rights, duties; what each party answered; their hands."""
    committee = file.committee
    where = f"办公电话：{blank(committee.phone)}；地点：{blank(committee.place)}。" if committee else ""
    blocks: list[Block] = [
        head("一、人民调解委员会的性质"),
        say(
            "人民调解委员会是依法设立的群众性组织，调解民间纠纷，不是行政机关，也不是法院。调解不收任何费用。"
            + where
        ),
        head("二、调解的原则"),
        say(
            "当事人自愿、平等；不违背法律、法规和国家政策；尊重当事人的权利，不因为调解而阻止当事人依法通过仲裁、"
            "行政、司法等途径维护自己的权利（《人民调解法》第三条）。"
        ),
        head("三、调解协议的法律效力"),
        say(
            "书面协议由各方签名、盖章或者按指印，人民调解员签名并加盖调委会印章之日起生效；口头协议自达成之日起生效。"
            "生效的协议有法律约束力，要按约定履行。对履行或者内容有争议的，可以向人民法院起诉。各方认为有必要的，"
            "可以自生效之日起三十日内共同向人民法院申请司法确认；涉及婚姻、收养等身份关系的除外"
            "（《人民调解法》第二十九条至第三十三条）。"
        ),
        head("四、您的权利"),
        ListBlock(items=[[Text(each)] for each in RIGHTS], ordered=True),
        head("五、您的义务"),
        ListBlock(items=[[Text(each)] for each in DUTIES], ordered=True),
        head("六、告知和各方的意见"),
        _answers(file),
        say("以上内容我已知道，意见如表。每一项都可以不同意；同意以后也可以撤回。", keep=True),
        *hands(file, "告知人"),
    ]
    return [paper(file, "当事人权利义务告知书", blocks, date=_told_on(file), seal=True)]


def _told_on(file: CaseFile) -> date | None:
    return max((party.told_rights_on for party in file.parties if party.told_rights_on), default=None)


def _said(answer: PartyConsent | None) -> str:
    if answer is None:
        return "□同意\n□不同意"
    when = answer.withdrawn_on or answer.answered_on
    way = "" if answer.way == Way.PAPER else f"\n{answer.get_way_display()}"
    return f"{answer.said}\n{when:%Y.%m.%d}{way}"


def _dotted(value: date | None) -> str:
    return f"{value:%Y.%m.%d}" if value is not None else DATE_BLANK


def _answers(file: CaseFile) -> Table:
    rows = [
        [called(party), _dotted(party.told_rights_on), *(_said(answer_of(party, each)) for each in ASKED)]
        for party in file.parties
    ] or [[each, DATE_BLANK, *[_said(None)] * len(ASKED)] for each in ("申请人", "被申请人")]
    head_ = ("当事人", "告知日期", *(each.label for each in ASKED))
    return Table(head=head_, rows=rows, widths=(2.3, 1.5, *[1.4] * len(ASKED)))


# 当事人身份证明


def identity(file: CaseFile) -> list[Paper]:
    """The sheet before the copies: whose, when looked at, how many pages follow."""
    copies = file.pieces_of(PieceKind.IDENTITY)
    rows = [
        [
            party.get_side_display(),
            party.name,
            "营业执照或登记证书、负责人身份证明" if party.is_organisation else "身份证或其他有效证件",
            on(party.id_seen_on),
            party.agent_name or "无",
        ]
        for party in file.parties
    ] or [["申请人", PERSON, PERSON, DATE_BLANK, PERSON], ["被申请人", PERSON, PERSON, DATE_BLANK, PERSON]]
    pages = sum(piece.pages for piece in copies)
    blocks: list[Block] = [
        Table(
            head=("身份", "姓名或名称", "证明", "核对日期", "代理人"),
            rows=rows,
            widths=(1.2, 1.8, 2.8, 2.2, 1.3),
        ),
        say("核对原件后留复印件，复印件附在本页后面，只用于本案。表中不抄证件号码。"),
        say(f"共 {pages} 页" if copies else f"共 {SHORT} 页", "复印件："),
        Signatures(lines=["核对人"]),
    ]
    return [paper(file, "当事人身份证明", blocks, organ=False)]


# 授权委托书


def authority(file: CaseFile) -> list[Paper]:
    """One for each party who is represented."""
    return [_authority(file, party) for party in file.parties if party.agent_name]


def _authority(file: CaseFile, party: Party) -> Paper:
    kind = file.case.get_kind_display()
    blocks: list[Block] = [
        party_table(file, [party]),
        form(
            ("受委托人", blank(party.agent_name)),
            ("联系方式", BLANK),
            ("和委托人关系", BLANK),
            ("委托事项", f"代为参加本案（{kind}纠纷）的人民调解"),
            ("代理权限", blank(party.agent_authority)),
            ("委托期限", "自签名之日起，到本案调解结束为止"),
        ),
        say("承认、放弃、变更请求，达成并签署协议，要在代理权限里写明；没有写明的，由委托人自己决定。"),
        say("受委托人在权限以内所作的表示，由委托人承担后果。"),
        Signatures(lines=[f"委托人{party.name}", f"受委托人{party.agent_name}".strip()]),
    ]
    return paper(file, f"授权委托书（{party.name}）", blocks, addressee=file.organ, organ=False)


# 延长调解期限同意书


def _until(said: PartyConsent | None) -> str:
    """To which day the yes reaches."""
    return f"，同意延长到{on(said.until)}" if said is not None and said.holds and said.until else ""


def extension(file: CaseFile) -> list[Paper]:
    """Until when, and each party's yes."""
    case = file.case
    until = case.due_on if case.extended_on is not None else None
    rows = [
        [called(party), _said(said).replace("\n", "，") + _until(said)]
        for party in file.parties
        for said in [answer_of(party, Matter.EXTENSION)]
    ]
    blocks: list[Block] = [
        form(
            ("受理日期", on(case.accepted_on)),
            ("原定期限", "受理之日起一个月（各方都同意的，可以延长）"),
            ("延长到", on(until)),
            ("办理延长的日期", on(case.extended_on)),
        ),
        Table(head=("当事人", "意见、日期和方式"), rows=rows or [[BLANK, BLANK]], widths=(1, 2)),
        say(
            "本案难以在一个月内调解完毕，各方同意延长调解期限；期满仍没有达成协议的，终止调解并告知其他解决途径。",
            keep=True,
        ),
        *hands(file, "人民调解员"),
    ]  # fmt: skip
    return [paper(file, "延长调解期限同意书", blocks, date=case.extended_on, seal=True)]


# 终止调解告知书


def ended(file: CaseFile) -> list[Paper]:
    """That mediation ended, why, and what else may be done."""
    case = file.case
    blocks: list[Block] = [
        say(f"各方因{case.get_kind_display()}纠纷，{on(case.accepted_on)}起在本会调解。现在终止调解。"),
        say(blank(case.get_outcome_display()), "结果："),
        *tell(f"理由：{blank(case.outcome_reason)}"),
        say(on(case.closed_on), "终止日期："),
        say(OTHER_REMEDIES, "各方还可以："),
        say(on(case.remedies_told_on), "告知日期："),
        say("依据：《人民调解法》第二十三条、第二十六条。"),
        *hands(file, "告知人"),
    ]
    to = "、".join(party.name for party in file.parties) or "各方当事人"
    return [paper(file, "终止调解告知书", blocks, date=case.closed_on, seal=True, addressee=to)]
