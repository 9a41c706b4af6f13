"""The bar at the foot of a phone: one for each way of working, on every page of its reader."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from linli.people.models import Account, Post
from tests.territory import Territory

pytestmark = pytest.mark.django_db

LEADS = ["我的邻里", "说一件事", "说过的事", "找人"]


def bar(account: Account, address: str) -> list[str]:
    client = Client()
    client.force_login(account)
    page = client.get(address).content.decode()
    (found,) = re.findall(r'<nav class="(?:ll-bottom|ll-my-tabs)".*?</nav>', page, re.DOTALL)
    return re.findall(r"</svg>\s*([^<]+?)\s*</a>", found)


@pytest.mark.parametrize("post", [Post.COMMUNITY_OFFICER, Post.COMMUNITY_SECRETARY])
def test_workers_record_from_every_page(territory: Territory, post: Post) -> None:
    account = territory.account(post, territory.community)
    for name in ("desk:home", "desk:search", "desk:all", "requests:new"):
        assert bar(account, reverse(name)) == ["我的工作", "记一件事", "查找", "全部"], name


def test_leads_keep_their_own_bar_on_pages_of_the_workbench(territory: Territory) -> None:
    for post, area in (
        (Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0]),
        (Post.SECTION_LEAD, territory.sections[0]),
    ):
        account = territory.account(post, area)
        for name in ("desk:home", "desk:search", "desk:all", "desk:inbox", "desk:me"):
            assert bar(account, reverse(name)) == LEADS, name


def test_a_lead_seeks_on_a_phone_too(territory: Territory) -> None:
    client = Client()
    client.force_login(territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0]))
    for name in ("lead:people", "desk:all"):
        page = client.get(reverse(name)).content.decode()
        assert re.search(r'action="/desk/search/" role="search" class="ll-flt ll-seek"', page), name
        assert 'placeholder="查姓名、门牌、小区、事项"' in page


def test_an_administrator_has_neither_search_nor_anything_to_record(territory: Territory) -> None:
    account = territory.account(Post.AUDITOR, territory.district)
    assert bar(account, reverse("desk:audit")) == ["我的工作", "全部"]
