"""The small district has the shape of the full one: both trees complete, believable names, no two alike."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from linli.common.world import World
from linli.orgs.kinds import PARENT, Kind
from linli.orgs.models import Organisation, OrganisationKind
from linli.people.models import Consent, Household, Person, Purpose, Stay

pytestmark = [pytest.mark.xdist_group("small demo"), pytest.mark.usefixtures("small_demo", "db")]


def test_every_area_has_something_below_it_and_shares_are_uneven(small_demo: World) -> None:
    for kind, above in PARENT.items():
        if above is None:
            continue
        counts = [len(small_demo.children(parent.id, kind)) for parent in small_demo.of_kind(above)]
        assert min(counts) >= 1, kind
        if len(counts) > 20:
            assert len(set(counts)) > 1, kind


def test_names_are_those_of_the_district_and_told_once(small_demo: World) -> None:
    assert small_demo.street_of(small_demo.named("高山坡社区")).name == "五里牌街道"
    assert small_demo.street_of(small_demo.named("奇家社区")).name == "奇家岭街道"
    assert small_demo.community_of(small_demo.named("荣发小区", "estate")).name == "高山坡社区"
    for kind in (Kind.STREET, Kind.COMMUNITY):
        names = Counter(place.name for place in small_demo.of_kind(kind))
        assert names.most_common(1)[0][1] == 1
    for community in small_demo.of_kind(Kind.COMMUNITY):
        estates = [e.name for e in small_demo.children(community.id, Kind.ESTATE)]
        assert len(set(estates)) == len(estates)
    names = Counter(Organisation.everything.values_list("name", flat=True))
    assert [name for name, times in names.items() if times > 1] == []


def test_codes_grow_from_street_to_building(small_demo: World) -> None:
    for place in small_demo.of_kind(Kind.COMMUNITY):
        assert re.fullmatch(r"430602\d{6}", place.code)
    for place in small_demo.places.values():
        if place.parent_id is not None:
            assert place.code.startswith(small_demo.places[place.parent_id].code)


def test_neighbourhoods_have_10_to_15_households_and_a_few_more() -> None:
    sizes = Counter(Stay.everything.filter(valid_to=None).values_list("neighbourhood_id", flat=True)).values()
    assert min(sizes) == 10
    large = [size for size in sizes if size > 15]
    assert 0 < len(large) <= len(sizes) * 0.03


def test_stays_of_a_household_follow_one_another() -> None:
    stays = Stay.everything.order_by("household_id", "valid_from")
    moved = 0
    for first, second in pairwise(stays):
        if first.household_id == second.household_id:
            moved += 1
            assert first.valid_to == second.valid_from
    assert moved


def test_every_large_grid_has_its_branch(small_demo: World) -> None:
    built = Organisation.everything.filter(kind=OrganisationKind.PARTY_BRANCH, grid__isnull=False)
    assert set(built.values_list("grid_id", flat=True)) == {g.id for g in small_demo.of_kind(Kind.LARGE_GRID)}


def test_no_number_without_consent() -> None:
    assert not Household.everything.filter(phone_sealed__isnull=False, contact_consent_on=None).exists()
    agreed = Consent.everything.filter(purpose=Purpose.KEEP_PHONE).values("person_id")
    leads = Person.everything.filter(appointments__post__in=("section_lead", "group_lead", "neighbour_lead"))
    assert leads.filter(phone_sealed__isnull=False).exists()
    assert not leads.filter(phone_sealed__isnull=False).exclude(pk__in=agreed).exists()
