"""Figures of the three leads."""

from django.db.models import Q

from linli.grid.leads.selectors import honoured_within
from linli.grid.phrases import PHRASES
from linli.indicators.definition import Indicator, Kind, Measure, Source
from linli.orgs.kinds import Tree
from linli.people.models import Post
from linli.people.selectors import leads_on, stays_served_on

SYSTEM = "grid"
OFFICE_BY = "上任日期不晚于当日、当日尚未卸任"
OFFICE_FROM = "社区（村）登记的三长任职"

LEADS = Source(
    key="grid.leads",
    label="三长",
    rows=lambda period: leads_on(period.cutoff),
    area="area",
    tree=Tree.NEIGHBOURS,
)
SERVED = Source(
    key="grid.households_served",
    label="联系服务家庭",
    rows=lambda period: stays_served_on(period.cutoff),
    area="neighbourhood",
    tree=Tree.NEIGHBOURS,
)
HONOURED = Source(
    key="grid.best_neighbour_leads",
    label="最美邻长",
    rows=honoured_within,
    area="appointment__area",
    day="decided_on",
    tree=Tree.NEIGHBOURS,
)


def _in_office(code: str, order: int, post: Post, unit: str, definition: str) -> Indicator:
    return Indicator(
        code=f"grid.{code}",
        system=SYSTEM,
        order=order,
        name=post.label,
        unit=unit,
        kind=Kind.STOCK,
        definition=definition,
        date_rule=OFFICE_BY,
        origin=OFFICE_FROM,
        formula=Measure(source=LEADS, where=Q(post=post)),
        phrases=PHRASES[f"grid.{code}"],
        part_of="grid.three_leads",
    )


INDICATORS: tuple[Indicator, ...] = (
    _in_office("section_leads", 17, Post.SECTION_LEAD, "人", "截至当日在任的片长人数，一片一人。"),
    _in_office("group_leads", 18, Post.GROUP_LEAD, "人", "截至当日在任的组长人数，一组一人。"),
    _in_office("neighbour_leads", 19, Post.NEIGHBOUR_LEAD, "名", "截至当日在任的邻长人数，一邻一人。"),
    Indicator(
        code="grid.households_served",
        system=SYSTEM,
        order=20,
        name="联系服务家庭",
        unit="个",
        kind=Kind.STOCK,
        definition="截至当日所在的邻有邻长在任的家庭户数；邻长空缺的邻不计入。",
        date_rule="当日归在这个邻，并且当日有邻长在任",
        origin="社区（村）登记的户、邻和邻长任职",
        formula=Measure(source=SERVED),
        phrases=PHRASES["grid.households_served"],
    ),
    Indicator(
        code="grid.best_neighbour_leads",
        system=SYSTEM,
        order=21,
        name="最美邻长",
        unit="名",
        kind=Kind.FLOW,
        definition="期间内由区里决定授予“最美邻长”的人数。",
        date_rule="按决定日期，首尾两天都算",
        origin="区委社会工作部登记的表彰决定",
        formula=Measure(source=HONOURED),
        phrases=PHRASES["grid.best_neighbour_leads"],
    ),
    Indicator(
        code="grid.three_leads",
        system=SYSTEM,
        order=22,
        name="三长",
        short_name="三长合计",
        unit="名",
        kind=Kind.STOCK,
        definition="截至当日在任的片长、组长、邻长人数之和。",
        date_rule=OFFICE_BY,
        origin=OFFICE_FROM,
        formula=Measure(source=LEADS),
        phrases=PHRASES["grid.three_leads"],
    ),
)
