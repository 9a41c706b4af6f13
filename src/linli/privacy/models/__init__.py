"""Requests of the persons concerned, notices of processing, runs of retention."""

from linli.privacy.models.notice import NoticeVersion
from linli.privacy.models.request import (
    CORRECTABLE,
    HOUSEHOLD_CONTACT,
    HOUSEHOLD_TAGS,
    OF_HOUSEHOLDS,
    Reply,
    RightsKind,
    RightsRequest,
    RightsStep,
    Way,
)
from linli.privacy.models.retention import RetentionRun

__all__ = [
    "CORRECTABLE",
    "HOUSEHOLD_CONTACT",
    "HOUSEHOLD_TAGS",
    "OF_HOUSEHOLDS",
    "NoticeVersion",
    "Reply",
    "RetentionRun",
    "RightsKind",
    "RightsRequest",
    "RightsStep",
    "Way",
]
