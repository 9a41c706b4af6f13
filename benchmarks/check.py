"""The check: how well it reads the labelled sentences, and how long a text takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import check_corpus
from benchmarks.check_quality import WANTED_PRECISION, WANTED_RECALL, measure
from benchmarks.measure import queries_of, timed
from benchmarks.registry import Row, benchmark
from linli.indicators.period import Period
from linli.orgs.selectors import district
from linli.reports.checking import check_for

if TYPE_CHECKING:
    from collections.abc import Iterable

LONG = 200_000


@benchmark("check")
def quality_and_speed() -> Iterable[Row]:
    """Recall ≥ 0.95 and precision ≥ 0.98 over all sets; nothing judged in a text about something else."""
    named = right = claimed = claimed_right = judged = 0
    for name in check_corpus.sets():
        score = measure(name)
        yield Row(f"{name} set, recall of named figures", score.recall, "")
        yield Row(f"{name} set, precision", score.precision, "")
        named, right = named + score.named, right + score.right
        claimed, claimed_right = claimed + score.claimed, claimed_right + score.claimed_right
        judged += score.foreign_judged
    yield Row("all sets, recall of named figures", right / named, "", least=WANTED_RECALL)
    yield Row("all sets, precision", claimed_right / claimed, "", least=WANTED_PRECISION)
    yield Row("judged in texts about something else", judged, "figures", most=0)

    area, period = district(), Period.to_date()
    if area is None:
        raise RuntimeError("the benchmarks need the demo district")
    sentences = "".join(case.text for case in check_corpus.load("first"))
    check_for(sentences, area, period)
    once = timed(lambda: check_for(sentences, area, period), times=3)
    yield Row(f"check of {len(sentences):,} characters", once.wall, "s")
    yield Row("  queries", queries_of(lambda: check_for(sentences, area, period)), "queries")
    long = (sentences * (LONG // len(sentences) + 1))[:LONG]
    yield Row(
        f"check of {LONG:,} characters", timed(lambda: check_for(long, area, period), times=1).wall, "s"
    )
