"""What stands around every page: icons and styles we carry, themes, errors in plain words."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from linli.people.models import Post
from linli.ui import menu
from linli.ui.context import THEMES, theme_of
from linli.ui.records import ColumnKind, all_pages
from linli.ui.tables import head_of
from linli.ui.templatetags.linli import ICONS, drawings
from tests.territory import Territory
from tools.vendor import LOCK, USED, digests

ROOMS = Path(__file__).resolve().parents[2] / "src" / "linli"
NAMED = re.compile(r"""\{% icon "([a-z0-9-]+)" %\}|icon(?:_name)?="([a-z0-9-]+)\"""")


def test_the_files_we_carry_are_those_of_the_lock() -> None:
    locked = json.loads(LOCK.read_text())
    assert locked["files"] == digests()
    assert "http" not in LOCK.read_text()
    assert set(json.loads(ICONS.read_text())) == set(USED)


def test_every_icon_a_page_or_the_menu_names_is_carried() -> None:
    named = {icon for _, icon, _ in menu.SYSTEMS.values()} | {icon for _, icon in THEMES.values()}
    for path in ROOMS.rglob("templates/**/*.html"):
        named |= {first or second for first, second in NAMED.findall(path.read_text())}
    for path in ROOMS.rglob("apps.py"):
        named |= {second for _, second in NAMED.findall(path.read_text()) if second}
    assert named <= set(drawings())


def test_no_icon_is_carried_for_nothing() -> None:
    texts = [path.read_text() for ending in ("html", "py") for path in ROOMS.rglob(f"*.{ending}")]
    assert [name for name in drawings() if not any(f'"{name}"' in text for text in texts)] == []


@pytest.mark.parametrize("cookie", ["", "pink", "<b>", "DARK"])
def test_an_unknown_theme_follows_the_system(cookie: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    assert theme_of(request) == ""


@pytest.mark.parametrize(
    ("theme", "told"),
    [("dark", 'data-bs-theme="dark"'), ("more", 'data-contrast="more"'), ("light", 'data-bs-theme="light"')],
)
def test_a_theme_is_kept_and_one_comes_back_to_where_one_was(
    territory: Territory, client: Client, theme: str, told: str
) -> None:
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    response = client.post("/desk/theme/", {"theme": theme, "next": "/desk/all/?x=1"})
    assert response["Location"] == "/desk/all/?x=1"
    assert told in client.get("/desk/all/").content.decode()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_theme_never_leads_away(client: Client, db: None, away: str) -> None:
    assert client.post("/desk/theme/", {"theme": "dark", "next": away})["Location"] == "/desk/"


def test_what_is_not_there_says_so_and_leads_home(territory: Territory, client: Client) -> None:
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    for address in (
        "/desk/nothing/",
        "/desk/records/none/abc/",
        "/desk/registers/none/",
        "/desk/systems/none/",
    ):
        response = client.get(address)
        assert response.status_code == 404, address
        text = response.content.decode()
        assert "没有这一页" in text
        assert 'href="/desk/"' in text


def test_a_form_without_its_token_is_refused_in_plain_words(territory: Territory) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    response = client.post("/desk/sign-out/")
    assert response.status_code == 403
    assert "没有送出" in response.content.decode()


def test_a_row_is_known_by_more_than_a_place_or_a_day() -> None:
    places = {ColumnKind.AREA, ColumnKind.DATE, ColumnKind.DATETIME, ColumnKind.NUMBER, ColumnKind.MONEY}
    for declared in all_pages():
        named = [column for column in declared.columns if column.kind not in places]
        if named:
            assert declared.columns[head_of(declared)].kind not in places, declared.slug
