"""Figures of 群英断是非."""

from fractions import Fraction

from django.db.models import Q

from linli.indicators.definition import Indicator, Kind, Measure, Quotient, Run, Source
from linli.mediation.four_zero import run_ledgers, run_lengths
from linli.mediation.models import Category, IllegalBuildingLedger, Outcome
from linli.mediation.phrases import PHRASES
from linli.mediation.selectors import listed_on, mediated_within

SYSTEM = "mediation"
ROSTER_BY = "列入日期不晚于当日、当日尚未退出"
ROSTER_FROM = "社区（村）在群英谱上登记"
CLOSED_BY = "按结案日期，首尾两天都算"
CASES_FROM = "社区（村）调委会登记的调解案件"

ROSTER = Source(
    key="mediation.roster",
    label="群英",
    rows=lambda period: listed_on(period.cutoff),
    area="community",
)
CLOSED_CASES = Source(
    key="mediation.closed_cases",
    label="调解案件",
    rows=mediated_within,
    area="community",
    day="closed_on",
)
MEDIATED_CASES = Measure(source=CLOSED_CASES)
AGREED_CASES = Measure(source=CLOSED_CASES, where=Q(outcome=Outcome.AGREED))


def _part(code: str, order: int, category: Category) -> Indicator:
    return Indicator(
        code=f"mediation.{code}",
        system=SYSTEM,
        order=order,
        name=f"群英·{category.label}",
        short_name=category.label,
        unit="名",
        kind=Kind.STOCK,
        definition=f"截至当日在群英谱上、主要类别为“{category.label}”的人数；一人只算一类。",
        date_rule=ROSTER_BY,
        origin=ROSTER_FROM,
        formula=Measure(source=ROSTER, where=Q(primary_category=category)),
        phrases=PHRASES[f"mediation.{code}"],
        part_of="mediation.notables",
    )


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="mediation.notables",
        system=SYSTEM,
        order=45,
        name="群英谱",
        unit="名",
        kind=Kind.STOCK,
        definition="截至当日在群英谱上的人数，五类之和；一人只列一处、只算一类。",
        date_rule=ROSTER_BY,
        origin=ROSTER_FROM,
        formula=Measure(source=ROSTER),
        phrases=PHRASES["mediation.notables"],
    ),
    _part("notables_party", 46, Category.PARTY_MEMBER),
    _part("notables_delegates", 47, Category.DELEGATE),
    _part("notables_representatives", 48, Category.REPRESENTATIVE),
    _part("notables_volunteers", 49, Category.VOLUNTEER),
    _part("notables_others", 50, Category.OTHER),
    Indicator(
        code="mediation.cases_mediated",
        system=SYSTEM,
        order=51,
        name="调解各类矛盾纠纷",
        short_name="调解纠纷",
        unit="起",
        kind=Kind.FLOW,
        definition="期间内结案、结果为达成协议、未达成或终止的案件数；不予受理、移送不计入。",
        date_rule=CLOSED_BY,
        origin=CASES_FROM,
        formula=MEDIATED_CASES,
        phrases=PHRASES["mediation.cases_mediated"],
    ),
    Indicator(
        code="mediation.agreements",
        system=SYSTEM,
        order=52,
        name="达成协议",
        unit="起",
        kind=Kind.FLOW,
        definition="期间内结案、结果为达成协议的案件数。",
        date_rule=CLOSED_BY,
        origin=CASES_FROM,
        formula=AGREED_CASES,
        phrases=PHRASES["mediation.agreements"],
    ),
    Indicator(
        code="mediation.success_rate",
        system=SYSTEM,
        order=53,
        name="调处成功率",
        unit="%",
        kind=Kind.RATE,
        definition="达成协议的案件占达成协议、未达成和终止案件的百分比；不予受理、移送不计入。",
        date_rule=CLOSED_BY,
        origin=CASES_FROM,
        formula=Quotient(
            numerator=AGREED_CASES,
            denominator=MEDIATED_CASES,
            numerator_label="起达成协议",
            denominator_label="起结案",
            scale=Fraction(100),
        ),
        phrases=PHRASES["mediation.success_rate"],
        decimals=1,
        additive=False,
    ),
    Indicator(
        code="mediation.four_zero_years",
        system=SYSTEM,
        order=54,
        name="老旧小区违建整治“四零”",
        short_name="“四零”连续",
        unit="年",
        kind=Kind.STOCK,
        definition="到当年为止连续多少年建有台账，并且零容忍、零存量、零补偿、零上访都做到。",
        date_rule="逐年看：当年发现的新增违建、年末（当年看当日）未拆的存量、当年的补偿和上访",
        origin="本级建立的违建治理年度台账，和辖区内登记的违法建设",
        formula=Run(
            model=IllegalBuildingLedger,
            label="四零年度台账",
            counted=run_ledgers,
            lengths=run_lengths,
        ),
        phrases=PHRASES["mediation.four_zero_years"],
        additive=False,
        notes=("各地区按自己的台账和辖区内的违建单独计算，不能相加。",),
    ),
)
