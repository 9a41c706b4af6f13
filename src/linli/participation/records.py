"""How teams, activities and neighbours' events show themselves."""

from linli.participation.models import NeighbourEvent, VolunteerActivity, VolunteerTeam
from linli.ui.records import Column, ColumnKind, RecordPage, Related

WHY = "rows of a record the reader was admitted to"

TEAM = RecordPage(
    model=VolunteerTeam,
    slug="volunteer-team",
    label="志愿服务队伍",
    system="participation",
    title=lambda t: t.name,
    columns=(
        Column(label="队名", value="name"),
        Column(label="小区", value="estate", kind=ColumnKind.AREA),
        Column(label="特色", value="speciality", kind=ColumnKind.CHOICE),
        Column(label="组建日期", value="founded_on", kind=ColumnKind.DATE),
        Column(label="居委会同意", value="approved_on", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="队名", value="name"),
        Column(label="小区", value="estate", kind=ColumnKind.AREA),
        Column(label="特色", value="speciality", kind=ColumnKind.CHOICE),
        Column(label="队长", value="leader", kind=ColumnKind.PERSON),
        Column(label="组建日期", value="founded_on", kind=ColumnKind.DATE),
        Column(label="同意的居（村）委会", value="approved_by"),
        Column(label="同意日期", value="approved_on", kind=ColumnKind.DATE),
        Column(label="解散日期", value="dissolved_on", kind=ColumnKind.DATE),
    ),
    export_columns=(Column(label="同意的居（村）委会", value="approved_by"),),
    source="社区登记小区志愿服务队伍，居（村）委会同意后生效。",
    select_related=("estate", "leader", "approved_by"),
    order_by=("estate__code", "pk"),
    related=(
        Related(
            label="最近的活动",
            rows=lambda t: VolunteerActivity.objects.unscoped(WHY).filter(team=t).order_by("-held_on")[:50],
            columns=(
                Column(label="日期", value="held_on", kind=ColumnKind.DATE),
                Column(label="名称", value="title"),
                Column(label="状态", value="state", kind=ColumnKind.CHOICE),
            ),
        ),
    ),
)
ACTIVITY = RecordPage(
    model=VolunteerActivity,
    slug="volunteer-activity",
    label="志愿服务活动",
    system="participation",
    title=lambda a: a.title,
    columns=(
        Column(label="名称", value="title"),
        Column(label="日期", value="held_on", kind=ColumnKind.DATE),
        Column(label="牵头组织", value="organisation", kind=ColumnKind.LINK),
        Column(label="主题", value="theme"),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
    ),
    fields=(
        Column(label="名称", value="title"),
        Column(label="主题", value="theme"),
        Column(label="牵头组织", value="organisation", kind=ColumnKind.LINK),
        Column(label="队伍", value="team", kind=ColumnKind.LINK),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="日期", value="held_on", kind=ColumnKind.DATE),
        Column(label="开始", value=lambda a: f"{a.starts_at:%H:%M}" if a.starts_at else ""),
        Column(label="结束", value=lambda a: f"{a.ends_at:%H:%M}" if a.ends_at else ""),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
        Column(label="地点", value="place"),
        Column(label="风险告知", value="risk_note"),
        Column(label="有人身危险", value="is_dangerous", kind=ColumnKind.BOOL),
        Column(label="保险单号", value="insurance_no"),
        Column(label="需要培训", value="needs_training", kind=ColumnKind.BOOL),
        Column(label="招募（人）", value="quota", kind=ColumnKind.NUMBER),
        Column(label="服务（人）", value="served_count", kind=ColumnKind.NUMBER),
        Column(label="上传国家系统日期", value="uploaded_on", kind=ColumnKind.DATE),
        Column(label="取消原因", value="cancel_reason"),
    ),
    export_columns=(
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="地点", value="place"),
        Column(label="服务（人）", value="served_count", kind=ColumnKind.NUMBER),
    ),
    source="组织者发布活动，成行后登记；谁组织谁记录。",
    select_related=("theme", "organisation", "team", "area"),
    order_by=("-held_on", "pk"),
)
EVENT = RecordPage(
    model=NeighbourEvent,
    slug="neighbour-event",
    label="邻里活动",
    system="participation",
    title=lambda e: e.title,
    columns=(
        Column(label="名称", value="title"),
        Column(label="日期", value="held_on", kind=ColumnKind.DATE),
        Column(label="小区", value="estate", kind=ColumnKind.AREA),
        Column(label="类别", value="kind", kind=ColumnKind.CHOICE),
        Column(label="参加（人）", value="attended_count", kind=ColumnKind.NUMBER),
    ),
    fields=(
        Column(label="名称", value="title"),
        Column(label="系列", value="series", kind=ColumnKind.CHOICE),
        Column(label="类别", value="kind", kind=ColumnKind.CHOICE),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="小区", value="estate", kind=ColumnKind.AREA),
        Column(label="日期", value="held_on", kind=ColumnKind.DATE),
        Column(label="地点", value="place"),
        Column(label="主办", value="organiser", kind=ColumnKind.CHOICE),
        Column(label="经费来源", value="funding", kind=ColumnKind.CHOICE),
        Column(label="预算", value="budget_fen", kind=ColumnKind.MONEY),
        Column(label="预计参加（人）", value="expected_count", kind=ColumnKind.NUMBER),
        Column(label="安全方案", value="safety_plan"),
        Column(label="报备日期", value="filed_on", kind=ColumnKind.DATE),
        Column(label="参加（人）", value="attended_count", kind=ColumnKind.NUMBER),
        Column(label="居民反馈", value="feedback"),
        Column(label="取消原因", value="cancel_reason"),
    ),
    export_columns=(
        Column(label="主办", value="organiser", kind=ColumnKind.CHOICE),
        Column(label="经费来源", value="funding", kind=ColumnKind.CHOICE),
        Column(label="预算（分）", value="budget_fen", kind=ColumnKind.NUMBER),
    ),
    source="主办方登记活动，办完后补上参加人数；赞助的钱物公开。",
    select_related=("estate",),
    order_by=("-held_on", "pk"),
    related=(
        Related(
            label="赞助",
            rows=lambda e: e.sponsors.order_by("pk"),
            columns=(
                Column(label="赞助单位", value="name"),
                Column(label="金额", value="amount_fen", kind=ColumnKind.MONEY),
                Column(label="物品", value="goods"),
                Column(label="公开日期", value="posted_on", kind=ColumnKind.DATE),
            ),
        ),
    ),
)
PAGES = (TEAM, ACTIVITY, EVENT)
