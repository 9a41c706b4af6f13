"""Papers to draw: one with everything, one plain, and the words they must say in every format."""

import datetime
import re

from linli.documents.paper import (
    Annex,
    Heading,
    Layout,
    Link,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    Table,
    Text,
)

DAY = datetime.date(2024, 10, 30)
SENTENCE = "全区坚持党建引领基层治理，把资源、服务、管理放到网格，做到小事不出网格、大事不出社区。"
# Markup of every format a paper passes through, as somebody might write it into a name.
NASTY = '#{panic("x")}[*b*]$x^2$ \\"<script>alert(1)</script>&amp; _i_ @ref <label> ]]> ${7*7} `r` // /* = - 1. --- \''


def paragraph(text: str, *, indent: bool = True) -> Paragraph:
    return Paragraph(runs=[Text(text)], indent=indent)


def full() -> Paper:
    """Every part a paper can have."""
    return Paper(
        title="关于岳阳楼区二〇二四年一月至十月基层治理工作情况的报告",
        layout=Layout.OFFICIAL,
        red_head="岳阳市岳阳楼区人民政府文件",
        number="岳楼政〔2024〕12号",
        signer="王建国",
        organ="岳阳市岳阳楼区人民政府",
        addressee="岳阳市人民政府",
        date=DAY,
        seal_place=True,
        blocks=[
            Paragraph(
                runs=[
                    Text("今年以来，全区170428户居民共提出诉求2396起，办结"),
                    Link("2284起", "/figures/closed/", figure={"figure": "grid.closed", "value": "2284"}),
                    Text("，另见"),
                    Link("法规", "https://example.org/law?a=1&b=2"),
                    Text(f"。{SENTENCE * 3}"),
                ]
            ),
            Heading(level=1, runs=[Text("一、三项建设")]),
            Heading(level=2, runs=[Text("（一）思想建设")]),
            Paragraph(lead=[Text("学习教育。")], runs=[Text(SENTENCE)]),
            Heading(level=3, runs=[Text("1. 主题党日")]),
            Heading(level=4, runs=[Text("（1）志愿服务")]),
            ListBlock(ordered=True, items=[[Text("入户走访")], [Text("调解纠纷")]]),
            ListBlock(ordered=False, items=[[Text("不打扰")], [Link("不重复", "/x/")]]),
            Table(
                caption="三项机制数字",
                head=["街道", "户数"],
                widths=[2, 1],
                numeric=[1],
                rows=[[f"第{n}街道", Link(str(n * 1312), f"/f/{n}/")] for n in range(1, 31)],
            ),
            PageBreak(),
            paragraph("特此报告。"),
        ],
        attachments=["数字一览表", "签字页"],
        annexes=[
            Annex(title="数字一览表", blocks=[paragraph(SENTENCE)]),
            Annex(title="签字页", blocks=[Signatures(lines=["甲方当事人", "人民调解员"])]),
        ],
        copies_to="区委办公室，区人大常委会办公室",
        printed_by="岳阳楼区人民政府办公室",
        printed_on=datetime.date(2024, 11, 1),
        qr="/reports/12/",
        notes=["数字取自2024年10月30日的记录。"],
        draft_mark="未签发，仅供核对",
    )


def plain(*blocks: Paragraph | Table | Signatures | Heading, title: str = "回访单") -> Paper:
    return Paper(title=title, layout=Layout.PLAIN, blocks=blocks)


def official(*blocks: Paragraph | Table | Heading, title: str = "满版") -> Paper:
    return Paper(title=title, layout=Layout.OFFICIAL, blocks=blocks)


def squeezed(text: str) -> str:
    """Without white space: where lines turn is not what a paper says."""
    return re.sub(r"\s+", "", text)
