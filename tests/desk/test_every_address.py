"""Records, figures, exports and postings of the demo × street accounts × every other street: nothing there (404).

That every address is asked at all is seen to by tests/access/test_every_role.py.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.access.services import open_account
from linli.common.world import World
from linli.indicators.registry import all_indicators
from linli.notices.models import Objection, Posting
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Account, Appointment, Post
from linli.ui import records

pytestmark = [pytest.mark.pages, pytest.mark.xdist_group("small demo")]


@pytest.fixture(autouse=True)
def demo(small_demo: World, db: None) -> World:
    return small_demo


def streets() -> list[Area]:
    return list(Area.everything.filter(kind=Kind.STREET).order_by("code"))


def account_of(street: Area) -> Account:
    held = Appointment.everything.filter(post=Post.STREET_OFFICER, area=street, valid_to=None).order_by("pk")[
        0
    ]
    existing = Account.objects.filter(person=held.person_id).first()
    return existing or open_account(
        actor=SYSTEM, person=held.person, username=f"street-{street.code}", password=None
    )


def signed_in(street: Area) -> Client:
    client = Client()
    client.force_login(account_of(street))
    return client


def addresses(area: Area) -> Iterator[str]:
    """Everything by which somebody could ask for ``area``."""
    query = f"?area={area.code}"
    yield reverse("indicators:board") + query
    yield reverse("desk:area", args=(area.code,))
    yield reverse("desk:due") + query
    for indicator in all_indicators():
        yield f"{reverse('indicators:board')}{query}&figure={indicator.code}"
        yield reverse("indicators:indicator", args=(indicator.code,)) + query
        yield reverse("indicators:records", args=(indicator.code,)) + query
        for ending in ("xlsx", "csv"):
            yield reverse("indicators:export", args=(indicator.code, ending)) + query


def others(own: Area) -> list[Area]:
    """The other streets."""
    return [street for street in streets() if street != own]


def around(own: Area) -> list[Area]:
    """A community in each of the others, and the district above."""
    below = [
        Area.everything.filter(kind=Kind.COMMUNITY, parent=street).order_by("code")[0]
        for street in others(own)
    ]
    return [*below, Area.everything.get(kind=Kind.DISTRICT)]


@pytest.mark.parametrize("number", range(4))
def test_another_area_s_figures_records_exports_and_check_do_not_exist(number: int) -> None:
    own = streets()[number]
    client = signed_in(own)
    asked = [address for area in others(own) for address in addresses(area)]
    asked += [address for area in around(own) for address in list(addresses(area))[:6]]
    for address in asked:
        assert client.get(address).status_code == 404, address
    for area in (*others(own), *around(own)):
        form = {"area": area.code, "text": "调解纠纷12起。"}
        assert client.post(reverse("reports:check"), form).status_code == 404


@pytest.mark.parametrize("number", range(4))
def test_another_street_s_records_do_not_exist(number: int) -> None:
    own = streets()[number]
    client, actor = signed_in(own), actor_for(account_of(own))
    looked = 0
    for page in records.all_pages():
        seen = page.model.objects.visible_to(actor).values("pk")  # type: ignore[attr-defined]
        for record in page.model.everything.exclude(pk__in=seen).order_by("pk")[:3]:  # type: ignore[attr-defined]
            looked += 1
            assert client.get(reverse("desk:record", args=(page.slug, record.ref))).status_code == 404
    assert looked > 20


@pytest.mark.parametrize("number", range(2))
def test_another_street_s_postings_do_not_exist_on_the_desk(number: int) -> None:
    own = streets()[number]
    client, actor = signed_in(own), actor_for(account_of(own))
    seen = Posting.objects.visible_to(actor).values("pk")
    foreign = Posting.everything.exclude(pk__in=seen)
    assert foreign.filter(state="drafted").exists()
    acts = ("posting", "edit", "post", "extend", "withdraw", "discard", "ask", "print")
    for posting in foreign:
        for act in acts:
            address = reverse(f"notices:{act}", args=(posting.ref,))
            assert client.get(address).status_code == 404, address
            assert client.post(address).status_code in (404, 405), address
        assert client.get(reverse("notices:paper", args=(posting.ref, "pdf"))).status_code == 404
    for asked in Objection.everything.exclude(posting__in=seen):
        for act in ("answer", "contact"):
            address = reverse(f"notices:{act}", args=(asked.posting.ref, asked.ref))
            assert client.post(address).status_code == 404, address


def test_what_a_street_is_shown_lies_in_that_street() -> None:
    own = streets()[0]
    client = signed_in(own)
    elsewhere = {street.name for street in streets()[1:]}
    elsewhere |= set(
        Area.everything.filter(kind=Kind.COMMUNITY).exclude(parent=own).values_list("name", flat=True)
    )
    pages = [reverse("notices:list"), reverse("notices:new")]
    pages += [
        reverse("desk:home"),
        reverse("desk:all"),
        reverse("desk:due"),
        reverse("desk:feedback"),
        reverse("desk:me"),
        reverse("desk:rights"),
        reverse("desk:retention"),
        reverse("desk:area", args=(own.code,)),
        reverse("desk:search") + "?q=社区",
        reverse("indicators:board"),
        reverse("reports:check"),
    ]
    pages += [reverse("desk:system", args=(key,)) for key in {page.system for page in records.all_pages()}]
    pages += [reverse("desk:register", args=(page.slug,)) for page in records.all_pages()]
    pages += [reverse("indicators:records", args=(indicator.code,)) for indicator in all_indicators()]
    for address in pages:
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert [name for name in elsewhere if name in text] == [], address


def test_own_figures_open() -> None:
    own = streets()[1]
    client = signed_in(own)
    for address in addresses(own):
        assert client.get(address).status_code == 200, address


def test_a_year_of_the_ledger_opens_its_buildings_and_a_record_the_records_it_names() -> None:
    own = streets()[0]
    client = signed_in(own)
    ledger = records.for_slug("illegal-building-ledger")
    building = records.for_slug("illegal-building")
    opened = 0
    for row in ledger.model.everything.filter(area=own):  # type: ignore[attr-defined]
        page = client.get(reverse("desk:record", args=(ledger.slug, row.ref))).content.decode()
        for other in building.model.everything.filter(estate__parent__parent=own):  # type: ignore[attr-defined]
            opened += reverse("desk:record", args=(building.slug, other.ref)) in page
    assert opened > 0
    attendance = records.for_slug("congress-attendance")
    found = attendance.model.everything.filter(community__parent=own).first()  # type: ignore[attr-defined]
    page = client.get(reverse("desk:record", args=(attendance.slug, found.ref))).content.decode()
    assert "/desk/records/worker" in page


def test_a_register_does_not_know_another_street_s_code() -> None:
    client = signed_in(streets()[0])
    worker = reverse("desk:register", args=("worker",))
    assert client.get(f"{worker}?area={streets()[1].code}").status_code == 404
    assert client.get(f"{worker}?area=nonsense").status_code == 404
