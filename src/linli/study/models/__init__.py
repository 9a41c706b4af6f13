"""Gatherings for study, guidance of units, and the findings it leads to."""

from linli.study.models.finding import Finding, FindingCategory, Severity, Verdict
from linli.study.models.gathering import (
    Gathering,
    GatheringKind,
    LessonKind,
    PracticeKind,
    SessionForm,
    SpeakerKind,
    StudySession,
    ThemeDay,
)
from linli.study.models.guidance import (
    GuidanceGroup,
    GuidanceMember,
    GuidanceVisit,
    GuidedUnit,
    VisitMode,
)

__all__ = [
    "Finding",
    "FindingCategory",
    "Gathering",
    "GatheringKind",
    "GuidanceGroup",
    "GuidanceMember",
    "GuidanceVisit",
    "GuidedUnit",
    "LessonKind",
    "PracticeKind",
    "SessionForm",
    "Severity",
    "SpeakerKind",
    "StudySession",
    "ThemeDay",
    "Verdict",
    "VisitMode",
]
