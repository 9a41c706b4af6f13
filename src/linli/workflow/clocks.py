"""The clock table (domain.md Appendix A) as data: every period the law or the district sets, by code.

Systems name a code and never a number. A row marked ``configurable`` has no law behind its value ([I] or
[K]); the district may set its own with ``ClockRuleOverride``. The others change only when the law does.
"""

from dataclasses import dataclass
from enum import StrEnum

from linli.workflow.deadlines import HOURLY, Unit

RESIDENTS_LAW = "《城市居民委员会组织法》"
MEDIATION_LAW = "《人民调解法》"
COURT_RULES = "最高人民法院《关于人民调解协议司法确认程序的若干规定》"
PETITION_RULES = "《信访工作条例》"
PERSONAL_DATA_LAW = "《个人信息保护法》"
OWN_PRACTICE = "区内约定，可调整"


class Direction(StrEnum):
    """What a period demands."""

    WITHIN = "within"
    """From the event at most so long: a deadline."""
    AT_LEAST = "at_least"
    """From the event at least so long: a posting, a record to be kept."""
    AHEAD = "ahead"
    """At least so long before the event."""
    EVERY = "every"
    """At least once in so long."""
    TERM = "term"
    """So long something holds: an office, a pass slip, a registration."""
    AFTER = "after"
    """So long after the event something is done: a follow-up."""
    SHARE = "share"
    """No clock: a share of those entitled, in per cent."""


@dataclass(frozen=True, kw_only=True)
class ClockRule:
    """One period: ``amount`` of ``unit`` from ``event``; ``unit`` is None for a share in per cent.

    rolls: a last day that is not worked gives way to the next workday (deadlines only; a term, a posting
    or a lead time ends on its day).
    one_unit: the district sets its amount alone, since its reader counts in that unit.
    """

    code: str
    object: str
    event: str
    amount: int
    unit: Unit | None
    direction: Direction
    basis: str
    configurable: bool = False
    one_unit: bool = False

    @property
    def units(self) -> tuple[Unit, ...]:
        """In which the district may set it: hours only for what begins at an instant, 工作日 only for what is counted
        on the working calendar. A period in 日, 月 or 年 stays one: a day on which it ends is read from it."""
        if self.unit is None or self.one_unit:
            return () if self.unit is None else (self.unit,)
        if self.unit in HOURLY:
            return tuple(Unit)
        if self.unit is Unit.WORKDAY:
            return tuple(unit for unit in Unit if unit not in HOURLY)
        return (Unit.DAY, Unit.MONTH, Unit.YEAR)

    @property
    def rolls(self) -> bool:
        """Whether a last day off work moves."""
        return self.direction is Direction.WITHIN

    @property
    def said(self) -> str:
        """The period in words, ``5 个工作日``."""
        return self.unit.said(self.amount) if self.unit else f"{self.amount}%"


_rules: dict[str, ClockRule] = {}


def register(rule: ClockRule) -> ClockRule:
    """Add a rule; a code may be taken once."""
    if rule.code in _rules:
        raise ValueError(f"clock {rule.code} is registered already")
    if rule.amount <= 0 or (rule.unit is None) != (rule.direction is Direction.SHARE):
        raise ValueError(f"clock {rule.code}: a positive amount, and a unit unless it is a share")
    _rules[rule.code] = rule
    return rule


def clock(code: str) -> ClockRule:
    """The rule as the law or the table has it, before the district's own setting.

    Raises ``LookupError`` for an unknown code, which is a mistake in the program.
    """
    if code not in _rules:
        raise LookupError(f"no clock {code}; the table is in linli.workflow.clocks")
    return _rules[code]


def all_clocks() -> tuple[ClockRule, ...]:
    """Every rule in the order of the table."""
    return tuple(_rules.values())


def _row(
    code: str,
    thing: str,
    event: str,
    limit: tuple[int, Unit | None, Direction],
    basis: str,
    *,
    configurable: bool = False,
    one_unit: bool = False,
) -> None:
    amount, unit, direction = limit
    register(
        ClockRule(
            code=code,
            object=thing,
            event=event,
            amount=amount,
            unit=unit,
            direction=direction,
            basis=basis,
            configurable=configurable,
            one_unit=one_unit,
        )
    )


def _own(
    code: str,
    thing: str,
    event: str,
    limit: tuple[int, Unit | None, Direction],
    basis: str = "",
    *,
    one_unit: bool = False,
) -> None:
    _row(code, thing, event, limit, basis or OWN_PRACTICE, configurable=True, one_unit=one_unit)


_D, _W, _H, _M, _Y = Unit.DAY, Unit.WORKDAY, Unit.HOUR, Unit.MONTH, Unit.YEAR
_WITHIN, _AT_LEAST, _AHEAD = Direction.WITHIN, Direction.AT_LEAST, Direction.AHEAD
_EVERY, _TERM, _AFTER = Direction.EVERY, Direction.TERM, Direction.AFTER
_ROOT = RESIDENTS_LAW

# Self-government of residents (居民委员会组织法, in force 2026-01-01)
_row("residents.posting", "居务公开", "公布后张贴", (15, _D, _AT_LEAST), f"{_ROOT}第三十四条")
_row("residents.meeting.notice", "居民会议", "通知后召开", (10, _D, _AHEAD), f"{_ROOT}第二十六条")
_row("residents.delegates.interval", "居民代表会议", "距上次会议", (6, _M, _EVERY), f"{_ROOT}第二十八条")
_row("residents.review.interval", "民主评议", "每年至少一次", (1, _Y, _EVERY), f"{_ROOT}第三十七条")
_row("residents.voters.posting", "选民名单", "选举日前公布", (20, _D, _AHEAD), f"{_ROOT}第十七条")
_row("residents.voters.objection", "选民名单异议", "名单公布", (5, _D, _WITHIN), f"{_ROOT}第十七条")
_row("residents.voters.decision", "选民名单异议处理", "提出异议", (3, _D, _WITHIN), f"{_ROOT}第十七条")
_row("residents.handover", "新一届移交", "选举产生", (10, _D, _WITHIN), f"{_ROOT}第二十五条")
_row(
    "residents.term",
    "居委会、居民代表、居民小组组长任期",
    "当选",
    (5, _Y, _TERM),
    f"{_ROOT}第十三条、第十四条",
)

