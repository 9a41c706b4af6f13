"""Figures of 阵地建设."""

from django.db.models import Q

from linli.facilities import selectors
from linli.facilities.models import MilestoneKind
from linli.facilities.phrases import PHRASES
from linli.indicators.definition import Indicator, Kind, Measure, Source

PROJECTS = Source(
    key="facilities.projects_in_programmes",
    label="服务用房项目",
    rows=lambda period: selectors.projects_in_programmes(period.cutoff),
    area="community",
)
MILESTONES = Source(
    key="facilities.milestones",
    label="项目节点",
    rows=selectors.milestones_reached,
    area="project__community",
    day="actual_on",
)
_ORIGIN = "街道在项目台账登记节点时形成"

INDICATORS = (
    Indicator(
        code="facilities.projects_in_programmes",
        system="facilities",
        order=7,
        name="纳入规划的服务平台建设",
        short_name="纳入规划的平台",
        unit="个",
        kind=Kind.STOCK,
        definition="已经立项、没有取消，并纳入老旧小区改造、嵌入式养老等其他规划一并实施的社区（村）服务用房项目。",
        date_rule="截至期末已经立项、尚未取消",
        origin=_ORIGIN,
        formula=Measure(source=PROJECTS),
        phrases=PHRASES["facilities.projects_in_programmes"],
    ),
    Indicator(
        code="facilities.projects_completed",
        system="facilities",
        order=8,
        name="建成的服务用房",
        unit="处",
        kind=Kind.FLOW,
        definition="期间内通过竣工验收的社区（村）服务用房项目。",
        date_rule="按竣工验收日期",
        origin=_ORIGIN,
        formula=Measure(source=MILESTONES, where=Q(kind=MilestoneKind.ACCEPTANCE)),
        phrases=PHRASES["facilities.projects_completed"],
    ),
    Indicator(
        code="facilities.projects_moved_in",
        system="facilities",
        order=9,
        name="进驻的服务用房",
        unit="处",
        kind=Kind.FLOW,
        definition="期间内社区（村）搬进办公的服务用房项目。",
        date_rule="按进驻日期",
        origin=_ORIGIN,
        formula=Measure(source=MILESTONES, where=Q(kind=MilestoneKind.MOVE_IN)),
        phrases=PHRASES["facilities.projects_moved_in"],
    ),
)
