"""Merging and splitting with everything that hangs on an area; figures of the past stay."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import SYSTEM
from linli.grid.leads import doors
from linli.grid.leads import territory as keeping
from linli.grid.models import Adjusted, LeaderAdjustment
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import open_area
from linli.people.models import Post, Stay
from linli.people.selectors import lead_of, stay_on
from tests.grid import rows
from tests.territory import BEGIN, Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
DAY = date(2024, 10, 1)
BASIS = "社区会议（2024年9月30日）"
BEFORE = Period(date(2024, 1, 1), date(2024, 9, 30))


def _second(territory: Territory, kind: Kind = Kind.NEIGHBOURHOOD) -> Area:
    parent = territory.groups[0] if kind == Kind.NEIGHBOURHOOD else territory.sections[0]
    return open_area(actor=SYSTEM, kind=kind, code=f"{parent.code}99", name="第二", parent=parent, day=BEGIN)


def _figures(area: Area, period: Period) -> dict[str, object]:
    codes = ["grid.households_served", "grid.neighbour_leads", "grid.three_leads"]
    return {code: found.value for code, found in figures(area, period, codes).items()}


def test_a_merge_moves_doors_and_leads_and_leaves_past_figures_alone(
    territory: Territory, standing_clock: datetime
) -> None:
    area, into = territory.neighbourhoods[0], _second(territory)
    household = territory.household()
    left = rows.lead(territory).appointment
    heir = rows.appointment(territory, area=into)
    before = _figures(territory.community, BEFORE), _figures(territory.district, BEFORE)
    own = _figures(area, BEFORE)
    keeping.merge(actor=SYSTEM, area=area, into=into, day=DAY, basis=BASIS)
    assert (_figures(territory.community, BEFORE), _figures(territory.district, BEFORE)) == before
    assert _figures(area, BEFORE) == own, "the closed neighbourhood keeps its own past"
    left.refresh_from_db()
    area.refresh_from_db()
    assert (left.valid_to, area.valid_to) == (DAY, DAY)
    yesterday, today = stay_on(household, date(2024, 9, 30)), stay_on(household, DAY)
    assert yesterday is not None
    assert today is not None
    assert (yesterday.neighbourhood, today.neighbourhood) == (area, into)
    assert lead_of(yesterday.neighbourhood, date(2024, 9, 30)) == left
    assert lead_of(today.neighbourhood, DAY) == heir
    assert LeaderAdjustment.everything.get(kind=Adjusted.MERGED).into == into


def test_a_merge_of_groups_takes_what_lies_below(territory: Territory) -> None:
    into = _second(territory, Kind.GROUP)
    keeping.merge(actor=SYSTEM, area=territory.groups[0], into=into, day=DAY, basis=BASIS)
    neighbourhood = territory.neighbourhoods[0]
    neighbourhood.refresh_from_db()
    assert neighbourhood.parent == into


def test_a_merge_is_refused_in_words(territory: Territory) -> None:
    area, into = territory.neighbourhoods[0], _second(territory)
    with pytest.raises(ValidationError, match="同一类"):
        keeping.merge(actor=SYSTEM, area=area, into=territory.groups[0], day=DAY, basis=BASIS)
    with pytest.raises(ValidationError, match="依据"):
        keeping.merge(actor=SYSTEM, area=area, into=into, day=DAY, basis="")
    with pytest.raises(ValidationError, match="最晚写今天"):
        keeping.merge(actor=SYSTEM, area=area, into=into, day=date(2024, 11, 1), basis=BASIS)
    elsewhere = territory.actor(Post.COMMUNITY_SECRETARY, territory.communities[1])
    with pytest.raises(PermissionDenied):
        keeping.merge(actor=elsewhere, area=area, into=into, day=DAY, basis=BASIS)


def test_officers_keep_a_community_open(territory: Territory) -> None:
    area, into = territory.communities[:2]
    territory.account(Post.COMMUNITY_SECRETARY, area)
    with pytest.raises(ValidationError, match="1 位在任的工作人员"):
        keeping.merge(actor=SYSTEM, area=area, into=into, day=DAY, basis=BASIS)
    area.refresh_from_db()
    assert area.valid_to is None, "nothing half done"
    territory.sections[0].refresh_from_db()
    assert territory.sections[0].parent == area


def test_a_split_takes_the_picked_doors_only(territory: Territory) -> None:
    area = territory.neighbourhoods[0]
    moved, kept = territory.household(), territory.household()
    stay = Stay.everything.get(household=moved)
    made = keeping.split(actor=SYSTEM, area=area, code="new", name="新邻", day=DAY, basis=BASIS, doors=[stay])
    now, then = stay_on(moved, DAY), stay_on(kept, DAY)
    assert now is not None
    assert then is not None
    assert (now.neighbourhood, then.neighbourhood) == (made, area)
    with pytest.raises(ValidationError, match="至少一个"):
        keeping.split(actor=SYSTEM, area=area, code="empty", name="空", day=DAY, basis=BASIS)


def test_only_the_level_above_changes_an_area(territory: Territory) -> None:
    actor = territory.actor(Post.COMMUNITY_SECRETARY, territory.community)
    keeping.rename(actor=actor, area=territory.sections[0], name="东片", day=DAY, basis=BASIS)
    with pytest.raises(PermissionDenied):
        keeping.rename(actor=actor, area=territory.community, name="别的社区", day=DAY, basis=BASIS)


def test_a_door_has_one_place_in_each_tree(territory: Territory) -> None:
    own = {
        "building": territory.buildings[0],
        "neighbourhood": territory.neighbourhoods[0],
        "micro_grid": territory.micro_grids[0],
    }
    household = doors.register(actor=SYSTEM, door="2单元301", day=DAY, **own)
    assert stay_on(household, DAY) is not None
    with pytest.raises(ValidationError, match="已经登记"):
        doors.register(actor=SYSTEM, door="2单元301", day=DAY, **own)
    far = own | {"neighbourhood": territory.neighbourhoods[1]}
    with pytest.raises(ValidationError, match="同一个社区"):
        doors.register(actor=SYSTEM, door="2单元302", day=DAY, **far)
    with pytest.raises(ValidationError, match="晚于"):
        doors.close(actor=SYSTEM, household=household, day=DAY, reason="房屋拆除")
    doors.close(actor=SYSTEM, household=household, day=date(2024, 10, 8), reason="房屋拆除")
    assert stay_on(household, date(2024, 10, 8)) is None
    assert stay_on(household, date(2024, 10, 7)) is not None


def test_yesterday_s_lead_is_still_right_for_yesterday(territory: Territory) -> None:
    household = territory.household()
    old = rows.appointment(territory)
    other = _second(territory)
    new = rows.appointment(territory, area=other)
    doors.assign(
        actor=SYSTEM, household=household, neighbourhood=other, micro_grid=territory.micro_grids[0], day=DAY
    )
    then, now = stay_on(household, date(2024, 9, 30)), stay_on(household, DAY)
    assert then is not None
    assert now is not None
    assert lead_of(then.neighbourhood, date(2024, 9, 30)) == old
    assert lead_of(now.neighbourhood, DAY) == new


def test_warnings_are_a_list_to_work_through(territory: Territory) -> None:
    area = territory.community
    territory.household()
    lost = territory.household()
    Stay.everything.filter(household=lost).update(valid_to=DAY)
    assert [a.pk for a in doors.few_or_many(area, DAY)] == [territory.neighbourhoods[0].pk]
    assert doors.vacant(area, DAY).count() == 3
    rows.appointment(territory)
    assert doors.vacant(area, DAY).count() == 2
    assert list(doors.unassigned(area, DAY)) == [lost]
    doors.set_numbers(actor=SYSTEM, area=territory.district, fewest=1, most=20, day=DAY, basis="区里文件")
    assert not doors.few_or_many(area, DAY).exists()