# Mediation
_row("mediation.committee.term", "调委会任期", "推选产生", (3, _Y, _TERM), f"{MEDIATION_LAW}第九条")
# The regular month is common practice of several provinces, and the parties may agree on longer.
_own("mediation.settle", "调解", "受理", (1, _M, _WITHIN), "人民调解工作惯例：一般一个月内，双方同意可延长")
_row(
    "mediation.confirm.apply", "申请司法确认", "调解协议生效", (30, _D, _WITHIN), f"{MEDIATION_LAW}第三十三条"
)
_row("mediation.confirm.accept", "法院受理司法确认", "收到申请", (3, _D, _WITHIN), COURT_RULES)
_row("mediation.confirm.decide", "法院作出司法确认决定", "受理", (15, _D, _WITHIN), COURT_RULES)
_row("mediation.confirm.extend", "法院延长司法确认期限", "原期限届满", (10, _D, _WITHIN), COURT_RULES)
_row("mediation.confirm.third_party", "案外人申请撤销", "知道或应当知道", (1, _Y, _WITHIN), COURT_RULES)

# Letters and visits
_row("petition.notice", "信访登记告知", "收到", (15, _D, _WITHIN), PETITION_RULES)
_row("petition.not_ours", "信访转送异议", "收到转送", (5, _W, _WITHIN), PETITION_RULES)
_row("petition.decision", "信访处理意见", "受理", (60, _D, _WITHIN), PETITION_RULES)
_row("petition.extension", "信访延长办理", "原期限届满", (30, _D, _WITHIN), PETITION_RULES)
_row("petition.review.request", "申请复查、复核", "收到书面答复", (30, _D, _WITHIN), PETITION_RULES)
_row("petition.review.decision", "复查、复核意见", "收到请求", (30, _D, _WITHIN), PETITION_RULES)

# Owners, volunteers, rural collectives
_row("owners.committee.filing", "业主委员会备案", "选举产生", (30, _D, _WITHIN), "《物业管理条例》")
_row(
    "owners.meeting.request", "业主临时会议", "提议业主占比", (20, None, Direction.SHARE), "《物业管理条例》"
)
_row(
    "volunteer.certificate.posting",
    "志愿服务证明公示",
    "出具前公示",
    (7, _D, _AT_LEAST),
    "《志愿服务记录与证明出具办法（试行）》",
)
_row(
    "collective.report.papers",
    "农村集体经济报告",
    "成员大会前公布",
    (10, _D, _AHEAD),
    "《农村集体经济组织法》",
)

# Data protection and applications
_row(
    "data.assessment.keep",
    "个人信息影响评估、提供记录",
    "形成",
    (3, _Y, _AT_LEAST),
    f"{PERSONAL_DATA_LAW}、《网络数据安全管理条例》",
)
_row("data.network_log.keep", "网络日志", "形成", (6, _M, _AT_LEAST), "《网络安全法》")
_row("data.vulnerability.report", "重大漏洞报告", "发现", (24, _H, _WITHIN), "《网络数据安全管理条例》")
_row("data.app.filing", "已建应用备案", "2026年1月25日起", (6, _M, _WITHIN), "国办函〔2026〕12号")

# Workforce
_row(
    "workforce.senior_exam.valid",
    "高级社会工作师考试合格证明",
    "合格",
    (3, _Y, _TERM),
    "社会工作者职业资格考试规定",
)

# Practice of the district
_HOTLINE = "参照济南、潍坊两市 12345 热线条例的通行时限"
_own("grid.request", "一般事项办理", "受理", (5, _W, _WITHIN), _HOTLINE)
_own("grid.sign", "签收", "派单", (4, Unit.WORKING_HOUR, _WITHIN))
_own("grid.answer", "回复报事人", "办好", (1, _W, _WITHIN))
_own("grid.consult", "咨询事项", "受理", (1, _W, _WITHIN))
_own("grid.several", "多部门事项", "受理", (10, _W, _WITHIN))
_own("grid.urgent", "特急事项首次报告", "收到", (2, _H, _WITHIN))
_own("notices.appointment.posting", "三长、表彰、津贴公示", "公示开始", (5, _W, _AT_LEAST))
_own("workforce.allowance.start", "职业津贴起发", "核验通过", (1, _M, _AFTER))
_own("mediation.follow_up.first", "调解第一次回访", "协议生效", (7, _D, _AFTER))
_own("mediation.follow_up.second", "调解第二次回访", "协议生效", (30, _D, _AFTER))
_own("mediation.follow_up.third", "调解第三次回访", "协议生效", (90, _D, _AFTER))
_own("stations.placement.follow_up.first", "就业第一次回访", "上岗", (30, _D, _AFTER))
_own("stations.placement.follow_up.second", "就业第二次回访", "上岗", (90, _D, _AFTER))
_own("stations.job_seeker.valid", "求职登记有效期", "登记", (180, _D, _TERM), one_unit=True)
_own("grid.suspended.review", "挂账复查", "挂账", (30, _D, _EVERY))
_own("burden.account.silent", "僵尸账号、功能", "最后使用", (60, _D, _AFTER), one_unit=True)
