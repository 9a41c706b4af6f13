"""Capabilities, and the role each post gives. A capability holds within the appointment's area only.

Capabilities are what policies ask for, never role names. An unknown capability is an error.
"""

from dataclasses import dataclass
from enum import StrEnum

from linli.people.models import Post


class Capability(StrEnum):
    """What one may do, within one's area."""

    VIEW_FIGURES = "figures.view"
    VIEW_RECORDS = "records.view"
    EXPORT = "records.export"
    CHECK_TEXT = "text.check"
    WRITE_REPORT = "report.write"
    ISSUE_REPORT = "report.issue"
    NOTICE_WRITE = "notices.write"
    REVEAL_PERSONAL = "personal.reveal"
    READ_LOG = "audit.read"


@dataclass(frozen=True)
class Role:
    """A named set of capabilities."""

    code: str
    label: str
    capabilities: frozenset[Capability]


WORK = frozenset(
    {
        Capability.VIEW_FIGURES,
        Capability.VIEW_RECORDS,
        Capability.EXPORT,
        Capability.CHECK_TEXT,
        Capability.WRITE_REPORT,
        Capability.NOTICE_WRITE,
    }
)
SIGN = frozenset({Capability.ISSUE_REPORT})
NEARBY = frozenset({Capability.VIEW_FIGURES, Capability.VIEW_RECORDS})

DISTRICT = Role("district", "区级", WORK | SIGN)
STREET = Role("street", "街道（乡镇、管理处）", WORK | SIGN | {Capability.REVEAL_PERSONAL})
COMMUNITY = Role("community", "社区（村）", WORK | {Capability.REVEAL_PERSONAL})
SECRETARY = Role("secretary", "社区（村）书记", COMMUNITY.capabilities | SIGN)
SECTION_LEAD = Role("section_lead", "片长", NEARBY)
GROUP_LEAD = Role("group_lead", "组长", NEARBY)
NEIGHBOUR_LEAD = Role("neighbour_lead", "邻长", NEARBY)
AUDITOR = Role("auditor", "审计管理员", frozenset({Capability.READ_LOG}))

ROLE_OF_POST: dict[Post, Role] = {
    Post.DISTRICT_OFFICER: DISTRICT,
    Post.STREET_OFFICER: STREET,
    Post.COMMUNITY_SECRETARY: SECRETARY,
    Post.COMMUNITY_OFFICER: COMMUNITY,
    Post.SECTION_LEAD: SECTION_LEAD,
    Post.GROUP_LEAD: GROUP_LEAD,
    Post.NEIGHBOUR_LEAD: NEIGHBOUR_LEAD,
    Post.AUDITOR: AUDITOR,
}
