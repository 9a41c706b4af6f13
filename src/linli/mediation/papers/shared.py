"""What all papers of a case are made of: blanks to fill by hand, forms, the table of the parties, signatures."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from linli.common.money import yuan
from linli.documents.paper import (
    Block,
    Cell,
    Form,
    Heading,
    Layout,
    Paper,
    Paragraph,
    Signatures,
    Table,
    Text,
)
from linli.documents.words import day
from linli.mediation.case_file import CaseFile
from linli.mediation.models import CaseSource, Clause, Party, Side

BLANK, PERSON, SHORT, LINE = "＿" * 6, "＿" * 4, "＿" * 2, "＿" * 34
DATE_BLANK = "＿＿年＿月＿日"
FEW = 3
"""Parties whose hands fit below a paper one under the other."""
ROWS = 10
"""Rows of hands that are not torn apart by the end of a page."""
KEPT = "电话和住址已经登记，这次没有取出：空着的用手填，或者在卷宗页“查看电话和住址”以后再打印。"
"""Once below a paper that asks how the parties are reached, printed while that stays sealed."""
REACHED = ("联系方式", "联系电话")
PARTY_HEAD = ("身份", "姓名或\n名称", "性别", "民族", "年龄", "职业或\n职务", "联系方式", "单位或住址")
PARTY_WIDTHS = (53, 52, 32, 32, 32, 53, 68, 124)


def blank(value: object, line: str = BLANK) -> str:
    """The value in words, or a line to fill by hand."""
    said = "" if value is None else str(value).strip()
    return said or line


def on(value: date | None) -> str:
    """2024年6月3日, or a blank date."""
    return day(value) if value is not None else DATE_BLANK


def at(value: datetime | None) -> str:
    """Day and time of day in China, or a blank."""
    if value is None:
        return f"{DATE_BLANK}＿时＿分"
    local = timezone.localtime(value)
    return f"{day(local.date())} {local:%H:%M}"


def money(fen: int | None) -> str:
    """With its unit; "" where there is none."""
    return f"{yuan(fen)} 元" if fen is not None else ""


def say(text: str, lead: str = "", *, keep: bool = False) -> Paragraph:
    """One paragraph, its opening words in bold. ``keep``: what is signed stays with the hands below it."""
    return Paragraph(runs=[Text(text)], lead=[Text(lead)] if lead else (), keep=keep)


def tell(text: str, lines: int = 3) -> list[Block]:
    """A longer text by its lines, or so many lines to fill by hand."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if found:
        return [say(line) for line in found]
    return [Paragraph(runs=[Text(LINE)], align="center") for _ in range(lines)]


def head(text: str) -> Heading:
    """一、…"""
    return Heading(level=1, runs=[Text(text)])


def form(*rows: tuple[str, Cell]) -> Form:
    """One question and one answer a row."""
    return Form(rows=[[name, said] for name, said in rows], widths=(1, 4))


def twofold(*rows: tuple[str, Cell, str, Cell]) -> Form:
    """Two questions and two answers a row."""
    return Form(rows=rows, widths=(1.1, 2, 1.1, 2))


def party_table(file: CaseFile, parties: Iterable[Party] | None = None, *, side: str = "") -> Table:
    """姓名 性别 民族 年龄 职业或职务 联系方式 单位或住址 of each party, and who acts for it.

    side: as what all of them stand here, where it is not their side in the dispute.
    """
    rows = [_party(file, each, side) for each in (file.parties if parties is None else parties)]
    if not rows:
        rows = [
            [label, PERSON, SHORT, SHORT, SHORT, PERSON, PERSON, BLANK] for label in ("申请人", "被申请人")
        ]
    return Table(head=PARTY_HEAD, rows=rows, widths=PARTY_WIDTHS)


def _party(file: CaseFile, party: Party, side: str) -> list[Cell]:
    own = file.contacts[party.pk]
    unit = party.is_organisation
    name = f"{party.name}\n代理人\n{party.agent_name}" if party.agent_name else party.name
    return [
        side or party.get_side_display(),
        name,
        "—" if unit else blank(party.get_sex_display(), SHORT),
        "—" if unit else blank(party.ethnicity, SHORT),
        "—" if unit else blank(party.age, SHORT),
        blank(party.occupation, PERSON),
        phone(file, party),
        blank(own.address or party.employer),
    ]


def phone(file: CaseFile, party: Party) -> str:
    """As opened, or a line to fill by hand."""
    return blank(file.contacts[party.pk].phone, PERSON)


