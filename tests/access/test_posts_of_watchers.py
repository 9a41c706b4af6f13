"""网格员, 居务监督委员会, 司法所, 指导组: what each of the four sees and does not,
and that no page leads them nowhere."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import Actor, actor_for
from linli.access.policies import VIEW_RECORDS
from linli.grid.models import Request
from linli.grid.policies import SETTLE_REQUEST
from linli.mediation.models import DisputeCase
from linli.notices.models import Objection, Posting
from linli.notices.policies import NOTICE_READ
from linli.notices.selectors import visible
from linli.people.models import Appointment, Household, Post, Stay
from linli.people.services import appoint
from tests.access.test_scope import areas_by_post
from tests.notices.rows import drafted, posted
from tests.stage import Stage, build_stage
from tests.territory import BEGIN, Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]

FOUR = (Post.GRID_WORKER, Post.OVERSEER, Post.JUSTICE_OFFICER, Post.GUIDANCE_MEMBER)
SEE_NO_RECORDS = FOUR[1:]


def reader(territory: Territory, post: Post) -> Actor:
    return actor_for(territory.account(post, areas_by_post(territory)[post]))


# 网格员


def test_the_grid_worker_has_the_neighbourhoods_that_lie_in_the_grid_whole(territory: Territory) -> None:
    territory.household(0)
    actor = reader(territory, Post.GRID_WORKER)
    assert actor.may(SETTLE_REQUEST, territory.neighbourhoods[0])
    assert not actor.may(SETTLE_REQUEST, territory.neighbourhoods[1])
    assert actor.home_area == territory.micro_grids[0]
    assert [place.area for place in actor.places] == [territory.micro_grids[0]]
    assert actor.areas() == [territory.micro_grids[0]]


def test_a_neighbourhood_of_two_grids_is_neither_s(territory: Territory) -> None:
    own, other = territory.household(0), territory.household(1)
    Stay.everything.filter(household=other).update(neighbourhood=territory.neighbourhoods[0])
    actor = reader(territory, Post.GRID_WORKER)
    assert not actor.may(SETTLE_REQUEST, territory.neighbourhoods[0])
    assert list(Household.objects.visible_to(actor)) == [own]


def test_a_grid_may_be_a_large_one_and_nothing_else(territory: Territory) -> None:
    household = territory.household(0)
    actor = actor_for(territory.account(Post.GRID_WORKER, territory.large_grids[0]))
    assert list(Household.objects.visible_to(actor)) == [household]
    assert actor.may(SETTLE_REQUEST, territory.neighbourhoods[0])
    with pytest.raises(ValidationError, match="微网格或大网格"):
        appoint(
            actor=actor,
            person=territory.person(),
            post=Post.GRID_WORKER,
            area=territory.community,
            day=BEGIN,
            basis="",
        )


# The three who watch


@pytest.mark.parametrize("post", SEE_NO_RECORDS)
def test_they_see_no_records_but_their_own_kind(post: Post, stage: Stage) -> None:
    actor = actor_for(stage.accounts[post])
    assert not actor.may(VIEW_RECORDS)
    for model in (Household, Stay, Request, Appointment):
        assert not model.objects.visible_to(actor).exists()
    cases, postings = DisputeCase.objects.visible_to(actor), Posting.objects.visible_to(actor)
    assert cases.exists() is (post == Post.JUSTICE_OFFICER)
    assert postings.exists() is (post == Post.OVERSEER)


def test_the_justice_office_sees_the_cases_of_its_street(stage: Stage) -> None:
    client = Client()
    client.force_login(stage.accounts[Post.JUSTICE_OFFICER])
    seen = DisputeCase.objects.visible_to(actor_for(stage.accounts[Post.JUSTICE_OFFICER]))
    assert all(
        case.community.path.startswith(stage.own.street.path) for case in seen.select_related("community")
    )
    case = seen[0]
    page = client.get(reverse("mediation:case", args=(case.ref,)))
    assert page.status_code == 200
    for party in case.parties.all():
        assert party.name not in page.content.decode()
    elsewhere = DisputeCase.everything.exclude(community__path__startswith=stage.own.street.path)[0]
    assert client.get(reverse("mediation:case", args=(elsewhere.ref,))).status_code == 404


def test_the_overseers_read_postings_and_questions_no_draft_no_contact(
    territory: Territory, client: Client
) -> None:
    account = territory.account(Post.OVERSEER, territory.community)
    actor = actor_for(account)
    draft, up = drafted(territory, title="还在写"), posted(territory)
    far = posted(territory, territory.communities[1])
    assert actor.may(NOTICE_READ, territory.community)
    assert set(visible(actor)) == {up}
    assert not Objection.objects.visible_to(actor).exists()
    client.force_login(account)
    page = client.get(reverse("notices:list")).content.decode()
    assert up.title in page
    assert "写一份公示" not in page
    assert "草拟" not in page
    shown = client.get(reverse("notices:posting", args=(up.ref,))).content.decode()
    assert "疑问和答复" in shown
    assert "撤回公示" not in shown
    for hidden in (draft, far):
        assert client.get(reverse("notices:posting", args=(hidden.ref,))).status_code == 404
    assert client.get(reverse("notices:new")).status_code == 404


@pytest.mark.parametrize(
    ("post", "first"),
    [
        (Post.OVERSEER, "notices:list"),
        (Post.JUSTICE_OFFICER, "mediation:cases"),
        (Post.GUIDANCE_MEMBER, "indicators:board"),
    ],
)
def test_the_first_page_is_what_they_come_for(
    post: Post, first: str, territory: Territory, client: Client
) -> None:
    client.force_login(territory.account(post, areas_by_post(territory)[post]))
    assert client.get(reverse("desk:home")).headers["Location"] == reverse(first)


# No page leads them nowhere


@pytest.fixture
def stage(territory: Territory) -> Stage:
    return build_stage(territory)


LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
MOST = 120


@pytest.mark.pages
@pytest.mark.parametrize("post", FOUR)
def test_every_link_opens(post: Post, stage: Stage) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(stage.accounts[post])
    waiting, seen, dead = ["/desk/", "/desk/all/"], set[str](), list[str]()
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        if (kind := re.sub(r"[?].*|[0-9a-z]{10}|[0-9]{6,}[0-9A-Z]*", "", address)) in seen:
            continue
        seen.add(kind)
        answer = client.get(address, follow=True)
        if answer.status_code != 200:
            dead.append(f"{address}: {answer.status_code}")
        elif "text/html" in answer.headers["Content-Type"]:
            waiting += [unescape(found) for found in LINK.findall(answer.content.decode())]
    assert dead == []
