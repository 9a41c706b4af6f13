"""Papers for the court (《人民调解法》第三十三条): joint application, property proof, where to serve, the list."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from linli.documents.paper import Block, Cell, ListBlock, PageOf, Paper, Paragraph, Signatures, Table, Text
from linli.mediation.case_file import CaseFile
from linli.mediation.models import CasePiece, PieceKind
from linli.mediation.papers.shared import (
    BLANK,
    SHORT,
    address,
    blank,
    called,
    clause,
    form,
    hands,
    head,
    on,
    paper,
    party_table,
    phone,
    say,
    tell,
)

DAYS = 30
APPLICANT = "申请人"
"""As what every party stands before the court: they ask together."""
LAW = "《人民调解法》第三十三条，《民事诉讼法》第二百零五条"


def application(file: CaseFile, court: str = "") -> list[Paper]:
    """All parties together ask the court to confirm the agreement."""
    own, asked = file.agreement, file.confirmation
    number = file.agreement_number
    effective = own.effective_on if own is not None else None
    to = asked.court if asked is not None else court
    last = effective + timedelta(days=DAYS) if effective is not None else None
    terms = "\n".join(
        f"{each.serial}. {clause(each)}，{on(each.due_on)}前，{each.way}。" for each in file.clauses
    )
    blocks: list[Block] = [
        say("申请人（各方当事人共同申请）："),
        party_table(file, side=APPLICANT),
        head("一、请求事项"),
        say(f"请求确认{file.organ}主持达成的人民调解协议（编号{blank(number)}）有效。"),
        head("二、事实和理由"),
        *tell(own.facts if own is not None else ""),
        say(f"经{file.organ}调解，各方于{on(effective)}达成书面协议，主要内容是："),
        *tell(terms),
        head("三、各方承诺"),
        ListBlock(
            items=[
                [Text("协议是各方自愿达成的，内容真实，没有恶意串通、规避法律；")],
                [Text("协议不损害国家利益、社会公共利益和他人合法权益，不违背公序良俗；")],
                [Text("因协议给他人造成损害的，愿意依法承担责任。")],
            ],
            ordered=True,
        ),
        head("四、期限和依据"),
        say(f"协议{on(effective)}生效，共同申请最迟到{on(last)}。依据：{LAW}。司法确认不收费。"),
        say("此致", keep=True),
        Paragraph(runs=[Text(to or f"{BLANK}人民法院")], indent=False, keep=True),
        *hands(file, side=APPLICANT),
    ]
    return [paper(file, "司法确认申请书", blocks, organ=False, number=number)]


def property_pieces(file: CaseFile) -> list[CasePiece]:
    """What was put in for the court's confirmation, up to the application; what came back is the court's own."""
    asked = file.confirmation
    rows = file.pieces_of(PieceKind.CONFIRMATION)
    return [each for each in rows if asked is None or each.dated <= asked.applied_on]


def property_proof(file: CaseFile) -> list[Paper]:
    """The sheet before proof of property, where the agreement is about any."""
    found = property_pieces(file)
    rows: list[list[Cell]] = [
        [str(n), piece.title, on(piece.dated), str(piece.pages)] for n, piece in enumerate(found, 1)
    ] or [["1", BLANK, BLANK, SHORT], ["2", BLANK, BLANK, SHORT]]
    blocks: list[Block] = [
        say("协议涉及房屋、车辆、存款等财产权利的，附权利证明（如不动产权证书）；不涉及的，写“不涉及”。"),
        Table(head=("序号", "证明材料", "日期", "页数"), rows=rows, widths=(0.8, 5, 2.2, 1), numeric=(3,)),
        Signatures(lines=["提交人"]),
    ]
    return [paper(file, "财产权利证明", blocks, organ=False)]


def addresses(file: CaseFile) -> list[Paper]:
    """Where each party is served and called."""
    rows: list[list[Cell]] = [
        [called(party), address(file, party), phone(file, party), party.agent_name or "无"]
        for party in file.parties
    ] or [[BLANK] * 4]
    blocks: list[Block] = [
        Table(
            head=("当事人", "送达地址", "联系电话", "代收人"),
            rows=rows,
            widths=(2, 4, 2, 1.4),
        ),
        say("上面的地址和电话由本人确认，法院按这里送达文书、电话联系；有变更的，及时告知法院。", keep=True),
        *hands(file),
    ]
    return [paper(file, "送达地址和联系电话确认书", blocks, organ=False)]


def result(file: CaseFile) -> list[Paper]:
    """What the court did, once it did something."""
    own = file.confirmation
    if own is None:
        return []
    blocks: list[Block] = [
        form(
            ("法院", own.court),
            ("共同申请", on(own.applied_on)),
            ("法院受理", on(own.accepted_on)),
            ("作出决定", on(own.decided_on)),
            ("结果", blank(own.get_result_display())),
            ("裁定书编号", blank(own.document)),
        ),
        say("法院的受理通知和裁定书附在本页后面。"),
        Signatures(lines=["经办人"]),
    ]
    return [paper(file, "司法确认结果", blocks)]


def packet_list(
    file: CaseFile,
    rows: Sequence[tuple[str, str, str]],
    pages: Mapping[str, int],
    lacking: Sequence[str] = (),
) -> Paper:
    """The list on top of the packet, which names what is still to come. ``rows``: name, key of the sheet, remark."""
    blocks: list[Block] = [
        form(
            ("申请人", "；".join(called(party) for party in file.parties) or BLANK),
            ("调解协议", blank(file.agreement_number)),
            ("送交法院", blank(file.confirmation.court if file.confirmation is not None else "")),
        ),
        Table(
            head=("序号", "材料", "页号", "备注"),
            rows=[
                [str(n), name, PageOf(sheet=key, text=str(pages.get(key, ""))), remark]
                for n, (name, key, remark) in enumerate(rows, 1)
            ],
            widths=(0.8, 5, 1, 2.4),
            numeric=(2,),
        ),
        *([say(f"{'；'.join(lacking)}。", "还缺：")] if lacking else []),
        say("依据：《最高人民法院关于人民调解协议司法确认程序的若干规定》。"),
        Signatures(lines=["送交人", "接收人"]),
    ]
    return paper(file, "司法确认材料清单", blocks)
