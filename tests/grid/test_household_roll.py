"""住户名册 as a file: a good row is a door with its place in both trees, a bad one is named, none is written twice."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.audit.models import Act
from linli.common.clock import business_date
from linli.exchange.rosters import roster
from linli.exchange.rosters.importing import check, import_good
from linli.orgs.kinds import Kind
from linli.orgs.services import open_area
from linli.people.doors import register_household
from linli.people.models import Household, Post, Stay
from linli.people.selectors import households_with_phone, phone_of, stay_on
from tests.territory import BEGIN, Territory

HEAD = (
    "楼栋代码",
    "门牌",
    "邻代码",
    "微网格代码",
    "联系人",
    "电话",
    "怎么同意的",
    "同意日期",
    "住几口人",
    "登记日期",
)


@pytest.fixture
def officer(territory: Territory, standing_clock: object) -> Actor:
    return actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.community))


def line(territory: Territory, door: str = "1单元101", index: int = 0, **changed: str) -> list[str]:
    found = [
        *(territory.buildings[index].code, door, territory.neighbourhoods[index].code),
        *(
            territory.micro_grids[index].code,
            "张阿姨",
            "139 0730 1234",
            "口头",
            "2024-06-03",
            "3人",
            "2024-06-05",
        ),
    ]
    for heading, value in changed.items():
        found[HEAD.index(heading)] = value
    return found


def file(*lines: list[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([HEAD, *lines])
    return stream.getvalue().encode()


def reasons(actor: Actor, *lines: list[str]) -> list[tuple[int, str, str]]:
    found = check(actor=actor, declared=roster("households"), data=file(*lines))
    return [(each.row, each.column, each.reason) for each in found.mistakes]


def test_a_good_row_is_a_door_with_its_lead_and_its_contact(territory: Territory, officer: Actor) -> None:
    bare = line(
        territory, "1单元102", 联系人="", 电话="", 怎么同意的="", 同意日期="", 住几口人="", 登记日期=""
    )
    data = file(line(territory), bare)
    done = import_good(actor=officer, declared=roster("households"), data=data)
    assert (done.written, done.known, done.bad) == (2, 0, 0)
    first, second = Household.everything.order_by("pk")
    assert (first.building, first.door, first.head_count) == (territory.buildings[0], "1单元101", 3)
    assert (first.contact_name, first.contact_consent_way) == ("张阿姨", "spoken")
    assert (first.contact_consent_on, first.valid_from) == (date(2024, 6, 3), date(2024, 6, 5))
    assert (first.provenance, first.recorded_by_id) == ("imported", officer.account_id)
    assert phone_of(first) == "13907301234"
    assert list(households_with_phone("13907301234")) == [first]
    stay = stay_on(first, business_date())
    assert stay is not None
    assert (stay.neighbourhood, stay.micro_grid) == (territory.neighbourhoods[0], territory.micro_grids[0])
    assert (second.phone_sealed, second.contact_consent_on, second.head_count) == (None, None, None)
    assert second.valid_from == business_date()
    assert Act.everything.filter(code="exchange.roster.imported").count() == 1


def test_the_same_file_once_more_changes_nothing(territory: Territory, officer: Actor) -> None:
    data = file(line(territory), line(territory, "1单元102"))
    for written, known in ((2, 0), (0, 2)):
        done = import_good(actor=officer, declared=roster("households"), data=data)
        assert (done.written, done.known, done.bad) == (written, known, 0)
    assert Household.everything.count() == Stay.everything.count() == 2


def test_every_bad_row_is_named_and_the_good_ones_are_kept(territory: Territory, officer: Actor) -> None:
    lines = [
        line(territory),
        line(territory, "2", 楼栋代码="430602-没有"),
        line(territory, "3", 邻代码=territory.neighbourhoods[1].code),
        line(territory, "4", 微网格代码=territory.micro_grids[1].code),
        line(territory, "5", 微网格代码=territory.neighbourhoods[0].code),
        line(territory, "6", 怎么同意的=""),
        line(territory, "7", 同意日期=""),
        line(territory, "8", 联系人=""),
        line(territory, "9", 同意日期="2030-01-01"),
        line(territory, "10", 登记日期="2030-01-01"),
        line(territory, "11", 住几口人="许多"),
        line(territory, "12", 电话="没有"),
        line(territory, "13", index=1),
        line(territory, ""),
        line(territory),
    ]
    found = check(actor=officer, declared=roster("households"), data=file(*lines))
    assert (len(found.good), len(found.bad)) == (1, 14)
    told = {each.row: (each.column, each.reason) for each in found.mistakes}
    assert sorted(told) == list(range(3, 17))
    assert told[3][1].startswith("没有这个楼栋")
    assert "同一个社区" in told[4][1]
    assert "同一个社区" in told[5][1]
    assert told[6] == ("微网格代码", "没有这个微网格，或者已经撤销。请照代码表核对。")
    assert told[7][0] == "怎么同意的"
    assert told[9][0] == "联系人"
    assert "任职不包括这里" in told[14][1]
    assert "只收一次" in told[16][1]
    shown = [each.shown for each in found.mistakes if each.column in ("电话", "联系人", "门牌")]
    assert set(shown) <= {"", "（不显示）"}
    done = import_good(actor=officer, declared=roster("households"), data=file(*lines))
    assert (done.written, done.bad) == (1, 14)


def test_an_empty_micro_grid_is_the_one_all_doors_of_the_neighbourhood_are_in(
    territory: Territory, officer: Actor
) -> None:
    assert reasons(officer, line(territory, 微网格代码="")) == []
    beside = territory.micro_grids[0]
    other = open_area(
        actor=SYSTEM,
        kind=Kind.MICRO_GRID,
        code=f"{beside.code}X",
        name="第二微网格",
        parent=beside.parent,
        day=BEGIN,
    )
    assert "不都在一个微网格" in reasons(officer, line(territory, 微网格代码=""))[0][2]
    register_household(
        actor=officer,
        building=territory.buildings[0],
        door="9",
        neighbourhood=territory.neighbourhoods[0],
        micro_grid=other,
        day=date(2024, 1, 1),
    )
    done = import_good(
        actor=officer, declared=roster("households"), data=file(line(territory, 微网格代码=""))
    )
    assert done.written == 1
    stay = stay_on(Household.everything.get(door="1单元101"), business_date())
    assert stay is not None
    assert stay.micro_grid == other


def test_a_door_registered_by_hand_afterwards_finds_a_free_number(
    territory: Territory, officer: Actor
) -> None:
    """Ids of a bulk import come from where everybody's come from."""
    import_good(actor=officer, declared=roster("households"), data=file(line(territory)))
    made = register_household(
        actor=officer,
        building=territory.buildings[0],
        door="301",
        neighbourhood=territory.neighbourhoods[0],
        micro_grid=territory.micro_grids[0],
        day=date(2024, 1, 1),
    )
    assert made.pk != Household.everything.get(door="1单元101").pk
    assert connection.vendor in ("sqlite", "postgresql")


def test_a_lead_imports_nothing(territory: Territory, standing_clock: object) -> None:
    lead = actor_for(territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0]))
    with pytest.raises(PermissionDenied):
        check(actor=lead, declared=roster("households"), data=file(line(territory)))


def test_the_table_of_codes_holds_what_a_file_needs(
    client: Client, territory: Territory, officer: Actor
) -> None:
    assert officer.account is not None
    client.force_login(officer.account)
    answer = client.get(reverse("leads:codes"))
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    book = CalamineWorkbook.from_filelike(io.BytesIO(text))
    cells = {cell for row in book.get_sheet_by_index(0).to_python() for cell in row}
    for mine in (territory.buildings[0], territory.neighbourhoods[0], territory.micro_grids[0]):
        assert mine.code in cells
    assert territory.buildings[1].code not in cells
