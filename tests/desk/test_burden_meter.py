"""Where pages tell how long their form took, and who reads it."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from linli.common import form_time
from linli.common.models import FormTime, RoomUse
from linli.desk import feedback
from linli.desk.burden_views import MOST_OF_ONE_PAGE
from linli.people.models import Post
from tests.territory import Territory


@pytest.fixture
def district(territory: Territory) -> Client:
    client = Client()
    client.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    return client


@pytest.fixture
def street(territory: Territory) -> Client:
    client = Client()
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    return client


def told(client: Client, page: str, **values: str) -> int:
    """As the script on ``page`` tells it."""
    script = re.search(r'<script src="[^"]*meter\.js" defer data-to="([^"]+)" data-room="([^"]*)" data-meter="([^"]+)"',
                       client.get(page).content.decode())  # fmt: skip
    assert script is not None
    return client.post(script[1], {"token": script[3], **values}).status_code


def test_each_page_knows_its_form_and_its_part(street: Client) -> None:
    assert told(street, "/desk/notices/new/", open="100", active="40") == 204
    assert told(street, "/desk/notices/new/", opened="1") == 204
    assert FormTime.everything.get().form == "notices:new"
    assert RoomUse.everything.get().room == "notices"


def test_a_page_of_no_part_is_not_counted_as_one(street: Client) -> None:
    assert told(street, "/desk/inbox/", opened="1") == 204
    assert not RoomUse.everything.exists()


def test_nothing_is_told_by_visitors_by_made_up_names_or_without_the_secret(
    territory: Territory, street: Client
) -> None:
    token = form_time.token_for("notices:new", "notices")
    assert Client().post("/desk/form-time/", {"token": token, "open": "9"}).status_code == 302
    assert street.post("/desk/form-time/", {"token": "notices:new", "open": "9"}).status_code == 400
    assert street.post("/desk/form-time/").status_code == 400
    assert street.get("/desk/form-time/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    assert strict.post("/desk/form-time/", {"token": token, "open": "9"}).status_code == 403
    assert not FormTime.everything.exists()


def test_one_page_tells_a_few_times_and_no_more(street: Client) -> None:
    token = form_time.token_for("notices:new", "notices")
    codes = [
        street.post("/desk/form-time/", {"token": token, "open": "9"}).status_code
        for _ in range(MOST_OF_ONE_PAGE + 1)
    ]
    assert codes == [204] * MOST_OF_ONE_PAGE + [429]
    assert not any("user" in key for key in getattr(cache, "_cache", {}) if "meter" in key)


@pytest.mark.parametrize("nonsense", ["-5", "1e9", "９", "99999999", "x"])
def test_nonsense_counts_as_the_shortest_step(street: Client, nonsense: str) -> None:
    token = form_time.token_for("notices:new", "notices")
    street.post("/desk/form-time/", {"token": token, "open": nonsense, "active": nonsense})
    assert FormTime.everything.get().open_seconds == form_time.STEPS[0]


def test_the_district_reads_sums_and_nobody_else_does(district: Client, street: Client) -> None:
    token = form_time.token_for("notices:new", "notices")
    for _ in range(4):
        street.post("/desk/form-time/", {"token": token, "open": "100", "active": "40"})
    page = district.get("/desk/burden-meter/").content.decode()
    assert "写一份公示" in page
    assert "不足 5 次，不显示" in page
    assert "2 分钟内" not in page
    street.post("/desk/form-time/", {"token": token, "open": "100", "active": "40"})
    page = district.get("/desk/burden-meter/").content.decode()
    assert "2 分钟内" in page
    assert "45 秒内" in page
    assert street.get("/desk/burden-meter/").status_code == 404


def test_with_nothing_told_it_says_so(district: Client) -> None:
    page = district.get("/desk/burden-meter/").content.decode()
    assert "还没有表单用时" in page
    assert "没有记录" in page
    assert "<b>建议关停或合并</b>" not in page


def test_one_tap_on_any_page_says_which_form_is_a_burden(district: Client, street: Client) -> None:
    link = 'href="/desk/feedback/?page=/desk/notices/new/&amp;burden=1"'
    assert link in street.get("/desk/notices/new/").content.decode()
    asked = street.get("/desk/feedback/?page=/desk/notices/new/&burden=1").content.decode()
    assert "这个表单是负担。</textarea>" in asked
    form = {"kind": "burden", "text": "这个表单是负担。", "page": "/desk/notices/new/"}
    assert street.post("/desk/feedback/", form).status_code == 302
    street.post("/desk/feedback/", form | {"kind": "idea", "text": "加一栏"})
    page = district.get("/desk/burden-meter/").content.decode()
    assert re.search(r'href="/desk/feedback/received/\?form=notices%3Anew">1</a>', page)
    listed = district.get("/desk/feedback/received/?form=notices:new").content.decode()
    assert "说“写一份公示”是负担的" in listed
    assert "加一栏" not in listed


def test_a_page_that_is_none_is_no_form() -> None:
    assert feedback.form_at("/desk/notices/new/") == "notices:new"
    assert feedback.form_at("/nowhere/at/all/") == ""
    assert feedback.form_at("https://example.com") == ""
