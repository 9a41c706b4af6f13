"""A worker writes down what somebody said: every source there is, the wish of whoever said it, what resembles it."""

from datetime import datetime

import pytest
from django.test import Client

from linli.grid import checks
from linli.grid.models import Request, Teller
from linli.grid.requests.models import Source
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

NEW = "/desk/requests/new/"


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


@pytest.fixture
def desk(loop: Loop) -> Client:
    client = Client()
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    return client


def sent(loop: Loop, **more: str) -> dict[str, str]:
    return {
        "text": "5栋前面的污水井又返水了",
        "who": "王女士",
        "source": "telephone",
        "area": loop.territory.community.code,
        "way": "receipt",
        "urgency": "usual",
        "kind": "",
        "spot": "",
        "phone": "",
        "sure": "1",
    } | more


BY_WORKERS = [source for source in Source if source not in (Source.RESIDENT, Source.HOTLINE)]


@pytest.mark.parametrize("source", BY_WORKERS)
def test_every_source_of_the_spec_can_be_chosen(loop: Loop, desk: Client, source: Source) -> None:
    assert f'value="{source.value}"' in desk.get(NEW).content.decode()
    desk.post(NEW, sent(loop, source=source.value))
    assert Request.everything.get().source == source


def test_what_comes_in_by_another_way_is_not_offered(loop: Loop, desk: Client) -> None:
    for source in ("resident", "hotline"):
        assert desk.post(NEW, sent(loop, source=source)).status_code == 200
    assert not Request.everything.exists()


@pytest.mark.parametrize(
    ("who", "wish", "kept"),
    [
        ("王女士", "named", ("named", "王女士")),
        ("王女士", "anonymous", ("anonymous", "")),
        ("匿名", "named", ("anonymous", "")),
        ("王女士", "", ("named", "王女士")),
    ],
)
def test_the_wish_of_whoever_said_it_is_what_is_kept(
    loop: Loop, desk: Client, who: str, wish: str, kept: tuple[str, str]
) -> None:
    desk.post(NEW, sent(loop, who=who, wish=wish))
    teller = Teller.everything.get()
    assert (teller.wish, teller.called) == kept
    assert teller.on_behalf


def test_what_resembles_it_nearby_is_shown_once(loop: Loop, desk: Client) -> None:
    desk.post(NEW, sent(loop))
    again = sent(loop, text="污水井返水了，臭味大")
    del again["sure"]
    page = desk.post(NEW, again).content.decode()
    assert "可能是同一件事" in page
    assert Request.everything.count() == 1
    desk.post(NEW, again | {"sure": "1"})
    assert Request.everything.count() == 2


def test_the_doctor_finds_a_case_that_is_gone(loop: Loop) -> None:
    request = loop.tell()
    assert list(checks.requests_referred_nowhere()) == []
    for lost in ("mediation.disputecase:999999", "nothing.there:1", "mediation.disputecase", "orgs.area:x"):
        Request.everything.filter(pk=request.pk).update(dispute_ref=lost)
        assert list(checks.requests_referred_nowhere()) == [request.number], lost
    area = loop.territory.community
    Request.everything.filter(pk=request.pk).update(dispute_ref=f"orgs.area:{area.pk}")
    assert list(checks.requests_referred_nowhere()) == []
