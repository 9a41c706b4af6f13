"""Clocks of findings: the district's own practice (domain.md 2.1), not in the common table."""

from linli.study.models import Severity
from linli.workflow import clocks
from linli.workflow.clocks import OWN_PRACTICE, ClockRule, Direction
from linli.workflow.deadlines import Unit


def _own(code: str, thing: str, event: str, amount: int, unit: Unit) -> ClockRule:
    return ClockRule(
        code=code,
        object=thing,
        event=event,
        amount=amount,
        unit=unit,
        direction=Direction.WITHIN,
        basis=OWN_PRACTICE,
        configurable=True,
    )


FEED_BACK = _own("study.finding.feed_back", "反馈督导问题", "发现", 3, Unit.WORKDAY)
PLAN = _own("study.finding.plan", "制定整改措施", "反馈", 5, Unit.WORKDAY)
RECTIFY = _own("study.finding.rectify", "整改一般问题", "反馈", 15, Unit.WORKDAY)
RECTIFY_SERIOUS = _own("study.finding.rectify_serious", "整改较重、重大问题", "反馈", 30, Unit.DAY)
VERIFY = _own("study.finding.verify", "核验整改", "报请核验", 5, Unit.WORKDAY)


def rectify_clock(severity: Severity) -> ClockRule:
    """By how bad the problem is."""
    return RECTIFY if severity is Severity.ORDINARY else RECTIFY_SERIOUS


def register_all() -> None:
    """Called when the room starts."""
    for rule in (FEED_BACK, PLAN, RECTIFY, RECTIFY_SERIOUS, VERIFY):
        clocks.register(rule)
