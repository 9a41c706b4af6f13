"""No private person's value stands in the log in clear: codes declare, the log refuses and masks."""

import pytest
from django.db import connection

from linli.access.actor import SYSTEM
from linli.audit import codes, log
from linli.audit.models import Act
from linli.audit.personal import DESTROYED, HIDDEN, Sealed, without_numbers
from tests.territory import Territory

SENTENCE = "电话打给{phone}"


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> codes.Code:
    """A code with a personal value, for one test."""
    monkeypatch.setattr(codes, "_codes", dict(codes._codes))
    code = codes.Code(code="test.call.made", sentence=SENTENCE, personal=frozenset({"phone"}))
    codes.register(code)
    return code


def test_a_code_with_private_data_must_declare_it() -> None:
    with pytest.raises(ValueError, match="declare as personal: phone"):
        codes.register(codes.Code(code="test.call.made", sentence=SENTENCE))


def test_no_registered_code_tells_private_data_in_plain() -> None:
    for code in codes.all_codes():
        assert not (code.names & codes.PRIVATE_NAMES) - code.personal, code.code
        assert code.personal <= code.names, code.code


@pytest.mark.django_db
def test_a_personal_value_in_clear_is_refused(called: codes.Code) -> None:
    with pytest.raises(ValueError, match="must be sealed"):
        log.record(actor=SYSTEM, code=called.code, data={"phone": "13812342046"})


def test_a_sealed_value_nobody_declared_is_refused(territory: Territory) -> None:
    data = {"username": Sealed(1, "x").as_data()}
    with pytest.raises(ValueError, match="does not declare username"):
        log.record(actor=SYSTEM, code="access.account.opened", data=data)


def test_a_number_typed_into_a_sentence_is_masked_before_it_is_kept(territory: Territory) -> None:
    data = {"title": "总结", "reason": "请打13812342046，证件430602198001011234"}
    act = log.record(actor=SYSTEM, code="reports.report.sent_back", data=data)
    kept = Act.everything.get(pk=act.pk)
    assert kept.data["reason"] == "请打138****2046，证件4****************4"
    assert sorted(kept.data) == ["reason", "title"]
    if connection.vendor == "sqlite":  # keeps its text as written, so it is written in one spelling
        assert list(kept.data) == ["reason", "title"]


@pytest.mark.parametrize("text", ["共 13812342046123 元", "a13812342046b", "2024-10-30", 13812342046, None])
def test_other_numbers_stay(text: object) -> None:
    assert without_numbers(text) == text


@pytest.mark.django_db
def test_what_has_no_key_any_more_is_told_as_destroyed(called: codes.Code) -> None:
    act = log.record(actor=SYSTEM, code=called.code, data={"phone": Sealed(404, "x").as_data()})
    assert log.told(act) == f"电话打给{HIDDEN}"
    assert log.told(act, openly=True) == f"电话打给{DESTROYED}"


@pytest.mark.django_db
def test_an_act_of_a_room_that_is_gone_is_told_by_its_code() -> None:
    act = Act.everything.create(actor_kind="system", code="gone.room.did", data={})
    old = Act.everything.create(actor_kind="system", code="orgs.area.closed", data={"area": "甲"})
    assert log.told_each([act, old]) == ["gone.room.did", "撤销 甲，自 — 起"]
