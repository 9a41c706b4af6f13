"""What is told once a day: the day before, the day after, and the summary for those who want one."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from linli.access.actor import SYSTEM, actor_for
from linli.common.clock import business_date, business_now
from linli.common.scoping import ScopeBy, Secret
from linli.inbox import checks, daily, delivering
from linli.inbox.constants import Standing, Way
from linli.inbox.models import Delivery, Message
from linli.orgs.models import Organisation
from linli.people.models import Account, Post
from linli.workflow.assigning import assign
from linli.workflow.models import Deadline
from linli.workflow.services import start_deadline
from tests.inbox.readers import KEY, MORNING, reached_by, tell, wants
from tests.territory import Territory


def due_in(territory: Territory, days: int, index: int = 0) -> Any:
    thing = territory.organisation(territory.communities[index])
    deadline = start_deadline(
        actor=SYSTEM,
        target=thing,
        area=territory.communities[index],
        code="mediation.settle",
        started=business_date() - timedelta(days=20),
    )
    Deadline.everything.filter(pk=deadline.pk).update(due_at=business_now() + timedelta(days=days))
    return thing


def test_the_day_before_the_holder_of_the_place_is_reminded_once(
    territory: Territory, officer: Account, street_officer: Account, standing_clock: datetime
) -> None:
    due_in(territory, 1)
    due_in(territory, 1)
    due_in(territory, 2)
    assert daily.tell_due_tomorrow() == 1
    assert daily.tell_due_tomorrow() == 0
    found = Message.everything.get()
    assert (found.account, found.title, found.things) == (officer, "明天有 2 件到期", 2)
    assert found.address == "/desk/due/"


def test_where_nobody_holds_the_place_the_next_level_is_reminded(
    territory: Territory, street_officer: Account, standing_clock: datetime
) -> None:
    due_in(territory, 1)
    daily.tell_due_tomorrow()
    assert Message.everything.get().account == street_officer


def test_whoever_has_the_matter_is_reminded_in_place_of_the_office(
    territory: Territory, officer: Account, standing_clock: datetime
) -> None:
    colleague = territory.account(Post.COMMUNITY_OFFICER, territory.communities[0])
    assert colleague.person is not None
    thing = due_in(territory, 1)
    assign(actor=SYSTEM, target=thing, area=territory.communities[0], holder=colleague.person, why="轮到")
    daily.tell_due_tomorrow()
    assert Message.everything.get().account == colleague


def test_what_ran_out_yesterday_is_told_to_the_holder_and_the_level_above(
    territory: Territory, officer: Account, street_officer: Account, standing_clock: datetime
) -> None:
    district = territory.account(Post.DISTRICT_OFFICER, territory.district)
    due_in(territory, -1)
    assert daily.tell_late() == 2
    assert set(Message.everything.values_list("account_id", flat=True)) == {officer.pk, street_officer.pk}
    assert not Message.objects.visible_to(actor_for(district)).exists()
    assert Message.everything.first().title == "1 件超过了时限"  # type: ignore[union-attr]


def test_the_summary_is_for_those_who_want_one_and_comes_once_a_day(
    territory: Territory, officer: Account, street_officer: Account, standing_clock: datetime, sent: list[str]
) -> None:
    wants(officer, Way.DIGEST)
    reached_by(officer)
    due_in(territory, 0)
    due_in(territory, 3)
    tell(officer)
    with time_machine.travel(MORNING, tick=False):
        assert daily.tell_summaries() == 1
        assert daily.tell_summaries() == 0
        assert delivering.deliver_due() == 1
    found = Message.everything.get(kind="inbox.digest")
    assert found.line == "今天到期 1 件，本周还有 1 件，新消息 1 条"
    assert sent == [f"wecom {KEY} 您有 3 件事要看：http://127.0.0.1:8000/desk/inbox/"]
    assert Message.everything.get(kind="reports.issued").digest_day == date(2026, 3, 5)
    assert not Message.objects.visible_to(actor_for(street_officer)).exists()


def test_a_day_with_nothing_is_told_to_nobody(officer: Account) -> None:
    wants(officer, Way.DIGEST)
    assert daily.tell_summaries() == 0


def test_the_doctor_counts_what_failed_and_names_nobody(officer: Account, sent: list[str]) -> None:
    wants(officer, Way.AT_ONCE)
    reached_by(officer)
    tell(officer)
    assert list(checks.failed_deliveries()) == []
    Delivery.everything.update(standing=Standing.FAILED, trouble="没有收下")
    assert list(checks.failed_deliveries()) == ["企业微信：1 条没有送成"]
    Message.everything.update(target_type="reports.report", target_id=9)
    assert list(checks.orphaned_messages()) == ["reports.report:9"]


def test_what_is_told_in_confidence_is_in_nobodys_reminder(
    territory: Territory, officer: Account, standing_clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    due_in(territory, 1)
    secret = Secret(flag="valid_to__isnull", accused_area="area", accused_person="")
    monkeypatch.setattr(Organisation, "scope", ScopeBy(area="area", secret=secret))
    assert daily.tell_due_tomorrow() == 0
    monkeypatch.undo()
    assert daily.tell_due_tomorrow() == 1
