"""The small demo: sound, scaled, refused where something is already there; killed in the middle, it leaves nothing."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
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


# Kills itself as the step begins: nobody has to be quick.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from linli.demo.loading import load
call_command("migrate", verbosity=0)
load("small", lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == sys.argv[1] else None)
"""


def linli(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, on a SQLite of its own in ``home``."""
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    environment |= {"LINLI_HOME": str(home), "PYTHONPATH": str(REPOSITORY / "src")}
    environment["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
    return subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, timeout=300
    )


def asked(home: Path, query: str) -> list[tuple[object, ...]]:
    """The answer of the database in ``home``."""
    with sqlite3.connect(home / "linli.sqlite3") as database:
        return database.execute(query).fetchall()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="starts a home folder of its own")
def test_killed_in_the_middle_it_leaves_nothing_half_done_and_can_be_run_again(
    tmp_path: Path, small_demo: World
) -> None:
    demo = ("-m", "linli.config.command", "demo", "--size", "small")
    for step in ("户与三长", "检查"):
        assert linli(tmp_path, "-c", KILLED, step).returncode == -signal.SIGKILL
        for table in ("orgs_area", "people_person", "people_account", "audit_act", "common_clockstand"):
            assert asked(tmp_path, f"SELECT count(*) FROM {table}") == [(0,)], (step, table)
    again = linli(tmp_path, *demo)
    assert again.returncode == 0, again.stderr
    assert "建好了" in again.stdout
    (told,) = asked(tmp_path, "SELECT data FROM audit_act WHERE code = 'demo.district.loaded'")
    assert json.loads(str(told[0]))["digest"] == small_demo.writer.digest, (
        "another process, another hash seed"
    )
    refused = linli(tmp_path, *demo)
    assert refused.returncode == 2
    assert "只能建在空数据库里" in refused.stderr
    assert asked(tmp_path, "SELECT count(*) FROM orgs_area WHERE kind = 'district'") == [(1,)]
