"""Papers of the way: inquiries, evidence, the panel and how it was drawn, what was said at the meetings."""

from dataclasses import replace

from django.urls import reverse
from django.utils import timezone

from linli.common.clock import business_date
from linli.documents.paper import Block, Cell, Link, ListBlock, Paper, Paragraph, Signatures, Table, Text
from linli.mediation import drawing
from linli.mediation.case_file import CaseFile
from linli.mediation.models import Capacity, Draw, Ground, Meeting, PanelMember, PieceKind
from linli.mediation.papers.shared import (
    BLANK,
    DATE_BLANK,
    PERSON,
    SHORT,
    at,
    blank,
    form,
    hands,
    head,
    on,
    paper,
    say,
    tell,
)
from linli.mediation.selectors import panel_rule_on

OPINION_ONLY = "意见票只是调解团的参考意见，不决定调解结果；达成不达成协议，由各方当事人自己决定。"

# 调查记录


def inquiry(file: CaseFile) -> list[Paper]:
    """One for each: time, place, who asked whom, questions and answers."""
    return [_inquiry(each, number, file) for number, each in enumerate(file.inquiries, 1)]


def _inquiry(meeting: Meeting, number: int, file: CaseFile) -> Paper:
    pairs = [(str(pair[0]), str(pair[1])) for pair in meeting.questions if len(pair) >= 2]
    talk: list[Block] = []
    for question, answer in pairs or [(BLANK * 5, BLANK * 5)] * 3:
        talk += [say(question, "问："), say(answer, "答：")]
    rest = tell(meeting.process) if meeting.process else []
    blocks: list[Block] = [
        form(
            ("时间", when(meeting)),
            ("地点", blank(meeting.place)),
            ("参加人", blank(meeting.attendees)),
            ("被调查人", blank(meeting.asked)),
            ("记录人", blank(meeting.recorder)),
        ),
        head("调查内容"),
        *talk,
        *rest,
        say("以上记录我看过（念给我听过），和我说的一样。"),
        Signatures(
            lines=[
                f"被调查人（{meeting.asked}）" if meeting.asked else "被调查人",
                "调查人",
                f"记录人{meeting.recorder}",
            ]
        ),
    ]
    title = f"调查记录（第{number}次）"
    return paper(file, title, blocks, organ=False)


def when(meeting: Meeting) -> str:
    """From when to when; on one day the day is written once."""
    begun, ended = meeting.begun_at, meeting.ended_at
    if ended is not None and timezone.localtime(ended).date() == timezone.localtime(begun).date():
        return f"{at(begun)} 至 {timezone.localtime(ended):%H:%M}"
    return f"{at(begun)} 至 {at(ended) if ended is not None else '＿＿时＿＿分'}"


# 证据材料


def evidence(file: CaseFile) -> list[Paper]:
    """The list; the material itself follows."""
    found = file.pieces_of(PieceKind.EVIDENCE)
    rows: list[list[Cell]] = [
        [str(n), piece.title, on(piece.dated), str(piece.pages), PERSON] for n, piece in enumerate(found, 1)
    ] or [["1", BLANK, DATE_BLANK, SHORT, PERSON]]
    blocks: list[Block] = [
        Table(
            head=("序号", "材料名称", "收到日期", "页数", "提交人"),
            rows=rows,
            widths=(0.8, 4, 2.2, 1, 1.6),
            numeric=(3,),
        ),
        say("收的是复印件的，已和原件核对。材料附在本页后面。"),
        Signatures(lines=["提交人", "接收人"]),
    ]
    return [paper(file, "证据材料清单", blocks, organ=False)]


# 调解团名单与回避情况


