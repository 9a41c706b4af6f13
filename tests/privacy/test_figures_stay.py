"""Figures of the past do not change when data has run its time: anonymised rows still count (issue 4)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.access.services import open_account
from linli.audit.sealing import seal_due
from linli.audit.verifying import verify
from linli.common.clock import stand_at
from linli.common.world import World
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.orgs.models import Area
from linli.orgs.selectors import district
from linli.people.erasing import ANONYMOUS
from linli.people.models import Appointment, Person, Post
from linli.privacy.models import RetentionRun
from linli.privacy.services import retention

pytestmark = pytest.mark.xdist_group("small demo")
PERIOD = Period(date(2024, 1, 1), date(2024, 10, 30))
FAR = datetime(2091, 1, 1, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def demo(small_demo: World, db: None) -> World:
    return small_demo


def values(area: Area) -> dict[str, Any]:
    return {
        code: (found.value, found.numerator, found.denominator)
        for code, found in figures(area, PERIOD).items()
    }


def officer() -> Client:
    held = Appointment.everything.filter(post=Post.DISTRICT_OFFICER).order_by("-pk")[0]
    account = open_account(actor=SYSTEM, person=held.person, username="retention-reader", password=None)
    client = Client()
    client.force_login(account)
    return client


def test_all_figures_are_the_same_before_and_after_and_every_one_opens() -> None:
    area = district()
    assert area is not None
    before, named = values(area), Person.everything.exclude(name=ANONYMOUS).count()
    assert len(before) == len(all_indicators()) == 54
    client = officer()
    seal_due()
    stand_at(FAR)
    call_command("retention")
    assert RetentionRun.everything.filter(rule="people.person").exists()
    assert RetentionRun.everything.filter(rule="stations.job_seeker").exists()
    assert Person.everything.exclude(name=ANONYMOUS).count() < named
    assert values(area) == before
    assert not verify().findings
    asked = f"?area={area.code}&from=2024-01-01&to=2024-10-30"
    for indicator in all_indicators():
        answer = client.get(reverse("indicators:records", args=(indicator.code,)) + asked)
        assert answer.status_code == 200, indicator.code
    assert {each.count for each in retention.run()} == {0}, "a second run finds nothing left to do"


def test_nothing_personal_is_left_of_those_who_went() -> None:
    stand_at(FAR)
    retention.run()
    gone = Person.everything.filter(name=ANONYMOUS)
    assert gone.exists()
    left = gone.exclude(phone_sealed=None, phone_hash="", id_sealed=None, id_hash="", sex="", birth_month="")
    assert not left.exists()
