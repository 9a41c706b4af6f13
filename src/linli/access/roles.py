"""Roles, the posts that give them, and the registry of capabilities.

A capability is what policies ask for, never the name of a role. Each room declares its own, with the roles that hold
it, in its ``policies.py``; a capability nobody declared is an error. It holds within the appointment's area only.
docs/permissions.md is written from here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from linli.people.models import Post


@dataclass(frozen=True)
class Role:
    """What a post makes somebody. What it may do stands in the policies of the rooms."""

    code: str
    label: str

    def holds(self, capability: str) -> bool:
        """Whether this role gives it. Raises ValueError for a capability nobody declared."""
        return self in _declared[known(capability)].roles


class Capability(str):
    """The code of a declared capability, ``report.write``."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One capability: what it lets one do (``label``, in Chinese), who holds it, and how far it reaches."""

    capability: Capability
    label: str
    roles: frozenset[Role]
    reach: str


_declared: dict[str, Declared] = {}

WITHIN = "任职地区之内"


def declare(code: str, label: str, roles: Iterable[Role], *, reach: str = WITHIN) -> Capability:
    """Add a capability. Raises ValueError for a code taken, or one that is not ``thing.verb``."""
    if code in _declared:
        raise ValueError(f"capability {code} is declared already")
    if code.count(".") != 1:
        raise ValueError(f"a capability reads thing.verb: {code}")
    capability = Capability(code)
    _declared[code] = Declared(capability=capability, label=label, roles=frozenset(roles), reach=reach)
    return capability


def known(code: str) -> Capability:
    """The declared capability. Raises ValueError for an unknown one."""
    try:
        return _declared[code].capability
    except KeyError:
        raise ValueError(f"nobody declared the capability {code}") from None


def all_declared() -> tuple[Declared, ...]:
    """In order of code."""
    return tuple(_declared[code] for code in sorted(_declared))


DISTRICT = Role("district", "区级")
STREET = Role("street", "街道（乡镇、管理处）")
COMMUNITY = Role("community", "社区（村）")
SECRETARY = Role("secretary", "社区（村）书记")
SECTION_LEAD = Role("section_lead", "片长")
GROUP_LEAD = Role("group_lead", "组长")
NEIGHBOUR_LEAD = Role("neighbour_lead", "邻长")
GRID_WORKER = Role("grid_worker", "网格员")
OVERSEER = Role("overseer", "居（村）务监督委员会")
JUSTICE = Role("justice", "司法所")
GUIDANCE = Role("guidance", "指导组")
DEPARTMENT = Role("department", "区直部门")
DISCIPLINE = Role("discipline", "纪检监察")
SYSTEM_ADMIN = Role("system_admin", "系统管理员")
SECURITY_ADMIN = Role("security_admin", "安全管理员")
AUDITOR = Role("auditor", "审计管理员")

OFFICES = (DISTRICT, STREET, COMMUNITY, SECRETARY)
LEADS = (SECTION_LEAD, GROUP_LEAD, NEIGHBOUR_LEAD)
ADMINISTRATORS = (SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR)
"""三员: three separate duties (domain.md §6.4). None of them sees business data; no person holds two."""

ALL_ROLES = (
    *OFFICES,
    *LEADS,
    GRID_WORKER,
    OVERSEER,
    JUSTICE,
    GUIDANCE,
    DEPARTMENT,
    DISCIPLINE,
    *ADMINISTRATORS,
)

ROLE_OF_POST: dict[Post, Role] = {
    Post.DISTRICT_OFFICER: DISTRICT,
    Post.STREET_OFFICER: STREET,
    Post.COMMUNITY_SECRETARY: SECRETARY,
    Post.COMMUNITY_OFFICER: COMMUNITY,
    Post.SECTION_LEAD: SECTION_LEAD,
    Post.GROUP_LEAD: GROUP_LEAD,
    Post.NEIGHBOUR_LEAD: NEIGHBOUR_LEAD,
    Post.GRID_WORKER: GRID_WORKER,
    Post.OVERSEER: OVERSEER,
    Post.JUSTICE_OFFICER: JUSTICE,
    Post.GUIDANCE_MEMBER: GUIDANCE,
    Post.DEPARTMENT_OFFICER: DEPARTMENT,
    Post.DISCIPLINE_OFFICER: DISCIPLINE,
    Post.SYSTEM_ADMIN: SYSTEM_ADMIN,
    Post.SECURITY_ADMIN: SECURITY_ADMIN,
    Post.AUDITOR: AUDITOR,
}
