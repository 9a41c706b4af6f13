"""Every list of leads, doors, boards, honours, territory and broadcasts: few queries, however many rows; 25 a page."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.common.clock import business_now
from linli.grid.broadcasts.models import Broadcast, BroadcastDoor, BroadcastKind
from linli.grid.models import BoardPrint, Candidacy, HonourLevel, Nomination, NoticeBoard, ProducedBy, Sheet
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Placement
from linli.people.models import Household, Post, Stay
from tests.grid import rows
from tests.territory import BEGIN, Territory

FEW, MANY = 3, 60
DAY = date(2024, 10, 8)
MOST = 8


def _areas(kind: Kind, parent: Area, many: int) -> Iterator[Area]:
    for number in range(many):
        serial = Area.everything.count()
        area = Area.everything.create(
            kind=kind,
            code=f"{parent.code}x{serial}",
            name=f"{number}",
            parent=parent,
            path="/",
            valid_from=BEGIN,
        )
        area.path = f"{parent.path}{area.pk}/"
        area.save()
        Placement.everything.create(area=area, parent=parent, path=area.path, valid_from=BEGIN)
        yield area


def _fill(t: Territory, many: int) -> None:
    """So many of everything, in the first community."""
    person = t.person()
    broadcast = Broadcast.everything.create(
        area=t.community, kind=BroadcastKind.FLOOD, text="涨水", sent_at=business_now()
    )
    for area in _areas(Kind.NEIGHBOURHOOD, t.groups[0], many):
        lead = rows.lead(t, appointment=rows.appointment(t, area=area))
        Nomination.everything.create(
            appointment=lead.appointment,
            year=2024,
            level=HonourLevel.STREET,
            proposer="社区",
            deeds="常年照看老人",
            nominated_on=DAY,
        )
        Candidacy.everything.create(
            person=person, post=Post.NEIGHBOUR_LEAD, area=area, produced_by=ProducedBy.SELF, proposer="本人",
            proposed_on=DAY,
        )  # fmt: skip
        household = Household.everything.create(
            building=t.buildings[0], door=f"{area.pk}室", valid_from=BEGIN
        )
        Stay.everything.create(
            household=household, neighbourhood=area, micro_grid=t.micro_grids[0], valid_from=BEGIN
        )
        BroadcastDoor.everything.create(
            broadcast=broadcast,
            household=household,
            building=t.buildings[0],
            neighbourhood=area,
            reached="door",
        )
        Household.everything.create(building=t.buildings[0], door=f"{area.pk}外", valid_from=BEGIN)
        Broadcast.everything.create(
            area=t.community, kind=BroadcastKind.FLOOD, text="涨水", sent_at=business_now()
        )
    list(_areas(Kind.NEIGHBOURHOOD, t.groups[0], many))  # vacant
    for estate in _areas(Kind.ESTATE, t.community, many):
        board = NoticeBoard.everything.create(
            estate=estate,
            place="南门",
            office_phone="0730-8610000",
            supervision_phone="0730-8619999",
            valid_from=DAY,
        )
        for _ in range(2):
            BoardPrint.everything.create(board=board, sheet=Sheet.A3, printed_on=DAY, lines={})
    list(_areas(Kind.COMMUNITY, t.streets[0], many))


PAGES: dict[str, tuple[str, str]] = {
    "community": ("leads:roll", "area=430602001001"),
    "vacant posts": ("leads:roll", "area=430602001001&show=needs"),
    "candidates": ("leads:roll", "show=candidates"),
    "communities": ("leads:roll", "show=all"),
    "communities to mend": ("leads:roll", "show=needs"),
    "by name": ("leads:roll", "name=测试"),
    "vacant": ("leads:warnings", "tab=vacant"),
    "few or many": ("leads:warnings", "tab=doors"),
    "unassigned": ("leads:warnings", "tab=unassigned"),
    "territory": ("leads:territory", "area=430602001001P0101"),
    "boards to print": ("leads:boards", ""),
    "boards": ("leads:boards", "show=all"),
    "honours": ("leads:honours", "year=2024"),
    "broadcasts": ("broadcasts:broadcasts", ""),
}
POSTS = (Post.STREET_OFFICER, Post.DISTRICT_OFFICER)


def _asked(client: Client, address: str) -> tuple[int, str]:
    with CaptureQueriesContext(
        connection,
    ) as taken:
        answer = client.get(address)
    assert answer.status_code == 200, address
    # what is written down about a look is no part of reading a list; savepoints carry it
    asked = [q["sql"] for q in taken if not re.match(r"(SAVEPOINT|RELEASE|INSERT|UPDATE)", q["sql"])]
    return len(asked), answer.content.decode()


def _address(name: str, broadcast: Broadcast | None) -> str:
    route, query = PAGES[name]
    return f"{reverse(route)}?{query}"


@pytest.mark.parametrize("post", POSTS)
def test_lists_take_few_queries_at_any_size(
    territory: Territory, standing_clock: datetime, client: Client, post: Post
) -> None:
    area = territory.streets[0] if post == Post.STREET_OFFICER else territory.district
    account = territory.account(post, area)
    client.force_login(account)
    counts: dict[str, list[int]] = {}
    _fill(territory, FEW)
    for size in (FEW, MANY):
        for name in PAGES:
            client.get(_address(name, None))  # what is kept is kept
            counts.setdefault(name, []).append(_asked(client, _address(name, None))[0])
        broadcast = Broadcast.everything.filter(doors__isnull=False).latest("pk")
        address = reverse("broadcasts:broadcast", args=(broadcast.ref,))
        client.get(address)  # the count of unread messages is kept for a minute: a slow run would ask again
        counts.setdefault("one broadcast", []).append(_asked(client, address)[0])
        if size == FEW:
            _fill(territory, MANY)
    assert {name: taken for name, taken in counts.items() if max(taken) > MOST or taken[0] < taken[1]} == {}


def test_lists_are_paged(territory: Territory, standing_clock: datetime, client: Client) -> None:
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    _fill(territory, MANY)
    for name in PAGES:
        if name == "communities to mend":
            continue
        address = _address(name, None)
        page = _asked(client, address)[1]
        assert "下一页" in page, name
        assert client.get(f"{address}&page=2").status_code == 200, name
        assert client.get(f"{address}&page=99").status_code == 404, name