def address(file: CaseFile, party: Party) -> str:
    """As opened, or a line to fill by hand."""
    return blank(file.contacts[party.pk].address, BLANK)


def called(party: Party | None) -> str:
    """申请人何大海."""
    return f"{party.get_side_display()}{party.name}" if party is not None else ""


def of_side(file: CaseFile, *sides: Side) -> list[Party]:
    """Parties of these sides, in their order."""
    return [party for party in file.parties if party.side in sides]


def names(parties: Sequence[Party], most: int = 3) -> str:
    """何大海、罗小梅等 8 人."""
    shown = "、".join(party.name for party in parties[:most])
    return f"{shown}等{len(parties)}方" if len(parties) > most else shown


def hands(
    file: CaseFile, *others: str, parties: Sequence[Party] | None = None, side: str = ""
) -> list[Block]:
    """Room for the hand of every party (or its agent), and of the others; many parties sign in a form.

    side: as of ``party_table``.
    """
    found = file.parties if parties is None else parties
    who = [f"{side}{party.name}" if side else called(party) for party in found]
    agents = [f"（代理人{party.agent_name}）" if party.agent_name else "" for party in found]
    if len(found) > FEW:
        room = [f"{name}\n{agent}".strip() for name, agent in zip(who, agents, strict=True)]
        return [say("签名、盖章或者按指印：", keep=True), rooms(*room, *others)]
    lines = [f"{name}{agent}" for name, agent in zip(who, agents, strict=True)] or ["申请人", "被申请人"]
    return [Signatures(lines=[*lines, *others])]


def rooms(*who: str) -> Form:
    """Room for a hand and a date, two in a row; on one page as long as there are not too many."""
    here = "\n　　　　　年　月　日"
    cells = [cell for each in who for cell in (each, here)]
    cells += ["", ""] * (len(who) % 2)
    rows = [cells[n : n + 4] for n in range(0, len(cells), 4)]
    return Form(rows=rows, widths=(1.4, 1.8, 1.4, 1.8), keep=len(rows) <= ROWS)


def matter(file: CaseFile) -> list[Block]:
    """纠纷简要情况."""
    return tell(file.case.account or file.case.summary)


def source(file: CaseFile) -> str:
    """①当事人申请 ②主动调解 ③委托移送, with where it came from."""
    case = file.case
    if case.source == CaseSource.APPLICATION:
        return "①当事人申请"
    if case.source == CaseSource.INITIATIVE:
        return "②主动调解"
    came = "" if case.source == CaseSource.ENTRUSTED else f"（{case.get_source_display()}）"
    return f"③委托移送{came}"


def clause(each: Clause) -> str:
    """Who owes whom what."""
    to = f"向{called(each.obligee)}" if each.obligee is not None else ""
    sum_ = f"，金额 {money(each.amount_fen)}" if each.amount_fen is not None else ""
    return f"{called(each.obligor)}{to}：{each.duty}{sum_}"


def clause_table(file: CaseFile) -> Table:
    """协议内容、履行方式与时限, one row a clause."""
    rows: list[list[Cell]] = [
        [str(each.serial), clause(each), each.way, f"{on(each.due_on)}前"] for each in file.clauses
    ]
    return Table(
        head=("条", "协议内容", "履行方式", "履行时限"),
        rows=rows or [["1", BLANK, BLANK, DATE_BLANK]],
        widths=(0.6, 5, 2, 2.2),
    )


def paper(
    file: CaseFile,
    title: str,
    blocks: Sequence[Block],
    *,
    date: date | None = None,
    seal: bool = False,
    number: str = "",
    addressee: str = "",
    organ: bool = True,
    notes: Sequence[str] = (),
) -> Paper:
    """One paper of the case, in the committee's name unless it is a party's (``organ``)."""
    return Paper(
        title=title,
        layout=Layout.PLAIN,
        blocks=blocks,
        organ=file.organ if organ else "",
        number=number or file.number,
        addressee=addressee,
        date=date if organ else None,
        seal_place=seal,
        notes=[*notes, KEPT] if _leaves_sealed(file, blocks) else notes,
    )


def _leaves_sealed(file: CaseFile, blocks: Sequence[Block]) -> bool:
    """Whether the paper asks how the parties are reached, and what is kept of it was not opened."""
    kept = any(each.phone_kept or each.address_kept for each in file.contacts.values())
    asks = any(isinstance(block, Table) and set(REACHED) & set(block.head) for block in blocks)
    return kept and asks and not file.is_open
