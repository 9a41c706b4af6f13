"""The lists of this system: few queries, however many rows; 25 a page."""

import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.mediation.models import Consultation, Subsidy, Voice
from linli.people.models import Post
from tests.mediation.rows import building, closed_case, ledgers, notable, open_case, standing
from tests.territory import Territory

FEW, MANY, MOST = 3, 40, 8
DAY = date(2024, 6, 3)
PAGES = {
    "cases": ("mediation:cases", "tab=all"),
    "open cases": ("mediation:cases", "tab=going"),
    "own cases": ("mediation:cases", "tab=mine"),
    "roster": ("mediation:roster", "area=430602001001"),
    "roster of one category": ("mediation:roster", "area=430602001001&category=party_member"),
    "wide roster": ("mediation:roster", "area=430602001"),
    "subsidies": ("mediation:subsidies", "area=430602001001"),
    "consultations": ("mediation:consultations", "area=430602001001"),
    "records": ("mediation:records", "what=closed"),
    "compensation": ("zero", "compensation"),
    "stock": ("zero", "stock"),
}
WIDER = {"statistics": ("mediation:statistics", ""), "zeros": ("mediation:zeros", "")}
"""Pages of figures, which ask more and once."""
PAGED = (
    "cases",
    "open cases",
    "roster",
    "roster of one category",
    "subsidies",
    "consultations",
    "records",
    "stock",
)


def _address(name: str) -> str:
    route, query = (PAGES | WIDER)[name]
    if route == "zero":
        return reverse("mediation:zero-records", args=(2024, query))
    return f"{reverse(route)}?{query}"


def _fill(t: Territory, many: int) -> None:
    for _ in range(many):
        listed = notable(t)
        closed_case(t)
        open_case(t)
        building(t, compensation_fen=100)
        standing(t)
        Subsidy.everything.create(
            community=t.community,
            person=listed.person,
            day=DAY,
            half_days=1,
            amount_fen=100,
            basis="每半天50元",
        )
        row = Consultation.everything.create(community=t.community, question="空地建什么", opened_on=DAY)
        Voice.everything.create(consultation=row, notable=listed, heard_on=DAY, doors=3, words="种树")


def _asked(client: Client, address: str) -> tuple[int, str]:
    client.get(address)  # what is kept is kept
    with CaptureQueriesContext(connection) as taken:
        answer = client.get(address)
    assert answer.status_code == 200, address
    # what is written down about a look is no part of reading a list; savepoints carry it
    asked = [q["sql"] for q in taken if not re.match(r"(SAVEPOINT|RELEASE|INSERT|UPDATE)", q["sql"])]
    return len(asked), answer.content.decode()


@pytest.mark.parametrize("post", [Post.COMMUNITY_OFFICER, Post.STREET_OFFICER])
def test_lists_take_few_queries_at_any_size(
    territory: Territory, standing_clock: datetime, client: Client, post: Post
) -> None:
    area = territory.community if post == Post.COMMUNITY_OFFICER else territory.streets[0]
    names = [name for name in (*PAGES, *WIDER) if post == Post.STREET_OFFICER or name != "wide roster"]
    client.force_login(territory.account(post, area))
    ledgers(area, 2022, 2023, 2024)
    counts: dict[str, list[int]] = {}
    for size in (FEW, MANY):
        _fill(territory, size)
        for name in names:
            counts.setdefault(name, []).append(_asked(client, _address(name))[0])
    allowed = {name: MOST + 5 if name in WIDER else MOST for name in names}
    assert {n: c for n, c in counts.items() if max(c) > allowed[n] or c[0] < c[1]} == {}


def test_lists_are_paged(territory: Territory, standing_clock: datetime, client: Client) -> None:
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    _fill(territory, MANY)
    for name in PAGED:
        address = _address(name)
        assert "下一页" in _asked(client, address)[1], name
        joint = "&" if "?" in address else "?"
        assert client.get(f"{address}{joint}page=2").status_code == 200, name
        assert client.get(f"{address}{joint}page=99").status_code == 404, name
