"""What the district may set is said as the district has set it, on pages, in messages and on papers."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import linli.grid
from linli.access.actor import SYSTEM, Actor
from linli.common.clock import business_date
from linli.grid.leads import choosing
from linli.grid.models import Request
from linli.grid.requests import limits, telling
from linli.grid.requests.models import Urgency
from linli.grid.requests.services import moving
from linli.grid.views.request_acts import ACTS
from linli.inbox.models import Message
from linli.notices.loading import load_missing_kinds
from linli.notices.models import PostingKind
from linli.notices.selectors import least_time
from linli.notices.services.kinds import set_minimum
from linli.workflow.clocks import clock
from linli.workflow.deadlines import Unit
from linli.workflow.services import set_clock
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

ROOM = Path(linli.grid.__file__).parent
SET = {
    "sign": (7, Unit.WORKING_HOUR, "7 个工作小时"),
    "answer": (3, Unit.WORKDAY, "3 个工作日"),
    "first_report": (9, Unit.HOUR, "9 小时"),
    "review": (45, Unit.DAY, "45 天"),
}


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    found = build_loop(territory)
    for name, (amount, unit, _) in SET.items():
        set_clock(
            actor=SYSTEM,
            code=limits.CLOCKS[name],
            amount=amount,
            unit=unit,
            basis="区里自己定的",
            valid_from=business_date(),
        )
    return found


@pytest.fixture
def held(loop: Loop) -> Request:
    """With the community, urgent."""
    request = loop.tell()
    for who in (loop.neighbour, loop.group, loop.section):
        request = moving.pass_up(actor=who, request=request)
    return moving.accept(actor=loop.community, request=request, kind=loop.kind, urgency=Urgency.AT_ONCE)


def page(actor: Actor, request: Request, slug: str) -> str:
    assert actor.account is not None
    client = Client()
    client.force_login(actor.account)
    answer = client.get(reverse("requests:act", args=(request.ref, slug)))
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_period_a_page_names_is_the_district_s(loop: Loop) -> None:
    named = [act.told for act in ACTS.values() if "{" in act.told]
    said = " ".join(told.format_map(limits.Limits()) for told in named)
    for name, (_, _, words) in SET.items():
        assert words in said, name
    with pytest.raises(KeyError):
        limits.said("no such period")


@pytest.mark.parametrize(
    ("slug", "name"),
    [("dispatch", "sign"), ("finish", "answer"), ("first-report", "first_report"), ("hold", "review")],
)
def test_the_page_of_an_act_says_it(loop: Loop, held: Request, slug: str, name: str) -> None:
    written = page(loop.community, held, slug)
    assert SET[name][2] in written
    assert clock(limits.CLOCKS[name]).said not in written


def test_the_messages_say_it(loop: Loop, held: Request) -> None:
    telling.urgent(loop.street, held)
    telling.answer_owed(loop.street, held)
    lines = dict(Message.everything.values_list("kind", "line"))
    assert "9 小时内先报告情况" in lines["grid.urgent"]
    assert "3 个工作日内答复" in lines["grid.answer_owed"]


def test_a_posting_s_least_time_is_the_district_s(territory: Territory, standing_clock: datetime) -> None:
    load_missing_kinds()
    kind = PostingKind.everything.get(code=choosing.POSTING_KIND)
    assert least_time(choosing.POSTING_KIND) == kind.said
    set_minimum(actor=SYSTEM, district=territory.district, kind=kind, minimum=kind.minimum + 4)
    assert least_time(choosing.POSTING_KIND) == f"{kind.minimum + 4} 个工作日"


def test_no_default_of_these_is_written_out_in_the_room() -> None:
    defaults = [clock(code).said for code in limits.CLOCKS.values()]
    law = ("《", "答复", "petition", "延长", "复查、复核")  # sentences of the law, whose periods nobody sets
    found = [
        f"{path.relative_to(ROOM)}: {line.strip()}"
        for path in (*ROOM.rglob("*.py"), *ROOM.rglob("*.html"))
        if not {"demo", "migrations"} & set(path.parts) and path.name != "limits.py"
        for line in path.read_text().splitlines()
        if any(each in line for each in defaults) and not any(word in line for word in law)
    ]
    assert found == []
