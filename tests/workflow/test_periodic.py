"""Daily work: once a day, and one failure does not keep the rest."""

import pytest
from django.core.management import call_command

from linli.workflow import periodic
from linli.workflow.models import DailyRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Only the work registered in the test, and what it told."""
    monkeypatch.setattr(periodic, "_daily", {})
    return []


def test_work_is_done_once_a_day(told: list[str]) -> None:
    periodic.register(periodic.Daily("a.one", "一件", lambda: told.append("one")))
    assert [ran.trouble for ran in periodic.run_due()] == [""]
    assert periodic.run_due() == []
    assert told == ["one"]
    periodic.run_due(again=True)
    assert told == ["one", "one"]
    assert DailyRun.everything.count() == 1


def test_what_fails_is_told_and_tried_again_and_keeps_nobody(told: list[str]) -> None:
    def fail() -> None:
        told.append("tried")
        raise ValueError("没有网")

    periodic.register(
        periodic.Daily("a.fails", "坏的", fail),
        periodic.Daily("b.works", "好的", lambda: told.append("works")),
    )
    troubles = {ran.daily.code: ran.trouble for ran in periodic.run_due()}
    assert troubles == {"a.fails": "ValueError: 没有网", "b.works": ""}
    assert [ran.daily.code for ran in periodic.run_due()] == ["a.fails"]
    assert told == ["tried", "works", "tried"]


def test_a_code_is_taken_once(told: list[str]) -> None:
    periodic.register(periodic.Daily("a.one", "一件", lambda: None))
    with pytest.raises(ValueError, match="already"):
        periodic.register(periodic.Daily("a.one", "一件", lambda: None))


def test_the_command_tells_and_fails_as_a_whole(told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise ValueError("没有网")

    periodic.register(periodic.Daily("a.one", "一件", lambda: None), periodic.Daily("b.two", "两件", fail))
    with pytest.raises(SystemExit) as ended:
        call_command("daily")
    assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines() == ["一件：做好了", "两件：ValueError: 没有网"]


def test_the_rooms_daily_work_runs_on_an_empty_district() -> None:
    assert {ran.trouble for ran in periodic.run_due()} == {""}
    assert {"notices.close", "privacy.retention"} <= {daily.code for daily in periodic.all_daily()}
