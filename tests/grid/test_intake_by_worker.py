"""A worker writes down what somebody said: every source there is, the wish of whoever said it, what resembles it."""

from datetime import datetime

import pytest
from django.test import Client

from linli.access.actor import actor_for
from linli.access.roles import ROLE_OF_POST
from linli.grid import checks
from linli.grid.models import Request, Teller
from linli.grid.policies import TELL_REQUEST
from linli.grid.requests.models import DutyItem, Source
from linli.people.models import Post
from linli.people.services import AREA_KIND_OF
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
    named = {}
    if (
        source is Source.DEPARTMENT
    ):  # what a department hands down to a community stands in its duty list (T04)
        item = DutyItem.everything.create(
            area=loop.territory.district, number="8", name="协助统计", valid_from="2024-01-01"
        )
        named = {"duty_item": item.number}
    desk.post(NEW, sent(loop, source=source.value, **named))
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


# --- accusations told to a worker -------------------------------------------------------------------------
ACCUSED = "举报社区书记私收摊位费"
ACCUSE = "/desk/requests/accuse/"


def test_what_sounds_like_an_accusation_is_asked_about_before_anything_is_kept(
    loop: Loop, desk: Client
) -> None:
    assert ACCUSE in desk.get(NEW).content.decode()
    page = desk.post(NEW, sent(loop, text=ACCUSED)).content.decode()
    assert "这像是检举控告" in page
    assert f'formaction="{ACCUSE}"' in page
    assert not Request.everything.exists()
    desk.post(NEW, sent(loop, text=ACCUSED, openly="1"))
    assert Request.everything.get().is_accusation is False


def test_a_worker_seals_what_was_told_and_keeps_only_the_receipt_to_give(loop: Loop, desk: Client) -> None:
    handler = actor_for(loop.territory.account(Post.DISCIPLINE_OFFICER, loop.territory.district))
    begun = desk.post(ACCUSE, sent(loop, text=ACCUSED, begin="1")).content.decode()
    assert ACCUSED in begun
    assert "请选一处" not in begun
    given = {"text": ACCUSED, "unit": "", "person": "周某", "source": "counter", "key": "abc"}
    refused = desk.post(ACCUSE, given)
    assert refused.status_code == 400
    assert "请选一处" in refused.content.decode()
    given["unit"] = loop.territory.community.code
    kept = desk.post(ACCUSE, given)
    request = Request.everything.get()
    assert desk.post(ACCUSE, given).status_code == 200  # sent twice
    assert Request.everything.get() == request
    assert request.is_accusation
    assert (request.accused_name, request.accused_area) == ("周某，区书记", loop.territory.community)
    teller = Teller.everything.get()
    assert (teller.called, teller.phone_hash) == ("", "")
    assert teller.receipt in kept.content.decode()
    assert "no-store" in kept["Cache-Control"]
    for actor in (loop.community, loop.street, loop.district):
        assert not Request.objects.visible_to(actor).exists()
    assert Request.objects.visible_to(handler).get() == request
    for path in ("/desk/requests/?tab=all", "/desk/my/told/", f"/desk/search/?q={request.number}"):
        assert "摊位费" not in desk.get(path, follow=True).content.decode()


def test_without_a_handler_the_worker_is_told_where_it_belongs(loop: Loop, desk: Client) -> None:
    given = {"text": ACCUSED, "unit": loop.territory.community.code, "source": "counter"}
    assert "12388" in desk.post(ACCUSE, given).content.decode()


TELLERS = [post for post, role in ROLE_OF_POST.items() if role.holds(TELL_REQUEST)]


@pytest.mark.parametrize("post", TELLERS)
def test_whoever_has_the_page_can_seal_what_was_told(loop: Loop, post: Post) -> None:
    t, client = loop.territory, Client()
    level = {each.kind: each for each in (t.district, t.streets[0], t.communities[1])}
    level |= {each[1].kind: each[1] for each in (t.micro_grids, t.sections, t.groups, t.neighbourhoods)}
    client.force_login(t.account(post, level[AREA_KIND_OF[post]]))
    assert client.get(ACCUSE).status_code == 200
    given = {"text": ACCUSED, "unit": t.community.code, "person": "周某", "source": "counter"}
    page = client.post(ACCUSE, given)
    assert page.status_code == 200
    request = Request.everything.get()
    assert (request.is_accusation, request.area) == (True, t.district)
    assert request.teller.receipt in page.content.decode()


def test_whoever_may_not_tell_has_no_such_page(loop: Loop) -> None:
    client = Client()
    assert loop.department.account is not None
    client.force_login(loop.department.account)
    assert client.get(ACCUSE).status_code == 404
