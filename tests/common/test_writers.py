"""Eight processes write at once for five seconds; `make bench` runs the same for sixty."""

import pytest
from django.db import connection

from benchmarks.writers import eight_writers


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the file")
def test_eight_writers_never_find_the_database_locked() -> None:
    outcome = eight_writers(5)
    assert outcome.errors == ()
    assert outcome.written > 0
    assert outcome.found == outcome.written
