"""``linli postings close``: the daily job by hand, safe to run again."""

import json
from datetime import datetime
from io import StringIO

from django.core.management import call_command

from linli.notices.states import ENDED
from tests.notices import rows
from tests.territory import Territory


def close() -> dict[str, int]:
    out = StringIO()
    call_command("postings", "close", json=True, stdout=out)
    found: dict[str, int] = json.loads(out.getvalue())
    return found


def test_closing_twice_closes_once(territory: Territory, standing_clock: datetime) -> None:
    posting = rows.posted(territory)
    assert close() == {"closed": 0}
    rows.days_later(16)
    assert close() == {"closed": 1}
    assert close() == {"closed": 0}
    posting.refresh_from_db()
    assert posting.state == ENDED


def test_it_says_what_it_did(territory: Territory, standing_clock: datetime) -> None:
    out = StringIO()
    call_command("postings", "close", stdout=out)
    assert "0 份公示记为期满" in out.getvalue()
