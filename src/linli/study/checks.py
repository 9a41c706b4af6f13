"""Data-quality checks of study: what no constraint can hold across rows."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from linli.common.quality import QualityCheck, Severity, register
from linli.orgs.models.organisation import PARTY_KINDS
from linli.study.models import Gathering, GatheringKind, GuidedUnit, StudySession, ThemeDay
from linli.workflow.references import orphans

WHY = "data-quality checks look at every record"


def wrong_detail() -> Iterator[str]:
    """Gatherings without the detail of their kind, or with the other kind's."""
    session = Exists(StudySession.objects.unscoped(WHY).filter(pk=OuterRef("pk")))
    theme_day = Exists(ThemeDay.objects.unscoped(WHY).filter(pk=OuterRef("pk")))
    right = (Q(kind=GatheringKind.STUDY_SESSION) & session & ~theme_day) | (
        Q(kind=GatheringKind.THEME_DAY) & theme_day & ~session
    )
    for row in Gathering.objects.unscoped(WHY).exclude(right).iterator():
        yield f"{row.ref}：{row}"


def absences_not_adding_up() -> Iterator[str]:
    """Theme days on which due ≠ present + absent by reason."""
    absent = F("absent_ill") + F("absent_away") + F("absent_on_duty") + F("absent_other")
    rows = ThemeDay.objects.unscoped(WHY).exclude(gathering__due_count=F("gathering__present_count") + absent)
    for row in rows.select_related("gathering").iterator():
        yield f"{row.gathering.ref}：{row.gathering}"


def outside_campaign() -> Iterator[str]:
    """Gatherings held before their campaign began or after it ended."""
    rows = Gathering.objects.unscoped(WHY).filter(
        Q(held_on__lt=F("campaign__valid_from")) | Q(held_on__gte=F("campaign__valid_to"))
    )
    for row in rows.iterator():
        yield f"{row.ref}：{row}"


def not_party_organisations() -> Iterator[str]:
    """Gatherings of organisations that are no party organisations."""
    rows = Gathering.objects.unscoped(WHY).exclude(org__kind__in=PARTY_KINDS).select_related("org")
    for row in rows.iterator():
        yield f"{row.ref}：{row.org}"


def units_of_another_campaign() -> Iterator[str]:
    """Guided units whose group belongs to another campaign."""
    rows = GuidedUnit.objects.unscoped(WHY).exclude(campaign=F("group__campaign"))
    for row in rows.select_related("organisation").iterator():
        yield f"{row.ref}：{row.organisation}"


def lost_activities() -> Iterator[str]:
    """Theme days that refer to an activity which is gone."""
    rows = ThemeDay.objects.unscoped(WHY).exclude(activity_type="")
    yield from map(str, orphans(rows, "activity_type", "activity_id"))


def register_all() -> None:
    """Called when the room starts."""
    for check in (
        QualityCheck(
            code="study.gathering.detail",
            question="有没有缺少学习研讨或主题党日情况的记录？",
            severity=Severity.ERROR,
            explanation="每次学习研讨有学习情况，每次主题党日有“一课一片一实践”情况，不能缺也不能错。",
            mend="补上对应的情况。",
            find=wrong_detail,
        ),
        QualityCheck(
            code="study.theme_day.absent",
            question="有没有应到、实到、未到人数对不上的主题党日？",
            severity=Severity.WARNING,
            explanation="应到 = 实到 + 各类未到。",
            mend="请党组织核对人数。",
            find=absences_not_adding_up,
        ),
        QualityCheck(
            code="study.gathering.campaign_period",
            question="有没有日期不在专项工作期间的学习研讨？",
            severity=Severity.ERROR,
            explanation="专项工作开始前、结束后的学习不计入这项专项工作。",
            mend="改正日期，或不归入这项专项工作。",
            find=outside_campaign,
        ),
        QualityCheck(
            code="study.gathering.party_org",
            question="有没有不是党组织举办的学习研讨？",
            severity=Severity.ERROR,
            explanation="“开展学习的基层党组织”只数党委、党总支、党支部、党小组和功能型党支部。",
            mend="改选党组织。",
            find=not_party_organisations,
        ),
        QualityCheck(
            code="study.guided_unit.campaign",
            question="有没有单位归到了别的专项工作的指导组？",
            severity=Severity.ERROR,
            explanation="单位的专项工作要与指导组的一致。",
            mend="改选指导组。",
            find=units_of_another_campaign,
        ),
        QualityCheck(
            code="study.theme_day.activity",
            question="有没有指向不存在的志愿服务活动的主题党日？",
            severity=Severity.WARNING,
            explanation="“一实践”可以指向一次志愿服务活动，打开时要找得到。",
            mend="去掉这个指向，或改指向对的活动。",
            find=lost_activities,
        ),
    ):
        register(check)
