"""The words of a notice of processing line by line, for the page and for the paper."""

from django.urls import reverse

from linli.documents.paper import Layout, Paper, Paragraph, Text
from linli.documents.registry import PaperKind
from linli.orgs.selectors import district
from linli.privacy.notices import ProcessingNotice

NOTICE = PaperKind(
    code="privacy.notice",
    name="个人信息告知书",
    system="privacy",
    source="《个人信息保护法》第十七条：处理个人信息前，以显著方式、清晰易懂的语言告知。",
)


def shown(notice: ProcessingNotice, number: str) -> list[tuple[str, str]]:
    """Label and words, what is not said left out."""
    version = next(each for each in notice.versions if each.number == number)
    text = version.text
    area = district()
    handler = text.handler.format(district=area.name if area is not None else "本区")
    found = [
        ("谁处理", handler),
        ("联系方式", text.contact),
        ("为了什么", text.purpose),
        ("依据", text.basis),
        ("怎么处理", text.way),
        ("要哪些信息", "、".join(text.kinds)),
        ("敏感个人信息", text.sensitive),
        ("不填会怎样", text.must),
        ("保存多久", text.keep),
        ("给不给别人", text.shared),
        ("您的权利", text.rights),
    ]
    return [(label, words) for label, words in found if words]


def paper_of(notice: ProcessingNotice, number: str) -> Paper:
    """Plain layout, with the address of the page as a QR code."""
    version = next(each for each in notice.versions if each.number == number)
    area = district()
    return Paper(
        title="个人信息处理告知书",
        layout=Layout.PLAIN,
        blocks=[
            Paragraph(runs=[Text(f"用于：{notice.form}")]),
            *(
                Paragraph(runs=[Text(words)], lead=[Text(f"{label}：")])
                for label, words in shown(notice, number)
            ),
        ],
        organ=area.name if area is not None else "",
        date=version.valid_from,
        qr=reverse("privacy:notice", args=(notice.code,)),
        notes=[f"版本 {version.number}，摘要 {version.digest[:16]}"],
    )