def panel(file: CaseFile) -> list[Paper]:
    """Who sat, why, what was asked about standing aside, whom the parties accepted; who left."""
    sitting = [each for each in file.members if each.left_on is None]
    gone = [each for each in file.members if each.left_on is not None]
    own = file.panel
    rule = panel_rule_on(own.formed_on if own is not None and own.formed_on else business_date())
    alone = own is not None and own.formed_on is None and [m.capacity for m in sitting] == [Capacity.MEDIATOR]
    blocks: list[Block] = [
        form(
            ("产生方式", _chosen(file)),
            ("组成日期", "没有组调解团" if alone else on(own.formed_on if own is not None else None)),
            (
                "人数",
                "1位人民调解员" if alone else f"{len(sitting)}人（规定{rule.least}至{rule.most}人，单数）",
            ),
        ),
        head("一、名单"),
        Table(
            head=("姓名", "身份", "为什么请", "说明", "主持"),
            rows=[_seat(each) for each in sitting] or [[PERSON] * 3 + [BLANK, SHORT]],
            widths=(1.5, 1.6, 1.2, 3, 0.9),
        ),
        head("二、回避查核和当事人意见"),
        say(f"对每位调解人员逐项查核：{'、'.join(label for label in Ground.labels)}。"),
        Table(
            head=("姓名", "查核日期", "查核结果", "当事人意见"),
            rows=[_checked(file, each) for each in sitting] or [[PERSON, DATE_BLANK, BLANK, BLANK]],
            widths=(1.2, 2, 2.9, 2.9),
        ),
    ]
    if gone:
        rows = [
            [each.person.name, each.get_capacity_display(), on(each.left_on), each.left_reason]
            for each in gone
        ]
        blocks += [
            head("三、没有参加或者退出的"),
            Table(head=("姓名", "身份", "日期", "原因"), rows=rows, widths=(1.2, 1.4, 1.8, 4)),
        ]
    blocks += [
        say("依据：《人民调解法》第十五条、第十九条、第二十条。"),
        *hands(file, "主持人"),
    ]
    return [paper(file, "调解团名单与回避情况", blocks, date=own.formed_on if own is not None else None)]


def _chosen(file: CaseFile) -> str:
    if file.panel is None:
        return BLANK
    said = file.panel.how([each for each in file.members if each.left_on is None])
    return f"{said}（见抽取记录）" if file.draws else said


def _seat(member: PanelMember) -> list[Cell]:
    return [
        member.person.name,
        member.get_capacity_display(),
        member.get_reason_display(),
        member.reason_words or "—",
        "主持" if member.is_convenor else "—",
    ]


def _checked(file: CaseFile, member: PanelMember) -> list[Cell]:
    checks = list(member.checks.all())
    found = [f"{each.get_ground_display()}：有" for each in checks if each.found]
    result = "没有要回避的情形" if checks and not found else "；".join(found) or BLANK
    said = {each.party_id: each.accepted for each in member.acceptances.all()}
    yes = [party.name for party in file.parties if said.get(party.pk)]
    no = [party.name for party in file.parties if said.get(party.pk) is False]
    open_ = [party.name for party in file.parties if party.pk not in said]
    if yes and not no and not open_:
        words = f"各方（{len(yes)}方）都接受"
    else:
        parts = (("接受", yes), ("不接受", no), ("没有问到", open_))
        words = "；".join(f"{label}：{'、'.join(who)}" for label, who in parts if who) or BLANK
    return [member.person.name, on(checks[0].checked_on if checks else None), result, words]


# 抽取记录


def draw(file: CaseFile) -> list[Paper]:
    """One for each draw: seed, method, pool, who came out, how anyone computes it again."""
    several = len(file.draws) > 1  # a pool that was closed and not drawn from is told in the log
    done = [each for each in file.draws if each.drawn_at is not None]
    return [_draw(file, each, f"（第{n}次）" if several else "") for n, each in enumerate(done, 1)]


