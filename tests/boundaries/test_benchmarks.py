"""The benchmark harness: it measures, and it fails when a budget is exceeded."""

import json
import time

import pytest
from django.db import connection

from benchmarks import registry
from benchmarks.__main__ import as_json, table
from benchmarks.measure import compressed_size, queries_of, ratio_to_sql, timed
from benchmarks.registry import Row


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (Row("time", 300, "ms", most=300), True),
        (Row("time", 301, "ms", most=300), False),
        (Row("recall", 0.94, "", least=0.95), False),
        (Row("size", 99, "MB"), True),
    ],
)
def test_a_budget_holds_or_does_not(row: Row, holds: bool) -> None:
    assert row.holds is holds
    assert ("EXCEEDED" in table({"x": [row]})) is not holds
    assert json.loads(as_json({"x": [row]}))[0]["holds"] is holds


def test_two_benchmarks_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_benchmarks", {})
    registry.benchmark("figures")(list)

    with pytest.raises(ValueError, match="figures"):
        registry.benchmark("figures")(list)


def test_time_is_the_median_of_several_runs_and_waiting_is_not_work() -> None:
    waits = iter([0.0, 0.03, 0.0, 0.0, 0.0])

    timing = timed(lambda: time.sleep(next(waits)))

    assert timing.wall < 0.02
    assert timing.cpu_ms < 20


@pytest.mark.django_db
def test_queries_are_counted_and_compared_with_sql() -> None:
    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.execute("SELECT 2")

    assert queries_of(work) == 2
    assert ratio_to_sql(work, ["SELECT 1"], times=3) > 0


def test_size_is_what_travels() -> None:
    assert compressed_size(b"linli " * 10_000) < 1_000
