"""Statutory periods of petitions are met by the law's own acts only; the duty list is asked on every way down (T04)."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from linli.common.clock import business_now, stand_at
from linli.grid.models import DutyItem, Request, RequestStep
from linli.grid.requests.models import AnswerWay, Source
from linli.grid.requests.services import answering, branches, consenting, intake, moving, tasks
from linli.grid.requests.services.intake import About
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def clock(request: Request, kind: str) -> Deadline:
    to = Reference.to(request)
    return Deadline.everything.filter(target_type=to.type, target_id=to.id, kind=kind).latest("pk")


@pytest.fixture
def petition(loop: Loop) -> Request:
    request = moving.accept(actor=loop.community, request=loop.tell("低保停发要说法"), kind=loop.kind)
    return branches.take_as_petition(actor=loop.community, request=request)


# --- petitions ---
def test_before_the_notice_nothing_ordinary_ends_it(loop: Loop, petition: Request) -> None:
    for act in (moving.finish, moving.explain):
        with pytest.raises(ValidationError, match="还没有书面告知是否受理"):
            act(actor=loop.community, request=petition, result="办好了")
    fresh = branches.take_as_petition(actor=loop.community, request=loop.tell("另一件"))
    with pytest.raises(ValidationError, match="还没有书面告知是否受理"):
        moving.settle(actor=loop.neighbour, request=fresh, result="说好了")
    assert clock(petition, "petition.notice").met_at is None


def test_it_is_not_closed_without_a_written_decision(loop: Loop, petition: Request) -> None:
    branches.accept_petition(actor=loop.community, request=petition)
    for act in (moving.finish, moving.explain):
        with pytest.raises(ValidationError, match="还没有作出书面处理意见"):
            act(actor=loop.community, request=petition, result="办好了")
    with pytest.raises(ValidationError, match="受理以后、现在以前"):
        branches.decide_petition(
            actor=loop.community, request=petition, words="恢复发放", at=business_now() + timedelta(hours=1)
        )
    assert clock(petition, "petition.decision").met_at is None
    branches.decide_petition(actor=loop.community, request=petition, words="恢复发放")
    assert clock(petition, "petition.decision").met_at == business_now()
    step = RequestStep.everything.get(request=petition, verb="petition_decide")
    assert step.public == "书面处理意见已经送达您：恢复发放"
    with pytest.raises(ValidationError, match="已经有书面处理意见"):
        branches.decide_petition(actor=loop.community, request=petition, words="又一次")
    request = moving.finish(actor=loop.community, request=petition, result="恢复发放")
    request = answering.answer(actor=loop.community, request=request, text="恢复了。", way=AnswerWay.PHONE)
    request = answering.reopen(actor=loop.street, request=request, words="还没有到账")
    with pytest.raises(ValidationError, match="还没有书面处理意见"):
        moving.settle(actor=loop.district, request=request, result="到账了")


def test_not_accepted_is_told_in_writing_and_then_explained(loop: Loop, petition: Request) -> None:
    branches.refuse_petition(actor=loop.community, request=petition, reason="属于法院受理范围")
    assert clock(petition, "petition.notice").met_at is not None
    request = moving.explain(actor=loop.community, request=petition, result="请去法院")
    assert request.state == "done"


def test_it_is_never_put_on_hold(loop: Loop, petition: Request) -> None:
    branches.accept_petition(actor=loop.community, request=petition)
    before = clock(petition, "petition.decision").due_at
    for act in (moving.put_on_hold, consenting.hold):
        with pytest.raises(ValidationError, match="法定期限不能停"):
            act(actor=loop.district, request=petition, plan="明年", words="没有资金")
    with pytest.raises(ValidationError, match="法定期限不能停"):
        consenting.hold(actor=loop.community, request=petition, plan="明年", words="没有资金")
    found = clock(petition, "petition.decision")
    assert (found.due_at, found.paused_at) == (before, None)


def test_it_joins_nothing_that_would_lose_its_period(loop: Loop, petition: Request) -> None:
    lamp = loop.tell("路灯不亮")
    with pytest.raises(ValidationError, match="法定期限就丢了"):
        moving.merge(actor=loop.community, request=petition, into=lamp)
    assert clock(petition, "petition.notice").dropped_at is None
    stand_at(business_now() + timedelta(days=2))
    later = branches.take_as_petition(actor=loop.community, request=loop.tell("低保停发"))
    with pytest.raises(ValidationError, match="法定期限就丢了"):
        moving.merge(actor=loop.community, request=petition, into=later)
    merged = moving.merge(actor=loop.community, request=later, into=petition)
    began = clock(later, "petition.notice").started_at
    moving.separate(actor=loop.community, request=merged, words="不是一件")
    again = clock(later, "petition.notice")
    assert (again.dropped_at, again.started_at) == (None, began)


def test_taken_up_again_it_joins_nothing_before_it_is_accepted(loop: Loop, petition: Request) -> None:
    branches.accept_petition(actor=loop.community, request=petition)
    branches.decide_petition(actor=loop.community, request=petition, words="恢复发放")
    moving.finish(actor=loop.community, request=petition, result="恢复了")
    answering.answer(actor=loop.community, request=petition, text="恢复了。", way=AnswerWay.RECEIPT)
    answering.reopen(actor=loop.community, request=petition, words="没有恢复")
    lamp = moving.accept(actor=loop.street, request=loop.tell("路灯不亮"), kind=loop.kind)
    with pytest.raises(ValidationError, match="法定期限就丢了"):
        moving.merge(actor=loop.street, request=petition, into=lamp)
    other = branches.take_as_petition(actor=loop.community, request=loop.tell("低保也停了"))
    with pytest.raises(ValidationError, match="还没有受理"):
        moving.merge(actor=loop.street, request=petition, into=other)
    petition.refresh_from_db()
    assert petition.state == "told"


def test_decided_in_writing_it_still_joins_a_petition_only(loop: Loop, petition: Request) -> None:
    branches.accept_petition(actor=loop.community, request=petition)
    branches.decide_petition(actor=loop.community, request=petition, words="恢复发放")
    with pytest.raises(ValidationError, match="法定期限就丢了"):
        moving.merge(actor=loop.community, request=petition, into=loop.tell("路灯不亮"))
    other = branches.take_as_petition(actor=loop.community, request=loop.tell("低保也停了"))
    assert moving.merge(actor=loop.community, request=petition, into=other).state == "merged"


def test_the_page_offers_the_step_that_is_due(loop: Loop, petition: Request, client: Client) -> None:
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    page = client.get(reverse("requests:request", args=(petition.ref,))).content.decode()
    assert "受理信访事项" in page
    assert "作出书面处理意见" not in page
    client.post(reverse("branches:branch", args=(petition.ref, "petition-accept")))
    page = client.get(reverse("requests:request", args=(petition.ref,))).content.decode()
    assert "petition-accept" not in page
    address = reverse("branches:branch", args=(petition.ref, "petition-decide"))
    refused = client.post(address, {"words": "恢复", "at": "2030-01-01 08:00"})
    assert "现在以前" in refused.content.decode()
    now = f"{business_now():%Y-%m-%d}"
    assert client.post(address, {"words": "恢复", "at": f"{now} 23:59"}).status_code == 400
    form = client.get(address).context["form"]
    answer = client.post(address, {"words": "恢复", "at": form["at"].value().isoformat()}, follow=True)
    assert "作出书面处理意见，已办" in answer.content.decode()


# --- the duty list ---
@pytest.fixture
def passed_on(loop: Loop) -> Request:
    """A department's matter, with the street."""
    t = loop.territory
    return intake.tell(actor=loop.street, text="统计空置房", area=t.streets[0], source=Source.DEPARTMENT)


