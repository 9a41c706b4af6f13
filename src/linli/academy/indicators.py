"""Figures of the academy."""

from django.db.models import Q

from linli.academy.models import ClassKind
from linli.academy.phrases import PHRASES
from linli.academy.selectors import attendances_of_workers, held
from linli.indicators.definition import Indicator, Kind, Measure, Source

CLASSES = Source(key="academy.held", label="培训班次", rows=held, area="area", day="starts_on")
ATTENDANCES = Source(
    key="academy.attendances",
    label="参训记录",
    rows=attendances_of_workers,
    area="community",
    day="attended_on",
)
ORIGIN = "学院登记每期培训班和沙龙，开班后逐人登记到训。"

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="academy.classes",
        system="academy",
        order=35,
        name="社区工作者培训班",
        short_name="培训班",
        unit="期",
        kind=Kind.FLOW,
        definition="期内开班的社区工作者培训班期数。",
        date_rule="按开班第一天计；列入计划、报名中和取消的不计。",
        origin=ORIGIN,
        formula=Measure(source=CLASSES, where=Q(kind=ClassKind.CLASS)),
        district_only=True,
        phrases=PHRASES["academy.classes"],
    ),
    Indicator(
        code="academy.salons",
        system="academy",
        order=36,
        name="沙龙活动",
        short_name="沙龙",
        unit="期",
        kind=Kind.FLOW,
        definition="期内举办的沙龙活动期数，与培训班分开计。",
        date_rule="按第一天计；列入计划、报名中和取消的不计。",
        origin=ORIGIN,
        formula=Measure(source=CLASSES, where=Q(kind=ClassKind.SALON)),
        district_only=True,
        phrases=PHRASES["academy.salons"],
    ),
    Indicator(
        code="academy.attendances",
        system="academy",
        order=37,
        name="培训社区工作者",
        short_name="参加培训",
        unit="人次",
        kind=Kind.FLOW,
        definition="期内社区（村）工作者到训培训班和沙龙的人次，一人参加两期算两人次。",
        date_rule="按到训第一天计，计入学员所在社区（村）；报名、缺席、请假的不计。",
        origin=ORIGIN,
        formula=Measure(source=ATTENDANCES),
        phrases=PHRASES["academy.attendances"],
    ),
)
