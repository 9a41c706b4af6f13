"""Figures of volunteering and neighbours' events; party-led activities stand in the report's 思想建设."""

from linli.indicators.definition import Indicator, Kind, Measure, Source
from linli.orgs.kinds import Tree
from linli.participation.phrases import PHRASES
from linli.participation.selectors import activities_led_by_party, festival_events, speciality_teams_on

ACTIVITIES = Source(
    key="participation.party_activities",
    label="党员志愿服务活动",
    rows=activities_led_by_party,
    area="area",
    day="held_on",
    tree=Tree.BUILDINGS,
)
TEAMS = Source(
    key="participation.teams",
    label="志愿服务队伍",
    rows=lambda period: speciality_teams_on(period.cutoff),
    area="estate",
    tree=Tree.BUILDINGS,
)
EVENTS = Source(
    key="participation.festival_events",
    label="邻里节活动",
    rows=festival_events,
    area="estate",
    day="held_on",
    tree=Tree.BUILDINGS,
)

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="study.volunteer_activities",
        system="participation",
        order=6,
        name="党员志愿服务活动",
        short_name="党员志愿服务",
        unit="次",
        kind=Kind.FLOW,
        definition="期内由党组织牵头、已经成行的志愿服务活动次数。",
        date_rule="按活动日期计；草拟、报名中和取消的不计。",
        origin="党组织发布志愿服务活动，成行后登记。",
        formula=Measure(source=ACTIVITIES),
        phrases=PHRASES["study.volunteer_activities"],
    ),
    Indicator(
        code="participation.volunteer_teams",
        system="participation",
        order=23,
        name="小区特色志愿服务队伍",
        short_name="特色志愿队伍",
        unit="支",
        kind=Kind.STOCK,
        definition="截止日在小区中存续、经居（村）委会同意、有服务特色的志愿服务队伍支数。",
        date_rule="截止日当天已获同意且未解散的计入；没有特色的综合队伍不计。",
        origin="社区登记小区志愿服务队伍，居（村）委会同意后生效。",
        formula=Measure(source=TEAMS),
        phrases=PHRASES["participation.volunteer_teams"],
    ),
    Indicator(
        code="participation.events",
        system="participation",
        order=24,
        name="邻里节活动",
        unit="次",
        kind=Kind.FLOW,
        definition="期内在小区举办的“邻里有‘约’ 幸福满‘楼’”邻里节活动次数。",
        date_rule="按举办日期计；筹备中、已通知未办和取消的不计。",
        origin="主办方登记活动，办完后补上参加人数。",
        formula=Measure(source=EVENTS),
        phrases=PHRASES["participation.events"],
    ),
)
