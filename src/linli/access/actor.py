"""Who is acting: an account with what its appointments of today give, the system, or nobody signed in."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from linli.access.roles import ROLE_OF_POST, Role, known
from linli.common.clock import business_date
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import Account, Appointment, Post
from linli.people.selectors import neighbourhoods_within


@dataclass(frozen=True)
class Grant:
    """One role held in one area; in one unit of it, where the post lies in a unit."""

    role: Role
    post: Post
    area: Area
    unit_id: int | None = None
    is_derived: bool = False
    """Comes with another post: the neighbourhoods that lie in a 网格员's grid whole. No place to work in by itself."""

    def covers(self, path: str) -> bool:
        """Whether ``path`` is the area itself or below it."""
        return path.startswith(self.area.path)


@dataclass(frozen=True)
class Actor:
    """Passed explicitly to every service and every scoped query."""

    account: Account | None = None
    grants: tuple[Grant, ...] = ()
    is_system: bool = False
    day: date | None = field(default=None, compare=False)
    chosen: str = field(default="", compare=False)
    """Code of the area somebody with several posts works in just now; it opens pages there and narrows nothing."""

    @property
    def is_signed_in(self) -> bool:
        """An account of a person."""
        return self.account is not None

    @property
    def account_id(self) -> int | None:
        """For the log."""
        return self.account.pk if self.account else None

    @property
    def audit_kind(self) -> str:
        """For the log."""
        if self.is_system:
            return "system"
        return "account" if self.account else "public"

    @cached_property
    def name(self) -> str:
        """The actor's own name, shown to the actor."""
        if self.account is None:
            return "系统" if self.is_system else "访客"
        return self.account.person.name if self.account.person else self.account.username

    @property
    def home(self) -> Grant | None:
        """The post in the chosen area, or the widest one: what the first page is about."""
        return min(self.grants, key=self._near, default=None)

    def _near(self, grant: Grant) -> tuple[bool, int, str]:
        return (grant.area.code != self.chosen, grant.area.path.count("/"), grant.area.code)

    @cached_property
    def places(self) -> list[Grant]:
        """One post for each area the actor may choose to work in, widest first."""
        found: dict[str, Grant] = {}
        own = (grant for grant in self.grants if not grant.is_derived)
        for grant in sorted(own, key=lambda grant: (grant.area.path.count("/"), grant.area.code)):
            found.setdefault(grant.area.code, grant)
        return list(found.values())

    @property
    def sees_records(self) -> bool:
        """Whether all records of an area are the actor's to read; a department reads what it was given."""
        return self.may("records.view")

    @property
    def has_work(self) -> bool:
        """Whether there is business to do and to look for; the three administrators have none."""
        return self.may("work.own")

    @property
    def home_area(self) -> Area | None:
        """Where the actor works."""
        return self.home.area if self.home else None

    @property
    def title(self) -> str:
        """``五里牌街道·街道工作人员``: post and area in words."""
        return f"{self.home.area.name}·{self.home.post.label}" if self.home else ""

    def paths(self, capability: str) -> tuple[str, ...]:
        """Subtrees in which the capability holds; those inside another one are left out."""
        held = sorted({g.area.path for g in self.grants if g.role.holds(capability)})
        return tuple(p for p in held if not any(p != q and p.startswith(q) for q in held))

    def units(self, capability: str) -> tuple[int, ...]:
        """Units for which the capability holds: posts that lie in one."""
        held = {g.unit_id for g in self.grants if g.unit_id is not None and g.role.holds(capability)}
        return tuple(sorted(held))

    def may(self, capability: str, area: Area | None = None) -> bool:
        """Whether the capability is held (in ``area``, or anywhere). Raises ValueError for an unknown one."""
        capability = known(capability)
        if self.is_system:
            return True
        held = self.paths(capability)
        return any(area.path.startswith(path) for path in held) if area is not None else bool(held)

    def areas(self) -> list[Area]:
        """The areas of the actor's posts, the chosen one first, then the widest."""
        return [grant.area for grant in sorted(self.grants, key=self._near) if not grant.is_derived]


SYSTEM = Actor(is_system=True)
NOBODY = Actor()


def in_office(person_id: int) -> Actor:
    """What a person's posts of today would let them do, with an account or without: one query. Never to act as."""
    return Actor(grants=_grants(_held(person_id)))


def _grants(held: Iterable[Appointment]) -> tuple[Grant, ...]:
    found = [Grant(ROLE_OF_POST[Post(a.post)], Post(a.post), a.area, a.unit_id) for a in held]
    grids = [grant for grant in found if grant.post == Post.GRID_WORKER]
    return (
        *found,
        *(
            replace(grant, area=area, is_derived=True)
            for grant in grids
            for area in neighbourhoods_within(grant.area)
        ),
    )


def _held(person_id: int) -> QuerySet[Appointment]:
    rows = Appointment.objects.unscoped("what the person itself holds")
    return rows.filter(in_force(business_date()), person_id=person_id).select_related("area", "person")


def actor_for(account: Account) -> Actor:
    """The account with the appointments in force today (business date): two queries, one more for each grid."""
    if not account.is_active or account.person_id is None:
        return Actor(account=account)
    day = business_date()
    held = _held(account.person_id)
    for each in held:
        account.person = each.person  # read already; the name on every page asks no further query
    return Actor(account=account, grants=_grants(held), day=day)
