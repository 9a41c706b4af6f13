"""Data-quality checks of participation: kinds of area and what spans rows."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.common.quality import QualityCheck, Severity, register
from linli.orgs.kinds import Kind
from linli.orgs.models import OrganisationKind
from linli.participation.models import (
    EventFunding,
    EventSponsor,
    NeighbourEvent,
    VolunteerActivity,
    VolunteerTeam,
)
from linli.participation.policies import LARGE_EVENT
from linli.participation.states import ANNOUNCED, HELD

WHY = "data-quality checks look at every record"
ACTIVITY_KINDS = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY, Kind.ESTATE)


def outside_estates() -> Iterator[str]:
    """Teams and events whose area is no estate."""
    sets: tuple[QuerySet[VolunteerTeam] | QuerySet[NeighbourEvent], ...] = (
        VolunteerTeam.objects.unscoped(WHY),
        NeighbourEvent.objects.unscoped(WHY),
    )
    for rows in sets:
        for row in rows.exclude(estate__kind=Kind.ESTATE).select_related("estate").iterator():
            yield f"{row.ref}：{row} 在 {row.estate}"


def activities_in_wrong_areas() -> Iterator[str]:
    """Activities whose area is none in which activities are counted."""
    rows = VolunteerActivity.objects.unscoped(WHY).exclude(area__kind__in=ACTIVITY_KINDS)
    for row in rows.select_related("area").iterator():
        yield f"{row.ref}：{row} 在 {row.area}"


def approved_by_others() -> Iterator[str]:
    """Teams approved by something else than a residents' committee."""
    rows = VolunteerTeam.objects.unscoped(WHY).filter(
        ~Q(approved_by__kind=OrganisationKind.COMMITTEE), approved_by__isnull=False
    )
    for row in rows.select_related("approved_by").iterator():
        yield f"{row.ref}：{row}，{row.approved_by}"


def large_events_unfiled() -> Iterator[str]:
    """Large events announced or held without being filed."""
    rows = NeighbourEvent.objects.unscoped(WHY).filter(
        state__in=(ANNOUNCED, HELD), expected_count__gt=LARGE_EVENT, filed_on__isnull=True
    )
    for row in rows.iterator():
        yield f"{row.ref}：{row}，预计 {row.expected_count} 人"


def sponsors_unknown() -> Iterator[str]:
    """Held events paid by sponsors nobody wrote down."""
    sponsors = EventSponsor.objects.unscoped(WHY).filter(event=OuterRef("pk"))
    rows = NeighbourEvent.objects.unscoped(WHY).filter(
        ~Exists(sponsors), state=HELD, funding=EventFunding.SPONSORS
    )
    for row in rows.iterator():
        yield f"{row.ref}：{row}"


def register_all() -> None:
    """Called when the room starts."""
    for check in (
        QualityCheck(
            code="participation.estate_kind",
            question="有没有不在小区里的志愿队伍或邻里活动？",
            severity=Severity.ERROR,
            explanation="小区志愿队伍和邻里节按小区统计。",
            mend="改选小区。",
            find=outside_estates,
        ),
        QualityCheck(
            code="participation.activity_area_kind",
            question="有没有地区选错的志愿服务活动？",
            severity=Severity.ERROR,
            explanation="志愿服务活动的地区是小区、社区、街道或全区，不是网格、片、组、邻。",
            mend="改选小区或社区。",
            find=activities_in_wrong_areas,
        ),
        QualityCheck(
            code="participation.team_approval",
            question="有没有不是由居（村）委会同意的队伍？",
            severity=Severity.ERROR,
            explanation="社区内的志愿服务队伍经居（村）委会同意（《志愿服务条例》）。",
            mend="请居（村）委会补办，并改正同意单位。",
            find=approved_by_others,
        ),
        QualityCheck(
            code="participation.event_filed",
            question="有没有没报备的大型邻里活动？",
            severity=Severity.WARNING,
            explanation=f"预计超过 {LARGE_EVENT} 人的活动要有安全方案并报备。",
            mend="补上安全方案和报备日期。",
            find=large_events_unfiled,
        ),
        QualityCheck(
            code="participation.event_sponsors",
            question="有没有写着赞助、却没记赞助单位的邻里活动？",
            severity=Severity.WARNING,
            explanation="赞助的钱物要记录并公开。",
            mend="补记赞助单位和金额。",
            find=sponsors_unknown,
        ),
    ):
        register(check)
