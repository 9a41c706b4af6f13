"""Whoever has a matter, or owes a part of it, finds it in the list and on its page; nobody else does."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import Actor, actor_for
from linli.grid.models import Request, RequestStep, RequestTask
from linli.grid.requests import selectors, work
from linli.grid.requests.models import Teller
from linli.grid.requests.services import moving, tasks
from linli.people.models import Post
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def sees(actor: Actor, request: Request) -> bool:
    return selectors.requests_for(actor).filter(pk=request.pk).exists()


def page(client: Client, actor: Actor, request: Request) -> int:
    assert actor.account is not None
    client.force_login(actor.account)
    return client.get(reverse("requests:request", args=(request.ref,))).status_code


def test_passed_down_it_is_in_the_hands_of_whoever_must_do_it(loop: Loop, client: Client) -> None:
    t = loop.territory
    request = loop.tell_without_place()
    assert not sees(loop.street, request)
    request = moving.pass_across(actor=loop.district, request=request, to=t.streets[0], words="请街道办")
    assert page(client, loop.street, request) == 200
    assert request in work.in_hand(loop.street)
    assert Teller.objects.visible_to(loop.street).filter(request=request).exists()
    assert RequestStep.objects.visible_to(loop.street).filter(request=request).exists()
    other = actor_for(t.account(Post.STREET_OFFICER, t.streets[1]))
    assert page(client, other, request) == 404
    assert page(client, loop.community, request) == 404
    request = moving.pass_across(actor=loop.street, request=request, to=t.community, words="请社区办")
    assert page(client, loop.community, request) == 200
    assert page(client, loop.street, request) == 200  # the level above whoever has it
    request = moving.settle(actor=loop.community, request=request, result="好了")


def test_an_area_that_owes_a_part_finds_the_part_and_the_matter(loop: Loop, client: Client) -> None:
    t = loop.territory
    request = moving.accept(actor=loop.district, request=loop.tell_without_place(), kind=loop.kind)
    (part,) = tasks.dispatch(actor=loop.district, request=request, areas=(t.streets[0],), asked="看看")
    assert page(client, loop.street, request) == 200
    assert list(selectors.tasks_for(loop.street)) == [part]
    assert part in work.parts(loop.street)
    assert not Teller.objects.visible_to(loop.street).filter(request=request).exists()  # as a department
    assert not RequestTask.objects.visible_to(loop.community).filter(pk=part.pk).exists()
    tasks.sign(actor=loop.street, task=part)


def test_two_parts_in_one_street_show_the_matter_once(loop: Loop) -> None:
    t = loop.territory
    request = moving.accept(actor=loop.district, request=loop.tell_without_place(), kind=loop.kind)
    tasks.dispatch(actor=loop.district, request=request, areas=(t.streets[0], t.community))
    assert selectors.requests_for(loop.street).filter(pk=request.pk).count() == 1
    assert RequestStep.objects.visible_to(loop.street).filter(request=request, verb="tell").count() == 1


def test_what_is_sealed_is_hidden_from_whoever_had_it_in_hand(loop: Loop) -> None:
    t = loop.territory
    request = moving.accept(actor=loop.district, request=loop.tell_without_place(), kind=loop.kind)
    tasks.dispatch(actor=loop.district, request=request, areas=(t.streets[0],))
    Request.everything.filter(pk=request.pk).update(
        is_accusation=True, accused_area=t.community, holder=t.streets[0], level="street"
    )
    for actor in (loop.street, loop.community, loop.district):
        assert not sees(actor, request)
        assert not RequestTask.objects.visible_to(actor).exists()
        assert not RequestStep.objects.visible_to(actor).filter(request=request).exists()
