"""``linli demo`` where it must not succeed, and what it shows while it works."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError

from linli.common.quality import QualityCheck, Severity
from linli.common.world import World
from linli.demo import loading
from linli.demo.builders import BUILDERS
from linli.demo.progress import shown
from linli.orgs.models import Area, Placement
from linli.people.models import Account
from tests.territory import Territory


@pytest.mark.django_db
@pytest.mark.xdist_group("small demo")
def test_a_district_that_breaks_a_check_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    check = QualityCheck(
        code="a.b", question="有没有不对的？", severity=Severity.ERROR, explanation="", mend="",
        find=lambda: ["这一条"],
    )  # fmt: skip
    monkeypatch.setattr(loading, "all_checks", lambda: (check,))
    with pytest.raises(CommandError, match="有没有不对的？ 这一条") as refused:
        call_command("demo", size="small", stdout=io.StringIO())
    assert refused.value.returncode == 1
    assert not Area.everything.exists()
    assert not Account.objects.exists()


@pytest.mark.django_db
@pytest.mark.xdist_group("small demo")
def test_a_reference_to_nothing_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(world: World) -> None:
        row = (999_999, world.district.id, "/999999/", world.today)
        world.writer.write(Placement, ("area_id", "parent_id", "path", "valid_from"), [row])

    monkeypatch.setattr(loading, "BUILDERS", [("粗心", careless)])
    for later in (
        "open_demo_accounts",
        "put_in_hand",
        "build_going_on",
    ):  # nobody was appointed whose they could be
        monkeypatch.setattr(loading, later, lambda *_: None)
    with pytest.raises(IntegrityError):
        loading.load("small", with_reports=False)
    assert not Area.everything.exists()


@pytest.mark.django_db
def test_somebody_elses_district_is_left_alone(territory: Territory) -> None:
    before = list(Area.everything.order_by("pk").values())
    with pytest.raises(CommandError, match="只能建在空数据库里") as refused:
        call_command("demo", stdout=io.StringIO())
    assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="这不是演示区") as refused:
        call_command("demo", advance=1, stdout=io.StringIO())
    assert refused.value.returncode == 2
    assert list(Area.everything.order_by("pk").values()) == before
    assert not Account.objects.exists()


def test_all_nine_systems_and_their_postings_are_built_the_workforce_first() -> None:
    rooms = [build.__module__.split(".")[1] for _, build in BUILDERS]
    assert rooms[0] == "workforce"
    assert set(rooms) == {
        "study", "facilities", "workforce", "grid", "participation", "burden", "academy", "stations", "mediation",
        "notices",
    }  # fmt: skip


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_in_a_terminal_and_lines_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    paper = io.StringIO()
    with shown(paper, 2) as tell:
        tell("甲")
        tell("乙")
    assert [line.split()[-1] for line in paper.getvalue().split("  ") if "……" in line] == ["甲……", "乙……"]
    screen = Screen()
    with shown(screen, 2) as tell:
        tell("甲")
    assert screen.getvalue() == "", "the bar draws itself"
    assert "完成" in capsys.readouterr().out
