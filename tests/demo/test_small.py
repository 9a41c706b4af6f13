"""The small demo: sound, scaled, refused where something is already there; killed in the middle, it leaves nothing."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from linli.common.clock import business_date, business_now
from linli.common.quality import Severity, all_checks
from linli.common.world import World
from linli.demo.accounts import WANTED, demo_accounts
from linli.demo.loading import NotEmpty, load
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.orgs.selectors import district
from linli.people.models import Account, Household, Person, Stay
from linli.people.selectors import leads_on

pytestmark = pytest.mark.xdist_group("small demo")
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def demo(small_demo: World, db: None) -> World:
    return small_demo


def test_the_clock_stands_at_noon_and_moves_by_command_only() -> None:
    assert f"{business_now():%Y-%m-%d %H:%M}" == "2024-10-30 04:00"
    call_command("demo", advance=3)
    assert f"{business_date()}" == "2024-11-02"
    with pytest.raises(CommandError, match="正整数"):
        call_command("demo", advance=0)


def test_a_second_demo_is_refused() -> None:
    with pytest.raises(NotEmpty):
        load("small")
    with pytest.raises(CommandError, match="只能建在空数据库里") as refused:
        call_command("demo", size="small")
    assert refused.value.returncode == 2


def test_every_check_is_answered_with_no() -> None:
    for check in all_checks():
        if check.severity is Severity.ERROR:
            assert list(check.find()) == [], check.code


def test_every_post_is_filled_and_every_household_served() -> None:
    day = business_date()
    areas = Area.everything.filter(kind__in=("section", "group", "neighbourhood")).count()
    assert leads_on(day).count() == areas
    found = figures(district(), Period.to_date())  # type: ignore[arg-type]
    assert found["grid.three_leads"].value == areas
    assert found["grid.households_served"].value == Household.everything.filter(valid_to=None).count()


def test_no_figure_is_without_a_value() -> None:
    area = district()
    assert area is not None
    found = figures(area, Period.to_date())
    assert len(found) == 54
    assert [code for code, figure in found.items() if not figure.value] == []


def test_only_the_demo_accounts_have_passwords() -> None:
    usable = [a.username for a in Account.objects.all() if a.has_usable_password()]
    assert sorted(usable) == sorted(w.username for w in WANTED)
    assert len(demo_accounts()) == len(WANTED)


def test_persons_are_invented_and_numbers_sealed() -> None:
    for person in Person.everything.exclude(phone_sealed=None)[:50]:
        assert person.phone_hash
        assert b"1900" not in bytes(person.phone_sealed or b"")


def test_some_households_moved_and_kept_their_past() -> None:
    assert Stay.everything.exclude(valid_to=None).exists()
    doors = Household.everything.filter(valid_to=None)
    assert Stay.everything.filter(valid_to=None).count() == doors.count() < Household.everything.count()
    assert not Stay.everything.filter(valid_to=None, household__valid_to__isnull=False).exists()


def command(home: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    environment |= {"LINLI_HOME": str(home), "PYTHONPATH": str(REPOSITORY / "src")}
    return subprocess.Popen(
        [sys.executable, "-m", "linli.config.command", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def asked(home: Path, query: str) -> list[tuple[object, ...]]:
    """The answer of the database in ``home``."""
    with sqlite3.connect(home / "linli.sqlite3") as database:
        return database.execute(query).fetchall()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="starts a home folder of its own")
def test_killed_in_the_middle_it_leaves_nothing_half_done_and_can_be_run_again(
    tmp_path: Path, small_demo: World
) -> None:
    for step in ("户与三长", "检查"):
        process = command(tmp_path, "demo", "--size", "small")
        assert process.stdout is not None
        assert any(step in line for line in process.stdout)
        time.sleep(0.1)
        process.send_signal(signal.SIGKILL)
        assert process.wait(20) == -signal.SIGKILL, "it was still at work"
        for table in ("orgs_area", "people_person", "people_account", "audit_act", "common_clockstand"):
            assert asked(tmp_path, f"SELECT count(*) FROM {table}") == [(0,)], (step, table)
    again = command(tmp_path, "demo", "--size", "small")
    output, _ = again.communicate(timeout=300)
    assert again.returncode == 0, output
    assert "建好了" in output
    (told,) = asked(tmp_path, "SELECT data FROM audit_act WHERE code = 'demo.district.loaded'")
    assert json.loads(str(told[0]))["digest"] == small_demo.writer.digest, (
        "another process, another hash seed"
    )
    refused = command(tmp_path, "demo", "--size", "small")
    output, _ = refused.communicate(timeout=60)
    assert refused.returncode == 2
    assert "只能建在空数据库里" in output
    assert asked(tmp_path, "SELECT count(*) FROM orgs_area WHERE kind = 'district'") == [(1,)]
