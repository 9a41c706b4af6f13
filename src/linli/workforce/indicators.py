"""Figures of 队伍建设, and the pay, running funds and recruitment told under 赋能治理“马车”."""

from fractions import Fraction

from django.db.models import Q

from linli.indicators.definition import (
    Distinct,
    Indicator,
    Kind,
    Measure,
    Quotient,
    Rule,
    Run,
    Source,
    Total,
)
from linli.workforce import selectors
from linli.workforce.models import CertificateLevel, Congress, Worker
from linli.workforce.phrases import PHRASES

FEN_A_MONTH_TO_WAN_A_YEAR = Fraction(12, 1_000_000)
FEN_TO_WAN = Fraction(1, 1_000_000)
FEN_TO_YUAN = Fraction(1, 100)

ATTENDANCES = Source(
    key="workforce.congress_attendances",
    label="参会记录",
    rows=selectors.congress_attendances,
    area="community",
    day="congress__held_on",
)
COMMENDATIONS = Source(
    key="workforce.commendations",
    label="表彰",
    rows=selectors.commendations_decided,
    area="community",
    day="decided_on",
)
CERTIFICATES = Source(
    key="workforce.certificates",
    label="职业资格证书",
    rows=lambda period: selectors.social_work_certificates_held(period.cutoff),
    area="worker__community",
)
ALLOWANCES = Source(
    key="workforce.allowance_rules",
    label="职业津贴规定",
    rows=lambda period: selectors.allowance_rules_on(period.cutoff),
    area="area",
)
PAYROLLS = Source(
    key="workforce.payrolls",
    label="月工资",
    rows=selectors.payrolls_paid,
    area="community",
    day="month",
)
BUDGETS = Source(
    key="workforce.full_year_budgets",
    label="运转经费预算",
    rows=selectors.full_year_budgets,
    area="community",
)
BUDGET_LINES = Source(
    key="workforce.full_year_budget_lines",
    label="运转经费明细",
    rows=selectors.full_year_budget_lines,
    area="budget__community",
)
UNITS = Source(
    key="workforce.recruiting_units",
    label="考核招聘参加单位",
    rows=selectors.recruiting_units,
    area="street",
    day="plan__announced_on",
)
CANDIDATES = Source(
    key="workforce.candidates",
    label="考核招聘人选",
    rows=selectors.candidates_recommended,
    area="street",
    day="recommended_on",
)


def _allowance(order: int, level: CertificateLevel) -> Indicator:
    return Indicator(
        code=f"workforce.allowance_{level.value}",
        system="workforce",
        order=order,
        name=f"{level.label}职业津贴",
        short_name=f"{level.label}津贴",
        unit="元/月",
        kind=Kind.RULE,
        definition=f"持有{level.label}社会工作者职业资格证书的社区（村）工作者每月的职业津贴标准。",
        date_rule="期末那天施行的规定",
        origin="区委社会工作部发布的职业津贴规定",
        formula=Rule(source=ALLOWANCES, where=Q(level=level), value="monthly_fen", scale=FEN_TO_YUAN),
        phrases=PHRASES[f"workforce.allowance_{level.value}"],
        additive=False,
    )


