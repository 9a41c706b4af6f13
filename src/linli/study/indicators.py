"""Figures of 思想建设."""

from linli.indicators.definition import Distinct, Indicator, Kind, Measure, Source
from linli.orgs.models import Organisation
from linli.study.phrases import PHRASES
from linli.study.selectors import campaign_gatherings, findings_closed, groups_at_work, units_guided_on

GROUPS = Source(
    key="study.groups",
    label="指导组",
    rows=lambda period: groups_at_work(period.cutoff),
    area="campaign__area",
)
UNITS = Source(
    key="study.units",
    label="联系指导单位",
    rows=lambda period: units_guided_on(period.cutoff),
    area="organisation__area",
)
FINDINGS = Source(
    key="study.findings_closed",
    label="已销号问题",
    rows=findings_closed,
    area="unit__organisation__area",
    day="closed_on",
)
GATHERINGS = Source(
    key="study.gatherings",
    label="集中学习研讨",
    rows=campaign_gatherings,
    area="org__area",
    day="held_on",
)

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="study.guidance_groups",
        system="study",
        order=1,
        name="指导组",
        unit="个",
        kind=Kind.STOCK,
        definition="截止日正在开展的专项工作（如党纪学习教育）组建的指导组个数。",
        date_rule="截止日当天专项工作还在进行、指导组已经组建的计入；专项工作结束后不再计。",
        origin="专项工作牵头单位组建指导组时登记。",
        formula=Measure(source=GROUPS),
        district_only=True,
        phrases=PHRASES["study.guidance_groups"],
    ),
    Indicator(
        code="study.units_guided",
        system="study",
        order=2,
        name="联系指导单位",
        unit="家",
        kind=Kind.STOCK,
        definition="截止日由指导组联系指导的单位家数，一个单位同时在几项专项工作中也只算一家。",
        date_rule="截止日当天专项工作还在进行、联系关系还有效的计入。",
        origin="指导组分工时逐家登记，一项专项工作中一个单位只归一个组。",
        formula=Measure(source=UNITS, take=Distinct("organisation", Organisation, "联系指导单位")),
        phrases=PHRASES["study.units_guided"],
        additive=False,
    ),
    Indicator(
        code="study.findings_rectified",
        system="study",
        order=3,
        name="反馈纠正问题",
        unit="个",
        kind=Kind.FLOW,
        definition="期内书面反馈给单位、整改后经他人核验并已销号的问题个数。",
        date_rule="按销号日期计；在整改、待核验、退回和移交的不计。",
        origin="指导组督导时登记问题，整改后由整改人以外的人核验销号。",
        formula=Measure(source=FINDINGS),
        phrases=PHRASES["study.findings_rectified"],
    ),
    Indicator(
        code="study.party_orgs_studying",
        system="study",
        order=4,
        name="开展学习的基层党组织",
        short_name="开展学习的党组织",
        unit="个",
        kind=Kind.FLOW,
        definition="期内在专项工作中至少开展过一次学习研讨或主题党日的基层党组织个数，同一个党组织只算一次。",
        date_rule="按学习研讨、主题党日的举办日期计。",
        origin="党组织记录每次学习研讨和主题党日。",
        formula=Measure(source=GATHERINGS, take=Distinct("org", Organisation, "基层党组织")),
        phrases=PHRASES["study.party_orgs_studying"],
        additive=False,
    ),
    Indicator(
        code="study.sessions",
        system="study",
        order=5,
        name="集中学习研讨",
        unit="次",
        kind=Kind.FLOW,
        definition="期内在专项工作中举办的学习研讨和主题党日次数；一个党组织一个月的主题党日只算一次，追加的不计。",
        date_rule="按举办日期计。",
        origin="党组织记录每次学习研讨和主题党日。",
        formula=Measure(source=GATHERINGS),
        phrases=PHRASES["study.sessions"],
    ),
)
