"""Papers about requests: the written notice of a petition."""

from datetime import datetime

from django.utils import timezone

from linli.documents.paper import Layout, Paper, Paragraph, Signatures, Text
from linli.documents.registry import PaperKind
from linli.grid.requests.models import Request

PETITION_NOTICE = PaperKind(
    code="grid.petition_notice",
    name="信访事项受理告知书",
    system="grid",
    source="《信访工作条例》：自收到之日起 15 日内书面告知信访人是否受理",
)


def said_day(at: datetime) -> str:
    """2024年10月30日."""
    local = timezone.localtime(at)
    return f"{local.year}年{local.month}月{local.day}日"


def petition_notice(request: Request, *, called: str, at: datetime) -> Paper:
    """The notice, ready to be stamped: what was received, when, who deals with it, by when."""
    sentences = (
        f"{called or '信访人'}：",
        f"你于{said_day(request.told_at)}提出的信访事项（编号 {request.number}）已收到。"
        f"经审查，决定予以受理，由{request.holder.name}办理。",
        "办理机关自受理之日起 60 日内办结并书面答复；情况复杂的，可以延长不超过 30 日，并告知理由。"
        "不服处理意见的，可以自收到书面答复之日起 30 日内请求复查。",
    )
    return Paper(
        title="信访事项受理告知书",
        layout=Layout.PLAIN,
        blocks=(
            *(Paragraph(runs=(Text(each),), indent=number > 0) for number, each in enumerate(sentences)),
            Signatures(lines=("送达人：", "信访人签收：", "日期：")),
        ),
        organ=request.holder.name,
        date=timezone.localtime(at).date(),
        seal_place=True,
    )
