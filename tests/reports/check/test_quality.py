"""The labelled sentences: recall, precision, and silence on foreign texts."""

import pytest

from benchmarks import check_corpus, check_quality


@pytest.mark.parametrize("name", check_corpus.sets())
def test_reads_as_a_proof_reader_would(name: str) -> None:
    score = check_quality.measure(name)
    assert score.recall >= check_quality.WANTED_RECALL, score.misses
    assert score.precision >= check_quality.WANTED_PRECISION, score.misses
    assert score.foreign_judged == 0, score.misses


def test_the_corpus_is_broad() -> None:
    cases = [case for name in check_corpus.sets() for case in check_corpus.load(name)]
    assert len(cases) >= 150
    assert len({case.topic for case in cases}) >= 15