INDICATORS = (
    Indicator(
        code="workforce.congress_years",
        system="workforce",
        order=10,
        name="连续召开工作者大会",
        short_name="连续召开大会",
        unit="年",
        kind=Kind.STOCK,
        definition="每年召开一次社区（村）工作者大会、到今年为止没有间断的年数；今年还没到召开时间的，算到去年。",
        date_rule="截至期末已经召开的大会，按年度",
        origin="区委社会工作部登记的大会",
        formula=Run(
            model=Congress,
            label="社区（村）工作者大会",
            counted=selectors.congresses_in_a_row,
            lengths=selectors.congress_runs,
        ),
        district_only=True,
        phrases=PHRASES["workforce.congress_years"],
        additive=False,
    ),
    Indicator(
        code="workforce.congress_attendees",
        system="workforce",
        order=11,
        name="参会社区（村）工作者",
        short_name="大会参会",
        unit="名",
        kind=Kind.FLOW,
        definition="期间内到会参加社区（村）工作者大会的工作者，每人每次大会一条记录，请假和未到的不算。",
        date_rule="按大会召开日期",
        origin="大会名册，每人一条",
        formula=Measure(source=ATTENDANCES),
        phrases=PHRASES["workforce.congress_attendees"],
    ),
    Indicator(
        code="workforce.commended",
        system="workforce",
        order=12,
        name="表彰优秀社区（村）工作者",
        short_name="表彰优秀",
        unit="人",
        kind=Kind.FLOW,
        definition="期间内经推荐、审核、公示后决定表彰的社区（村）工作者，每人每次大会一条记录。",
        date_rule="按决定表彰日期",
        origin="表彰名单，每人一条",
        formula=Measure(source=COMMENDATIONS),
        phrases=PHRASES["workforce.commended"],
    ),
    Indicator(
        code="workforce.certified",
        system="workforce",
        order=13,
        name="考取社会工作师的专职工作者",
        short_name="考取社会工作师",
        unit="名",
        kind=Kind.STOCK,
        definition="期末在岗、持有初级、中级或高级社会工作者职业资格证书的社区（村）工作者，一人有几本证也只算一名。",
        date_rule="截至期末已取得、未注销的证书，期末在岗的人",
        origin="工作者证书登记，核验不符的不算",
        formula=Measure(source=CERTIFICATES, take=Distinct("worker", Worker, "社区（村）工作者")),
        phrases=PHRASES["workforce.certified"],
        additive=False,
    ),
    _allowance(14, CertificateLevel.JUNIOR),
    _allowance(15, CertificateLevel.INTERMEDIATE),
    _allowance(16, CertificateLevel.SENIOR),
    Indicator(
        code="burden.recruiting_streets",
        system="workforce",
        order=31,
        name="参加考核招聘的乡镇（街道、管理处）",
        short_name="考核招聘单位",
        unit="个",
        kind=Kind.FLOW,
        definition="参加期间内公告的考核招聘方案的乡镇（街道、管理处），同一方案里一个单位算一个，中途退出的不算。",
        date_rule="按招聘方案公告日期",
        origin="考核招聘方案的参加单位",
        formula=Measure(source=UNITS),
        phrases=PHRASES["burden.recruiting_streets"],
    ),
    Indicator(
        code="burden.recommended",
        system="workforce",
        order=32,
        name="考核推荐",
        unit="人",
        kind=Kind.FLOW,
        definition="期间内经资格审查和考核，推荐到乡镇（街道、管理处）事业编制的社区（村）党组织书记。",
        date_rule="按考核推荐日期",
        origin="考核招聘人选登记，每人每个方案一条",
        formula=Measure(source=CANDIDATES),
        phrases=PHRASES["burden.recommended"],
    ),
    Indicator(
        code="burden.average_pay",
        system="workforce",
        order=33,
        name="人均薪酬",
        unit="万元/年",
        kind=Kind.RATE,
        definition="期间内已发月份的应发工资合计，除以发放人月数，再乘以 12 个月；不含单位缴纳的社保。",
        date_rule="按工资所属月份，到期末已经发放",
        origin="街道工资发放表，每人每月一条",
        formula=Quotient(
            numerator=Measure(source=PAYROLLS, take=Total("gross_fen")),
            denominator=Measure(source=PAYROLLS),
            numerator_label="应发工资合计（分）",
            denominator_label="发放人月数",
            scale=FEN_A_MONTH_TO_WAN_A_YEAR,
        ),
        decimals=2,
        phrases=PHRASES["burden.average_pay"],
        additive=False,
    ),
    Indicator(
        code="burden.average_running_funds",
        system="workforce",
        order=34,
        name="社区（村）运转经费",
        short_name="运转经费",
        unit="万元/年",
        kind=Kind.RATE,
        definition="期末所在年度的全年运转经费预算合计，除以有全年预算的社区（村）个数。",
        date_rule="期末所在年度、到期末已下达的全年预算",
        origin="区财政下达的社区（村）运转经费预算",
        formula=Quotient(
            numerator=Measure(source=BUDGET_LINES, take=Total("amount_fen")),
            denominator=Measure(source=BUDGETS),
            numerator_label="全年预算合计（分）",
            denominator_label="有全年预算的社区（村）",
            scale=FEN_TO_WAN,
        ),
        phrases=PHRASES["burden.average_running_funds"],
        additive=False,
    ),
)
