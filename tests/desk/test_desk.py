"""Signing in, the first page, registers and records: what is there for whom, and nothing of anybody else's."""

import pytest
from django.test import Client

from linli.audit.models import Act
from linli.people.models import Account, Post
from linli.people.services import keep_phone
from linli.ui import records
from tests.territory import Territory

PASSWORD = "correct-horse-1"


@pytest.fixture
def street(territory: Territory, client: Client) -> Client:
    """Signed in for street 0."""
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    return client


def signed_in(territory: Territory, post: Post, area: object) -> Client:
    client = Client()
    client.force_login(territory.account(post, area))  # type: ignore[arg-type]
    return client


def test_a_visitor_is_led_to_sign_in_and_back(territory: Territory, client: Client) -> None:
    response = client.get("/desk/all/")
    assert response["Location"] == "/desk/sign-in/?next=/desk/all/"
    account = territory.account(Post.STREET_OFFICER, territory.streets[0], PASSWORD)
    form = {"username": account.username, "password": PASSWORD, "next": "/desk/all/"}
    response = client.post("/desk/sign-in/", form)
    assert response["Location"] == "/desk/all/"
    assert Act.everything.filter(code="access.account.signed_in", actor_id=account.pk).count() == 1


@pytest.mark.parametrize("username", ["nobody", None])
def test_a_refusal_keeps_the_name_and_never_says_which_was_wrong(
    territory: Territory, client: Client, username: str | None
) -> None:
    account = territory.account(Post.STREET_OFFICER, territory.streets[0], PASSWORD)
    name = username or account.username
    page = client.post("/desk/sign-in/", {"username": name, "password": "wrong"}).content.decode()
    assert f'value="{name}"' in page
    assert "用户名或密码不对" in page
    assert "wrong" not in page


def test_an_empty_form_says_what_to_fill_in(client: Client, db: None) -> None:
    page = client.post("/desk/sign-in/", {}).content.decode()
    assert "请填写用户名。" in page
    assert "请填写密码。" in page


def test_signing_out_needs_a_post_and_is_logged(street: Client) -> None:
    assert street.get("/desk/sign-out/").status_code == 405
    assert street.post("/desk/sign-out/")["Location"] == "/desk/sign-in/"
    assert Act.everything.filter(code="access.account.signed_out").exists()
    assert street.get("/desk/")["Location"].startswith("/desk/sign-in/")


def test_home_greets_by_name_and_the_menu_opens_the_nine(street: Client, standing_clock: object) -> None:
    page = street.get("/desk/").content.decode()
    assert "中午好" in page
    assert "10月30日 周三" in page
    for label in ("思想建设", "阵地建设", "队伍建设", "三长与事项", "邻里议事", "群英断是非"):
        assert label in page
    assert page.count("btn-primary") == 0, "nothing to do, nothing to press"


def test_whoever_holds_no_post_is_told_why_nothing_is_here(territory: Territory) -> None:
    client = Client()
    client.force_login(Account.objects.create(username="nobody", person=territory.person()))
    assert "这个账号今天没有可看的业务内容" in client.get("/desk/").content.decode()


def test_an_auditor_sees_no_business(territory: Territory) -> None:
    client = signed_in(territory, Post.AUDITOR, territory.district)
    assert "您起的头" not in client.get("/desk/").content.decode()
    assert client.get("/desk/systems/grid/").status_code == 404
    assert client.get("/desk/registers/organisation/").status_code == 404


@pytest.mark.parametrize(
    "key", ["study", "facilities", "workforce", "grid", "participation", "burden", "academy"]
)
def test_each_system_shows_its_figures_and_registers(street: Client, key: str) -> None:
    page = street.get(f"/desk/systems/{key}/").content.decode()
    for declared in records.all_for(key):
        assert declared.label in page
    assert "登记簿" in page


@pytest.mark.parametrize(
    "address", ["/desk/systems/weather/", "/desk/registers/weather/", "/desk/records/w/x/"]
)
def test_unknown_addresses_are_not_found_in_plain_words(street: Client, address: str) -> None:
    response = street.get(address)
    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()


def test_a_register_lists_only_the_reader_s_own_area(territory: Territory, street: Client) -> None:
    mine = territory.organisation(territory.communities[1])
    other = territory.organisation(territory.communities[2])
    page = street.get("/desk/registers/organisation/").content.decode()
    assert mine.name in page
    assert other.name not in page
    assert street.get(f"/desk/records/organisation/{mine.ref}/").status_code == 200
    assert street.get(f"/desk/records/organisation/{other.ref}/").status_code == 404


@pytest.mark.parametrize("page", ["0", "9", "x"])
def test_a_page_that_does_not_exist_is_not_found(street: Client, page: str) -> None:
    assert street.get(f"/desk/registers/organisation/?page={page}").status_code == 404


def test_a_household_is_shown_without_door_name_or_number(territory: Territory, street: Client) -> None:
    household = territory.household(0)
    household.door, household.contact_name = "2单元0401室", "王秀英"
    household.contact_consent_on = household.valid_from
    household.save()
    keep_phone(owner=household, number="13812342046")
    page = street.get(
        f"/desk/records/{records.for_model(type(household)).slug}/{household.ref}/", follow=True
    )
    text = page.content.decode()
    assert page.status_code == 200
    for hidden in ("王秀英", "13812342046", "0401"):
        assert hidden not in text


def test_the_theme_is_kept_in_a_cookie_and_leads_back_only_to_ourselves(street: Client) -> None:
    response = street.post("/desk/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert response["Location"] == "/desk/"
    assert 'data-bs-theme="dark"' in street.get("/desk/all/").content.decode()
    assert "theme" not in street.post("/desk/theme/", {"theme": "pink", "next": "/desk/all/"}).cookies
