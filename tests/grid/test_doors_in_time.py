"""A door moved ahead of time: not far ahead, taken back before it begins, put right by another; and a lead's leave."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.audit.models import Act
from linli.common.clock import business_date
from linli.grid.leads import choosing, doors
from linli.grid.leads.models import LeaderAdjustment, LeaveReason
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import open_area
from linli.people.models import Household, Post, Stay
from linli.people.selectors import stay_on
from linli.people.services import take_back_stay
from tests.grid import rows
from tests.territory import BEGIN, Territory

pytestmark = pytest.mark.usefixtures("standing_clock")


@pytest.fixture
def household(territory: Territory) -> Household:
    return territory.household(0)


@pytest.fixture
def other(territory: Territory) -> Area:
    """Another neighbourhood of the same community."""
    return opened(territory, "第二邻")


def opened(territory: Territory, name: str) -> Area:
    group = territory.groups[0]
    return open_area(
        actor=SYSTEM, kind=Kind.NEIGHBOURHOOD, code=f"{group.code}{name}", name=name, parent=group, day=BEGIN
    )


@pytest.fixture
def desk(territory: Territory) -> Client:
    client = Client()
    client.force_login(territory.account(Post.COMMUNITY_SECRETARY, territory.community))
    return client


def moved(territory: Territory, household: Household, to: Area, day: date) -> Stay:
    return doors.assign(
        actor=SYSTEM, household=household, neighbourhood=to, micro_grid=territory.micro_grids[0], day=day
    )


def in_days(number: int) -> date:
    return business_date() + timedelta(days=number)


def test_a_door_is_not_moved_far_ahead(
    territory: Territory, desk: Client, household: Household, other: Area
) -> None:
    sent = {
        "neighbourhood": other.code,
        "micro_grid": territory.micro_grids[0].code,
        "day": in_days(365).isoformat(),
    }
    text = desk.post(reverse("leads:door-move", args=(household.ref,)), sent).content.decode()
    assert "改归属最多提前 31 天登记，最晚写2024年11月30日" in text
    assert other.code in text, "the form comes back filled"
    assert Stay.everything.filter(household=household).count() == 1
    with pytest.raises(ValidationError, match="注销最多提前"):
        doors.close(actor=SYSTEM, household=household, day=in_days(40), reason="拆除")
    with pytest.raises(ValidationError, match="登记一户最多提前"):
        doors.register(
            actor=SYSTEM,
            building=household.building,
            door="9单元901",
            neighbourhood=other,
            micro_grid=territory.micro_grids[0],
            day=in_days(32),
        )


def test_what_has_not_begun_is_taken_back_and_the_past_stands(
    territory: Territory, desk: Client, household: Household, other: Area
) -> None:
    before = stay_on(household, business_date())
    moved(territory, household, other, in_days(20))
    page = desk.get(reverse("desk:household", args=(household.ref,))).content.decode()
    address = reverse("leads:door-take-back", args=(household.ref,))
    assert "还没有开始" in page
    assert address in page
    assert "第二邻" in desk.get(address).content.decode()
    assert desk.post(address).status_code == 302
    after = Stay.everything.get(household=household)
    assert after == before
    assert after.valid_to is None
    assert Act.everything.filter(code="people.household.stay_taken_back").count() == 1
    assert desk.get(address).status_code == 302, "nothing waits any more"


def test_another_move_stands_in_place_of_the_one_to_come(
    territory: Territory, household: Household, other: Area
) -> None:
    third = opened(territory, "第三邻")
    moved(territory, household, other, in_days(20))
    moved(territory, household, third, business_date())
    stays = Stay.everything.filter(household=household).order_by("valid_from")
    assert [each.neighbourhood.name for each in stays] == [territory.neighbourhoods[0].name, "第三邻"]
    assert [each.valid_to for each in stays] == [business_date(), None]


def test_what_has_begun_is_not_taken_back(territory: Territory, household: Household, other: Area) -> None:
    moved(territory, household, other, business_date())
    with pytest.raises(ValidationError, match="没有还没开始的改归属"):
        doors.take_back(actor=SYSTEM, household=household)
    assert Stay.everything.filter(household=household).count() == 2


def test_a_door_s_first_stay_is_not_taken_back(territory: Territory) -> None:
    fresh = doors.register(
        actor=SYSTEM,
        building=territory.buildings[0],
        door="3单元301",
        neighbourhood=territory.neighbourhoods[0],
        micro_grid=territory.micro_grids[0],
        day=in_days(5),
    )
    assert doors.waiting(fresh) is None
    with pytest.raises(ValidationError, match="才登记"):
        take_back_stay(actor=SYSTEM, household=fresh, today=business_date())


def test_of_a_door_that_is_to_be_closed_nothing_is_taken_back_or_moved(
    territory: Territory, desk: Client, household: Household, other: Area
) -> None:
    moved(territory, household, other, in_days(5))
    doors.close(actor=SYSTEM, household=household, day=in_days(11), reason="拆除")
    answer = desk.post(reverse("leads:door-take-back", args=(household.ref,)))
    assert "这一户已登记在2024年11月10日注销" in answer.content.decode()
    sent = {
        "neighbourhood": other.code,
        "micro_grid": territory.micro_grids[0].code,
        "day": in_days(12).isoformat(),
    }
    answer = desk.post(reverse("leads:door-move", args=(household.ref,)), sent)
    assert "不能再改，也不能收回" in answer.content.decode()
    ends = (
        Stay.everything.filter(household=household).order_by("valid_from").values_list("valid_to", flat=True)
    )
    assert list(ends) == [in_days(5), in_days(11)]


def test_the_office_of_elsewhere_takes_nothing_back(
    territory: Territory, household: Household, other: Area
) -> None:
    moved(territory, household, other, in_days(20))
    stranger = actor_for(territory.account(Post.COMMUNITY_SECRETARY, territory.communities[1]))
    with pytest.raises(PermissionDenied):
        doors.take_back(actor=stranger, household=household)


# --- a lead's leave ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("decided", "day", "words"),
    [
        ("2024-12-30", "2024-10-30", "还没有作出的决定，作出以后再登记"),
        ("2024-10-20", "2024-11-05", "离任日期不能晚于今天"),
        ("2024-10-20", "2024-10-10", "2024年10月20日才决定，离任日期不能更早"),
        ("2020-01-01", "2020-01-01", "离任日期要更晚"),
    ],
)
def test_a_lead_leaves_on_a_decision_that_was_taken(
    territory: Territory, desk: Client, decided: str, day: str, words: str
) -> None:
    lead = rows.lead(territory)
    sent = {"reason": "moved", "decision": "社区党总支会议", "decided_on": decided, "day": day}
    text = desk.post(reverse("leads:leave", args=(lead.ref,)), sent).content.decode()
    assert words in text
    assert "约束" not in text
    assert "社区党总支会议" in text
    lead.appointment.refresh_from_db()
    assert lead.appointment.valid_to is None
    assert not LeaderAdjustment.everything.exists()


def test_a_lead_leaves_today_by_yesterday_s_decision(territory: Territory) -> None:
    lead = rows.lead(territory)
    choosing.leave(
        actor=SYSTEM,
        lead=lead,
        day=business_date(),
        reason=LeaveReason.MOVED,
        decision="会议",
        decided_on=in_days(-1),
    )
    lead.appointment.refresh_from_db()
    assert lead.appointment.valid_to == business_date()


def test_the_page_of_a_door_says_that_the_lead_s_name_stands_in_clear(
    territory: Territory, desk: Client, household: Household
) -> None:
    address = reverse("desk:household", args=(household.ref,))
    page = desk.get(address).content.decode()
    assert "邻长姓名" not in page, "nobody serves there"
    held = rows.lead_in_office(territory)
    for asked in ("", f"?day={business_date()}"):
        page = desk.get(address + asked).content.decode()
        assert held.person.name in page
        assert "您看到的邻长姓名是原文" in page
        assert "邻长姓名、邻长姓名" not in page
