"""The demo's stations and job desks: exact where figures bind, believable elsewhere."""

from datetime import date

import pytest
from django.db.models import F
from stdnum.cn import uscc

from linli.common.world import World
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.selectors import district
from linli.stations.checks import honoured_before_opening
from linli.stations.indicators import INDICATORS
from linli.stations.models import Consultation, Employer, Referral, Station, Trainee

pytestmark = [pytest.mark.xdist_group("small demo"), pytest.mark.usefixtures("small_demo", "db")]
YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CODES = [indicator.code for indicator in INDICATORS]
WANTED = {
    "ten_one_built": 6,
    "six_have": 96,
    "honour_national": 1,
    "honour_provincial": 2,
    "consultations": 2043,
    "trained": 412,
    "placed": 207,
}


def test_figures_are_the_scaled_totals(small_demo: World) -> None:
    area = district()
    assert area is not None
    found = {code.removeprefix("stations."): f.value for code, f in figures(area, YEAR, CODES).items()}
    assert found == {code: small_demo.scaled(total) for code, total in WANTED.items()}


def test_stations_stand_in_every_state() -> None:
    states = set(Station.everything.values_list("state", flat=True))
    assert {"open", "repair", "closed"} <= states
    assert states & {"siting", "building"}
    assert not list(honoured_before_opening())


def test_referrals_lie_within_registration_and_vacancy() -> None:
    sent = Referral.everything.all()
    assert not sent.filter(made_on__lt=F("seeker__registered_on")).exists()
    assert not sent.filter(made_on__gte=F("seeker__valid_to")).exists()
    assert not sent.filter(made_on__lt=F("vacancy__published_on")).exists()
    assert not sent.filter(made_on__gte=F("vacancy__expires_on")).exists()
    assert sent.exclude(result="hired").exists()


def test_licences_have_right_check_digits() -> None:
    codes = list(Employer.everything.values_list("credit_code", flat=True))
    assert codes
    assert all(uscc.is_valid(code) for code in codes)


def test_nothing_happens_after_today_and_last_year_is_there_to_compare() -> None:
    happened = (
        (Consultation, "held_on"),
        (Trainee, "completed_on"),
        (Trainee, "certified_on"),
        (Referral, "started_on"),
        (Referral, "interviewed_on"),
    )
    for model, field in happened:
        assert not model.everything.filter(**{f"{field}__gt": YEAR.end}).exists(), field
        assert model.everything.filter(**{f"{field}__lt": YEAR.start}).exists(), field
