"""The posting as a paper for the notice board: plain layout, room for the seal, the address as a QR code."""

from django.urls import reverse

from linli.documents.paper import Block, Layout, Paper, Paragraph, Table, Text
from linli.documents.registry import PaperKind
from linli.notices.models import Posting
from linli.notices.tables import numeric_columns

POSTING = PaperKind(
    code="notices.posting",
    name="公示",
    system="notices",
    source="普通格式；居务公开张贴在公示栏（《城市居民委员会组织法》第三十四条）。",
)
NOT_POSTED = "草稿，还没有贴出"


def paper_of(posting: Posting) -> Paper:
    """What is pasted on the board; of a withdrawn posting, the reason comes first (T15)."""
    title = posting.title if "公示" in posting.title else f"{posting.title}公示"
    return Paper(
        title=f"撤回：{title}" if posting.withdrawn_on else title,
        layout=Layout.PLAIN,
        blocks=list(_blocks(posting)),
        organ=posting.issuer,
        date=posting.withdrawn_on or posting.posted_on,
        seal_place=True,
        qr=reverse("postings:posting", args=(posting.ref,)) if posting.posted_on and posting.online else "",
        draft_mark="" if posting.posted_on else NOT_POSTED,
    )


def _blocks(posting: Posting) -> list[Block]:
    found: list[Block] = []
    if posting.withdrawn_on:
        found.append(_paragraph(posting.withdrawal_reason, lead="撤回理由："))
    found += [_paragraph(text) for text in posting.paragraphs]
    if posting.table:
        numeric = sorted(numeric_columns(posting.table))
        found.append(Table(head=posting.table[0], rows=posting.table[1:], numeric=numeric))
    if posting.posted_on and posting.until:
        days = f"{posting.posted_on:%Y年%-m月%-d日}至{posting.until:%Y年%-m月%-d日}"
        minimum = posting.minimum_said.replace(" ", "")
        found.append(_paragraph(f"{days}，至少{minimum}（{posting.basis}）。", lead="公示时间："))
        ways = "扫二维码在网上提出，或到落款单位提出" if posting.online else "到落款单位提出"
        if not posting.withdrawn_on:
            found.append(_paragraph(f"公示期间，可以{ways}，不用留姓名；答复会公开。", lead="提出疑问："))
    return found


def _paragraph(text: str, lead: str = "") -> Paragraph:
    return Paragraph(runs=[Text(text)], lead=[Text(lead)] if lead else ())
