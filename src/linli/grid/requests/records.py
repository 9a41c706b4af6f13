"""How requests and the parts of them given away show themselves. The teller is told of on no list."""

from linli.grid.policies import SEE_REQUESTS
from linli.grid.requests.models import PetitionReview, Request, RequestStep, RequestTask
from linli.ui.records import Column, ColumnKind, RecordPage, Related

WHY = "rows of a record the reader was admitted to"
LONGEST = 60

REQUEST = RecordPage(
    model=Request,
    slug="request",
    label="事项",
    system="grid",
    title=lambda r: f"{r.number} {r.text[:30]}",
    columns=(
        Column(label="编号", value="number"),
        Column(label="什么事", value="text"),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
        Column(label="在哪一级", value="level", kind=ColumnKind.CHOICE),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
    ),
    fields=(
        Column(label="编号", value="number"),
        Column(label="什么事", value="text"),
        Column(label="类别", value="kind.name"),
        Column(label="缓急", value="urgency", kind=ColumnKind.CHOICE),
        Column(label="来源", value="source", kind=ColumnKind.CHOICE),
        Column(label="说的时间", value="told_at", kind=ColumnKind.DATETIME),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
        Column(label="具体地方", value="spot"),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="在谁手里", value="holder", kind=ColumnKind.AREA),
        Column(label="怎么办的", value="result"),
        Column(label="哪一级办好", value="settled_level", kind=ColumnKind.CHOICE),
        Column(label="挂账计划", value="plan"),
        Column(label="办好", value="done_at", kind=ColumnKind.DATETIME),
        Column(label="答复", value="answered_at", kind=ColumnKind.DATETIME),
        Column(label="评价", value="verdict", kind=ColumnKind.CHOICE),
        Column(label="重开次数", value="reopened", kind=ColumnKind.NUMBER),
    ),
    export_columns=(
        Column(label="类别", value="kind.name"),
        Column(label="说的日期", value="told_on", kind=ColumnKind.DATE),
        Column(label="哪一级办好", value="settled_level", kind=ColumnKind.CHOICE),
        Column(label="评价", value="verdict", kind=ColumnKind.CHOICE),
    ),
    source="居民、三长、社区和街道说的事；一句话登记一次，办到哪一步由各级如实写。",
    select_related=("area", "kind", "holder"),
    order_by=("-told_on", "-pk"),
    searched=("text",),
    numbered=("number", "foreign_number"),
    sought_by=SEE_REQUESTS,
    sought_as=lambda r: r.text if len(r.text) <= LONGEST else f"{r.text[: LONGEST - 1]}…",
    route="requests:request",
    related=(
        Related(
            label="经过",
            rows=lambda r: (
                RequestStep.objects.unscoped(WHY)
                .filter(request=r)
                .select_related("holder", "unit")
                .order_by("at", "pk")
            ),
            columns=(
                Column(label="时间", value="at", kind=ColumnKind.DATETIME),
                Column(label="在谁手里", value="holder", kind=ColumnKind.AREA),
                Column(label="谁办的", value="actor_title"),
                Column(label="单位", value="unit.name"),
                Column(label="告诉报事人的", value="public"),
            ),
        ),
    ),
)
TASK = RecordPage(
    model=RequestTask,
    slug="request-task",
    label="交办单",
    system="grid",
    title=lambda t: f"{t.request.number} 交办",
    columns=(
        Column(label="事项", value="request", kind=ColumnKind.LINK),
        Column(label="承办", value=lambda t: t.unit.name if t.unit is not None else t.area.name),
        Column(label="派出", value="given_at", kind=ColumnKind.DATETIME),
        Column(label="办好", value="finished_at", kind=ColumnKind.DATETIME),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
    ),
    fields=(
        Column(label="事项", value="request", kind=ColumnKind.LINK),
        Column(label="承办", value=lambda t: t.unit.name if t.unit is not None else t.area.name),
        Column(label="要做什么", value="asked"),
        Column(label="职责清单条目", value="duty_item.number"),
        Column(label="派出", value="given_at", kind=ColumnKind.DATETIME),
        Column(label="签收", value="signed_at", kind=ColumnKind.DATETIME),
        Column(label="办好", value="finished_at", kind=ColumnKind.DATETIME),
        Column(label="怎么办的", value="result"),
        Column(label="退回、改派的理由", value="words"),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
    ),
    source="片、社区、街道、区派单时登记，承办的单位签收、报告。",
    select_related=("request__area", "unit", "area", "duty_item"),
    order_by=("-given_at", "-pk"),
)
REVIEW = RecordPage(
    model=PetitionReview,
    slug="petition-review",
    label="信访复查复核",
    system="grid",
    title=lambda r: f"{r.request.number} {r.get_round_display()}",
    columns=(
        Column(label="事项", value="request", kind=ColumnKind.LINK),
        Column(label="哪一次", value="round", kind=ColumnKind.CHOICE),
        Column(label="由谁办", value="organ", kind=ColumnKind.AREA),
        Column(label="申请", value="asked_on", kind=ColumnKind.DATE),
        Column(label="意见", value="outcome", kind=ColumnKind.CHOICE),
    ),
    fields=(
        Column(label="事项", value="request", kind=ColumnKind.LINK),
        Column(label="哪一次", value="round", kind=ColumnKind.CHOICE),
        Column(label="由谁办", value="organ", kind=ColumnKind.AREA),
        Column(label="申请", value="asked_on", kind=ColumnKind.DATE),
        Column(label="不服什么", value="words"),
        Column(label="意见", value="outcome", kind=ColumnKind.CHOICE),
        Column(label="怎么说", value="opinion"),
        Column(label="作出意见", value="decided_on", kind=ColumnKind.DATE),
    ),
    source="信访人不服书面答复时由承办的一方登记，上一级写意见（《信访工作条例》）。",
    select_related=("request__area", "organ"),
    order_by=("-asked_on", "-pk"),
)
PAGES = (REQUEST, TASK, REVIEW)
