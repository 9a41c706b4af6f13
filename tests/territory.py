"""A small territory for tests: one district, two streets, four communities, and one of everything below each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from linli.access.actor import SYSTEM, Actor, Grant
from linli.access.roles import ROLE_OF_POST
from linli.audit.models import Act
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Campaign, Organisation, OrganisationKind, Placement, Theme
from linli.orgs.services import open_area
from linli.people.models import Account, Household, Person, Post, Stay
from linli.people.services import appoint
from tests.kept import Kept

BEGIN = date(2020, 1, 1)


@dataclass
class Territory:
    """Areas by kind, in order of code; index n of every kind below the community lies in communities[n]."""

    district: Area
    streets: list[Area] = field(default_factory=list)
    communities: list[Area] = field(default_factory=list)
    large_grids: list[Area] = field(default_factory=list)
    micro_grids: list[Area] = field(default_factory=list)
    sections: list[Area] = field(default_factory=list)
    groups: list[Area] = field(default_factory=list)
    neighbourhoods: list[Area] = field(default_factory=list)
    estates: list[Area] = field(default_factory=list)
    buildings: list[Area] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def community(self) -> Area:
        """The first one."""
        return self.communities[0]

    def person(self, area: Area | None = None, name: str = "") -> Person:
        """A new person kept in ``area`` (default: the first community)."""
        return Person.everything.create(
            name=name or f"测试人{next(self.numbers)}", area=area or self.community
        )

    def organisation(
        self, area: Area | None = None, kind: OrganisationKind = OrganisationKind.PARTY_BRANCH
    ) -> Organisation:
        """A new organisation."""
        name = f"组织{next(self.numbers)}"
        return Organisation.everything.create(
            kind=kind, name=name, area=area or self.community, valid_from=BEGIN
        )

    def campaign(self, start: date = date(2024, 4, 1), end: date | None = None) -> Campaign:
        """A new campaign of the district."""
        number = next(self.numbers)
        return Campaign.everything.create(
            code=f"campaign-{number}",
            name=f"专项{number}",
            area=self.district,
            valid_from=start,
            valid_to=end,
        )

    def theme(self) -> Theme:
        """A new theme of the district."""
        number = next(self.numbers)
        return Theme.everything.create(code=f"theme-{number}", name=f"主题{number}", area=self.district)

    def household(self, index: int = 0, since: date = BEGIN) -> Household:
        """A new household in the n-th building, neighbourhood and micro grid."""
        household = Household.everything.create(
            building=self.buildings[index], door=f"{next(self.numbers)}室", valid_from=since
        )
        Stay.everything.create(
            household=household,
            neighbourhood=self.neighbourhoods[index],
            micro_grid=self.micro_grids[index],
            valid_from=since,
        )
        return household

    def account(self, post: Post, area: Area, password: str = "") -> Account:
        """An account whose person holds ``post`` in ``area``."""
        person = self.person(area)
        unit = None
        if post == Post.DEPARTMENT_OFFICER:
            unit = self.organisation(area, OrganisationKind.DEPARTMENT)
        appoint(actor=SYSTEM, person=person, post=post, area=area, day=BEGIN, basis="测试", unit=unit)
        account = Account(username=f"user{next(self.numbers)}", person=person)
        if password:
            account.set_password(password)
        else:
            account.set_unusable_password()
        account.save()
        return account

    def account_in(self, unit: Organisation) -> Account:
        """An account of somebody who works in a department."""
        person = self.person(self.district)
        post = Post.DEPARTMENT_OFFICER
        appoint(
            actor=SYSTEM, person=person, post=post, area=self.district, day=BEGIN, basis="测试", unit=unit
        )
        return Account.objects.create(username=f"unit{next(self.numbers)}", person=person)

    def actor(self, post: Post, area: Area) -> Actor:
        """An actor holding ``post`` in ``area``, without any rows."""
        return Actor(account=Account(pk=1, username="t"), grants=(Grant(ROLE_OF_POST[post], post, area),))


def build_territory() -> Territory:
    """Through the service, so that paths and placements are what the product makes."""

    def add(kind: Kind, code: str, name: str, parent: Area | None) -> Area:
        return open_area(actor=SYSTEM, kind=kind, code=code, name=name, parent=parent, day=BEGIN)

    territory = Territory(add(Kind.DISTRICT, "430602", "岳阳楼区", None))
    for s, street_name in enumerate(("岳阳楼街道", "五里牌街道"), start=1):
        street = add(Kind.STREET, f"43060200{s}", street_name, territory.district)
        territory.streets.append(street)
        for c in (1, 2):
            code = f"{street.code}00{c}"
            community = add(Kind.COMMUNITY, code, f"{street.short_name}第{'一二'[c - 1]}社区", street)
            territory.communities.append(community)
            large = add(Kind.LARGE_GRID, f"{code}G01", f"{community.short_name}第一大网格", community)
            territory.large_grids.append(large)
            territory.micro_grids.append(add(Kind.MICRO_GRID, f"{code}G0101", "第一微网格", large))
            section = add(Kind.SECTION, f"{code}P01", "第一片", community)
            territory.sections.append(section)
            group = add(Kind.GROUP, f"{code}P0101", "第一组", section)
            territory.groups.append(group)
            territory.neighbourhoods.append(add(Kind.NEIGHBOURHOOD, f"{code}P010101", "第一邻", group))
            estate = add(Kind.ESTATE, f"{code}E01", f"{community.short_name}小区", community)
            territory.estates.append(estate)
            territory.buildings.append(add(Kind.BUILDING, f"{code}E0101", "1栋", estate))
    return territory


KEPT_TERRITORY = Kept(build_territory, (Area, Placement, Act), unnumbered=(Placement, Act))
