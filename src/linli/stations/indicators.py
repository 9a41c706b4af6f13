"""Figures of the stations and of the job desks."""

from django.db.models import Q

from linli.indicators.definition import Indicator, Kind, Measure, Source
from linli.stations.models import Honour
from linli.stations.phrases import PHRASES
from linli.stations.selectors import (
    consulted_within,
    honours_on,
    placed_within,
    six_have_on,
    ten_one_built_on,
    trained_within,
)

SYSTEM = "stations"
HONOURS_BY = "授予日期不晚于当日、当日尚未撤销"
HONOURS_FROM = "区总工会登记的驿站荣誉"

TEN_ONE = Source(
    key="stations.ten_one",
    label="“十个一”新建驿站",
    rows=lambda period: ten_one_built_on(period.cutoff),
    area="community",
)
SIX_HAVE = Source(
    key="stations.six_have",
    label="“六有”驿站",
    rows=lambda period: six_have_on(period.cutoff),
    area="community",
)
HONOURS = Source(
    key="stations.honours",
    label="驿站荣誉",
    rows=lambda period: honours_on(period.cutoff),
    area="station__community",
)
CONSULTATIONS = Source(
    key="stations.consultations",
    label="就业政策咨询",
    rows=consulted_within,
    area="desk__community",
    day="held_on",
)
TRAINEES = Source(
    key="stations.trainees",
    label="定向培训学员",
    rows=trained_within,
    area="training__desk__community",
    day="completed_on",
)
PLACEMENTS = Source(
    key="stations.placements",
    label="上岗",
    rows=placed_within,
    area="desk__community",
    day="started_on",
)

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="stations.ten_one_built",
        system=SYSTEM,
        order=38,
        name="高标准新建暖心驿站",
        short_name="“十个一”新建",
        unit="个",
        kind=Kind.STOCK,
        definition="截至当日在用、属于新建、最近一次核验十个一全部达到的驿站数。",
        date_rule="当日在用，并以当日有效的核验结果为准",
        origin="区总工会和街道登记的驿站及对标核验",
        formula=Measure(source=TEN_ONE),
        phrases=PHRASES["stations.ten_one_built"],
    ),
    Indicator(
        code="stations.six_have",
        system=SYSTEM,
        order=39,
        name="“六有”暖心驿站",
        short_name="“六有”驿站",
        unit="个",
        kind=Kind.STOCK,
        definition="截至当日在用、最近一次核验六有全部达到的驿站数；缺一项不算，整修期间不算。",
        date_rule="当日在用，并以当日有效的核验结果为准",
        origin="区总工会和街道登记的驿站及对标核验",
        formula=Measure(source=SIX_HAVE),
        phrases=PHRASES["stations.six_have"],
    ),
    Indicator(
        code="stations.honour_national",
        system=SYSTEM,
        order=40,
        name="全总最美驿站",
        unit="个",
        kind=Kind.STOCK,
        definition="截至当日未停用、仍保有全总“最美驿站”称号的驿站数。",
        date_rule=HONOURS_BY,
        origin=HONOURS_FROM,
        formula=Measure(source=HONOURS, where=Q(kind=Honour.NATIONAL_FINEST)),
        phrases=PHRASES["stations.honour_national"],
    ),
    Indicator(
        code="stations.honour_provincial",
        system=SYSTEM,
        order=41,
        name="省级“百优驿站”",
        short_name="省级百优驿站",
        unit="个",
        kind=Kind.STOCK,
        definition="截至当日未停用、仍保有省级“百优驿站”称号的驿站数。",
        date_rule=HONOURS_BY,
        origin=HONOURS_FROM,
        formula=Measure(source=HONOURS, where=Q(kind=Honour.PROVINCIAL_HUNDRED)),
        phrases=PHRASES["stations.honour_provincial"],
    ),
    Indicator(
        code="stations.consultations",
        system=SYSTEM,
        order=42,
        name="就业政策咨询",
        unit="人次",
        kind=Kind.FLOW,
        definition="期间内就业帮帮站接待的咨询次数；一次算一人次，可以不留姓名。",
        date_rule="按咨询日期，首尾两天都算",
        origin="就业帮帮站当场记录",
        formula=Measure(source=CONSULTATIONS),
        phrases=PHRASES["stations.consultations"],
    ),
    Indicator(
        code="stations.trained",
        system=SYSTEM,
        order=43,
        name="定向培训",
        unit="人",
        kind=Kind.FLOW,
        definition="期间内学完定向培训班的学员数；报名未学完、中途退出的不算。",
        date_rule="按学完日期，首尾两天都算",
        origin="就业帮帮站的培训名册",
        formula=Measure(source=TRAINEES),
        phrases=PHRASES["stations.trained"],
    ),
    Indicator(
        code="stations.placed",
        system=SYSTEM,
        order=44,
        name="安排就业",
        unit="人",
        kind=Kind.FLOW,
        definition="期间内经就业帮帮站推荐并已上岗的人数；没有上岗日期的不算。",
        date_rule="按上岗日期，首尾两天都算",
        origin="就业帮帮站的推荐记录",
        formula=Measure(source=PLACEMENTS),
        phrases=PHRASES["stations.placed"],
    ),
)
