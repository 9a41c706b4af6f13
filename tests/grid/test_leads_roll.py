"""三长花名册 as a file: who takes office, who is known, who is refused by row in words; nobody is replaced."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.audit.models import Act
from linli.exchange.rosters import roster
from linli.exchange.rosters.importing import check, import_good
from linli.grid.models import Lead
from linli.people.models import Appointment, Person, Post
from linli.people.services import appoint, keep_phone
from tests.grid import rows
from tests.territory import BEGIN, Territory

HEAD = (
    *("地区代码", "职务", "姓名", "电话", "上任日期", "会议或决定", "决定日期", "产生方式"),
    *("符合选任条件", "审核日期", "审核人", "公示自", "公示至"),
)
GOOD = [
    *("", "邻长", "李建国", "0730-8600001", "2024-06-03", "群英议事会（2024年5月28日）", "2024-05-28"),
    *("群众推荐", "是", "2024-05-13", "", "2024-05-20", "2024-05-27"),
]


@pytest.fixture
def officer(territory: Territory, standing_clock: object) -> Actor:
    rows.standard(territory)
    return actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.community))


def line(territory: Territory, index: int = 0, **changed: str) -> list[str]:
    found = [territory.neighbourhoods[index].code, *GOOD[1:]]
    for heading, value in changed.items():
        found[HEAD.index(heading)] = value
    return found


def file(*lines: list[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([HEAD, *lines])
    return stream.getvalue().encode()


def reasons(actor: Actor, *lines: list[str]) -> list[tuple[int, str, str]]:
    found = check(actor=actor, declared=roster("leads"), data=file(*lines))
    return [(each.row, each.column, each.reason) for each in found.mistakes]


def test_one_appointment_a_row_through_the_service_and_once_only(
    territory: Territory, officer: Actor
) -> None:
    group = territory.groups[0].code
    data = file(line(territory), line(territory, 地区代码=group, 职务="组长"))
    done = import_good(actor=officer, declared=roster("leads"), data=data)
    assert (done.written, done.known, done.bad) == (2, 0, 0)
    (person,) = Person.everything.filter(name="李建国")
    held = Appointment.everything.filter(person=person).order_by("post")
    assert [(each.post, each.valid_from) for each in held] == [
        ("group_lead", date(2024, 6, 3)),
        ("neighbour_lead", date(2024, 6, 3)),
    ]
    lead = Lead.everything.get(appointment=held[1])
    assert officer.account is not None
    assert (lead.assessed_by, lead.produced_by) == (officer.account.person, "residents")
    assert Act.everything.filter(code="grid.lead.recorded").count() == 2
    again = import_good(actor=officer, declared=roster("leads"), data=data)
    assert (again.written, again.known, again.bad) == (0, 2, 0)
    assert Person.everything.filter(name="李建国").count() == 1


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({"地区代码": "000"}, "地区代码", "没有这个片、组或邻"),
        ({"职务": "组长"}, "职务", "组长不在邻任职"),
        ({"职务": "楼长"}, "职务", "片长、组长、邻长中的一个"),
        ({"符合选任条件": "否"}, "符合选任条件", "五有、一无、四个不宜"),
        ({"公示至": "2024-05-21"}, "公示至", "公示不足"),
        ({"公示至": "2024-05-20"}, "公示至", "晚于公示开始"),
        ({"上任日期": "2024-05-20"}, "上任日期", "早于公示结束"),
        ({"上任日期": "2034-05-20"}, "上任日期", "不能晚于今天"),
        ({"审核日期": "2024-05-29"}, "审核日期", "在作出决定之前"),
        ({"审核日期": "2019-05-29"}, "审核日期", "还没有施行中的三长选任条件"),
        ({"审核人": "查无此人"}, "审核人", "找不到这一位审核人"),
        ({"产生方式": "抽签"}, "产生方式", "没有这种产生方式"),
        ({"电话": "1.39E+10"}, "电话", "后面几位已经丢了"),
    ],
)
def test_what_the_rules_do_not_let_pass_is_named(
    territory: Territory, officer: Actor, changed: dict[str, str], column: str, words: str
) -> None:
    ((row, where, why),) = reasons(officer, line(territory, 0, **changed))
    assert (row, where) == (2, column)
    assert words in why


def test_a_post_has_one_holder_and_no_file_replaces_them(territory: Territory, officer: Actor) -> None:
    before = rows.appointment(territory)
    ((_, where, why),) = reasons(officer, line(territory))
    assert (where, "还有一位在任" in why) == ("地区代码", True)
    before.valid_to = date(2024, 6, 10)
    before.save()
    ((_, where, why),) = reasons(officer, line(territory))
    assert (where, "2024-06-10 才离任" in why) == ("上任日期", True)
    assert reasons(officer, line(territory, 上任日期="2024-06-10")) == []
    two = (line(territory, 1), line(territory, 1, 姓名="王芳", 电话=""))
    assert reasons(SYSTEM, *[[*each[:10], _assessor(territory), *each[11:]] for each in two])[0][
        2
    ].startswith("这份文件里这个岗位写了两个人")


def _assessor(territory: Territory) -> str:
    person = territory.person(territory.district)
    appoint(
        actor=SYSTEM,
        person=person,
        post=Post.DISTRICT_OFFICER,
        area=territory.district,
        day=BEGIN,
        basis="测试",
    )
    return person.name


def test_namesakes_are_never_guessed(territory: Territory, officer: Actor) -> None:
    known = territory.person(name="李建国")
    assert "同名的人" in reasons(officer, line(territory, 电话=""))[0][2]
    keep_phone(owner=known, number="0730-8600001")
    import_good(actor=officer, declared=roster("leads"), data=file(line(territory)))
    assert Appointment.everything.get(post="neighbour_lead").person == known
    third = territory.sections[0].code
    twice = (
        line(territory, 地区代码=territory.groups[0].code, 职务="组长", 姓名="赵敏", 电话=""),
        line(territory, 地区代码=third, 职务="片长", 姓名="赵敏", 电话=""),
    )
    ((row, where, _),) = reasons(officer, *twice)
    assert (row, where) == (3, "姓名")


def test_only_within_the_own_area(territory: Territory, officer: Actor) -> None:
    ((_, where, why),) = reasons(officer, line(territory, 1))
    assert (where, "您的任职不包括这里" in why) == ("地区代码", True)
    neighbour = actor_for(territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[2]))
    with pytest.raises(PermissionDenied):
        reasons(neighbour, line(territory))
