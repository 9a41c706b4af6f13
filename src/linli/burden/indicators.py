"""Figures of 减负: lists in force, and what was taken off communities in the period."""

from django.db.models import Q

from linli.burden import selectors
from linli.burden.models import ListLevel
from linli.burden.phrases import PHRASES
from linli.indicators.definition import Indicator, Kind, Measure, Source

ITEMS = Source(
    key="burden.items",
    label="减负清单条目",
    rows=lambda period: selectors.items_in_force(period.cutoff),
    area="burden_list__area",
)
PLAQUES = Source(
    key="burden.plaques",
    label="挂牌",
    rows=selectors.forbidden_plaques_removed,
    area="community",
    day="removed_on",
)
SECONDMENTS = Source(
    key="burden.secondments",
    label="借调",
    rows=selectors.unlawful_secondments_ended,
    area="from_area",
    day="returned_on",
)
CERTIFICATE_ITEMS = Source(
    key="burden.certificate_items",
    label="证明事项",
    rows=selectors.certificate_items_dropped,
    area="area",
    day="dropped_on",
)
ACCOUNTS = Source(
    key="burden.accounts",
    label="公众账号",
    rows=selectors.government_accounts_closed,
    area="owner__area",
    day="closed_on",
)

INDICATORS = (
    Indicator(
        code="burden.provincial_items",
        system="burden",
        order=25,
        name="省市减负清单",
        unit="条",
        kind=Kind.STOCK,
        definition="省、市发布的为基层减负清单中，期末仍在施行的条目。",
        date_rule="期末那天施行的条目",
        origin="区委社会工作部登记的减负清单",
        formula=Measure(source=ITEMS, where=Q(burden_list__level=ListLevel.PROVINCIAL)),
        district_only=True,
        phrases=PHRASES["burden.provincial_items"],
    ),
    Indicator(
        code="burden.district_items",
        system="burden",
        order=26,
        name="区级减负清单",
        unit="条",
        kind=Kind.STOCK,
        definition="区里发布的为基层减负清单中，期末仍在施行的条目。",
        date_rule="期末那天施行的条目",
        origin="区委社会工作部登记的减负清单",
        formula=Measure(source=ITEMS, where=Q(burden_list__level=ListLevel.DISTRICT)),
        district_only=True,
        phrases=PHRASES["burden.district_items"],
    ),
    Indicator(
        code="burden.plaques_removed",
        system="burden",
        order=27,
        name="清理违规挂牌",
        unit="块",
        kind=Kind.FLOW,
        definition="期间内从社区（村）拆除的、认定为违规的牌子。",
        date_rule="按拆除日期",
        origin="社区（村）挂牌清理台账",
        formula=Measure(source=PLAQUES),
        phrases=PHRASES["burden.plaques_removed"],
    ),
    Indicator(
        code="burden.secondments_returned",
        system="burden",
        order=28,
        name="清退违规借调人员",
        short_name="清退违规借调",
        unit="名",
        kind=Kind.FLOW,
        definition="期间内退回街道或社区（村）的、认定为违规的借调人员。",
        date_rule="按退回日期",
        origin="借调清退登记，每人每次一条",
        formula=Measure(source=SECONDMENTS),
        phrases=PHRASES["burden.secondments_returned"],
    ),
    Indicator(
        code="burden.certificates_dropped",
        system="burden",
        order=29,
        name="减少出具证明事项",
        short_name="减少证明事项",
        unit="项",
        kind=Kind.FLOW,
        definition="期间内起社区（村）不再出具的证明事项，每一项都写明改由谁办理。",
        date_rule="按不再出具的日期",
        origin="社区（村）证明事项清单",
        formula=Measure(source=CERTIFICATE_ITEMS),
        phrases=PHRASES["burden.certificates_dropped"],
    ),
    Indicator(
        code="burden.accounts_closed",
        system="burden",
        order=30,
        name="注销政务类公众账号",
        short_name="注销公众账号",
        unit="个",
        kind=Kind.FLOW,
        definition="期间内公告后注销的政务类公众账号，整合到别的账号后注销的也算。",
        date_rule="按注销日期",
        origin="政务公众账号台账",
        formula=Measure(source=ACCOUNTS),
        phrases=PHRASES["burden.accounts_closed"],
    ),
)
