"""What this room holds about persons, why, and for how long."""

from linli.privacy import clocks, holdings
from linli.privacy.holdings import Ground, Holding
from linli.study.models import Finding, GuidanceGroup, GuidanceMember, ThemeDay

GUIDANCE = "党内学习教育和督导的职责"

HOLDINGS = (
    Holding(
        code="study.group_leader",
        label="担任指导组组长",
        model=GuidanceGroup,
        person=("leader",),
        purpose="组织督导",
        ground=Ground.DUTY,
        law=GUIDANCE,
        ends="campaign__valid_to",
        keep=clocks.OFFICE,
    ),
    Holding(
        code="study.group_member",
        label="指导组成员",
        model=GuidanceMember,
        person=("person",),
        purpose="组织督导",
        ground=Ground.DUTY,
        law=GUIDANCE,
        ends="valid_to",
        keep=clocks.OFFICE,
    ),
    Holding(
        code="study.finding",
        label="在问题整改中的分工",
        model=Finding,
        person=("owner", "extension_by", "rectified_by", "verifier"),
        purpose="问题由谁整改、谁核验",
        ground=Ground.DUTY,
        law=GUIDANCE,
        ends="closed_on",
        keep=clocks.OFFICE,
        only=("category", "found_on", "due_on", "closed_on", "state"),
    ),
    Holding(
        code="study.theme_day",
        label="主持主题党日",
        model=ThemeDay,
        person=("host",),
        purpose="记录主题党日",
        ground=Ground.DUTY,
        law=GUIDANCE,
        ends="gathering__held_on",
        keep=clocks.OFFICE,
        only=("gathering", "lesson_title", "practice_title"),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
