"""Whatever the database refuses, a form can say in plain words: every constraint has a sentence of its own."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models.constraints import BaseConstraint

from linli.access.actor import SYSTEM
from linli.common.constraints import NoOverlap
from linli.mediation.models import CourtResult
from linli.mediation.services import agreements, cases
from tests.mediation.walk import DAY, walk
from tests.territory import Territory

CONSTRAINTS = {
    constraint.name: constraint
    for model in apps.get_app_config("mediation").get_models()
    for constraint in model._meta.constraints
}
OTHERS = (
    str(BaseConstraint.default_violation_error_message),
    NoOverlap(name="any", fields=()).violation_error_message,
)


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_every_constraint_has_words(name: str) -> None:
    said = str(CONSTRAINTS[name].get_violation_error_message())  # as people read it
    assert said not in OTHERS
    assert name not in said
    assert re.search(r"[一-鿿].*。$", said), said


def test_no_sentence_stands_for_two_rules() -> None:
    # 请再办一次 and 请核对日期 recur; the rule before them does not, but for sums of money.
    said = [str(each.violation_error_message) for each in CONSTRAINTS.values()]
    assert {each for each in said if said.count(each) > 1} <= {"金额要大于 0；不涉及金额的不填。"}


def test_what_the_court_confirmed_without_a_number_is_refused_in_words(territory: Territory) -> None:
    found = walk(territory).informed().panel()
    agreement = found.through("match", "visit", "convene", "hear", "consult", "judge", "settle").agreed()
    asked = agreements.apply_for_confirmation(
        actor=SYSTEM, agreement=agreement, court="区人民法院", on=DAY + timedelta(days=3)
    )
    with pytest.raises(ValidationError, match="确认有效的，要填裁定书编号"):
        agreements.note_decision(
            actor=SYSTEM,
            confirmation=asked,
            result=CourtResult.CONFIRMED,
            decided_on=DAY + timedelta(days=9),
            accepted_on=DAY + timedelta(days=4),
        )


def test_accepted_before_it_was_registered_is_refused_in_words(territory: Territory) -> None:
    case = walk(territory).case
    with pytest.raises(ValidationError, match="受理日期早于登记：2024-06-02，登记是 2024-06-03"):
        cases.accept_case(actor=SYSTEM, case=case, accepted_on=DAY - timedelta(days=1))
