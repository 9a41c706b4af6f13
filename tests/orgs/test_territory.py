"""The tree with its history: open, move, close, and what it was on any day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from linli.access.actor import SYSTEM
from linli.audit.log import told
from linli.audit.models import Act
from linli.common.quality import all_checks
from linli.orgs.checks import broken_paths, outliving_parents, without_placement, wrong_parents
from linli.orgs.kinds import PARENT, Kind, child_kinds, depth, lineage
from linli.orgs.models import Area, Placement
from linli.orgs.selectors import ancestors, areas_on, narrower_kinds, path_on, paths_of, places
from linli.orgs.services import close_area, move_area, open_area
from tests.territory import BEGIN, Territory

MOVED = date(2024, 5, 1)


def test_paths_are_ids_between_separators(territory: Territory) -> None:
    micro = territory.micro_grids[0]
    chain = [
        territory.district,
        territory.streets[0],
        territory.communities[0],
        territory.large_grids[0],
        micro,
    ]
    assert micro.path == "/" + "/".join(str(a.pk) for a in chain) + "/"
    assert ancestors(micro) == chain[:-1]


def test_both_trees_hang_below_the_community() -> None:
    assert set(child_kinds(Kind.COMMUNITY)) == {Kind.LARGE_GRID, Kind.SECTION, Kind.ESTATE}
    assert lineage(Kind.NEIGHBOURHOOD)[-3:] == (Kind.SECTION, Kind.GROUP, Kind.NEIGHBOURHOOD)
    assert depth(Kind.DISTRICT) == 1
    assert depth(Kind.NEIGHBOURHOOD) == 6


def test_kinds_below_an_area_are_offered_nearest_first(territory: Territory) -> None:
    assert narrower_kinds(territory.district)[0] is Kind.STREET
    assert Kind.STREET not in narrower_kinds(territory.streets[0])
    assert narrower_kinds(territory.groups[0]) == (Kind.NEIGHBOURHOOD,)


def test_the_wrong_kind_of_parent_is_refused_in_words(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="上级必须是社区"):
        open_area(
            actor=SYSTEM,
            kind=Kind.SECTION,
            code="P9",
            name="九片",
            parent=territory.streets[0],
            day=BEGIN,
        )


def test_a_code_is_used_once_at_a_time(territory: Territory) -> None:
    with pytest.raises(ValidationError):
        open_area(
            actor=SYSTEM,
            kind=Kind.STREET,
            code=territory.streets[0].code,
            name="重名街道",
            parent=territory.district,
            day=BEGIN,
        )


@pytest.mark.parametrize(("kind", "has_parent"), [("district", True), ("street", False)])
def test_only_the_district_has_no_parent(territory: Territory, kind: str, has_parent: bool) -> None:
    parent = territory.district if has_parent else None
    with pytest.raises(IntegrityError, match="area_only_district_is_root"), transaction.atomic():
        Area.everything.create(kind=kind, code="z", name="z", parent=parent, path="/9/", valid_from=BEGIN)


def test_moving_a_community_takes_its_subtree_and_keeps_the_past(territory: Territory) -> None:
    community, old, new = territory.communities[0], territory.streets[0], territory.streets[1]
    neighbourhood = territory.neighbourhoods[0]
    move_area(actor=SYSTEM, area=community, new_parent=new, day=MOVED)
    neighbourhood.refresh_from_db()
    assert neighbourhood.path.startswith(new.path)
    assert str(path_on(neighbourhood, MOVED - timedelta(days=1))).startswith(old.path)
    assert str(path_on(neighbourhood, MOVED)).startswith(new.path)
    assert len(paths_of(community)) == 2
    before = MOVED - timedelta(days=1)
    assert community in areas_on(before, old, Kind.COMMUNITY)
    assert community not in areas_on(MOVED, old, Kind.COMMUNITY)
    assert community in areas_on(MOVED, new, Kind.COMMUNITY)
    act = Act.everything.get(code="orgs.area.moved")
    assert told(act) == f"{community.name} 从 {old.name} 划到 {new.name}，自 2024-05-01 起"


def test_a_move_on_the_first_day_of_a_stay_rewrites_it(territory: Territory) -> None:
    community = territory.communities[0]
    move_area(actor=SYSTEM, area=community, new_parent=territory.streets[1], day=BEGIN)
    assert Placement.everything.filter(area=community).count() == 1


@pytest.mark.parametrize("day", [BEGIN - timedelta(days=1)])
def test_a_move_before_the_present_stay_is_refused(territory: Territory, day: date) -> None:
    with pytest.raises(ValidationError, match="不能更早"):
        move_area(actor=SYSTEM, area=territory.communities[0], new_parent=territory.streets[1], day=day)


def test_a_move_to_the_same_or_a_wrong_parent_is_refused(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="已经在"):
        move_area(actor=SYSTEM, area=territory.communities[0], new_parent=territory.streets[0], day=MOVED)
    with pytest.raises(ValidationError, match="不能划到"):
        move_area(actor=SYSTEM, area=territory.communities[0], new_parent=territory.communities[1], day=MOVED)


def test_closing_waits_for_what_is_below(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="之下还有"):
        close_area(actor=SYSTEM, area=territory.groups[0], day=MOVED)
    close_area(actor=SYSTEM, area=territory.neighbourhoods[0], day=MOVED)
    close_area(actor=SYSTEM, area=territory.groups[0], day=MOVED)
    assert territory.groups[0] not in areas_on(MOVED, territory.district, Kind.GROUP)
    assert territory.groups[0] in areas_on(MOVED - timedelta(days=1), territory.district, Kind.GROUP)


def test_a_sound_tree_answers_every_question_with_no(territory: Territory) -> None:
    for check in all_checks():
        if check.code.startswith("orgs."):
            assert list(check.find()) == [], check.code


def test_each_check_finds_its_fault(territory: Territory) -> None:
    community = territory.communities[0]
    Area.everything.filter(pk=territory.groups[0].pk).update(parent=community)
    assert len(list(wrong_parents())) == 1
    Area.everything.filter(pk=territory.groups[1].pk).update(path="/7/")
    assert any("/7/" in line for line in broken_paths())
    Placement.everything.filter(area=territory.estates[0]).delete()
    assert territory.estates[0].name in list(without_placement())
    Area.everything.filter(pk=territory.sections[1].pk).update(valid_to=MOVED)
    assert list(outliving_parents())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1), st.integers(1, 40)), max_size=6))
def test_any_sequence_of_moves_leaves_a_sound_tree(
    territory: Territory, moves: list[tuple[int, int, int]]
) -> None:
    with transaction.atomic():
        day = BEGIN
        for which, where, days in moves:
            day += timedelta(days=days)
            community = Area.everything.get(pk=territory.communities[which].pk)
            target = territory.streets[where]
            if community.parent_id != target.pk:
                move_area(actor=SYSTEM, area=community, new_parent=target, day=day)
        for check in (wrong_parents, broken_paths, without_placement, outliving_parents):
            assert list(check()) == []
        for area in Area.everything.all():
            assert path_on(area, BEGIN) is not None
            assert path_on(area, day) is not None
        assert all(Area.everything.get(pk=a.pk).parent_id for a in territory.communities)
        transaction.set_rollback(True)


def test_every_kind_but_the_district_has_a_parent_kind() -> None:
    assert [k for k, parent in PARENT.items() if parent is None] == [Kind.DISTRICT]


def test_a_numbered_area_is_called_by_what_it_lies_in(
    territory: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, community = territory.neighbourhoods[0], territory.communities[0]
    with django_assert_num_queries(1):
        assert places([first, community]) == {
            first.pk: f"{community.name}第一片第一组第一邻",
            community.pk: community.name,
        }
    assert places([first], community)[first.pk] == "第一片第一组第一邻"
    assert places([first], first)[first.pk] == "第一邻"
    assert places([first], territory.micro_grids[0])[first.pk] == "第一片第一组第一邻"
    assert places([first], territory.communities[1])[first.pk] == f"{community.name}第一片第一组第一邻"
    with django_assert_num_queries(0):
        assert places([community]) == {community.pk: community.name}
