"""How premises and projects show themselves."""

from linli.facilities.models import FundLine, Milestone, Premises, PremisesFunction, PremisesProject
from linli.ui.records import Column, ColumnKind, RecordPage, Related

WHY = "rows of a record the reader was admitted to"

PROJECT = RecordPage(
    model=PremisesProject,
    slug="premises-project",
    label="服务用房项目",
    system="facilities",
    title=lambda p: p.name,
    columns=(
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="项目", value="name"),
        Column(label="纳入规划", value="carrier_programme", kind=ColumnKind.CHOICE),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="预算", value="budget_total_fen", kind=ColumnKind.MONEY),
    ),
    fields=(
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="建设方式", value="type", kind=ColumnKind.CHOICE),
        Column(label="纳入规划", value="carrier_programme", kind=ColumnKind.CHOICE),
        Column(label="行动计划起始年", value=lambda p: str(p.plan_from_year)),
        Column(label="计划第几年", value="plan_year", kind=ColumnKind.NUMBER),
        Column(label="目标面积（平方米）", value="target_area_m2", kind=ColumnKind.NUMBER),
        Column(label="预算", value="budget_total_fen", kind=ColumnKind.MONEY),
        Column(label="施工单位", value="contractor"),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="建成的服务用房", value="premises", kind=ColumnKind.LINK),
        Column(label="取消", value="cancelled_on", kind=ColumnKind.DATE),
        Column(label="取消原因", value="cancel_reason"),
    ),
    export_columns=(
        Column(label="建设方式", value="type", kind=ColumnKind.CHOICE),
        Column(label="目标面积（平方米）", value="target_area_m2", kind=ColumnKind.NUMBER),
    ),
    searched=("name",),
    source="街道在行动计划台账登记项目，完成一个节点登记一次。",
    select_related=("community", "premises"),
    order_by=("community__code", "pk"),
    related=(
        Related(
            label="节点",
            rows=lambda p: (
                Milestone.objects.unscoped(WHY).filter(project=p).order_by("actual_on", "planned_on")
            ),
            columns=(
                Column(label="节点", value="kind", kind=ColumnKind.CHOICE),
                Column(label="计划", value="planned_on", kind=ColumnKind.DATE),
                Column(label="实际", value="actual_on", kind=ColumnKind.DATE),
                Column(label="依据", value="evidence"),
            ),
        ),
        Related(
            label="资金",
            rows=lambda p: FundLine.objects.unscoped(WHY).filter(project=p).order_by("pk"),
            columns=(
                Column(label="来源", value="source", kind=ColumnKind.CHOICE),
                Column(label="安排", value="amount_fen", kind=ColumnKind.MONEY),
                Column(label="到位", value="arrived_fen", kind=ColumnKind.MONEY),
            ),
        ),
    ),
)
MILESTONE = RecordPage(
    model=Milestone,
    slug="premises-milestone",
    label="项目节点",
    system="facilities",
    title=lambda m: f"{m.project.name}·{m.get_kind_display()}",
    called=lambda m: f"{m.project.community.name}服务用房",
    columns=(
        Column(label="社区（村）", value="project.community", kind=ColumnKind.AREA),
        Column(label="项目", value="project", kind=ColumnKind.LINK),
        Column(label="节点", value="kind", kind=ColumnKind.CHOICE),
        Column(label="计划日期", value="planned_on", kind=ColumnKind.DATE),
        Column(label="实际日期", value="actual_on", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="项目", value="project", kind=ColumnKind.LINK),
        Column(label="社区（村）", value="project.community", kind=ColumnKind.AREA),
        Column(label="节点", value="kind", kind=ColumnKind.CHOICE),
        Column(label="计划日期", value="planned_on", kind=ColumnKind.DATE),
        Column(label="实际日期", value="actual_on", kind=ColumnKind.DATE),
        Column(label="依据", value="evidence"),
    ),
    source="街道在节点完成当天登记，附依据文件名。",
    select_related=("project__community",),
    order_by=("-actual_on", "pk"),
)
PREMISES = RecordPage(
    model=Premises,
    slug="premises",
    label="服务用房",
    system="facilities",
    title=lambda p: f"{p.community.name}·{p.name}",
    columns=(
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="名称", value="name"),
        Column(label="建筑面积（平方米）", value="floor_area_m2", kind=ColumnKind.NUMBER),
        Column(label="权属", value="tenure", kind=ColumnKind.CHOICE),
        Column(label="启用", value="valid_from", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="地址", value="address"),
        Column(label="权属", value="tenure", kind=ColumnKind.CHOICE),
        Column(label="建筑面积（平方米）", value="floor_area_m2", kind=ColumnKind.NUMBER),
        Column(label="居民活动面积（平方米）", value="activity_area_m2", kind=ColumnKind.NUMBER),
        Column(label="办公面积（平方米）", value="office_area_m2", kind=ColumnKind.NUMBER),
        Column(label="无障碍", value="accessible", kind=ColumnKind.BOOL),
        Column(label="开放时间", value="opening_hours"),
        Column(label="启用", value="valid_from", kind=ColumnKind.DATE),
        Column(label="停用", value="valid_to", kind=ColumnKind.DATE),
    ),
    searched=("name", "address"),
    source="社区（村）登记，街道核对。",
    select_related=("community",),
    order_by=("community__code", "pk"),
    related=(
        Related(
            label="功能",
            rows=lambda p: PremisesFunction.objects.unscoped(WHY).filter(premises=p).order_by("pk"),
            columns=(Column(label="功能", value="use", kind=ColumnKind.CHOICE),),
        ),
    ),
)

PAGES = (PROJECT, MILESTONE, PREMISES)
