"""Random walks: no path loses a request, none gets round the teller's answer, clocks never run backwards.

Ten thousand through the table alone, some dozens through the services and the database.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.access.actor import Actor
from linli.common.clock import business_now, stand_at
from linli.grid.models import Request, RequestStep, RequestTask
from linli.grid.requests.models import AnswerWay, Verdict
from linli.grid.requests.services import answering, moving, tasks
from linli.grid.requests.states import ANSWERED, CLOSED, DONE, MERGED, REQUEST
from linli.orgs.models import Area
from linli.workflow.machines import TransitionRefused
from linli.workflow.models import Deadline
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

WALKS, LONGEST = 10_000, 25
AT = datetime(2024, 10, 30, 4, tzinfo=UTC)
FIELDS = ("result", "answer", "answer_way", "plan", "merged_into", "kind", "urgency")


def walk(chance: Random) -> list[tuple[str, str]]:
    """One life: (verb, state) from told to wherever chance leads."""
    thing = SimpleNamespace(state=REQUEST.initial, **dict.fromkeys(FIELDS, ""))
    lived = []
    for _ in range(chance.randint(1, LONGEST)):
        step = chance.choice(REQUEST.allowed(thing.state))
        values = {need.field: "给的" for need in step.required}
        REQUEST.apply(thing, step.verb, actor=None, at=AT, **values)
        lived.append((step.verb, thing.state))
    return lived


def test_ten_thousand_walks_through_the_table() -> None:
    chance = Random(20241030)
    closed = 0
    for _ in range(WALKS):
        answered_since_done = False
        for verb, state in walk(chance):
            assert REQUEST.allowed(state), f"{state} is a dead end"
            if state == DONE:
                answered_since_done = False
            if verb == "answer":
                answered_since_done = True
            if state in (ANSWERED, CLOSED):
                assert answered_since_done, "settled without an answer to the teller"
            closed += state == CLOSED
    assert closed > WALKS / 10, "the walks hardly ever come to an end, so they prove nothing"


def test_from_every_state_there_is_a_way_to_the_teller() -> None:
    reached = {ANSWERED}
    while True:
        more = {s for s in REQUEST.codes for t in REQUEST.allowed(s) if t.target in reached} | reached
        if more == reached:
            break
        reached = more
    assert reached == set(REQUEST.codes)


Act = Callable[[Loop, Request, Random], object]


def _task(loop: Loop, request: Request, state: str) -> RequestTask:
    found = RequestTask.everything.filter(request=request, state=state).first()
    if found is None:
        raise ValidationError("none")
    return found


def _next_below(loop: Loop, request: Request) -> Area:
    t = loop.territory
    chain = [t.district, t.streets[0], t.community, t.sections[0], t.groups[0], t.neighbourhoods[0]]
    below = chain.index(request.holder) + 1
    if below == len(chain):
        raise ValidationError("none below")
    return chain[below]


ACTS: dict[str, Act] = {
    "pass_up": lambda loop, r, _: moving.pass_up(actor=loop.at(r.level), request=r),
    "pass_down": lambda loop, r, _: moving.pass_across(
        actor=loop.at(r.level), request=r, to=loop.territory.sections[0], words="请片长看"
    ),
    "pass_below": lambda loop, r, _: moving.pass_across(
        actor=loop.at(r.level), request=r, to=_next_below(loop, r), words="请就近看"
    ),
    "part_below": lambda loop, r, _: tasks.dispatch(
        actor=loop.at(r.level), request=r, areas=(_next_below(loop, r),)
    ),
    "settle": lambda loop, r, _: moving.settle(actor=loop.at(r.level), request=r, result="好了"),
    "accept": lambda loop, r, _: moving.accept(actor=loop.at(r.level), request=r, kind=loop.kind),
    "finish": lambda loop, r, _: moving.finish(actor=loop.at(r.level), request=r, result="好了"),
    "explain": lambda loop, r, _: moving.explain(actor=loop.at(r.level), request=r, result="请去法院"),
    "hold": lambda loop, r, _: moving.put_on_hold(actor=loop.district, request=r, plan="明年", words="没钱"),
    "resume": lambda loop, r, _: moving.take_up_again(actor=loop.district, request=r, words="有钱了"),
    "extend": lambda loop, r, _: moving.grant_extension(actor=loop.district, request=r, reason="等材料"),
    "dispatch": lambda loop, r, _: tasks.dispatch(actor=loop.at(r.level), request=r, units=(loop.unit,)),
    "sign": lambda loop, r, _: tasks.sign(actor=loop.department, task=_task(loop, r, "given")),
    "return": lambda loop, r, _: tasks.send_back(
        actor=loop.department, task=_task(loop, r, "given"), words="不归我们"
    ),
    "report": lambda loop, r, _: tasks.report_done(
        actor=loop.department, task=_task(loop, r, "signed"), result="好了"
    ),
    "confirm": lambda loop, r, _: tasks.confirm(actor=loop.district, task=_task(loop, r, "finished")),
    "recall": lambda loop, r, _: tasks.recall(
        actor=loop.district, task=_task(loop, r, "given"), words="改派"
    ),
    "answer": lambda loop, r, _: answering.answer(
        actor=loop.at(r.level), request=r, text="好了。", way=AnswerWay.PHONE
    ),
    "pleased": lambda loop, r, _: answering.judge(request=r, verdict=Verdict.PLEASED),
    "displeased": lambda loop, r, _: answering.judge(request=r, verdict=Verdict.DISPLEASED),
    "silence": lambda loop, r, _: answering.close_silent(),
    "reopen": lambda loop, r, _: answering.reopen(actor=loop.district, request=r, words="又来了"),
    "merge": lambda loop, r, _: moving.merge(actor=loop.district, request=r, into=loop.tell("同一件")),
    "separate": lambda loop, r, _: moving.separate(actor=loop.district, request=r, words="不是一件"),
    "night": lambda loop, r, chance: stand_at(business_now() + timedelta(hours=chance.randint(1, 240))),
}
REFUSALS = (TransitionRefused, ValidationError, PermissionDenied)


def opens(actor: Actor, request: Request) -> bool:
    return Request.objects.visible_to(actor).filter(pk=request.pk).exists()


def check(loop: Loop, request: Request) -> None:
    """What must hold after every act, whatever it was."""
    assert opens(loop.at(request.level), request), "whoever has it cannot open it"
    for task in RequestTask.everything.filter(request=request).select_related("area"):
        whom = loop.at(task.area.kind) if task.area is not None else loop.department
        assert opens(whom, request), "whoever owes a part of it cannot open it"
        assert RequestTask.objects.visible_to(whom).filter(pk=task.pk).exists()
    assert Request.everything.filter(pk=request.pk).exists()
    assert request.holder.path.startswith("/")
    assert request.level == request.holder.kind
    steps = list(RequestStep.everything.filter(request=request).order_by("pk"))
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    own = [step for step in steps if not step.verb.startswith("task.")]
    assert own[-1].target == request.state, "the history tells another state than the request"
    if request.state in (ANSWERED, CLOSED):
        assert "answer" in [step.verb for step in own]
    for deadline in Deadline.everything.filter(target_type="grid.request", target_id=request.pk):
        assert deadline.due_at is None or deadline.due_at >= deadline.started_at
        ends = list(deadline.extensions.order_by("pk").values_list("due_before", "new_due_at"))
        assert all(before < after for before, after in ends)
    running = moving.running(request)
    assert len(running) == len({each.kind for each in running}), "the same clock runs twice"
    if request.state in (CLOSED, MERGED):
        assert running == [], "a clock still runs on what is over"


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.booleans(),
    st.lists(st.sampled_from(sorted(ACTS)), min_size=4, max_size=30),
    st.randoms(use_true_random=False),
)
def test_walks_through_the_services_lose_nothing(
    loop: Loop, placed: bool, asked: list[str], chance: Any
) -> None:
    """``placed``: told at a door, or without a place, so that it begins with the district."""
    request, said = loop.tell() if placed else loop.tell_without_place(), []
    for name in asked:
        try:
            ACTS[name](loop, request, chance)
        except REFUSALS as refused:
            said.append(str(refused))
        request = Request.everything.select_related("holder", "area").get(pk=request.pk)
        check(loop, request)
    assert all(said), "a refusal says why"
