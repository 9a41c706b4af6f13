"""Asked at once, the checks of a row give the answer they give one by one."""

import random
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from linli.common.models import FormTime
from linli.common.scoping import ScopedModel
from linli.common.soundness import _checks_hold

pytestmark = pytest.mark.django_db

DAY, NOON = date(2024, 10, 30), datetime(2024, 10, 30, 4, tzinfo=UTC)
SOME: dict[type[Any], list[Any]] = {
    models.DateTimeField: [NOON, NOON + timedelta(hours=1)],
    models.DateField: [DAY, DAY + timedelta(days=1)],
    models.TimeField: [time(9), time(17, 30)],
    models.BooleanField: [True, False],
    models.DecimalField: [Decimal(0), Decimal("0.5"), Decimal(2)],
    models.JSONField: [{}, [], ["a"], {"a": 1}],
    models.BinaryField: [b"", b"a"],
    models.UUIDField: [UUID(int=1)],
    models.IntegerField: [0, 1, 2],
    models.ForeignKey: [1, 2],
    models.Field: ["", "2024-10", "一", "a" * 16, "13812342041"],
}


def any_value(field: Any, chance: random.Random) -> Any:
    values = next(values for kind, values in SOME.items() if isinstance(field, kind))
    return chance.choice([None, *values, *(key for key, _ in field.flatchoices)])


def any_row(model: type[models.Model], chance: random.Random) -> models.Model:
    row = model()
    for field in model._meta.local_concrete_fields:
        setattr(row, field.attname, any_value(field, chance))
    return row


def one_by_one(row: models.Model, exclude: set[str]) -> bool:
    try:
        for each in row._meta.constraints:
            if isinstance(each, models.CheckConstraint):
                each.validate(type(row), row, exclude=exclude)  # type: ignore[attr-defined]
    except ValidationError:
        return False
    return True


def test_of_any_row_of_any_table() -> None:
    chance, held, asked = random.Random(20241030), 0, 0
    for model in apps.get_models():
        if not issubclass(model, ScopedModel):
            continue
        names = [field.name for field in model._meta.local_concrete_fields]
        for left_out in ((), (), chance.sample(names, k=len(names) * 3 // 4)):
            row = any_row(model, chance)
            together = _checks_hold(row, frozenset(left_out), "default")
            alone = one_by_one(row, set(left_out))
            # PostgreSQL cannot tell the year of nothing: then all are asked one by one.
            assert together == alone or (alone and connection.vendor == "postgresql"), (model, vars(row))
            held, asked = held + together, asked + 1
    assert asked > 300
    assert 50 < held < asked - 50


def form_time(**changed: Any) -> FormTime:
    kept = {
        "key": "k",
        "form": "f",
        "office": "o",
        "month": "2024-10",
        "open_seconds": 9,
        "active_seconds": 5,
    }
    return FormTime(**{**kept, **changed})


def test_in_one_question() -> None:
    form_time().validate_constraints()
    with CaptureQueriesContext(connection) as taken:
        form_time(open_seconds=7).validate_constraints()
    assert len([query for query in taken if query["sql"].startswith("SELECT")]) == 1


@pytest.mark.parametrize(
    ("changed", "broken"),
    [
        ({"form": ""}, "form_time_of_a_form"),
        ({"active_seconds": 10}, "form_time_active_while_open"),
        ({"month": "2024-13"}, "form_time_month"),
    ],
)
def test_what_does_not_hold_is_named(changed: dict[str, Any], broken: str) -> None:
    with pytest.raises(ValidationError, match=broken):
        form_time(**changed).validate_constraints()
    form_time(**changed).validate_constraints(exclude=list(changed))


def test_a_value_the_database_must_work_out_is_left_to_django() -> None:
    form_time(open_seconds=models.F("active_seconds") + 1).validate_constraints()
    assert not _checks_hold(form_time(open_seconds=models.F("active_seconds") + 1), frozenset(), "default")
    with pytest.raises(ValidationError, match="form_time_active_while_open"):
        form_time(active_seconds=models.F("open_seconds") + 1).validate_constraints()