def test_no_way_down_goes_round_the_duty_list(loop: Loop, passed_on: Request) -> None:
    t = loop.territory
    for below in (t.community, t.sections[0], t.groups[0], t.neighbourhoods[0]):
        with pytest.raises(ValidationError, match="要有社区职责清单的条目号"):
            moving.pass_across(actor=loop.street, request=passed_on, to=below, words="请办")
    request = moving.accept(actor=loop.street, request=passed_on, kind=loop.kind)
    for below in (t.community, t.sections[0], t.groups[0], t.neighbourhoods[0]):
        with pytest.raises(ValidationError, match="要有社区职责清单的条目号"):
            tasks.dispatch(actor=loop.street, request=request, areas=(below,))
    with pytest.raises(ValidationError, match="部门转来的"):
        moving.merge(actor=loop.street, request=request, into=loop.tell("空置房"))
    for about in (About(), About(neighbourhood=t.neighbourhoods[0]), About(place=t.buildings[0])):
        with pytest.raises(ValidationError, match="要有社区职责清单的条目号"):
            intake.tell(
                actor=loop.street, text="统计", area=t.community, source=Source.DEPARTMENT, about=about
            )
    request.refresh_from_db()
    assert (request.holder, request.duty_item) == (t.streets[0], None)


def test_an_item_in_force_opens_the_way_and_stays_with_it(loop: Loop, passed_on: Request) -> None:
    t = loop.territory
    old = DutyItem.everything.create(
        area=t.district, number="7", name="协助统计", valid_from="2020-01-01", valid_to="2023-01-01"
    )
    item = DutyItem.everything.create(area=t.district, number="8", name="协助统计", valid_from="2024-01-01")
    with pytest.raises(ValidationError, match="不在施行"):
        moving.pass_across(actor=loop.street, request=passed_on, to=t.community, words="请", duty_item=old)
    request = moving.pass_across(
        actor=loop.street, request=passed_on, to=t.community, words="请办", duty_item=item
    )
    request = moving.pass_across(actor=loop.community, request=request, to=t.sections[0], words="请片长看")
    assert (request.holder, request.duty_item) == (t.sections[0], item)
    told = intake.tell(
        actor=loop.street,
        text="统计",
        area=t.community,
        source=Source.DEPARTMENT,
        about=About(duty_item=item),
    )
    assert told.holder == t.community


def test_the_forms_ask_for_the_item(loop: Loop, passed_on: Request, client: Client) -> None:
    t = loop.territory
    assert loop.street.account is not None
    client.force_login(loop.street.account)
    DutyItem.everything.create(area=t.district, number="8", name="协助统计", valid_from="2024-01-01")
    across = reverse("requests:act", args=(passed_on.ref, "pass-across"))
    given = {"to": t.community.code, "words": "请办"}
    refused = client.post(across, given).content.decode()
    assert "要有社区职责清单的条目号" in refused
    assert "请办" in refused
    assert client.post(across, given | {"duty_item": "8"}).status_code == 302
    new = {
        "text": "统计空置房",
        "who": "住建局",
        "way": "receipt",
        "source": "department",
        "urgency": "usual",
    }
    new |= {"area": t.community.code, "sure": "1"}
    assert "要有社区职责清单的条目号" in client.post(reverse("requests:new"), new).content.decode()
    assert client.post(reverse("requests:new"), new | {"duty_item": "8"}).status_code == 302
    other = reverse("requests:act", args=(loop.tell().ref, "pass-across"))
    assert "条目号" not in client.get(other).content.decode()
