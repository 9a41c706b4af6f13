"""Registers: order, views of one's own, and what is done to the records one picked."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.access.actor import NOBODY, actor_for
from linli.audit.models import Act
from linli.desk import saved_views
from linli.desk.models import SavedView
from linli.people.models import Account, Post
from linli.ui import records
from linli.ui.sorting import Sort, SortKind, options, require_sortable, sorts_of
from tests.territory import Territory

SLUG = "organisation"
PATH = f"/desk/registers/{SLUG}/"


@pytest.fixture
def account(territory: Territory) -> Account:
    return territory.account(Post.STREET_OFFICER, territory.streets[0])


@pytest.fixture
def street(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def other(territory: Territory) -> Client:
    client = Client()
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    return client


# Order


def test_a_register_is_ordered_as_offered_and_by_nothing_else(territory: Territory, street: Client) -> None:
    declared = records.for_slug(SLUG)
    first, second = (territory.organisation(territory.communities[n]) for n in (0, 1))
    code = next(value for value, _ in options(declared) if value.endswith("area__code"))
    up = street.get(f"{PATH}?sort={code}").content.decode()
    down = street.get(f"{PATH}?sort=-{code.removeprefix('-')}").content.decode()
    assert up.index(first.ref) < up.index(second.ref)
    assert down.index(second.ref) < down.index(first.ref)
    assert f'value="{code}" selected' in up
    for refused in ("name", "-id", "kind", "recorded_by_id", "area__code__in"):
        assert street.get(f"{PATH}?sort={refused}").status_code == 404


def test_no_register_offers_an_order_that_ranks() -> None:
    for declared in records.all_pages():
        assert len(sorts_of(declared)) <= 4
        for sort in sorts_of(declared):
            require_sortable(declared.model, sort)
            assert sort.kind in SortKind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("recorded_by_id", SortKind.TIME),
        ("name", SortKind.PINYIN),
        ("name", SortKind.CODE),
        ("nothing", SortKind.TIME),
    ],
)
def test_an_order_by_anything_else_is_refused_when_it_is_declared(path: str, kind: SortKind) -> None:
    with pytest.raises(ValueError, match="cannot be ordered"):
        require_sortable(records.for_slug(SLUG).model, Sort(path, "—", kind))


# Views of one's own


def test_a_view_is_kept_shown_renamed_and_dropped(account: Account, street: Client) -> None:
    assert "存下这次筛选" not in street.get(PATH).content.decode()
    assert "存下这次筛选" in street.get(f"{PATH}?kind=party_branch&page=1").content.decode()
    form = {"name": "党支部", "query": "kind=party_branch&page=3&q="}
    back = street.post(f"{PATH}views/", form)
    assert back["Location"] == f"{PATH}?kind=party_branch"
    view = SavedView.everything.get()
    assert (view.account_id, view.register, view.query) == (account.pk, SLUG, "kind=party_branch")
    page = street.get(back["Location"]).content.decode()
    assert "已存下“党支部”" in page
    assert 'aria-current="page">党支部</a>' in page
    street.post(f"{PATH}views/{view.ref}/", {"name": "各支部"})
    view.refresh_from_db()
    assert view.name == "各支部"
    street.post(f"{PATH}views/{view.ref}/", {"delete": "1"})
    assert not SavedView.everything.exists()
    done = list(
        Act.everything.filter(code__startswith="desk.view.").order_by("pk").values_list("code", flat=True)
    )
    assert done == ["desk.view.saved", "desk.view.renamed", "desk.view.deleted"]


def test_a_name_is_taken_once_and_the_form_comes_back_filled(street: Client) -> None:
    form = {"name": "党支部", "query": "kind=party_branch"}
    street.post(f"{PATH}views/", form)
    again = street.post(f"{PATH}views/", form | {"query": "kind=residents_committee"})
    text = again.content.decode()
    assert again.status_code == 200
    assert "这个名字已经用过" in text
    assert 'value="党支部"' in text
    assert SavedView.everything.count() == 1
    assert "请填写给它起个名" in street.post(f"{PATH}views/", {"query": "kind=x"}).content.decode()


def test_somebody_else_s_view_does_not_exist(territory: Territory, account: Account, street: Client) -> None:
    street.post(f"{PATH}views/", {"name": "党支部", "query": "kind=party_branch"})
    view = SavedView.everything.get()
    stranger = other(territory)
    assert "党支部</a>" not in stranger.get(PATH).content.decode()
    assert stranger.post(f"{PATH}views/{view.ref}/", {"delete": "1"}).status_code == 404
    assert street.post(f"/desk/registers/area/views/{view.ref}/", {"delete": "1"}).status_code == 404
    someone = actor_for(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    for refused in (
        lambda: saved_views.delete_view(actor=someone, view=view),
        lambda: saved_views.rename_view(actor=someone, view=view, name="我的"),
        lambda: saved_views.save_view(actor=NOBODY, register=SLUG, name="x", query="a=b"),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    with pytest.raises(ValidationError, match="没有什么可存"):
        saved_views.save_view(actor=actor_for(account), register=SLUG, name="x", query="page=2")


def test_the_database_keeps_names_apart_and_wants_something_to_keep(account: Account) -> None:
    row = {"account": account, "register": SLUG, "name": "一", "query": "a=b"}
    SavedView.everything.create(**row)
    for broken in (row, row | {"name": ""}, row | {"name": "二", "query": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedView.everything.create(**broken)


# Acts on many


def test_picked_records_are_printed_and_those_of_another_area_are_not(
    territory: Territory, street: Client
) -> None:
    own, second, foreign = (territory.organisation(territory.communities[n]) for n in (0, 1, 2))
    page = street.get(PATH).content.decode()
    assert f'value="{own.ref}" form="bulk"' in page
    assert " checked>" not in page
    assert page.count("btn-primary") == 0
    assert street.get(f"{PATH}?select=page").content.decode().count(" checked>") >= 2
    form = {"act": "print", "ref": [own.ref, foreign.ref]}
    printed = street.post(f"{PATH}act/", form).content.decode()
    assert own.ref in printed
    assert second.ref not in printed
    assert foreign.ref not in printed


def test_nothing_picked_says_so_and_an_unknown_act_does_not_exist(
    territory: Territory, street: Client
) -> None:
    own = territory.organisation()
    answer = street.post(f"{PATH}act/", {"act": "print"}, follow=True).content.decode()
    assert "还没有选中任何一条" in answer
    assert street.post(f"{PATH}act/", {"act": "delete", "ref": own.ref}).status_code == 404
    assert street.get(f"{PATH}act/").status_code == 405


def test_a_list_with_everything_on_it_asks_few_questions(territory: Territory, street: Client) -> None:
    for _ in range(4):
        territory.organisation()
    street.post(f"{PATH}views/", {"name": "党支部", "query": "kind=party_branch"})
    street.get(PATH)
    with CaptureQueriesContext(connection) as queries:
        assert street.get(PATH).status_code == 200
    assert len(queries) <= 9, [query["sql"][:90] for query in queries]
