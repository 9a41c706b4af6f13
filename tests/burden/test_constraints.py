"""Each invariant of the system is held by the database, whoever writes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from tests.burden import rows
from tests.territory import Territory
from tests.workforce.constraint_names import error_of, missing

Make = Callable[..., Model]
BEFORE_ALL = date(2018, 1, 1)
FIXED = {"name": "一样的名称"}
BROKEN: list[tuple[str, Make, dict[str, Any]]] = [
    ("burden_list_level_known", rows.burden_list, {"level": "galactic"}),
    ("burden_item_number_positive", rows.item, {"no": 0}),
    ("burden_item_category_known", rows.item, {"category": "dance"}),
    ("burden_item_rule_known", rows.item, {"rule": "perhaps"}),
    ("burden_item_has_text", rows.item, {"text": ""}),
    ("burden_item_ends_after_start", rows.item, {"valid_to": date(2024, 2, 1)}),
    ("plaque_place_known", rows.plaque, {"place": "roof"}),
    ("plaque_finding_known", rows.plaque, {"finding": "pretty"}),
    ("plaque_state_known", rows.plaque, {"state": "framed"}),
    ("plaque_state_fits_finding", rows.plaque, {"finding": "pending"}),
    ("plaque_state_fits_finding", rows.plaque, {"judged_on": None}),
    ("plaque_state_fits_finding", rows.kept_plaque, {"basis": ""}),
    ("plaque_state_fits_finding", rows.kept_plaque, {"finding": "not_allowed"}),
    ("plaque_state_fits_finding", rows.kept_plaque, {"state": "registered"}),
    ("plaque_state_fits_finding", rows.kept_plaque, {"state": "to_remove"}),
    ("plaque_state_fits_dates", rows.plaque, {"removed_on": None}),
    ("plaque_state_fits_dates", rows.plaque, {"state": "verified"}),
    ("plaque_state_fits_dates", rows.kept_plaque, {"removed_on": rows.IN}),
    ("plaque_dates_in_order", rows.plaque, {"judged_on": date(2023, 5, 7)}),
    ("plaque_dates_in_order", rows.plaque, {"removed_on": date(2023, 5, 21)}),
    ("plaque_dates_in_order", rows.plaque, {"state": "verified", "verified_on": date(2024, 6, 2)}),
    ("secondment_finding_known", rows.secondment, {"finding": "kind"}),
    ("secondment_state_known", rows.secondment, {"state": "lost"}),
    ("secondment_state_fits_dates", rows.secondment, {"state": "away"}),
    ("secondment_state_fits_dates", rows.secondment, {"returned_on": None}),
    ("secondment_dates_in_order", rows.secondment, {"returned_on": date(2023, 3, 6)}),
    ("secondment_dates_in_order", rows.secondment, {"planned_until": date(2023, 3, 6)}),
    ("secondment_lawful_on_paper", rows.secondment, {"finding": "lawful"}),
    ("certificate_item_decision_known", rows.certificate_item, {"decision": "perhaps"}),
    ("certificate_item_state_known", rows.certificate_item, {"state": "framed"}),
    ("certificate_item_state_fits_decision", rows.certificate_item, {"dropped_on": None}),
    ("certificate_item_state_fits_decision", rows.certificate_item, {"decision": "issuable"}),
    ("certificate_item_state_fits_decision", rows.issued_item, {"decision": "not_issuable"}),
    ("certificate_item_no_vacuum", rows.certificate_item, {"issued_instead_by": ""}),
    ("certificate_item_issued_by_law", rows.issued_item, {"basis": ""}),
    ("certificate_item_negative_list_not_issued", rows.issued_item, {"on_negative_list": True}),
    ("certificate_item_dropped_after_listed", rows.certificate_item, {"dropped_on": BEFORE_ALL}),
    ("certificate_item_name_once", rows.issued_item, FIXED),
    ("public_account_platform_known", rows.account, {"platform": "smoke"}),
    ("public_account_decision_known", rows.account, {"decision": "perhaps"}),
    ("public_account_state_known", rows.account, {"state": "framed"}),
    ("public_account_state_fits_decision", rows.account, {"decision": "keep"}),
    ("public_account_state_fits_decision", rows.account, {"judged_on": None}),
    ("public_account_state_fits_decision", rows.open_account, {"decision": "close"}),
    ("public_account_state_fits_dates", rows.account, {"announced_on": None}),
    ("public_account_state_fits_dates", rows.account, {"closed_on": None}),
    ("public_account_state_fits_dates", rows.account, {"state": "judged"}),
    ("public_account_dates_in_order", rows.account, {"judged_on": date(2019, 5, 5)}),
    ("public_account_dates_in_order", rows.account, {"announced_on": date(2024, 4, 7)}),
    ("public_account_dates_in_order", rows.account, {"closed_on": date(2024, 5, 12)}),
    ("public_account_dates_in_order", rows.account, {"last_post_on": date(2019, 5, 5)}),
    ("public_account_name_once_per_platform", rows.open_account, FIXED),
]


@pytest.mark.parametrize(("name", "make", "changed"), BROKEN)
def test_the_database_refuses(territory: Territory, name: str, make: Make, changed: dict[str, Any]) -> None:
    make(territory, **(FIXED if changed is FIXED else {}))  # lawful as it is
    with pytest.raises(IntegrityError, match=error_of("burden", name)), transaction.atomic():
        make(territory, **changed)


def _again_list(territory: Territory) -> Callable[[], Model]:
    return lambda: rows.burden_list(territory, version="2024")


def _again_item(territory: Territory) -> Callable[[], Model]:
    of = rows.burden_list(territory)
    return lambda: rows.item(territory, burden_list=of)


def _again_away(territory: Territory) -> Callable[[], Model]:
    person = territory.person()
    return lambda: rows.secondment(territory, person=person)


AGAIN: list[tuple[str, Callable[[Territory], Callable[[], Model]]]] = [
    ("burden_list_version_once", _again_list),
    ("burden_item_number_once", _again_item),
    ("secondment_one_at_a_time", _again_away),
]


@pytest.mark.parametrize(("name", "prepare"), AGAIN)
def test_once_only(
    territory: Territory, name: str, prepare: Callable[[Territory], Callable[[], Model]]
) -> None:
    make = prepare(territory)
    make()
    with pytest.raises(IntegrityError, match=error_of("burden", name)), transaction.atomic():
        make()


def test_what_ended_makes_room(territory: Territory) -> None:
    rows.account(territory, **FIXED)
    rows.open_account(territory, **FIXED)
    rows.certificate_item(territory, **FIXED)
    rows.issued_item(territory, **FIXED)
    lent = rows.secondment(territory)
    rows.secondment(territory, person=lent.person, started_on=rows.IN, returned_on=None, state="away")


def test_every_constraint_was_tried() -> None:
    assert missing("burden", [name for name, *_ in BROKEN] + [name for name, _ in AGAIN]) == set()
