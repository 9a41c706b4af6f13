"""Papers about the leads: letter of appointment, card for the household, the board."""

from django.urls import reverse

from linli.documents.paper import Block, Heading, Layout, Paper, Paragraph, Table, Text
from linli.documents.registry import PaperKind
from linli.grid.leads.boards import Content
from linli.grid.leads.models import Lead
from linli.people.models import Post

LETTER = PaperKind(
    code="grid.letter",
    name="三长聘书",
    system="grid",
    source="普通格式；三长经公示、有决定后上任时发给本人。",
)
CARD = PaperKind(
    code="grid.card",
    name="居民联系卡",
    system="grid",
    source="普通格式；发到户，写明谁联系这一户、办什么、打哪个电话。",
)
BOARD = PaperKind(
    code="grid.board",
    name="三长信息公示栏",
    system="grid",
    source="普通格式，A2、A3、A4；内容按记录现算，张贴在小区。",
)
KINDS = (LETTER, CARD, BOARD)


def letter(lead: Lead, issuer: str, public: str) -> Paper:
    """聘书: name, post, area, from when, by which decision; ``public`` leads to who holds the post now."""
    held = lead.appointment
    post = Post(held.post).label
    said = f"{lead.decision}决定，聘请您为{held.area.name}{post}，自{held.valid_from:%Y年%-m月%-d日}起任职。"
    return Paper(
        title="聘　书",
        layout=Layout.PLAIN,
        addressee=f"{held.person.name}同志",
        blocks=[_said(f"经公示，{said}"), _said("三长是义务的，有事请随时找社区。")],
        organ=issuer,
        date=held.valid_from,
        seal_place=True,
        qr=public,
    )


def card(lead: Lead, *, name: str, phone: str, office: str, duty: str, public: str) -> Paper:
    """居民联系卡: who, what for, whom to call. ``name`` and ``phone`` as the person agreed to."""
    held = lead.appointment
    post = Post(held.post).label
    rows = [
        ["职务", f"{held.area.name}{post}"],
        ["电话", phone or "打社区电话"],
        ["社区", office],
    ]
    return Paper(
        title="居民联系卡",
        layout=Layout.PLAIN,
        blocks=[
            Table(head=[f"您家的{post}", name], rows=rows, widths=[1, 2]),
            _said(duty, lead="做什么："),
            _said(f"{post}换了，扫二维码看现在是谁。", lead="一直能用："),
        ],
        organ=office,
        qr=public,
    )


def board(content: Content) -> Paper:
    """三长信息公示栏: who leads each section, group and neighbourhood of the estate; duties; whom to call."""
    own = content.board
    rows = [
        [
            line.area.name,
            line.post.label,
            f"{line.name or '正在推选'}{'（代管）' if line.acting else ''}",
            line.phone,
        ]
        for line in content.lines
    ]
    blocks: list[Block] = [
        Table(head=["地方", "职务", "姓名", "电话"], rows=rows, widths=[2, 1, 2, 2]),
        Heading(level=1, runs=[Text("做什么")]),
        *(_said(text, lead=f"{post}：") for post, text in content.duties),
        _said(own.office_phone, lead="社区电话："),
        _said(own.supervision_phone, lead="监督电话："),
    ]
    return Paper(
        title=f"{own.estate.name}三长信息公示栏",
        layout=Layout.PLAIN,
        blocks=blocks,
        organ=own.estate.parent.name if own.estate.parent else "",
        date=content.day,
        qr=reverse("boards:board", args=(own.ref,)),
        notes=[f"{own.place}。内容按{content.day:%Y年%-m月%-d日}的记录；扫二维码看最新的。"],
    )


def _said(text: str, lead: str = "") -> Paragraph:
    return Paragraph(runs=[Text(text)], lead=[Text(lead)] if lead else ())
