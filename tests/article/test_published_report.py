"""The check on the published report itself, where its text lies beside the checkout."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks import check_quality
from linli.common import numerals
from linli.common.approximation import interval
from linli.reports.check import CheckResult, Verdict, check_text
from linli.reports.check.figures import read_one

INPUTS = Path(__file__).resolve().parents[2].parent / "shared" / "inputs"
REPORT = next(iter(sorted(INPUTS.glob("*.txt"))), None)
pytestmark = pytest.mark.skipif(REPORT is None, reason=f"the published report is not in {INPUTS}")
Check = Callable[[str], CheckResult]


@pytest.fixture(scope="module")
def text() -> str:
    assert REPORT is not None
    return REPORT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def check() -> Check:
    indicators, values = check_quality.declared()

    def ask(content: str) -> CheckResult:
        return check_text(content, indicators=indicators, values=values, scope=check_quality.SCOPE)

    return ask


def expected() -> list[dict[str, str]]:
    with check_quality.figures_csv().open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["printed"] != "(文字)"]


def test_the_52_numeral_figures_are_found_and_hold(text: str, check: Check) -> None:
    result = check(text)
    found = [
        (f.indicator.code if f.indicator else None, f.text, f.stated.low, f.stated.high, f.verdict.value)
        for f in result.figures
    ]
    assert found == [
        (row["code"], row["printed"], Fraction(row["low"]), Fraction(row["high"]), "holds")
        for row in expected()
    ]
    assert len(found) == 52
    assert result.contradictions == ()
    assert result.clean


def altered(printed: str, chance: random.Random, value: Fraction) -> str:
    """Another number in the same manner, of which our value is not true."""
    form = read_one(printed)
    while True:
        number = chance.randint(1, 9) * 10 ** chance.randint(0, 3) + chance.randint(0, 9)
        if "." in form.numeral:
            text = f"{chance.randint(1, 99)}.{chance.randint(1, 9)}"
        elif form.numeral.isascii() or form.numeral[-1] == "万":
            text = str(number) + ("万" if form.numeral[-1] == "万" else "")
        else:
            text = numerals.chinese(chance.randint(2, 9))
        other = printed.replace(form.numeral, text)
        factor = 10_000 if "万元" in printed else 1
        if not interval(read_one(other)).contains(value * factor):
            return other


@pytest.mark.parametrize("seed", range(40))
def test_ten_altered_figures_are_exactly_ten_fails(text: str, check: Check, seed: int) -> None:
    chance = random.Random(seed)
    _, values = check_quality.declared()
    figures = check(text).figures
    chosen = sorted(chance.sample(range(len(figures)), 10), reverse=True)
    changed = text
    wanted = set()
    for i in chosen:
        figure = figures[i]
        assert figure.indicator is not None
        other = altered(figure.text, chance, values[figure.indicator.code].value)
        changed = changed[: figure.start] + other + changed[figure.end :]
        wanted.add(figure.indicator.code)
    result = check(changed)
    failed = [f for f in result.figures if f.verdict is Verdict.FAILS]
    assert {f.indicator.code for f in failed if f.indicator is not None} == wanted
    assert len(failed) == 10
    assert all(f.wording for f in failed)
    assert result.count(Verdict.HOLDS) == 42
