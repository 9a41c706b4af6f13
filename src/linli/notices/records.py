"""How postings and the questions about them show themselves in lists, drill-downs and on their pages."""

from linli.notices.models import Objection, Posting
from linli.notices.selectors import extensions_of, objections_of
from linli.ui.records import Column, ColumnKind, RecordPage, Related

# Publicity of residents' affairs is part of 邻里议事 (domain.md 3.2.3); the room itself is none of the nine.
SYSTEM = "participation"

POSTING = RecordPage(
    model=Posting,
    slug="posting",
    label="公示",
    system=SYSTEM,
    menu="notices",
    title=lambda posting: posting.title,
    columns=(
        Column(label="题目", value="title"),
        Column(label="类别", value="kind"),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
        Column(label="贴出日期", value="posted_on", kind=ColumnKind.DATE),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
    ),
    fields=(
        Column(label="类别", value="kind"),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
        Column(label="落款单位", value="issuer"),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="正文", value="body"),
        Column(label="公示地点", value="places"),
        Column(label="贴出日期", value="posted_on", kind=ColumnKind.DATE),
        Column(label="至少公示", value="minimum_said"),
        Column(label="依据", value="basis"),
        Column(label="最早期满日", value="earliest_end", kind=ColumnKind.DATE),
        Column(label="公示到", value="until", kind=ColumnKind.DATE),
        Column(label="撤回日期", value="withdrawn_on", kind=ColumnKind.DATE),
        Column(label="撤回理由", value="withdrawal_reason"),
    ),
    related=(
        Related(
            label="疑问",
            rows=objections_of,
            columns=(
                Column(label="疑问", value="text"),
                Column(label="提出时间", value="asked_at", kind=ColumnKind.DATETIME),
                Column(label="答复", value="answer"),
            ),
        ),
        Related(
            label="延长",
            rows=extensions_of,
            columns=(
                Column(label="延长日期", value="decided_on", kind=ColumnKind.DATE),
                Column(label="原来公示到", value="before", kind=ColumnKind.DATE),
                Column(label="延长到", value="after", kind=ColumnKind.DATE),
                Column(label="理由", value="reason"),
            ),
        ),
    ),
    export_columns=(
        Column(label="落款单位", value="issuer"),
        Column(label="公示到", value="until", kind=ColumnKind.DATE),
        Column(label="依据", value="basis"),
        Column(label="撤回理由", value="withdrawal_reason"),
    ),
    searched=("title", "issuer"),
    spelt=True,
    source="区、街道、社区贴出公示时登记。",
    select_related=("kind", "area"),
    order_by=("-posted_on", "-pk"),
)
OBJECTION = RecordPage(
    model=Objection,
    slug="objection",
    label="公示疑问",
    system=SYSTEM,
    menu="notices",
    title=lambda objection: f"对“{objection.posting}”的疑问",
    columns=(
        Column(label="疑问", value="text"),
        Column(label="公示", value="posting", kind=ColumnKind.LINK),
        Column(label="提出时间", value="asked_at", kind=ColumnKind.DATETIME),
        Column(label="答复时间", value="answered_at", kind=ColumnKind.DATETIME),
    ),
    fields=(
        Column(label="公示", value="posting", kind=ColumnKind.LINK),
        Column(label="疑问", value="text"),
        Column(label="称呼", value="asker", kind=ColumnKind.NAME),
        Column(label="同意公开", value="is_public", kind=ColumnKind.BOOL),
        Column(label="提出时间", value="asked_at", kind=ColumnKind.DATETIME),
        Column(label="答复", value="answer"),
        Column(label="不公开原文的理由", value="withheld"),
        Column(label="答复时间", value="answered_at", kind=ColumnKind.DATETIME),
    ),
    source="看公示的人提出，或由工作人员代录；由贴出公示的单位答复。",
    select_related=("posting",),
    order_by=("-asked_at", "-pk"),
)
PAGES = (POSTING, OBJECTION)
