"""The log keeps data under registered codes, and tells them in the reader's language."""

import pytest

from linli.access.actor import NOBODY, SYSTEM
from linli.audit import codes, log
from linli.audit.models import Act
from tests.territory import Territory


def test_an_unregistered_code_is_refused(db: None) -> None:
    with pytest.raises(codes.UnknownCode):
        log.record(actor=SYSTEM, code="orgs.area.painted")


def test_data_its_sentence_needs_must_be_given(territory: Territory) -> None:
    with pytest.raises(ValueError, match="new"):
        log.record(actor=SYSTEM, code="orgs.area.moved", data={"area": "a", "old": "b", "day": "c"})


def test_codes_read_room_thing_done_and_are_taken_once() -> None:
    with pytest.raises(ValueError, match=r"room\.thing\.done"):
        codes.register(codes.Code(code="short", sentence=""))
    with pytest.raises(ValueError, match="already"):
        codes.register(codes.Code(code="orgs.area.moved", sentence="another"))
    assert all(code.code.count(".") >= 2 for code in codes.all_codes())


def test_looks_do_not_age_the_figures(territory: Territory) -> None:
    before = log.last_change()
    log.record(actor=NOBODY, code="access.account.signed_in")
    assert log.last_change() == before
    changed = log.record(
        actor=SYSTEM,
        code="orgs.area.moved",
        target=territory.community,
        area_id=territory.community.pk,
        data={"area": "甲", "old": "乙", "new": "丙", "day": "2024-05-01"},
    )
    assert log.last_change() == changed.pk
    assert Act.everything.get(pk=changed.pk).target_type == "orgs.area"
    assert log.told(changed) == "甲 从 乙 划到 丙，自 2024-05-01 起"
