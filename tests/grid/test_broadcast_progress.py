"""A broadcast to very many: listed by the worker, followed by place, printed whole, let go after its time."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.audit.models import Act
from linli.common.clock import business_date, business_now
from linli.documents.rendering import to_html
from linli.grid.broadcasts import selectors, services
from linli.grid.broadcasts.models import Broadcast, BroadcastDoor, BroadcastKind, Reached
from linli.grid.broadcasts.services import Said
from linli.privacy import retention
from linli.workflow import periodic
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: object, settings: Any, tmp_path: Path) -> Loop:
    settings.LINLI_HOME, settings.LINLI_SMS_BACKEND = str(tmp_path), "file"
    loop = build_loop(territory)
    for index, many in enumerate((7, 2, 0, 1)):
        for _ in range(many):
            territory.household(index)
    return loop


def sent(loop: Loop) -> Broadcast:
    areas = [loop.territory.communities[0], loop.territory.communities[1]]
    found = services.send(
        actor=loop.street, said=Said(kind=BroadcastKind.FLOOD, text="涨水，请转移。", areas=areas)
    )
    assert isinstance(found, Broadcast)
    return found


def test_very_many_doors_are_listed_by_the_worker_each_once(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "LISTED_AT_ONCE", 3)
    monkeypatch.setattr(services, "BATCH", 4)
    monkeypatch.setattr(services, "STEPS", 2)
    broadcast = sent(loop)
    assert (broadcast.expected, broadcast.listed_at, broadcast.doors.count()) == (9, None, 0)
    assert broadcast.leads_told > 0, "the leads know at once"
    assert services.list_waiting() == 2
    assert broadcast.doors.count() == 8
    assert periodic.run_often() == []
    broadcast.refresh_from_db()
    assert broadcast.listed_at is not None
    assert broadcast.doors.count() == broadcast.doors.values("household").distinct().count() == 9
    assert services.list_waiting() == 0


def test_who_moves_in_meanwhile_is_no_door_of_it(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LISTED_AT_ONCE", 0)
    broadcast = sent(loop)
    tomorrow = timezone.localtime(business_now()).date() + timedelta(days=1)
    loop.territory.household(0, since=tomorrow)
    services.list_waiting()
    assert broadcast.doors.count() == 9


def test_what_was_sent_before_doors_were_counted_is_left_alone(loop: Loop) -> None:
    Broadcast.everything.create(
        area=loop.territory.community, kind=BroadcastKind.FLOOD, text="旧的", sent_at=business_now()
    )
    assert services.list_waiting() == 0


def test_progress_by_place_and_by_the_hour(loop: Loop, client: Client) -> None:
    broadcast = sent(loop)
    doors = selectors.doors_for(loop.street, broadcast)
    for door in doors[:3]:
        services.tick(actor=loop.neighbour, door=door, reached=Reached.SEEN)
    parts = selectors.progress(doors)
    assert [(p.name, p.standing.doors, p.standing.heard, p.standing.to_visit) for p in parts] == [
        ("岳阳楼第一社区", 7, 3, 4),
        ("岳阳楼第二社区", 2, 0, 2),
    ]
    assert selectors.total(parts) == selectors.standing(doors)
    one = selectors.progress(selectors.doors_for(loop.community, broadcast))
    assert [(p.name, p.standing.doors) for p in one] == [("第一片", 7)]
    assert selectors.by_hour(doors) == [], "two neighbourhoods would tell when a lead went round"
    assert loop.street.account is not None
    client.force_login(loop.street.account)
    page = client.get(
        reverse("broadcasts:broadcast", args=(broadcast.ref,)), {"show": "progress"}
    ).content.decode()
    assert "岳阳楼第二社区" in page
    assert "不排名次" in page


def test_hours_of_many_neighbourhoods(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "FEWEST", 2)
    broadcast = sent(loop)
    doors = selectors.doors_for(loop.street, broadcast)
    start = business_now().replace(minute=0)
    for number, pk in enumerate(doors.values_list("pk", flat=True)[:3]):
        at = start + timedelta(hours=number % 2)
        BroadcastDoor.everything.filter(pk=pk).update(reached=Reached.SEEN, at=at)
    assert [heard for _, heard in selectors.by_hour(doors)] == [2, 3]


def test_a_tick_is_on_record(loop: Loop) -> None:
    broadcast = sent(loop)
    door = selectors.doors_for(loop.neighbour, broadcast)[0]
    services.tick(actor=loop.neighbour, door=door, reached=Reached.ABSENT)
    act = Act.everything.get(code="grid.broadcast.ticked")
    assert (act.target_id, act.area_id) == (broadcast.pk, door.neighbourhood_id)
    assert door.household.door not in str(act.data)


def test_every_neighbourhood_has_a_sheet_of_its_own_and_nothing_is_cut(
    loop: Loop, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    broadcast = sent(loop)
    doors = selectors.doors_for(loop.street, broadcast)
    paper = to_html(selectors.visiting_list(broadcast, doors, business_date()))
    assert paper.count("□ 已告知") == 9
    assert "岳阳楼第一社区第一片第一组第一邻：7 户" in paper
    assert "岳阳楼第二社区第一片第一组第一邻：2 户" in paper
    assert loop.street.account is not None
    client.force_login(loop.street.account)
    address = reverse("broadcasts:broadcast-printed", args=(broadcast.ref, "docx"))
    assert client.get(address).status_code == 200
    assert Act.everything.filter(code="grid.broadcast.printed").get().data["count"] == 9
    monkeypatch.setattr(selectors, "MOST_PRINTED", 8)
    answer = client.get(address)
    assert answer["Location"].endswith("?show=progress")
    one = client.get(address, {"area": loop.territory.communities[0].code})
    assert one.status_code == 200
    page = client.get(reverse("broadcasts:broadcast", args=(broadcast.ref,))).content.decode()
    assert '?show=progress">' in page


def test_doors_go_after_a_year_and_the_broadcast_stays(loop: Loop, client: Client) -> None:
    broadcast = sent(loop)
    rule = next(rule for rule in retention.all_rules() if rule.code == "grid.broadcast_door")
    today = timezone.localtime(business_now()).date()
    assert not rule.due(today, today).exists()
    due = rule.due(today + timedelta(days=1), today)
    rule.erase(list(due.values_list("pk", flat=True)))
    assert not BroadcastDoor.everything.exists()
    assert loop.street.account is not None
    client.force_login(loop.street.account)
    page = client.get(reverse("broadcasts:broadcast", args=(broadcast.ref,))).content.decode()
    assert "当时共 9 户" in page
