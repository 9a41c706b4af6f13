"""The time limits of requests (domain.md §3.1, appendix A): each is there with its default, and used where it says."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from linli.common.clock import business_now, stand_at
from linli.grid.models import Request, RequestKind, RequestStep, Teller
from linli.grid.requests.models import AnswerWay, Source, Urgency
from linli.grid.requests.services import answering, branches, intake, moving, overdue, tasks
from linli.grid.requests.services.duties import NEEDS_DUTY
from linli.inbox.models import Message
from linli.orgs.models import OrganisationKind
from linli.workflow.clocks import clock
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

DEFAULTS = {
    "grid.request": "5 个工作日",
    "grid.sign": "4 个工作小时",
    "grid.consult": "1 个工作日",
    "grid.several": "10 个工作日",
    "grid.urgent": "2 小时",
    "grid.answer": "1 个工作日",
    "grid.suspended.review": "30 天",
    "petition.notice": "15 天",
    "petition.not_ours": "5 个工作日",
    "petition.decision": "60 天",
    "petition.extension": "30 天",
    "petition.review.request": "30 天",
    "petition.review.decision": "30 天",
}


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


@pytest.fixture
def held(loop: Loop) -> Request:
    """With the community."""
    return up(loop, loop.tell())


def up(loop: Loop, request: Request) -> Request:
    for who in (loop.neighbour, loop.group, loop.section):
        request = moving.pass_up(actor=who, request=request)
    return request


def kinds(request: Request) -> list[str]:
    return sorted(each.kind for each in moving.running(request))


@pytest.mark.parametrize(("code", "said"), DEFAULTS.items())
def test_the_default_is_what_the_spec_says(code: str, said: str) -> None:
    assert clock(code).said == said


def test_signing_four_hours_answer_one_workday(loop: Loop, held: Request) -> None:
    moving.accept(actor=loop.community, request=held, kind=loop.kind)
    (task,) = tasks.dispatch(actor=loop.community, request=held, units=(loop.unit,))
    to = Reference.to(task)
    assert Deadline.everything.get(target_type=to.type, target_id=to.id).kind == "grid.sign"
    task = tasks.sign(actor=loop.department, task=task)
    task = tasks.report_done(actor=loop.department, task=task, result="通了")
    tasks.confirm(actor=loop.community, task=task)
    held = moving.finish(actor=loop.community, request=held, result="通了")
    assert kinds(held) == ["grid.answer"]
    answering.answer(actor=loop.community, request=held, text="通了。", way=AnswerWay.DOOR)
    assert kinds(held) == []


def test_what_is_asked_only_has_one_workday(loop: Loop, held: Request) -> None:
    policy = RequestKind.everything.get(code="policy-1")
    moving.accept(actor=loop.community, request=held, kind=policy)
    assert kinds(held) == ["grid.consult"]


def test_several_parties_have_ten_workdays_from_the_same_beginning(loop: Loop, held: Request) -> None:
    moving.accept(actor=loop.community, request=held, kind=loop.kind)
    began = moving.running(held)[0].started_at
    stand_at(business_now() + timedelta(hours=3))
    other = loop.territory.organisation(loop.territory.district, OrganisationKind.DEPARTMENT)
    tasks.dispatch(actor=loop.community, request=held, units=(loop.unit, other))
    (found,) = moving.running(held)
    assert (found.kind, found.started_at) == ("grid.several", began)
    public = RequestStep.everything.filter(request=held, verb="several").get().public
    assert "10 个工作日" in public
    held.refresh_from_db()
    with pytest.raises(ValidationError):  # the same party twice at a time is refused
        tasks.dispatch(actor=loop.community, request=held, units=(other,))
    assert [each.kind for each in moving.running(held)] == ["grid.several"]


def test_one_party_twice_is_not_several(loop: Loop, held: Request) -> None:
    moving.accept(actor=loop.community, request=held, kind=loop.kind)
    (task,) = tasks.dispatch(actor=loop.community, request=held, units=(loop.unit,))
    tasks.recall(actor=loop.community, task=task, words="换人")
    tasks.dispatch(actor=loop.community, request=held, units=(loop.unit,))
    assert kinds(held) == ["grid.request"]


def test_urgent_is_reported_within_two_hours_done_or_not(loop: Loop) -> None:
    request = loop.tell("电线冒火", urgency=Urgency.AT_ONCE)
    client = Client()
    assert loop.neighbour.account is not None
    client.force_login(loop.neighbour.account)
    page = f"/desk/requests/{request.ref}/"
    assert f"{page}first-report/" in client.get(page).content.decode()
    assert client.post(f"{page}first-report/", {"words": " "}).status_code == 200  # asked again
    assert kinds(request) == ["grid.urgent"]
    client.post(f"{page}first-report/", {"words": "断了电，没有人受伤"})
    request.refresh_from_db()
    assert (request.state, kinds(request)) == ("told", [])
    assert f"{page}first-report/" not in client.get(page).content.decode()
    told = set(Message.everything.filter(kind="grid.reported").values_list("account_id", flat=True))
    assert loop.group.account is not None
    assert loop.group.account.pk in told  # the level above hears how it stands
    with pytest.raises(ValidationError, match="没有等着的首次报告"):
        moving.first_report(actor=loop.neighbour, request=request, words="又来报告")


def test_found_to_be_urgent_at_acceptance_the_two_hours_begin_then(loop: Loop, held: Request) -> None:
    moving.accept(actor=loop.community, request=held, kind=loop.kind, urgency=Urgency.AT_ONCE)
    assert kinds(held) == ["grid.request", "grid.urgent"]
    moving.first_report(actor=loop.community, request=held, words="在现场")
    held = moving.pass_up(actor=loop.community, request=held)
    moving.accept(actor=loop.street, request=held, kind=loop.kind, urgency=Urgency.AT_ONCE)
    assert kinds(held) == ["grid.request"]  # reported once


def test_extended_once_by_a_level_above_and_the_teller_reads_why(
    loop: Loop, held: Request, client: Client
) -> None:
    moving.accept(actor=loop.community, request=held, kind=loop.kind, urgency=Urgency.AT_ONCE)
    with pytest.raises(PermissionDenied, match="要上一级同意"):
        moving.grant_extension(actor=loop.community, request=held, reason="要等材料")
    moving.grant_extension(actor=loop.street, request=held, reason="要等材料到货")
    extended = [each.kind for each in moving.running(held) if each.extensions.exists()]
    assert extended == ["grid.request"]  # never the two hours of what is urgent
    receipt = Teller.everything.get(request=held).receipt
    page = client.get(f"/r/{receipt}/").content.decode()
    assert "要多一点时间" in page
    assert "要等材料到货" in page
    with pytest.raises(ValidationError, match="已经延过一次"):
        moving.grant_extension(actor=loop.street, request=held, reason="还要等")


def test_a_petition_is_extended_by_its_own_way_alone(loop: Loop, held: Request) -> None:
    branches.take_as_petition(actor=loop.community, request=held)
    branches.accept_petition(actor=loop.community, request=held)
    held.refresh_from_db()
    with pytest.raises(ValidationError, match="信访延长办理"):
        moving.grant_extension(actor=loop.street, request=held, reason="复杂")


def test_on_hold_is_looked_at_every_thirty_days(loop: Loop, held: Request) -> None:
    moving.accept(actor=loop.community, request=held, kind=loop.kind)
    moving.put_on_hold(actor=loop.street, request=held, plan="明年改造", words="没钱")
    for days in (31, 31):
        stand_at(business_now() + timedelta(days=days))
        assert overdue.review() == 1
        assert overdue.review() == 0


def test_t04_names_the_rule(loop: Loop) -> None:
    told = intake.tell(
        actor=loop.street, text="登记用电户", area=loop.territory.streets[0], source=Source.DEPARTMENT
    )
    told = moving.accept(actor=loop.street, request=told, kind=loop.kind)
    with pytest.raises(ValidationError) as refused:
        tasks.dispatch(actor=loop.street, request=told, areas=(loop.territory.community,))
    assert NEEDS_DUTY in str(refused.value)
