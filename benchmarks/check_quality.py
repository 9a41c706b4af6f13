"""How well the check reads: recall and precision of named figures on the labelled sentences, set by set."""

from __future__ import annotations

import csv
import importlib
import sys
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import check_corpus
from linli.reports.check import CheckResult, Figure, Scope, Value, check_text

if TYPE_CHECKING:
    from linli.indicators.phrases import Phrases

SYSTEMS = [
    "study",
    "facilities",
    "workforce",
    "grid",
    "participation",
    "burden",
    "academy",
    "stations",
    "mediation",
]
WANTED_RECALL, WANTED_PRECISION = 0.95, 0.98
FOREIGN = {"经济", "农业", "医院", "学校", "体育", "法院", "文旅", "外文", "企业", "交通", "科技", "无关"}
SCOPE = Scope(
    area_names=("岳阳楼区", "岳阳楼"),
    start=date(2024, 1, 1),
    end=date(2024, 10, 30),
    above=("湖南省", "岳阳市"),
    other_places=(
        "东茅岭街道",
        "五里牌街道",
        "奇家岭街道",
        "城陵矶街道",
        "金鹗山街道",
        "高山坡社区",
        "铁路社区",
        "奇家社区",
        "东湖社区",
    ),
)


@dataclass(frozen=True)
class Declared:
    """An indicator as the check needs it."""

    code: str
    name: str
    unit: str
    kind: str
    phrases: Phrases


@dataclass
class Score:
    """Counts of one set."""

    named: int = 0
    right: int = 0
    claimed: int = 0
    claimed_right: int = 0
    found: int = 0
    expected: int = 0
    intervals_wrong: int = 0
    verdicts_wrong: int = 0
    foreign_judged: int = 0
    contradictions_wrong: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the labelled indicators that were named rightly."""
        return self.right / self.named if self.named else 1.0

    @property
    def precision(self) -> float:
        """Share of the named figures that were named rightly."""
        return self.claimed_right / self.claimed if self.claimed else 1.0


def figures_csv() -> Path:
    """The 54 figures: of the project's demo data, else of the shared inputs."""
    root = Path(__file__).resolve().parents[1]
    places = (root / "src/linli/demo/data/figures.csv", root.parent / "shared/inputs/figures.csv")
    return next((path for path in places if path.exists()), places[0])


def declared() -> tuple[list[Declared], dict[str, Value]]:
    """The indicators as declared, with the values of the demo district."""
    phrases: dict[str, Phrases] = {}
    for system in SYSTEMS:
        phrases |= importlib.import_module(f"linli.{system}.phrases").PHRASES
    indicators, values = [], {}
    with figures_csv().open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["code"]
            indicators.append(Declared(code, row["name"], row["unit"], row["kind"], phrases[code]))
            values[code] = Value(Fraction(row["demo"]))
    values["mediation.success_rate"] = Value(Fraction(228400, 2396), (2284, 2396))
    return indicators, values


def measure(name: str) -> Score:
    """Check every case of a set and count."""
    indicators, values = declared()
    score = Score()
    for case in check_corpus.load(name):
        result = check_text(case.text, indicators=indicators, values=values, scope=SCOPE)
        _count(score, case, result)
    return score


def _count(score: Score, case: check_corpus.Case, result: CheckResult) -> None:
    for label in case.labels:
        _count_label(score, case, label, _at(result, label))
    for figure in result.figures:
        _count_figure(score, case, figure)
    if bool(result.contradictions) != case.contradicts:
        score.contradictions_wrong += 1
        score.misses.append(f"{case.name} contradictions: {[c.message for c in result.contradictions]}")


def _at(result: CheckResult, label: check_corpus.Label) -> Figure | None:
    overlapping = (f for f in result.figures if f.start < label.end and label.start < f.end)
    return next(overlapping, None)


def _count_label(
    score: Score, case: check_corpus.Case, label: check_corpus.Label, got: Figure | None
) -> None:
    code = got.indicator.code if got is not None and got.indicator is not None else None
    where = f"{case.name} {label.text}"
    score.expected += 1
    score.found += got is not None
    score.named += label.indicator is not None
    score.right += label.indicator is not None and code == label.indicator
    if code != label.indicator:
        score.misses.append(f"{where}: {label.indicator} ≠ {code}  | {case.text[:60]}")
    if got is None:
        return
    if (got.stated.low, got.stated.high) != (label.low, label.high) or got.text != label.text:
        score.intervals_wrong += 1
        score.misses.append(f"{where} [{label.low},{label.high}] read as {got.text} {got.stated}")
    if got.verdict.value != label.verdict:
        score.verdicts_wrong += 1
        score.misses.append(f"{where}: {label.verdict} ≠ {got.verdict}  | {case.text[:60]}")


def _count_figure(score: Score, case: check_corpus.Case, figure: Figure) -> None:
    label = next((w for w in case.labels if w.start < figure.end and figure.start < w.end), None)
    if figure.indicator is not None:
        score.claimed += 1
        score.claimed_right += label is not None and label.indicator == figure.indicator.code
    if label is None:
        score.misses.append(f"{case.name} {figure.text}: not a figure  | {case.text[:60]}")
    score.foreign_judged += case.topic in FOREIGN and figure.verdict != "unknown"


def report(*, verbose: bool = False) -> bool:
    """Print the measures of every set; whether all reach what is wanted."""
    good = True
    for name in check_corpus.sets():
        score = measure(name)
        good &= (
            score.recall >= WANTED_RECALL and score.precision >= WANTED_PRECISION and not score.foreign_judged
        )
        print(
            f"{name:<8} recall {score.recall:.3f} ({score.right}/{score.named})  precision {score.precision:.3f} "
            f"({score.claimed_right}/{score.claimed})  found {score.found}/{score.expected}  intervals wrong "
            f"{score.intervals_wrong}  verdicts wrong {score.verdicts_wrong}  foreign judged {score.foreign_judged}  "
            f"contradictions wrong {score.contradictions_wrong}"
        )
        if first := check_corpus.first_run(name):
            print(f"{'':<8} first run: {first}")
        if verbose:
            print("\n".join(f"    {miss}" for miss in score.misses))
    return good


if __name__ == "__main__":
    sys.exit(0 if report(verbose="-v" in sys.argv) else 1)
