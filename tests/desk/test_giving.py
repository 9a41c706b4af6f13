"""Open matters go to a colleague who can open them, and to nobody else."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from linli.access.actor import actor_for
from linli.burden.models import Plaque
from linli.desk import giving
from linli.people.models import Account, Post
from linli.ui import records
from linli.workflow.assigning import holder_of
from linli.workflow.models import Assignment
from tests.burden import rows as burden
from tests.territory import Territory

PATH = "/desk/registers/plaque/"


@pytest.fixture
def account(territory: Territory) -> Account:
    return territory.account(Post.STREET_OFFICER, territory.streets[0])


@pytest.fixture
def street(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def plaque(territory: Territory, index: int = 0) -> Plaque:
    """Nobody has judged it yet."""
    open_one = {"judged_on": None, "removed_on": None, "state": "registered", "finding": "pending"}
    return burden.plaque(territory, community=territory.communities[index], **open_one)


def test_picked_matters_go_to_a_colleague_and_stand_on_that_first_page(
    territory: Territory, account: Account, street: Client
) -> None:
    first, second, done = (
        plaque(territory),
        plaque(territory),
        burden.plaque(territory, state="verified", verified_on=burden.IN),
    )
    colleague = territory.account(Post.COMMUNITY_OFFICER, territory.communities[0])
    picked = street.post(f"{PATH}act/", {"act": "give", "ref": [first.ref, second.ref, done.ref]})
    address = picked["Location"]
    page = street.get(address).content.decode()
    assert "选中的 2 件" in page
    assert "另有 1 件已经办完" in page
    assert page.count("btn-primary") == 1
    refused = street.post(address, {"name": "没有此人", "why": "请本周看"}).content.decode()
    assert "没有这样一位有账号的同事" in refused
    assert 'value="请本周看"' in refused
    assert street.post(address, {"name": colleague.username, "why": "请本周看"}).status_code == 302
    assert {holder_of(first), holder_of(second)} == {colleague.person}
    other = Client()
    other.force_login(colleague)
    assert other.get("/desk/").content.decode().count("在您手里") == 2
    assert "正在办" in street.get(f"/desk/records/plaque/{first.ref}/").content.decode()
    again = territory.account(Post.COMMUNITY_OFFICER, territory.communities[0])
    street.post(address, {"name": again.username, "why": "换人"})
    assert holder_of(first) == again.person
    assert Assignment.everything.filter(ended_at=None).count() == 2


def test_nobody_gets_what_cannot_be_opened_or_given(territory: Territory, account: Account) -> None:
    declared, actor = records.for_slug("plaque"), actor_for(account)
    own, foreign = plaque(territory), plaque(territory, 2)
    elsewhere = territory.account(Post.COMMUNITY_OFFICER, territory.communities[1]).person
    with pytest.raises(ValidationError, match="交过去也打不开"):
        giving.give(actor=actor, declared=declared, matters=[own], holder=elsewhere, why="x")  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        giving.give(actor=actor, declared=declared, matters=[foreign], holder=account.person, why="x")  # type: ignore[arg-type]
    stranger = territory.account(Post.COMMUNITY_OFFICER, territory.communities[2])
    with pytest.raises(ValidationError, match="没有这样一位"):
        giving.colleague(actor, stranger.username)
    assert not Assignment.everything.exists()


def test_a_lead_gives_nothing_and_a_register_without_an_end_offers_no_giving(
    territory: Territory, street: Client
) -> None:
    lead = Client()
    lead.force_login(territory.account(Post.SECTION_LEAD, territory.sections[0]))
    assert lead.get(f"{PATH}give/?refs=x").status_code == 404
    territory.organisation()
    assert "交给同事" not in street.get("/desk/registers/organisation/").content.decode()
    assert street.get("/desk/registers/organisation/give/").status_code == 404


def test_picked_records_are_taken_along_through_the_one_way_out(territory: Territory, street: Client) -> None:
    own, other = plaque(territory), plaque(territory)
    answer = street.post(f"{PATH}act/", {"act": "export", "ref": [own.ref]})
    assert answer["Location"] == f"{PATH}export.xlsx?refs={own.ref}"
    listed = street.get(f"{PATH}?refs={own.ref}").content.decode()
    assert own.ref in listed
    assert other.ref not in listed
    assert "清除筛选" in listed


def test_no_matter_goes_to_an_administrator(territory: Territory) -> None:
    actor = actor_for(territory.account(Post.DISTRICT_OFFICER, territory.district))
    declared = records.for_model(Plaque)
    for post in (Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDITOR):
        keeper = territory.account(post, territory.district)
        assert keeper.person is not None
        with pytest.raises(ValidationError, match="没有这样一位"):
            giving.colleague(actor, keeper.username)
        with pytest.raises(ValidationError, match="交过去也打不开"):
            giving.give(
                actor=actor, declared=declared, matters=[plaque(territory)], holder=keeper.person, why="x"
            )
    assert not Assignment.everything.exists()
