"""One word to everybody in an emergency: leads at once, doors by telephone, the rest on foot."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import actor_for
from linli.common.clock import business_date
from linli.documents.rendering import to_html
from linli.grid.broadcasts import selectors, services
from linli.grid.broadcasts.models import Broadcast, BroadcastDoor, BroadcastKind, Reached
from linli.grid.broadcasts.services import Said
from linli.inbox.models import Message
from linli.people.models import Post
from linli.people.services import keep_phone
from linli.workflow import approving
from linli.workflow.models import Approval
from tests.grid.requests import Loop, build_loop
from tests.territory import BEGIN, Territory

TEXT = "今晚 10 时洪峰过境，请一楼住户马上转移到社区服务中心。"


@pytest.fixture
def loop(territory: Territory, standing_clock: object, settings: Any, tmp_path: Path) -> Loop:
    settings.LINLI_HOME, settings.LINLI_SMS_BACKEND = str(tmp_path), "file"
    loop = build_loop(territory)
    for number in range(4):
        household = territory.household(0)
        if number == 0:
            household.contact_consent_on = BEGIN
            household.save()
            keep_phone(owner=household, number="13812342046")
    territory.household(2)
    return loop


def said(loop: Loop, *areas: Any) -> Said:
    return Said(kind=BroadcastKind.FLOOD, text=TEXT, areas=areas or [loop.territory.community])


def sent(loop: Loop) -> Broadcast:
    found = services.send(actor=loop.street, said=said(loop))
    assert isinstance(found, Broadcast)
    return found


def test_leads_at_once_doors_by_telephone_the_rest_on_foot(loop: Loop, tmp_path: Path) -> None:
    broadcast = sent(loop)
    assert broadcast.leads_told == 3
    assert Message.everything.filter(kind="grid.broadcast", urgent=True).count() == 3
    doors = selectors.doors_for(loop.community, broadcast)
    assert selectors.standing(doors) == selectors.Standing(4, 1, 0, 0, 3)
    assert (services.text_waiting(), services.text_waiting()) == (1, 0)
    (message,) = (tmp_path / "sms").iterdir()
    assert message.read_text().startswith("13812342046\n【防汛】今晚")
    assert selectors.standing(doors) == selectors.Standing(4, 0, 1, 0, 3)


def test_what_does_not_leave_is_a_door_to_go_to(loop: Loop, settings: Any) -> None:
    settings.LINLI_SMS_BACKEND = "tests.grid.test_broadcasts.broken"
    broadcast = sent(loop)
    assert services.text_waiting() == 0
    assert selectors.standing(selectors.doors_for(loop.community, broadcast)).to_visit == 4


def broken(number: str, text: str) -> None:
    raise OSError


def test_a_lead_ticks_own_doors_and_nobody_else_s(loop: Loop) -> None:
    broadcast = sent(loop)
    door = selectors.doors_for(loop.neighbour, broadcast).filter(reached=Reached.DOOR)[0]
    assert services.tick(actor=loop.neighbour, door=door, reached=Reached.SEEN).at is not None
    assert selectors.standing(selectors.doors_for(loop.neighbour, broadcast)).seen == 1
    other = actor_for(loop.territory.account(Post.NEIGHBOUR_LEAD, loop.territory.neighbourhoods[2]))
    with pytest.raises(PermissionDenied):
        services.tick(actor=other, door=door, reached=Reached.SEEN)
    with pytest.raises(ValidationError):
        services.tick(actor=loop.neighbour, door=door, reached=Reached.TEXTED)


def test_where_it_may_be_sent(loop: Loop) -> None:
    t = loop.territory
    with pytest.raises(PermissionDenied, match="您的任职不包括"):
        services.send(actor=loop.street, said=said(loop, t.streets[1]))
    with pytest.raises(PermissionDenied):
        services.send(actor=loop.neighbour, said=said(loop, t.neighbourhoods[0]))
    with pytest.raises(ValidationError):
        services.send(actor=loop.street, said=said(loop, t.buildings[0]))


def test_the_whole_district_takes_a_second_person(loop: Loop) -> None:
    t = loop.territory
    asked = services.send(actor=loop.district, said=said(loop, t.district))
    assert isinstance(asked, Approval)
    assert not Broadcast.everything.exists()
    second = actor_for(t.account(Post.DISTRICT_OFFICER, t.district))
    with pytest.raises(PermissionDenied):
        approving.approve(actor=loop.district, approval=asked)
    approving.approve(actor=second, approval=asked)
    assert Broadcast.everything.get().doors.count() == 5


def test_the_list_on_paper_has_doors_and_no_numbers(loop: Loop) -> None:
    broadcast = sent(loop)
    paper = to_html(
        selectors.visiting_list(broadcast, selectors.doors_for(loop.community, broadcast), business_date())
    )
    assert "第一邻" in paper
    assert "□ 已告知" in paper
    assert "13812342046" not in paper


def test_the_pages(loop: Loop, client: Client) -> None:
    assert loop.street.account is not None
    client.force_login(loop.street.account)
    new = reverse("broadcasts:broadcast-new")
    assert client.post(new, {"kind": "flood", "text": ""}).status_code == 400
    answer = client.post(
        new, {"kind": "flood", "text": TEXT, "areas": [loop.territory.community.code], "urgent": "on"}
    )
    broadcast = Broadcast.everything.get()
    assert answer["Location"] == reverse("broadcasts:broadcast", args=(broadcast.ref,))
    assert "还要上门</dt><dd>3<" in client.get(answer["Location"]).content.decode()
    door = broadcast.doors.filter(reached="door")[0]
    client.post(reverse("broadcasts:broadcast-tick", args=(broadcast.ref, door.pk)), {"reached": "absent"})
    assert "没有人在家" in client.get(answer["Location"]).content.decode()
    assert TEXT in client.get(reverse("broadcasts:broadcasts")).content.decode()
    printed = client.get(reverse("broadcasts:broadcast-printed", args=(broadcast.ref, "docx")))
    assert printed.status_code == 200


def test_what_was_said_stands(loop: Loop) -> None:
    broadcast = sent(loop)
    for breach in ({"text": "别的"}, {"kind": "party"}, {"text": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Broadcast.everything.filter(pk=broadcast.pk).update(**breach)
    for broken_door in ({"reached": "seen"}, {"reached": "nowhere"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BroadcastDoor.everything.filter(broadcast=broadcast, reached="door").update(**broken_door)


def test_every_place_stands_under_what_it_lies_in(loop: Loop, client: Client) -> None:
    t = loop.territory
    assert loop.district.account is not None
    client.force_login(loop.district.account)
    form = client.get(reverse("broadcasts:broadcast-new")).context["form"]
    folds = form["areas"].folds
    assert [tick.label for fold in folds if not fold.label for tick in fold.ticks] == [
        f"{t.district.name}全部"
    ]
    streets = [fold for fold in folds if fold.label]
    assert [fold.label for fold in streets] == [street.name for street in t.streets]
    (community,) = [fold for fold in streets[0].inner if fold.label == t.communities[0].name]
    (section,) = [fold for fold in community.inner if fold.label == t.sections[0].name]
    (group,) = section.inner
    assert (group.label, group.ticks[-1].label) == (t.groups[0].name, t.neighbourhoods[0].name)
    assert group.ticks[-1].within == t.groups[0].name
    every = [value for value, _ in form.fields["areas"].choices]
    assert len(every) == len(set(every)) == 1 + 2 + 4 * 5 - 4, (
        "each once: district, streets, and four levels of each"
    )


def test_what_is_ticked_is_not_folded_away(loop: Loop, client: Client) -> None:
    t = loop.territory
    assert loop.district.account is not None
    client.force_login(loop.district.account)
    sent = {"kind": "flood", "text": "", "areas": [t.sections[2].code]}
    answer = client.post(reverse("broadcasts:broadcast-new"), sent)
    text = answer.content.decode()
    assert text.count('<details class="ll-fold" open>') == 3, "street, community, section"
    assert "<select" not in text.split("id_areas")[1].split("</fieldset>")[0]
    assert f'value="{t.sections[2].code}" id="' in text
    answer = client.post(reverse("broadcasts:broadcast-new"), sent | {"text": TEXT, "areas": ["430000"]})
    assert answer.status_code == 400


def test_of_many_places_whole_levels_are_offered(
    loop: Loop, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.grid.views.broadcasts.MOST_AREAS", 8)
    assert loop.district.account is not None
    client.force_login(loop.district.account)
    form = client.get(reverse("broadcasts:broadcast-new")).context["form"]
    assert {len(value) for value, _ in form.fields["areas"].choices} == {6, 9, 12}, "down to the communities"