def _draw(file: CaseFile, row: Draw, which: str) -> Paper:
    names = {each.notable.ref: each.person.name for each in file.members if each.notable is not None}
    ordered = sorted(row.pool, key=lambda number: drawing.fingerprint(row.seed, number))
    address = reverse("mediation-public:draw", args=(row.ref,))
    table = Table(
        head=("顺序", "候选人编号", "计算值（前 16 位）", "结果"),
        rows=[
            [
                str(place),
                number,
                drawing.fingerprint(row.seed, number)[:16],
                f"抽中（{names[number]}）" if number in row.drawn and number in names
                else "抽中" if number in row.drawn else "—",
            ]
            for place, number in enumerate(ordered, 1)
        ],
        widths=(0.8, 3, 3.2, 2.4),
    )  # fmt: skip
    blocks: list[Block] = [
        form(
            ("名单封存", at(row.closed_at)),
            ("抽取", at(row.drawn_at)),
            ("公开的随机数", row.seed),
            ("随机数从哪里来", row.seed_source),
            ("方法", row.method),
            ("候选人数", f"{len(row.pool)}人"),
            ("抽取人数", f"{len(row.drawn)}人"),
        ),
        head("一、结果"),
        table,
        head("二、怎么重新算一遍"),
        ListBlock(
            items=[
                [Text("把随机数、竖线“|”、候选人编号连在一起（中间没有空格），按 UTF-8 编码；")],
                [Text("算出它的 SHA-256 值，写成十六进制；")],
                [Text(f"按计算值从小到大排列，最前面的{len(row.drawn)}位就是抽中的。")],
            ],
            ordered=True,
        ),
        say(f"在 Linux 或 macOS 的命令行里，一行就能算：printf '%s' '{row.seed}|候选人编号' | sha256sum"),
        say("候选名单确定以后，随机数才公布；谁都不能预先知道或者挑选结果。"),
        say("网上也能看、能重算，不用登录；网上没有姓名。扫本页的二维码，或者打开：", "公开页："),
        Paragraph(runs=[Link(address, address)]),
        Signatures(lines=["抽取人", "见证人", "当事人代表"]),
    ]
    return replace(paper(file, f"调解人员抽取记录{which}", blocks, organ=False), qr=address)


# 调解记录


def record(file: CaseFile) -> list[Paper]:
    """One for each meeting that is no inquiry."""
    return [_record(each, number, file) for number, each in enumerate(file.mediations, 1)]


def _record(meeting: Meeting, number: int, file: CaseFile) -> Paper:
    blocks: list[Block] = [
        form(
            ("时间", when(meeting)),
            ("地点", blank(meeting.place)),
            ("环节", f"{meeting.get_kind_display()}（{'公开' if meeting.is_public else '不公开'}）"),
            ("当事人", "、".join(party.name for party in file.parties) or BLANK),
            ("参加人", blank(meeting.attendees)),
            ("人民调解员", blank(file.mediator_name)),
            ("记录人", blank(meeting.recorder)),
        ),
        head("一、各方陈述"),
        *tell(meeting.statements),
        head("二、调解经过"),
        *tell(meeting.process),
        *_opinions(meeting),
        head("三、调解结果"),
        *tell(meeting.result, lines=2),
        say("以上记录我看过（念给我听过），没有错误。", keep=True),
        *hands(file, f"人民调解员{file.mediator_name}", f"记录人{meeting.recorder}"),
    ]
    title = f"调解记录（第{number}次·{meeting.get_kind_display()}）"
    return paper(file, title, blocks, organ=False)


def _opinions(meeting: Meeting) -> list[Block]:
    found: list[Block] = []
    opinions, votes = list(meeting.opinions.all()), list(meeting.votes.all())
    for each in opinions:
        who = f"{each.member.get_capacity_display()}{each.member.person.name}的意见："
        found.append(say(each.words, who))
    if votes:
        found.append(
            Table(
                head=("意见票的问题", "赞成", "不赞成", "弃权"),
                rows=[
                    [each.question, str(each.in_favour), str(each.against), str(each.abstained)]
                    for each in votes
                ],
                widths=(5, 1, 1, 1),
                numeric=(1, 2, 3),
            )
        )
        found.append(say(OPINION_ONLY))
    return found
