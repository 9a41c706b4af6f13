"""Pages of the hand-over, through HTTP: who leaves, who takes it on, how many of what, and then one act."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.common.clock import business_date, business_now
from linli.orgs.models import OrganisationKind
from linli.people.models import Account, Appointment, Person, Post
from linli.people.services import appoint
from linli.workflow import assigning
from linli.workflow.handing_over import hand_over
from linli.workflow.models import Assignment
from tests.territory import BEGIN, Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


def named(territory: Territory, name: str, post: Post = Post.COMMUNITY_OFFICER) -> Person:
    person = territory.account(post, territory.community).person
    assert person is not None
    Person.everything.filter(pk=person.pk).update(name=name)
    person.refresh_from_db()
    return person


@pytest.fixture
def leaver(territory: Territory) -> Person:
    person = named(territory, "李离岗")
    Assignment.everything.bulk_create(
        assigning.build_assignment(
            target=territory.household(),
            area=territory.community,
            holder=person,
            since=business_now() - timedelta(days=3),
            why="分办",
        )
        for _ in range(7)
    )
    return person


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("post", "place"),
    [(Post.COMMUNITY_SECRETARY, 0), (Post.STREET_OFFICER, 0), (Post.SECURITY_ADMIN, 0)],
)
def test_from_a_name_to_the_act(post: Post, place: int, territory: Territory, leaver: Person) -> None:
    areas = {Post.COMMUNITY_SECRETARY: territory.community, Post.STREET_OFFICER: territory.streets[place]}
    client = signed_in(territory.account(post, areas.get(post, territory.district)))
    successor = named(territory, "王接任")
    of = reverse("desk:handover-of", args=(leaver.ref,))
    assert of in text(client.post(reverse("desk:handover"), {"name": "李离岗"}))
    page = text(client.get(of))
    assert "共 7 件" in page
    assert f"{of}?to={successor.ref}" in text(client.post(of, {"name": "王接任"}))
    page = text(client.get(f"{of}?to={successor.ref}"))
    assert "把 7 件一次交清" in page
    assert page.count("btn-primary") == 1
    refused = client.post(f"{of}?to={successor.ref}", {"reason": ""})
    assert refused.status_code == 409
    answer = client.post(f"{of}?to={successor.ref}", {"reason": "调任"}, follow=True)
    assert "7 件一次交清，没有留下的" in text(answer)
    assert assigning.held_by(successor).count() == 7


def test_the_keeper_of_posts_ends_the_post_with_it(territory: Territory, leaver: Person) -> None:
    client = signed_in(territory.account(Post.SECURITY_ADMIN, territory.district))
    newcomer = territory.person(name="新来的")
    to = reverse("desk:handover-of", args=(leaver.ref,)) + f"?to={newcomer.ref}"
    page = text(client.get(to))
    assert "今天在这些地方没有任职" in page
    assert client.post(to, {"reason": "退休"}).status_code == 409
    held = Appointment.everything.get(person=leaver)
    chosen = {"reason": "退休", "posts": [held.ref], "day": business_date().isoformat(), "succeed": "on"}
    assert client.post(to, chosen).status_code == 302
    assert Appointment.everything.get(person=newcomer).valid_from == business_date()
    assert assigning.held_by(newcomer).count() == 7


def test_a_street_may_not_end_an_office(territory: Territory, leaver: Person) -> None:
    client = signed_in(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    successor = named(territory, "王接任")
    to = reverse("desk:handover-of", args=(leaver.ref,)) + f"?to={successor.ref}"
    held = Appointment.everything.get(person=leaver)
    assert held.ref not in text(client.get(to))
    client.post(to, {"reason": "调任", "posts": [held.ref]})
    held.refresh_from_db()
    assert held.valid_to is None


@pytest.mark.parametrize(
    "post",
    [Post.COMMUNITY_OFFICER, Post.NEIGHBOUR_LEAD, Post.AUDITOR, Post.SYSTEM_ADMIN, Post.STREET_OFFICER],
)
def test_others_find_nothing(post: Post, territory: Territory, leaver: Person) -> None:
    areas = {
        Post.COMMUNITY_OFFICER: territory.community,
        Post.NEIGHBOUR_LEAD: territory.neighbourhoods[0],
        Post.STREET_OFFICER: territory.streets[1],  # the other street
    }
    client = signed_in(territory.account(post, areas.get(post, territory.district)))
    assert client.get(reverse("desk:handover-of", args=(leaver.ref,))).status_code == 404
    if post is Post.STREET_OFFICER:
        assert leaver.ref not in text(client.post(reverse("desk:handover"), {"name": "李离岗"}))
    else:
        assert client.get(reverse("desk:handover")).status_code == 404
        assert "工作交接" not in text(client.get(reverse("desk:all")))


@pytest.mark.parametrize(
    ("post", "kind"),
    [
        (Post.DEPARTMENT_OFFICER, OrganisationKind.DEPARTMENT),
        (Post.STREET_OFFICER, OrganisationKind.STREET_OFFICE),
    ],
)
def test_a_post_within_a_unit_is_handed_over_with_the_unit(
    post: Post, kind: OrganisationKind, territory: Territory
) -> None:
    area = territory.district if post == Post.DEPARTMENT_OFFICER else territory.streets[0]
    unit, leaver, successor = territory.organisation(area, kind), territory.person(), territory.person()
    held = appoint(actor=SYSTEM, person=leaver, post=post, area=area, day=BEGIN, basis="测试", unit=unit)
    security = territory.account(Post.SECURITY_ADMIN, territory.district)
    hand_over(actor=actor_for(security), leaver=leaver, successor=successor, reason="调任", posts=[held])
    assert Appointment.everything.get(person=successor).unit == unit
