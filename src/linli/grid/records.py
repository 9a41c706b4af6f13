"""How the leads, the households they serve, and their honours show themselves."""

from linli.grid.models import BestNeighbourLead, Lead
from linli.orgs.models import Placement
from linli.people.models import Appointment, Household, Stay
from linli.people.selectors import neighbourhood_paths, phone_of
from linli.ui.records import Column, ColumnKind, Near, RecordPage, Related

WHY = "rows of a record the reader was admitted to"


def _phone(household: Household) -> str:
    return phone_of(household)


APPOINTMENT = RecordPage(
    model=Appointment,
    slug="appointment",
    label="任职",
    system="grid",
    title=lambda a: f"{a.area.name}·{a.get_post_display()}",
    columns=(
        Column(label="姓名", value="person", kind=ColumnKind.PERSON, nearby=True),
        Column(label="职务", value="post", kind=ColumnKind.CHOICE),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
        Column(label="上任", value="valid_from", kind=ColumnKind.DATE),
        Column(label="卸任", value="valid_to", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="姓名", value="person", kind=ColumnKind.PERSON, nearby=True),
        Column(label="职务", value="post", kind=ColumnKind.CHOICE),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
        Column(label="上任", value="valid_from", kind=ColumnKind.DATE),
        Column(label="卸任", value="valid_to", kind=ColumnKind.DATE),
        Column(label="依据", value="basis"),
    ),
    source="社区（村）办理任职时登记；谁在什么时候担任什么职务只记在这里。",
    near=Near(path="area", during="", whose="person"),
    select_related=("person", "area"),
    order_by=("area__code", "valid_from"),
    related=(
        Related(
            label="三长档案",
            rows=lambda a: Lead.objects.unscoped(WHY).filter(appointment=a),
            columns=(
                Column(label="产生方式", value="produced_by", kind=ColumnKind.CHOICE),
                Column(label="符合选任条件", value="meets_standard", kind=ColumnKind.BOOL),
                Column(label="公示自", value="publicity_from", kind=ColumnKind.DATE),
                Column(label="公示至", value="publicity_to", kind=ColumnKind.DATE),
                Column(label="会议或决定", value="decision"),
            ),
        ),
    ),
)
STAY = RecordPage(
    model=Stay,
    slug="household-served",
    label="联系服务家庭",
    system="grid",
    title=lambda s: s.neighbourhood.name,
    columns=(
        Column(label="楼栋", value="household.building", kind=ColumnKind.AREA),
        Column(label="门牌", value="household.door", kind=ColumnKind.ADDRESS, nearby=True),
        Column(label="邻", value="neighbourhood", kind=ColumnKind.AREA),
        Column(label="微网格", value="micro_grid", kind=ColumnKind.AREA),
        Column(label="自", value="valid_from", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="楼栋", value="household.building", kind=ColumnKind.AREA),
        Column(label="门牌", value="household.door", kind=ColumnKind.ADDRESS, nearby=True),
        Column(label="联系人", value="household.contact_name", kind=ColumnKind.NAME, nearby=True),
        Column(label="电话", value=lambda stay: _phone(stay.household), kind=ColumnKind.PHONE),
        Column(label="邻", value="neighbourhood", kind=ColumnKind.AREA),
        Column(label="微网格", value="micro_grid", kind=ColumnKind.AREA),
        Column(label="自", value="valid_from", kind=ColumnKind.DATE),
        Column(label="至", value="valid_to", kind=ColumnKind.DATE),
    ),
    source="社区（村）登记户时归到一个邻、一个微网格；联系人和电话经本人同意才留。",
    near=Near(path="neighbourhood", during="", whose="household"),
    select_related=("household__building", "neighbourhood", "micro_grid"),
    # As its index lies, so that the first page of 170,000 rows needs no sorting.
    order_by=("neighbourhood_id", "valid_from", "valid_to", "pk"),
)
HOUSEHOLD = RecordPage(
    model=Household,
    slug="household",
    label="户",
    system="grid",
    title=lambda h: h.building.name,
    columns=(
        Column(label="楼栋", value="building", kind=ColumnKind.AREA),
        Column(label="门牌", value="door", kind=ColumnKind.ADDRESS, nearby=True),
        Column(label="联系人", value="contact_name", kind=ColumnKind.NAME, nearby=True),
        Column(label="登记", value="valid_from", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="楼栋", value="building", kind=ColumnKind.AREA),
        Column(label="门牌", value="door", kind=ColumnKind.ADDRESS, nearby=True),
        Column(label="联系人", value="contact_name", kind=ColumnKind.NAME, nearby=True),
        Column(label="电话", value=_phone, kind=ColumnKind.PHONE),
        Column(label="同意留电话", value="contact_consent_on", kind=ColumnKind.DATE),
        Column(label="登记", value="valid_from", kind=ColumnKind.DATE),
        Column(label="注销", value="valid_to", kind=ColumnKind.DATE),
    ),
    source="社区（村）登记；没有人口登记，只留一位联系人，并须本人同意。",
    near=Near(path=neighbourhood_paths),
    route="desk:household",
    select_related=("building",),
    related=(
        Related(
            label="归到哪个邻、哪个微网格",
            rows=lambda h: (
                Stay.objects.unscoped(WHY)
                .filter(household=h)
                .select_related("neighbourhood", "micro_grid")
                .order_by("-valid_from")
            ),
            columns=(
                Column(label="邻", value="neighbourhood", kind=ColumnKind.AREA),
                Column(label="微网格", value="micro_grid", kind=ColumnKind.AREA),
                Column(label="自", value="valid_from", kind=ColumnKind.DATE),
                Column(label="至", value="valid_to", kind=ColumnKind.DATE),
            ),
        ),
    ),
)
BEST_NEIGHBOUR_LEAD = RecordPage(
    model=BestNeighbourLead,
    slug="best-neighbour-lead",
    label="最美邻长",
    system="grid",
    title=lambda b: f"{b.year}年{b.get_level_display()}最美邻长",
    columns=(
        Column(label="姓名", value="appointment.person", kind=ColumnKind.PERSON, nearby=True),
        Column(label="所在的邻", value="appointment.area", kind=ColumnKind.AREA),
        Column(label="级别", value="level", kind=ColumnKind.CHOICE),
        Column(label="决定日期", value="decided_on", kind=ColumnKind.DATE),
        Column(label="决定文件", value="decision"),
    ),
    fields=(
        Column(label="姓名", value="appointment.person", kind=ColumnKind.PERSON, nearby=True),
        Column(label="所在的邻", value="appointment.area", kind=ColumnKind.AREA),
        Column(label="年度", value=lambda b: f"{b.year}年"),
        Column(label="级别", value="level", kind=ColumnKind.CHOICE),
        Column(label="事迹", value="deeds"),
        Column(label="公示自", value="publicity_from", kind=ColumnKind.DATE),
        Column(label="公示至", value="publicity_to", kind=ColumnKind.DATE),
        Column(label="决定文件", value="decision"),
        Column(label="决定日期", value="decided_on", kind=ColumnKind.DATE),
    ),
    source="区委社会工作部按表彰决定登记。",
    near=Near(path="appointment.area", during="appointment", whose="appointment.person"),
    select_related=("appointment__person", "appointment__area"),
    order_by=("appointment__area__code",),
)
LEAD = RecordPage(
    model=Lead,
    slug="lead",
    label="三长档案",
    system="grid",
    title=lambda lead: f"{lead.appointment.area.name}·{lead.appointment.get_post_display()}",
    columns=(
        Column(label="姓名", value="appointment.person", kind=ColumnKind.PERSON, nearby=True),
        Column(label="职务", value="appointment.post", kind=ColumnKind.CHOICE),
        Column(label="地区", value="appointment.area", kind=ColumnKind.AREA),
        Column(label="产生方式", value="produced_by", kind=ColumnKind.CHOICE),
        Column(label="决定日期", value="decided_on", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="姓名", value="appointment.person", kind=ColumnKind.PERSON, nearby=True),
        Column(label="职务", value="appointment.post", kind=ColumnKind.CHOICE),
        Column(label="地区", value="appointment.area", kind=ColumnKind.AREA),
        Column(label="上任", value="appointment.valid_from", kind=ColumnKind.DATE),
        Column(label="产生方式", value="produced_by", kind=ColumnKind.CHOICE),
        Column(label="符合选任条件", value="meets_standard", kind=ColumnKind.BOOL),
        Column(label="审核人", value="assessed_by", kind=ColumnKind.PERSON),
        Column(label="审核日期", value="assessed_on", kind=ColumnKind.DATE),
        Column(label="公示自", value="publicity_from", kind=ColumnKind.DATE),
        Column(label="公示至", value="publicity_to", kind=ColumnKind.DATE),
        Column(label="会议或决定", value="decision"),
        Column(label="决定日期", value="decided_on", kind=ColumnKind.DATE),
    ),
    source="社区（村）在三长产生时登记。",
    near=Near(path="appointment.area", during="appointment", whose="appointment.person"),
    select_related=("appointment__person", "appointment__area", "assessed_by"),
    order_by=("appointment__area__code", "appointment__valid_from"),
)
POST = RecordPage(
    model=Placement,
    slug="lead-post",
    label="三长岗位",
    system="grid",
    title=lambda placement: placement.area.name,
    columns=(
        Column(label="地方", value="area", kind=ColumnKind.AREA),
        Column(label="类别", value="area.kind", kind=ColumnKind.CHOICE),
        Column(label="设立", value="area.valid_from", kind=ColumnKind.DATE),
    ),
    fields=(Column(label="地方", value="area", kind=ColumnKind.AREA),),
    source="社区（村）在“地区”里设立片、组、邻，一处一个岗位。",
    select_related=("area",),
    order_by=("area__code",),
    sorts=(),
    route="desk:area",
    listed=False,
)
PAGES = (APPOINTMENT, STAY, HOUSEHOLD, BEST_NEIGHBOUR_LEAD, LEAD, POST)
