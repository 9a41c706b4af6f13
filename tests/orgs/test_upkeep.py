"""Renaming, redrawing, closing; branches and groups on grids; what hangs on an area keeps it open."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from linli.access.actor import SYSTEM
from linli.orgs import upkeep
from linli.orgs.hanging import said
from linli.orgs.models import AreaAct, AreaChange
from linli.orgs.services import close_area, move_area
from tests.territory import BEGIN, Territory

DAY = date(2024, 6, 3)
BASIS = "街道党工委会议（2024年6月3日）"


def test_a_new_name_leaves_the_old_one_in_history(territory: Territory) -> None:
    area = territory.neighbourhoods[0]
    upkeep.rename_area(actor=SYSTEM, area=area, name="南门邻", day=DAY, basis=BASIS)
    assert upkeep.name_on(area, date(2024, 6, 2)) == "第一邻"
    assert upkeep.name_on(area, DAY) == "南门邻"
    with pytest.raises(ValidationError, match="现在就叫"):
        upkeep.rename_area(actor=SYSTEM, area=area, name="南门邻", day=DAY, basis=BASIS)
    with pytest.raises(ValidationError, match="依据"):
        upkeep.rename_area(actor=SYSTEM, area=area, name="北门邻", day=DAY, basis=" ")


def test_the_outline_before_is_kept(territory: Territory) -> None:
    area = territory.large_grids[0]
    first = {"type": "Polygon", "coordinates": [[[113, 29], [114, 29], [114, 30], [113, 29]]]}
    second = {"type": "Polygon", "coordinates": [[[113, 29], [115, 29], [114, 30], [113, 29]]]}
    upkeep.redraw_area(actor=SYSTEM, area=area, outline=first, day=DAY, basis=BASIS)
    change = upkeep.redraw_area(actor=SYSTEM, area=area, outline=second, day=DAY, basis=BASIS)
    assert change.outline_before == first
    with pytest.raises(ValidationError, match="GeoJSON"):
        upkeep.redraw_area(actor=SYSTEM, area=area, outline={"type": "Point"}, day=DAY, basis=BASIS)


def test_an_area_with_doors_does_not_close(territory: Territory) -> None:
    territory.household()
    area = territory.neighbourhoods[0]
    assert said(area, DAY) == "1 户归在这里"
    with pytest.raises(ValidationError, match="还有 1 户"):
        close_area(actor=SYSTEM, area=area, day=DAY)


def test_a_move_with_a_basis_stands_in_the_history(territory: Territory) -> None:
    area, parent = territory.neighbourhoods[0], territory.groups[1]
    move_area(actor=SYSTEM, area=area, new_parent=parent, day=DAY, basis=BASIS)
    change = AreaChange.everything.get(area=area)
    assert (change.act, change.other_id, change.old) == (AreaAct.MOVED, parent.pk, "第一组")


def test_one_branch_a_large_grid_one_group_a_micro_grid(territory: Territory) -> None:
    large, micro = territory.large_grids[0], territory.micro_grids[0]
    branch = upkeep.open_party_organisation(actor=SYSTEM, grid=large, name="第一网格党支部", day=DAY)
    group = upkeep.open_party_organisation(
        actor=SYSTEM, grid=micro, name="第一党小组", day=DAY, parent=branch
    )
    with pytest.raises(ValidationError, match="已经有"):
        upkeep.open_party_organisation(actor=SYSTEM, grid=large, name="又一个", day=DAY)
    with pytest.raises(ValidationError, match="党支部建在大网格"):
        upkeep.open_party_organisation(actor=SYSTEM, grid=territory.groups[0], name="x", day=DAY)
    with pytest.raises(ValidationError, match="之下还有 1 个组织"):
        upkeep.close_party_organisation(actor=SYSTEM, organisation=branch, day=date(2024, 7, 1))
    upkeep.close_party_organisation(actor=SYSTEM, organisation=group, day=date(2024, 7, 1))
    upkeep.close_party_organisation(actor=SYSTEM, organisation=branch, day=date(2024, 7, 1))


@pytest.mark.parametrize(
    "broken",
    [
        {"act": "painted"},
        {"basis": ""},
        {"act": AreaAct.MERGED},
        {"act": AreaAct.RENAMED, "old": "甲", "new": "甲"},
    ],
)
def test_the_database_keeps_the_history_whole(territory: Territory, broken: dict[str, str]) -> None:
    values = {"area": territory.groups[0], "act": AreaAct.OPENED, "day": BEGIN, "basis": BASIS} | broken
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaChange.everything.create(**values)


def test_history_cannot_be_rewritten(territory: Territory) -> None:
    upkeep.rename_area(actor=SYSTEM, area=territory.groups[0], name="新一组", day=DAY, basis=BASIS)
    with pytest.raises(DatabaseError), transaction.atomic():
        AreaChange.everything.update(basis="别的")
