"""Pages of postings through HTTP: the desk, and what anybody reads."""

from datetime import datetime

import pytest
from django.test import Client

from linli.people.models import Post
from tests.notices import rows
from tests.territory import Territory


@pytest.fixture
def desk(territory: Territory, standing_clock: datetime, client: Client) -> Client:
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    return client


def test_smoke(territory: Territory, desk: Client) -> None:
    d, p = rows.drafted(territory), rows.posted(territory)
    w, e = rows.withdrawn(territory), rows.ended(territory)
    for a in ("", "new/", *(f"{x.ref}/" for x in (d, p, w, e)), f"{d.ref}/edit/", f"{d.ref}/post/",
              *(f"{p.ref}/{v}/" for v in ("extend", "withdraw", "ask")), f"{d.ref}/discard/"):
        r = desk.get(f"/desk/notices/{a}")
        assert r.status_code == 200, a
    for a in ("", "?past=1", *(f"{x.ref}/" for x in (p, w, e))):
        assert Client().get(f"/postings/{a}").status_code == 200, a
    assert Client().get(f"/postings/{d.ref}/").status_code == 404
