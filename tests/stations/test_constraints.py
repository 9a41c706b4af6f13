"""Each invariant of the system is held by the database, whoever writes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from linli.stations.models import StandardKind, StationPause, StationStandard
from tests.stations import rows
from tests.territory import Territory

Make = Callable[..., Model]


def _check(territory: Territory, **changed: Any) -> Model:
    return rows.check(territory, rows.station(territory), **changed)


def _honour(territory: Territory, **changed: Any) -> Model:
    return rows.honour(rows.station(territory), **changed)


def _pause(territory: Territory, **changed: Any) -> Model:
    values = {"station": rows.station(territory), "reason": "整修", "valid_from": rows.IN}
    return StationPause.everything.create(**(values | changed))


def _standard(territory: Territory, **changed: Any) -> Model:
    values = {
        "area": territory.district,
        "kind": StandardKind.SIX_HAVE,
        "items": [],
        "valid_from": rows.IN,
    }
    return StationStandard.everything.create(**(values | changed))


BROKEN: list[tuple[str, Make, dict[str, Any]]] = [
    ("station_host_known", rows.station, {"host": "castle"}),
    ("station_state_(known|fits_dates)", rows.station, {"state": "haunted"}),
    ("station_state_fits_dates", rows.station, {"state": "building"}),
    ("station_state_fits_dates", rows.station, {"opened_on": None}),
    ("station_state_fits_dates", rows.station, {"state": "closed"}),
    (
        "station_closes_after_opening",
        rows.station,
        {"state": "closed", "closed_on": date(2022, 5, 1), "closing_reason": "搬迁"},
    ),
    ("station_closes_with_reason", rows.station, {"state": "closed", "closed_on": date(2023, 5, 1)}),
    ("station_closes_with_reason", rows.station, {"closing_reason": "搬迁"}),
    ("station_pause_ends_after_start", _pause, {"valid_to": rows.IN}),
    ("station_honour_kind_known", _honour, {"kind": "galactic"}),
    ("station_honour_revoked_after_award", _honour, {"revoked_on": date(2023, 5, 1)}),
    ("station_standard_kind_known", _standard, {"kind": "seven"}),
    ("station_standard_ends_after_start", _standard, {"valid_to": rows.IN}),
    ("station_check_answers_its_list", _check, {"item_6": None}),
    ("station_check_answers_its_list", _check, {"item_7": True}),
    ("station_check_answers_its_list", _check, {"kind": StandardKind.TEN_ONE, "item_10": None}),
    ("station_check_superseded_later", _check, {"superseded_on": date(2022, 6, 1)}),
    ("job_desk_closes_after_opening", rows.desk, {"closed_on": date(2023, 1, 3)}),
    ("consultation_topic_known", rows.consultation, {"topic": "weather"}),
    ("consultation_way_known", rows.consultation, {"way": "dream"}),
    ("consultation_takes_time", rows.consultation, {"minutes": 0}),
    ("order_training_trade_known", rows.training, {"trade": "alchemy"}),
    ("order_training_has_size", rows.training, {"seats": 0}),
    ("order_training_ends_from_start", rows.training, {"ends_on": date(2024, 5, 26)}),
    ("order_training_cancelled_with_reason", rows.training, {"cancelled_on": date(2024, 5, 26)}),
    ("trainee_completed_or_dropped", rows.trainee, {"dropped_on": rows.IN}),
    ("trainee_certified_after_completing", rows.trainee, {"certified_on": date(2024, 6, 2)}),
    ("trainee_certified_after_completing", rows.trainee, {"completed_on": None, "certified_on": rows.IN}),
    ("trainee_dates_in_order", rows.trainee, {"completed_on": date(2024, 5, 19)}),
    ("vacancy_kind_known", rows.vacancy, {"kind": "life"}),
    ("vacancy_(state_known|published_iff_shown)", rows.vacancy, {"state": "framed"}),
    ("vacancy_offers_posts", rows.vacancy, {"headcount": 0}),
    ("vacancy_pay_range", rows.vacancy, {"pay_to_fen": 1}),
    ("vacancy_dates_in_order", rows.vacancy, {"expires_on": date(2024, 5, 1)}),
    ("vacancy_published_iff_shown", rows.vacancy, {"published_on": None}),
    ("job_seeker_group_known", rows.seeker, {"group": "hidden"}),
    ("job_seeker_wanted_kind_known", rows.seeker, {"wanted_kind": "any"}),
    ("job_seeker_wanted_pay_positive", rows.seeker, {"wanted_pay_fen": 0}),
    ("job_seeker_expires_after_registering", rows.seeker, {"valid_to": date(2024, 5, 6)}),
    ("referral_result_known", rows.referral, {"result": "perhaps"}),
    ("referral_state_(known|fits_result)", rows.referral, {"state": "floating"}),
    ("referral_state_fits_result", rows.referral, {"started_on": None}),
    ("referral_state_fits_result", rows.referral, {"state": "made"}),
    ("referral_state_fits_result", rows.referral, {"result": "rejected", "state": "closed"}),
    ("referral_dates_in_order", rows.referral, {"started_on": date(2024, 5, 19)}),
    ("referral_kept_after_start", rows.referral, {"kept_90_days": True}),
    ("referral_kept_after_start", rows.referral, {"kept_30_days": False, "kept_90_days": True}),
]


@pytest.mark.parametrize(("name", "make", "changed"), BROKEN)
def test_the_database_refuses(territory: Territory, name: str, make: Make, changed: dict[str, Any]) -> None:
    make(territory)  # lawful as it is
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(territory, **changed)


def test_one_list_of_a_kind_is_in_force(territory: Territory) -> None:
    _standard(territory)
    with pytest.raises(IntegrityError, match="station_standard_one_in_force"), transaction.atomic():
        _standard(territory)
    _standard(territory, kind=StandardKind.TEN_ONE)


def test_one_check_of_a_kind_is_in_force(territory: Territory) -> None:
    station = rows.station(territory)
    rows.check(territory, station, superseded_on=date(2023, 6, 1))
    with pytest.raises(IntegrityError, match="station_check_one_in_force"), transaction.atomic():
        rows.check(territory, station, checked_on=date(2023, 5, 31))
    rows.check(territory, station, checked_on=date(2023, 6, 1))
    rows.check(territory, station, StandardKind.TEN_ONE)


def test_a_title_is_held_once_at_a_time(territory: Territory) -> None:
    station = rows.station(territory)
    rows.honour(station)
    with pytest.raises(IntegrityError, match="station_honour_held_once"), transaction.atomic():
        rows.honour(station, awarded_on=date(2024, 5, 1))


def test_pauses_do_not_overlap(territory: Territory) -> None:
    station = rows.station(territory)
    _pause(territory, station=station)
    with pytest.raises(IntegrityError, match="station_pause_once_at_a_time"), transaction.atomic():
        _pause(territory, station=station, valid_from=date(2024, 7, 1))


def test_once_per_class_and_once_per_vacancy(territory: Territory) -> None:
    learner = rows.trainee(territory)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.trainee(territory, training=learner.training, person=learner.person)
    sent = rows.referral(territory)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.referral(territory, seeker=sent.seeker, vacancy=sent.vacancy)
