"""None of the three administrators sees business data: every address of every room, asked by each of them."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from linli.access.actor import actor_for
from linli.common.scoping import ScopeBy
from linli.common.world import World
from linli.indicators.registry import all_indicators
from linli.notices.models import Posting
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Account, Household, Person
from linli.ui import menu, records

pytestmark = pytest.mark.xdist_group("small demo")

ADMINISTRATORS = ("xitong", "anquan", "shenji")
DUTIES = {
    "xitong": {"desk:accounts", "desk:account-new", "desk:settings"},
    "anquan": {"desk:posts", "desk:post-new", "desk:permissions", "desk:handover"},
    "shenji": {"desk:audit", "desk:audit-export"},
}
ROOMS = ("desk", "indicators", "reports", "notices")


@pytest.fixture(autouse=True)
def demo(small_demo: World, db: None) -> World:
    return small_demo


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space)
        elif entry.name:
            yield f"{space}{entry.name}"


OF_EVERYBODY = {
    "desk:home",
    "desk:all",
    "desk:style",
    "desk:feedback",
    "desk:approvals",
    "desk:exports",
    "desk:inbox",
    "desk:inbox-settings",
    "desk:own-account",
    "desk:own-password",
    "desk:own-factors",
}
"""One's own: what is asked, told, kept and signed in is nobody's business data."""


def of_rooms() -> list[str]:
    """Names of the workbench's addresses that take no argument."""
    found = []
    for name in sorted(set(names(get_resolver().url_patterns))):
        if name.split(":")[0] in ROOMS:
            try:
                reverse(name)
            except NoReverseMatch:
                continue
            found.append(name)
    return found


@pytest.mark.parametrize("username", ADMINISTRATORS)
def test_what_takes_no_argument_is_a_duty_one_s_own_or_absent(username: str) -> None:
    client = signed_in(username)
    opened = set()
    for name in of_rooms():
        response = client.get(reverse(name))
        if response.status_code == 200:
            opened.add(name)
        else:
            assert response.status_code in (302, 404, 405), name
    others = set().union(*(duties for who, duties in DUTIES.items() if who != username))
    assert DUTIES[username] <= opened
    assert not opened & others
    strange = {name for name in opened - DUTIES[username] - OF_EVERYBODY if not name.startswith("desk:me")}
    assert strange == set()


def business() -> Iterator[str]:
    """Every page that shows what the rooms keep."""
    for key in menu.SYSTEMS:
        yield reverse("desk:system", args=(key,))
    for page in records.all_pages():
        yield reverse("desk:register", args=(page.slug,))
        for ending in ("csv", "xlsx"):
            yield reverse("desk:register-export", args=(page.slug, ending))
        for record in page.model.everything.order_by("pk")[:2]:  # type: ignore[attr-defined]
            yield reverse("desk:record", args=(page.slug, record.ref))
    for area in Area.everything.filter(kind__in=(Kind.DISTRICT, Kind.STREET)).order_by("code")[:3]:
        yield reverse("desk:area", args=(area.code,))
        yield f"{reverse('indicators:board')}?area={area.code}"
        yield f"{reverse('desk:due')}?area={area.code}"
    for indicator in all_indicators()[:12]:
        yield reverse("indicators:indicator", args=(indicator.code,))
        yield reverse("indicators:records", args=(indicator.code,))
        yield reverse("indicators:export", args=(indicator.code, "csv"))
    for posting in Posting.everything.order_by("pk")[:2]:
        yield reverse("notices:posting", args=(posting.ref,))
    for person in Person.everything.order_by("pk")[:2]:
        yield reverse("desk:person", args=(person.ref,))
    for household in Household.everything.order_by("pk")[:2]:
        yield reverse("desk:household", args=(household.ref,))


@pytest.mark.parametrize("username", ADMINISTRATORS)
def test_no_record_register_figure_export_or_posting_exists(username: str) -> None:
    client = signed_in(username)
    for address in business():
        assert client.get(address).status_code == 404, address
    for name in ("desk:search", "reports:check"):
        assert client.post(reverse(name), {"q": "社区", "text": "调解纠纷12起。"}).status_code == 404, name


@pytest.mark.parametrize("username", ADMINISTRATORS)
def test_no_row_of_any_kind_is_visible(username: str) -> None:
    actor = actor_for(Account.objects.get(username=username))
    for page in records.all_pages():
        if isinstance(page.model.scope, ScopeBy):  # type: ignore[attr-defined]
            assert not page.model.objects.visible_to(actor).exists(), page.slug  # type: ignore[attr-defined]


@pytest.mark.parametrize("username", ADMINISTRATORS)
def test_the_pages_of_the_duties_name_no_record(username: str) -> None:
    client = signed_in(username)
    told = [
        page.title(record)
        for page in records.all_pages()
        if page.searched
        for record in page.model.everything.order_by("pk")[:5]  # type: ignore[attr-defined]
    ]
    told = [title for title in told if len(title) >= 6]
    assert len(told) > 20
    for name in [*sorted(DUTIES[username] - {"desk:audit-export"}), "desk:home", "desk:all"]:
        page = client.get(reverse(name)).content.decode()
        assert [title for title in told if title in page] == [], name
        assert "desk/search" not in page
