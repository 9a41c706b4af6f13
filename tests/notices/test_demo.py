"""The small demo's postings: every state is there, and they keep their own rules."""

import pytest

from linli.common.quality import all_checks
from linli.common.world import World
from linli.notices.models import Objection, Posting, PostingExtension
from linli.notices.services.postings import close_expired
from linli.notices.states import DRAFTED, ENDED, POSTED, WITHDRAWN

pytestmark = pytest.mark.xdist_group("small demo")


@pytest.fixture(autouse=True)
def demo(small_demo: World, db: None) -> World:
    return small_demo


def test_every_state_is_there() -> None:
    states = set(Posting.everything.values_list("state", flat=True))
    assert states == {DRAFTED, POSTED, ENDED, WITHDRAWN}
    assert 25 <= Posting.everything.count() <= 40
    assert Posting.everything.get(state=WITHDRAWN).withdrawal_reason
    assert PostingExtension.everything.exists()


def test_questions_are_answered_waiting_and_kept_back() -> None:
    assert Objection.everything.filter(answered_at__isnull=True).exists()
    assert Objection.everything.filter(answered_at__isnull=False, is_public=True, withheld="").exists()
    assert Objection.everything.exclude(contact_sealed__isnull=True).exists()


def test_148_are_named() -> None:
    commended = Posting.everything.filter(kind__code="commendation")
    assert 1 + 148 in [len(posting.table) for posting in commended]


def test_nothing_is_left_to_close() -> None:
    assert close_expired() == 0


def test_the_checks_find_nothing() -> None:
    for check in all_checks():
        if check.code.startswith("notices."):
            assert list(check.find()) == [], check.code
