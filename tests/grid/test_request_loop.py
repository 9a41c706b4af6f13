"""The loop: one request from the door to the department and back to whoever told it, and every refusal on the way."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from linli.access.actor import NOBODY, actor_for
from linli.common.clock import business_now, stand_at
from linli.grid.models import DutyItem, Request, RequestKind, RequestStep, RequestTask, Teller
from linli.grid.requests import loading, selectors
from linli.grid.requests.models import AnswerWay, Source, Urgency, Verdict, Wish
from linli.grid.requests.services import answering, intake, moving, tasks
from linli.grid.requests.services.intake import About, Accused, Told
from linli.orgs.models import OrganisationKind
from linli.people.models import Post
from linli.workflow.machines import TransitionRefused
from linli.workflow.models import Deadline
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def clocks(request: Request) -> set[str]:
    return {deadline.kind for deadline in moving.running(request)}


def test_from_the_door_to_the_department_and_back(loop: Loop) -> None:
    request = loop.tell()
    assert (request.state, request.level, request.number) == ("told", "neighbourhood", "001001-241030-01")
    request = moving.pass_up(actor=loop.neighbour, request=request, words="井在公共地面")
    request = moving.pass_up(actor=loop.group, request=request)
    request = moving.pass_up(actor=loop.section, request=request)
    assert request.level == "community"
    request = moving.accept(actor=loop.community, request=request, kind=loop.kind)
    assert clocks(request) == {"grid.request"}
    request = moving.pass_up(actor=loop.community, request=request, words="要排水公司")
    request = moving.accept(actor=loop.street, request=request, kind=loop.kind)
    (task,) = tasks.dispatch(actor=loop.street, request=request, units=(loop.unit,), asked="请疏通")
    assert list(selectors.tasks_for(loop.department)) == [task]
    task = tasks.sign(actor=loop.department, task=task)
    task = tasks.report_done(actor=loop.department, task=task, result="高压清洗 40 分钟")
    tasks.confirm(actor=loop.street, task=task)
    request = moving.finish(actor=loop.street, request=request, result="排水公司昨天下午已疏通")
    assert clocks(request) == {"grid.answer"}
    words = answering.drafted_answer(request)
    assert words.startswith("王女士，您好。您10月30日说的“5栋前面的污水井又返水了”，排水公司昨天下午已疏通。")
    request = answering.answer(actor=loop.street, request=request, text=words, way=AnswerWay.PHONE)
    request = answering.judge(request=request, verdict=Verdict.PLEASED)
    assert (request.state, request.settled_level) == ("closed", "street")
    assert moving.running(request) == []
    verbs = [step.verb for step in selectors.course(request)][::-1]
    assert verbs == [
        "tell", "pass_up", "pass_up", "pass_up", "accept", "pass_up", "accept", "dispatch",
        "task.sign", "task.finish", "task.confirm", "finish", "answer", "close",
    ]  # fmt: skip


def test_done_on_the_spot_takes_two_acts_of_the_lead(loop: Loop) -> None:
    request = moving.settle(actor=loop.neighbour, request=loop.tell(), result="和对门说好了，鞋柜已挪走")
    assert request.settled_level == "neighbourhood"
    request = answering.answer(actor=loop.neighbour, request=request, text="挪走了。", way=AnswerWay.DOOR)
    assert request.state == "answered"


def test_the_same_thing_sent_twice_is_told_once(loop: Loop) -> None:
    asked = {
        "actor": NOBODY,
        "area": loop.territory.community,
        "source": Source.RESIDENT,
        "key": "made-on-the-phone-1",
    }
    first = intake.tell(text="路灯不亮", **asked)  # type: ignore[arg-type]
    again = intake.tell(text="路灯不亮", **asked)  # type: ignore[arg-type]
    assert first == again
    assert Request.everything.count() == 1
    assert Teller.everything.count() == 1


def test_a_vacant_neighbourhood_is_held_by_the_level_above(loop: Loop) -> None:
    t = loop.territory
    request = intake.tell(
        actor=NOBODY,
        text="楼道灯坏了",
        area=t.communities[1],
        source=Source.RESIDENT,
        about=About(neighbourhood=t.neighbourhoods[1]),
    )
    assert request.holder == t.communities[1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "  "}, "请用一句话说出了什么事"),
        ({"text": "长" * 501}, "最多 500 个字"),
        ({"told": Told(way=AnswerWay.PHONE)}, "请留一个号码"),
    ],
)
def test_what_cannot_be_told(loop: Loop, change: dict[str, object], words: str) -> None:
    asked = {"text": "路灯不亮", "area": loop.territory.community, "source": Source.RESIDENT} | change
    with pytest.raises(ValidationError, match=words):
        intake.tell(actor=NOBODY, **asked)  # type: ignore[arg-type]


def test_a_worker_tells_for_the_own_area_only(loop: Loop) -> None:
    with pytest.raises(PermissionDenied, match="您的任职不包括"):
        intake.tell(
            actor=loop.neighbour, text="路灯不亮", area=loop.territory.communities[2], source=Source.LEAD
        )


def test_who_does_not_have_it_may_not_act(loop: Loop) -> None:
    request = moving.pass_up(actor=loop.neighbour, request=loop.tell())
    with pytest.raises(PermissionDenied, match="这件事现在在第一组"):
        moving.settle(actor=loop.neighbour, request=request, result="好了")
    other = actor_for(loop.territory.account(Post.STREET_OFFICER, loop.territory.streets[1]))
    with pytest.raises(PermissionDenied):
        moving.settle(actor=other, request=request, result="好了")
    assert not Request.objects.visible_to(other).exists()


def test_a_neighbour_lead_does_not_accept_or_dispatch(loop: Loop) -> None:
    request = loop.tell()
    with pytest.raises(PermissionDenied):
        moving.accept(actor=loop.neighbour, request=request, kind=loop.kind)
    assert set(Request.objects.visible_to(loop.neighbour)) == {request}


def test_a_unit_sees_what_was_given_to_it_and_nothing_else(loop: Loop) -> None:
    loop.tell("别的事")
    request = moving.accept(actor=loop.district, request=loop.tell(), kind=loop.kind)
    assert not Request.objects.visible_to(loop.department).exists()
    tasks.dispatch(actor=loop.district, request=request, units=(loop.unit,))
    assert list(Request.objects.visible_to(loop.department)) == [request]
    assert not Teller.objects.visible_to(loop.department).exists()
    assert RequestStep.objects.visible_to(loop.department).filter(request=request).exists()


def test_returned_once_and_then_designated(loop: Loop) -> None:
    request = moving.accept(actor=loop.street, request=loop.tell(), kind=loop.kind)
    (task,) = tasks.dispatch(actor=loop.street, request=request, units=(loop.unit,))
    with pytest.raises(TransitionRefused, match="缺少"):
        tasks.send_back(actor=loop.department, task=task, words="")
    tasks.send_back(actor=loop.department, task=task, words="管网归水务公司")
    (again,) = tasks.dispatch(actor=loop.street, request=request, units=(loop.unit,))
    assert again.designated
    with pytest.raises(ValidationError, match="指定承办，不能再退"):
        tasks.send_back(actor=loop.department, task=again, words="还是不归我们")


def test_several_departments_are_called_and_all_confirmed_before_it_is_done(loop: Loop) -> None:
    t = loop.territory
    second = t.organisation(t.district, OrganisationKind.DEPARTMENT)
    other = actor_for(t.account_in(second))
    request = moving.accept(actor=loop.street, request=loop.tell(), kind=loop.kind)
    one, two = tasks.dispatch(actor=loop.street, request=request, units=(loop.unit, second))
    tasks.sign(actor=loop.department, task=one)
    one = tasks.report_done(actor=loop.department, task=one, result="好了")
    with pytest.raises(PermissionDenied, match="派给了"):
        tasks.sign(actor=loop.department, task=two)
    with pytest.raises(ValidationError, match="还有交办单没有办完"):
        moving.finish(actor=loop.street, request=request, result="好了")
    tasks.confirm(actor=loop.street, task=one)
    tasks.sign(actor=other, task=two)
    two = tasks.report_done(actor=other, task=two, result="也好了")
    two = tasks.redo(actor=loop.street, task=two, words="井盖没复位")
    two = tasks.report_done(actor=other, task=two, result="井盖复位")
    tasks.confirm(actor=loop.street, task=two)
    assert moving.finish(actor=loop.street, request=request, result="都好了").state == "done"


def test_t04_a_department_s_matter_reaches_a_community_with_a_duty_item_only(loop: Loop) -> None:
    t = loop.territory
    request = intake.tell(actor=loop.street, text="统计空置房", area=t.streets[0], source=Source.DEPARTMENT)
    request = moving.accept(actor=loop.street, request=request, kind=loop.kind)
    with pytest.raises(ValidationError, match="要有社区职责清单的条目号"):
        tasks.dispatch(actor=loop.street, request=request, areas=(t.community,))
    old = DutyItem.everything.create(
        area=t.district, number="7", name="协助统计", valid_from="2020-01-01", valid_to="2023-01-01"
    )
    with pytest.raises(ValidationError, match="不在施行"):
        tasks.dispatch(actor=loop.street, request=request, areas=(t.community,), duty_item=old)
    item = DutyItem.everything.create(area=t.district, number="8", name="协助统计", valid_from="2024-01-01")
    (task,) = tasks.dispatch(actor=loop.street, request=request, areas=(t.community,), duty_item=item)
    assert task.duty_item == item


def test_displeased_goes_up_once_by_itself_and_is_then_closed_by_hand(loop: Loop) -> None:
    request = moving.settle(actor=loop.neighbour, request=loop.tell(), result="说过了")
    request = answering.answer(actor=loop.neighbour, request=request, text="说过了。", way=AnswerWay.DOOR)
    request = answering.judge(request=request, verdict=Verdict.DISPLEASED, words="还在返水")
    assert (request.state, request.level, request.reopened) == ("told", "group", 1)
    request = moving.settle(actor=loop.group, request=request, result="清了")
    request = answering.answer(actor=loop.group, request=request, text="清了。", way=AnswerWay.DOOR)
    request = answering.judge(request=request, verdict=Verdict.DISPLEASED)
    assert request.state == "answered"
    stand_at(business_now() + timedelta(days=30))
    assert answering.close_silent() == 0
    with pytest.raises(ValidationError, match="为什么只能这样"):
        answering.close(actor=loop.community, request=request, words="")
    assert answering.close(actor=loop.community, request=request, words="要等管网改造").state == "closed"


def test_silence_closes_after_a_week(loop: Loop) -> None:
    request = moving.settle(actor=loop.neighbour, request=loop.tell(), result="好了")
    answering.answer(actor=loop.neighbour, request=request, text="好了。", way=AnswerWay.DOOR)
    assert answering.close_silent() == 0
    stand_at(business_now() + timedelta(days=8))
    assert answering.close_silent() == 1
    assert answering.close_silent() == 0


def test_on_hold_stands_still_and_goes_on(loop: Loop) -> None:
    request = moving.accept(actor=loop.community, request=loop.tell(), kind=loop.kind)
    before = moving.running(request)[0].due_at
    with pytest.raises(PermissionDenied, match="要上一级同意"):
        moving.put_on_hold(
            actor=loop.community, request=_held(request, loop), plan="等改造", words="没有资金"
        )
    request = moving.put_on_hold(
        actor=loop.street, request=request, plan="明年管网改造一起办", words="没有资金"
    )
    assert clocks(request) == {"grid.request", "grid.suspended.review"}
    stand_at(business_now() + timedelta(days=20))
    request = moving.take_up_again(actor=loop.street, request=request, words="资金到了")
    (clock,) = moving.running(request)
    assert clock.due_at is not None
    assert before is not None
    assert clock.due_at > before


def _held(request: Request, loop: Loop) -> Request:
    """With the community now, so that only the street is above."""
    Request.everything.filter(pk=request.pk).update(holder=loop.territory.community, level="community")
    request.refresh_from_db()
    return request


def test_extended_once_by_a_level_above(loop: Loop) -> None:
    request = moving.accept(actor=loop.community, request=loop.tell(), kind=loop.kind)
    moving.grant_extension(actor=loop.street, request=request, reason="要等材料")
    with pytest.raises(ValidationError, match="已经延过一次"):
        moving.grant_extension(actor=loop.street, request=request, reason="还要等")


def test_merged_tellers_hear_the_same(loop: Loop) -> None:
    first, second = loop.tell(), loop.tell("5栋井返水")
    assert list(selectors.alike(second)) == [first]
    second = moving.merge(actor=loop.community, request=second, into=first)
    request = moving.settle(actor=loop.neighbour, request=first, result="通了")
    answering.answer(actor=loop.neighbour, request=request, text="通了。", way=AnswerWay.PHONE)
    second.refresh_from_db()
    assert (second.state, second.answer) == ("merged", "通了。")
    with pytest.raises(ValidationError, match="不能并到自己"):
        moving.merge(actor=loop.community, request=first, into=first)


def test_an_accusation_is_nowhere_but_with_its_handlers(loop: Loop) -> None:
    t = loop.territory
    secret = intake.tell(
        actor=NOBODY,
        text="社区书记收钱",
        area=t.community,
        source=Source.RESIDENT,
        about=About(neighbourhood=t.neighbourhoods[0], accused=Accused(area=t.community)),
    )
    assert (secret.holder, secret.neighbourhood) == (t.district, None)
    for actor in (loop.neighbour, loop.section, loop.community, loop.street, loop.district, loop.department):
        assert not Request.objects.visible_to(actor).exists()
        assert not Teller.objects.visible_to(actor).exists()
        assert not RequestStep.objects.visible_to(actor).exists()
    assert not Deadline.everything.filter(target_type="grid.request").exists()
    handler = actor_for(t.account(Post.DISCIPLINE_OFFICER, t.district))
    assert list(Request.objects.visible_to(handler)) == [secret]
    assert not Request.objects.unscoped("figures").exists()


def test_urgent_starts_its_clock_at_once(loop: Loop) -> None:
    assert clocks(loop.tell("电线冒火", urgency=Urgency.AT_ONCE)) == {"grid.urgent"}


def test_the_database_keeps_what_must_hold(loop: Loop) -> None:
    request = loop.tell()
    breaches: list[dict[str, object]] = [
        {"state": "closed"},
        {"state": "answered", "result": "好", "done_at": business_now()},
        {"state": "done"},
        {"state": "merged"},
        {"state": "suspended"},
        {"state": "nowhere"},
        {"level": "planet"},
        {"verdict": "pleased"},
        {"is_accusation": True},
        {"text": "改了"},
        {"done_at": business_now() - timedelta(days=2)},
    ]
    for breach in breaches:
        with pytest.raises(IntegrityError), transaction.atomic():
            Request.everything.filter(pk=request.pk).update(**breach)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.everything.filter(pk=request.pk)._raw_delete("default")
    step = RequestStep.everything.get(request=request)
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestStep.everything.filter(pk=step.pk).update(words="改了")
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestTask.everything.create(request=request, given_at=business_now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Teller.everything.filter(request=request).update(wish=Wish.ANONYMOUS)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("5栋前面的污水井又返水了", "hygiene-3"),
        ("电动车在楼道充电", "fire-2"),
        ("路灯不亮", "property-3"),
        ("嗯", None),
    ],
)
def test_a_kind_is_proposed_from_the_words(db: None, said: str, code: str | None) -> None:
    found = loading.proposed(said)
    assert (found.code if found else None) == code


def test_kinds_are_loaded_once_and_stay_as_set(db: None) -> None:
    RequestKind.everything.filter(code="noise-1").update(name="夜里太吵")
    assert loading.load_missing_kinds() == 0
    assert RequestKind.everything.get(code="noise-1").name == "夜里太吵"
    assert RequestKind.everything.filter(parent=None).count() == 20
