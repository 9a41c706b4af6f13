"""How the roster, the cases and the ledgers show themselves. No list names a party."""

from linli.mediation.listing import called
from linli.mediation.models import DisputeCase, IllegalBuilding, IllegalBuildingLedger, Notable
from linli.mediation.models.notable import EXPERTISE, Category
from linli.mediation.policies import SEE_MEDIATION
from linli.mediation.selectors import buildings_of
from linli.ui.records import Column, ColumnKind, RecordPage, Related


def _expertise(notable: Notable) -> list[str]:
    return [EXPERTISE[code] for code in notable.expertise if code in EXPERTISE]


def _other_roles(notable: Notable) -> list[str]:
    return [Category(code).label for code in notable.other_roles if code in Category.values]


NOTABLE = RecordPage(
    model=Notable,
    slug="notable",
    label="群英",
    system="mediation",
    title=lambda n: f"{n.community.name}·{n.get_primary_category_display()}",
    columns=(
        Column(label="姓名", value="person", kind=ColumnKind.PERSON),
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="主要类别", value="primary_category", kind=ColumnKind.CHOICE),
        Column(label="推荐方式", value="source", kind=ColumnKind.CHOICE),
        Column(label="列入", value="listed_on", kind=ColumnKind.DATE),
    ),
    export_columns=(Column(label="专长", value=_expertise, kind=ColumnKind.LIST),),
    fields=(
        Column(label="姓名", value="person", kind=ColumnKind.PERSON),
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="主要类别", value="primary_category", kind=ColumnKind.CHOICE),
        Column(label="其他身份", value=_other_roles, kind=ColumnKind.LIST),
        Column(label="专长", value=_expertise, kind=ColumnKind.LIST),
        Column(label="推荐方式", value="source", kind=ColumnKind.CHOICE),
        Column(label="受聘为人民调解员", value="is_mediator", kind=ColumnKind.BOOL),
        Column(label="列入", value="listed_on", kind=ColumnKind.DATE),
        Column(label="退出", value="left_on", kind=ColumnKind.DATE),
        Column(label="退出原因", value="left_reason", kind=ColumnKind.CHOICE),
    ),
    source="社区（村）在群英谱上登记；列名须本人同意。",
    select_related=("person", "community"),
    order_by=("community__code", "listed_on", "pk"),
)
CASE = RecordPage(
    model=DisputeCase,
    slug="dispute-case",
    label="调解案件",
    system="mediation",
    title=lambda c: c.number or f"{c.get_kind_display()}纠纷",
    columns=(
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="案号", value="number"),
        Column(label="纠纷类型", value="kind", kind=ColumnKind.CHOICE),
        Column(label="结果", value="outcome", kind=ColumnKind.CHOICE),
        Column(label="结案", value="closed_on", kind=ColumnKind.DATE),
    ),
    export_columns=(
        Column(label="来源", value="source", kind=ColumnKind.CHOICE),
        Column(label="难易", value="intensity", kind=ColumnKind.CHOICE),
        Column(label="受理", value="accepted_on", kind=ColumnKind.DATE),
        Column(label="应办结", value="due_on", kind=ColumnKind.DATE),
        Column(label="涉及金额（分）", value="amount_fen", kind=ColumnKind.MONEY),
    ),
    fields=(
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="案号", value="number"),
        Column(label="案件来源", value="source", kind=ColumnKind.CHOICE),
        Column(label="纠纷类型", value="kind", kind=ColumnKind.CHOICE),
        Column(label="难易", value="intensity", kind=ColumnKind.CHOICE),
        Column(label="主题", value="theme"),
        Column(label="当事人数", value="parties_count", kind=ColumnKind.NUMBER),
        Column(label="涉及金额", value="amount_fen", kind=ColumnKind.MONEY),
        Column(label="登记", value="registered_on", kind=ColumnKind.DATE),
        Column(label="受理", value="accepted_on", kind=ColumnKind.DATE),
        Column(label="应办结", value="due_on", kind=ColumnKind.DATE),
        Column(label="阶段", value="stage", kind=ColumnKind.CHOICE),
        Column(label="结果", value="outcome", kind=ColumnKind.CHOICE),
        Column(label="结案", value="closed_on", kind=ColumnKind.DATE),
    ),
    searched=(lambda c: c.number, "title", "summary"),
    sought_by=SEE_MEDIATION,
    sought_as=called,
    worked_at=("mediation:case", SEE_MEDIATION),
    source="社区（村）调委会受理、调解、结案时登记；列表不显示当事人。",
    select_related=("community", "theme"),
    order_by=("-closed_on", "-pk"),
)
_BUILDING_COLUMNS = (
    Column(label="小区", value="estate", kind=ColumnKind.AREA),
    Column(label="位置", value="place", kind=ColumnKind.ADDRESS),
    Column(label="存量或新增", value="kind", kind=ColumnKind.CHOICE),
    Column(label="发现", value="found_on", kind=ColumnKind.DATE),
    Column(label="状态", value="state", kind=ColumnKind.CHOICE),
)
_BUILDING_FACTS = (
    Column(label="首次处置", value="first_action_on", kind=ColumnKind.DATE),
    Column(label="拆除或恢复", value="disposed_on", kind=ColumnKind.DATE),
    Column(label="补偿", value="compensation_fen", kind=ColumnKind.MONEY),
    Column(label="因此上访", value="petition_on", kind=ColumnKind.DATE),
)
BUILDING = RecordPage(
    model=IllegalBuilding,
    slug="illegal-building",
    label="违法建设",
    system="mediation",
    title=lambda b: f"{b.estate.name}·{b.get_kind_display()}违建",
    columns=_BUILDING_COLUMNS,
    export_columns=_BUILDING_FACTS,
    fields=(
        *_BUILDING_COLUMNS,
        Column(label="面积（平方米）", value="area_m2"),
        Column(label="建成年份", value=lambda b: f"{b.standing_since}年" if b.standing_since else None),
        Column(label="已查明搭建人", value="owner_known", kind=ColumnKind.BOOL),
        Column(label="首次处置方式", value="first_action"),
        *_BUILDING_FACTS[:2],
        Column(label="拆除方式", value="disposal", kind=ColumnKind.CHOICE),
        *_BUILDING_FACTS[2:],
    ),
    source="社区（村）和城管在违建治理台账上登记。",
    select_related=("estate",),
    order_by=("-found_on", "-pk"),
)
LEDGER = RecordPage(
    model=IllegalBuildingLedger,
    slug="illegal-building-ledger",
    label="违建治理年度台账",
    system="mediation",
    title=lambda ledger: f"{ledger.area.name}{ledger.year}年违建治理台账",
    columns=(
        Column(label="年份", value=lambda ledger: f"{ledger.year}年"),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
        Column(label="建账", value="opened_on", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="年份", value=lambda ledger: f"{ledger.year}年"),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
        Column(label="建账", value="opened_on", kind=ColumnKind.DATE),
        Column(label="说明", value="note"),
        Column(label="台账内违建", value=lambda ledger: buildings_of(ledger).count(), kind=ColumnKind.NUMBER),
    ),
    source="区、街道、社区（村）每年年初建账；台账内的违建按所在小区列入。",
    select_related=("area",),
    order_by=("-year", "area__code"),
    related=(
        Related(
            label="台账内的违建",
            rows=lambda ledger: buildings_of(ledger).select_related("estate"),
            columns=(*_BUILDING_COLUMNS[:4], *_BUILDING_FACTS),
        ),
    ),
)
PAGES = (NOTABLE, CASE, BUILDING, LEDGER)
