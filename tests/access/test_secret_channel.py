"""T03: what is told in confidence is not there for anybody but its handlers: by list, figure, search, export, address.

The requests that use it come with the grid; here stands a model of their shape, in a table of its own.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.common.models import Record
from linli.common.scoping import ScopeBy, Secret
from linli.desk.search.kinds import _of_page
from linli.orgs.models import Area
from linli.people.models import Account, Appointment, Person, Post
from linli.people.services import appoint
from linli.ui import records
from linli.ui.records import Column, RecordPage
from tests.territory import BEGIN, Territory

SECRET = Secret(flag="is_accusation", accused_area="accused_area", accused_person="accused_person")


@pytest.fixture
def told(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A model of requests, declared to the desk as any other."""

    class Told(Record):
        scope: ClassVar = ScopeBy(area="area", day="told_on", secret=SECRET)
        area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
        text = models.CharField(max_length=40)
        told_on = models.DateField(default=date(2024, 5, 1))
        is_accusation = models.BooleanField(default=False)
        accused_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", null=True)
        accused_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)

        class Meta(Record.Meta):
            app_label = "grid"

        def __str__(self) -> str:
            return self.text

    editor = connection.SchemaEditorClass(connection, collect_sql=False, atomic=False)
    editor.deferred_sql = []
    sql, parameters = editor.table_sql(Told)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
    page = RecordPage(
        model=Told,
        slug="told",
        label="事项",
        system="grid",
        title=lambda each: each.text,
        columns=(Column(label="事项", value="text"), Column(label="社区", value="area.name")),
        fields=(Column(label="事项", value="text"),),
        source="邻长",
        searched=("text",),
    )
    monkeypatch.setitem(records._pages, "told", page)
    yield Told
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {Told._meta.db_table}")
    del apps.all_models["grid"]["told"]
    apps.clear_cache()


def account(t: Territory, post: Post, area: Area) -> Account:
    return t.account(post, area)


def accuse(told: Any, t: Territory, **given: Any) -> Any:
    return told.everything.create(
        area=t.communities[0], text="书记收钱", is_accusation=True, accused_area=t.communities[0], **given
    )


CHAIN = (
    (Post.DISTRICT_OFFICER, "district", 0),
    (Post.STREET_OFFICER, "streets", 0),
    (Post.COMMUNITY_SECRETARY, "communities", 0),
    (Post.COMMUNITY_OFFICER, "communities", 0),
    (Post.SECTION_LEAD, "sections", 0),
    (Post.GROUP_LEAD, "groups", 0),
    (Post.NEIGHBOUR_LEAD, "neighbourhoods", 0),
)


def place(t: Territory, name: str, number: int) -> Area:
    found = getattr(t, name)
    return found if isinstance(found, Area) else found[number]


@pytest.mark.parametrize(("post", "name", "number"), CHAIN)
def test_the_chain_of_the_accused_unit_sees_the_open_row_at_most(
    told: Any, territory: Territory, post: Post, name: str, number: int
) -> None:
    open_row = told.everything.create(area=territory.communities[0], text="路灯不亮")
    secret = accuse(told, territory)
    actor = territory.actor(post, place(territory, name, number))
    seen = told.objects.visible_to(actor)
    assert secret not in seen
    assert set(seen) <= {open_row}
    client = Client()
    client.force_login(account(territory, post, place(territory, name, number)))
    register = reverse("desk:register", args=("told",))
    assert "书记收钱" not in client.get(register).content.decode()
    assert client.get(reverse("desk:record", args=("told", secret.ref))).status_code == 404
    before = unsigned(client.get(register).content)
    secret.delete()
    assert unsigned(client.get(register).content) == before


def unsigned(page: bytes) -> bytes:
    """The page without what is signed anew at each look: forms' tokens and the meter's."""
    return re.sub(rb'((?:csrfmiddlewaretoken" value|data-meter)=")[^"]*', rb"\1", page)


def test_figures_and_the_index_of_the_search_do_not_count_it(told: Any, territory: Territory) -> None:
    open_row = told.everything.create(area=territory.communities[0], text="路灯不亮")
    accuse(told, territory)
    assert list(told.objects.unscoped("as an indicator asks")) == [open_row]
    assert list(_of_page(records.for_slug("told")).everything()) == [open_row]
    assert told.objects.in_confidence("keeping").count() == 2


def test_a_handler_sees_it_and_nothing_else(told: Any, territory: Territory) -> None:
    told.everything.create(area=territory.communities[0], text="路灯不亮")
    secret = accuse(told, territory)
    handler = actor_for(account(territory, Post.DISCIPLINE_OFFICER, territory.district))
    assert list(told.objects.visible_to(handler)) == [secret]
    assert told.objects.visible_to(SYSTEM).count() == 2


def test_a_handler_who_is_accused_or_belongs_to_the_chain_sees_nothing(
    told: Any, territory: Territory
) -> None:
    person = account(territory, Post.DISCIPLINE_OFFICER, territory.district)
    assert person.person is not None
    accuse(told, territory, accused_person=person.person)
    assert not told.objects.visible_to(actor_for(person)).exists()

    accuse(told, territory)
    other = account(territory, Post.DISCIPLINE_OFFICER, territory.district)
    assert told.objects.visible_to(actor_for(other)).count() == 2
    assert other.person is not None
    street = territory.streets[0]
    appoint(actor=SYSTEM, person=other.person, post=Post.STREET_OFFICER, area=street, day=BEGIN, basis="测试")
    assert not told.objects.visible_to(actor_for(other)).exists()


@pytest.mark.parametrize("below", ["sections", "neighbourhoods"])
def test_who_works_under_the_accused_unit_is_in_its_chain(
    told: Any, territory: Territory, below: str
) -> None:
    handler = account(territory, Post.DISCIPLINE_OFFICER, territory.district)
    accuse(told, territory)
    assert handler.person is not None
    post = Post.SECTION_LEAD if below == "sections" else Post.NEIGHBOUR_LEAD
    area = getattr(territory, below)[0]
    appoint(actor=SYSTEM, person=handler.person, post=post, area=area, day=BEGIN, basis="测试")
    assert not told.objects.visible_to(actor_for(handler)).exists()


def test_a_post_elsewhere_does_not_exclude(told: Any, territory: Territory) -> None:
    handler = account(territory, Post.DISCIPLINE_OFFICER, territory.district)
    assert handler.person is not None
    area = territory.communities[-1]
    appoint(
        actor=SYSTEM, person=handler.person, post=Post.COMMUNITY_OFFICER, area=area, day=BEGIN, basis="测试"
    )
    accuse(told, territory)
    assert told.objects.visible_to(actor_for(handler)).count() == 1
    assert Appointment.everything.filter(person=handler.person).count() == 2


def test_administrators_see_nothing_of_it(told: Any, territory: Territory) -> None:
    accuse(told, territory)
    for post in (Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDITOR):
        actor: Actor = territory.actor(post, territory.district)
        assert not told.objects.visible_to(actor).exists()
