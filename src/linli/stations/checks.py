"""Data-quality checks about stations and job desks: what constraints cannot hold."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from linli.common.quality import QualityCheck, Severity, register
from linli.orgs.kinds import Kind
from linli.stations.models import (
    Consultation,
    JobDesk,
    StandardKind,
    Station,
    StationCheck,
    StationHonour,
    StationPause,
    StationStandard,
)
from linli.stations.models.check import LENGTH

WHY = "checks ask the whole database"


def places_in_wrong_kind() -> Iterator[str]:
    """Stations and desks whose area is not a community."""
    for model in (Station, JobDesk):
        rows = model.objects.unscoped(WHY).exclude(community__kind=Kind.COMMUNITY)
        yield from rows.values_list("name", flat=True).iterator()


def standards_of_wrong_length() -> Iterator[str]:
    """Lists that do not have six or ten lines."""
    for standard in StationStandard.objects.unscoped(WHY).iterator():
        if len(standard.items) != LENGTH[StandardKind(standard.kind)]:
            yield str(standard)


def checks_against_other_list() -> Iterator[str]:
    """Results filed under another kind than their list's."""
    rows = StationCheck.objects.unscoped(WHY).exclude(standard__kind=F("kind"))
    yield from rows.values_list("station__name", flat=True).iterator()


def repairs_without_pause() -> Iterator[str]:
    """Stations whose state and whose pauses disagree."""
    pauses = Exists(StationPause.objects.unscoped(WHY).filter(station=OuterRef("pk"), valid_to__isnull=True))
    stations = Station.objects.unscoped(WHY)
    rows = stations.filter(Q(state="repair") & ~pauses | ~Q(state__in=("repair", "closed")) & pauses)
    yield from rows.values_list("name", flat=True).iterator()


def honoured_before_opening() -> Iterator[str]:
    """Titles older than the station."""
    rows = StationHonour.objects.unscoped(WHY).filter(
        Q(station__opened_on__isnull=True) | Q(awarded_on__lt=F("station__opened_on"))
    )
    yield from rows.values_list("station__name", flat=True).iterator()


def consultations_outside_opening() -> Iterator[str]:
    """Consultations on a day the desk was not open."""
    rows = Consultation.objects.unscoped(WHY).filter(
        Q(held_on__lt=F("desk__opened_on")) | Q(held_on__gte=F("desk__closed_on"))
    )
    yield from rows.values_list("ref", flat=True).iterator()


def register_all() -> None:
    """Called when the room starts."""
    register(
        QualityCheck(
            code="stations.place.kind",
            question="有没有没落到社区（村）的驿站或就业帮帮站？",
            severity=Severity.ERROR,
            explanation="驿站和就业帮帮站都设在一个社区（村）。",
            mend="改到所在的社区（村）。",
            find=places_in_wrong_kind,
        )
    )
    register(
        QualityCheck(
            code="stations.standard.length",
            question="有没有条数不对的驿站标准？",
            severity=Severity.ERROR,
            explanation="六有是六条，十个一是十条。",
            mend="补齐或删去多余的条目，另行登记新的标准。",
            find=standards_of_wrong_length,
        )
    )
    register(
        QualityCheck(
            code="stations.check.list",
            question="有没有核验类别和标准不一致的？",
            severity=Severity.ERROR,
            explanation="一次核验只对照一种标准。",
            mend="重新核验。",
            find=checks_against_other_list,
        )
    )
    register(
        QualityCheck(
            code="stations.station.pause",
            question="有没有状态与停站记录不一致的驿站？",
            severity=Severity.ERROR,
            explanation="整修期间不算在用，地图上要写明。",
            mend="办理停站整修或恢复开放。",
            find=repairs_without_pause,
        )
    )
    register(
        QualityCheck(
            code="stations.honour.too_early",
            question="有没有启用前就获荣誉的驿站？",
            severity=Severity.WARNING,
            explanation="荣誉授予在用的驿站。",
            mend="核对启用和授予日期。",
            find=honoured_before_opening,
        )
    )
    register(
        QualityCheck(
            code="stations.consultation.closed",
            question="有没有在就业帮帮站没开放时的咨询？",
            severity=Severity.WARNING,
            explanation="咨询记在当日开放的就业帮帮站。",
            mend="核对咨询日期。",
            find=consultations_outside_opening,
        )
    )
