"""Each invariant is held by the database, whoever writes: by checks, and by triggers that look at what was there."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from linli.access.actor import NOBODY, SYSTEM
from linli.notices.models import Objection, Posting, PostingExtension, PostingKind
from linli.notices.services import objections, postings
from linli.notices.states import ENDED, POSTED, WITHDRAWN
from tests.notices import rows
from tests.territory import Territory
from tests.workforce.constraint_names import error_of, missing

pytestmark = pytest.mark.usefixtures("standing_clock")

DAY = date(2024, 10, 1)
HUNG = {
    "state": POSTED,
    "posted_on": DAY,
    "minimum": 15,
    "unit": "day",
    "basis": "法",
    "earliest_end": date(2024, 10, 16),
    "until": date(2024, 10, 20),
}
GONE = {**HUNG, "state": WITHDRAWN, "withdrawn_on": date(2024, 10, 2), "withdrawal_reason": "写错了"}
OVER = {**HUNG, "state": ENDED, "closed_on": date(2024, 10, 21)}


def _posting(territory: Territory, **changed: Any) -> Model:
    values: dict[str, Any] = {
        "kind": rows.kind(),
        "area": territory.community,
        "title": "题目",
        "body": "正文",
        "issuer": "居委会",
    }
    return Posting.everything.create(**(values | changed))


def _kind(_: Territory, **changed: Any) -> Model:
    values: dict[str, Any] = {
        "code": f"kind-{PostingKind.everything.count()}",
        "name": "类别",
        "minimum": 5,
        "floor": 5,
        "unit": "day",
        "basis": "法",
    }
    return PostingKind.everything.create(**(values | changed))


def _extension(territory: Territory, **changed: Any) -> Model:
    values: dict[str, Any] = {
        "posting": _posting(territory, **HUNG),
        "before": DAY,
        "after": DAY + timedelta(days=1),
        "reason": "理由",
        "decided_on": DAY,
    }
    return PostingExtension.everything.create(**(values | changed))


def _objection(territory: Territory, **changed: Any) -> Model:
    at = datetime.fromisoformat("2024-10-02T10:00+08:00")
    values: dict[str, Any] = {"posting": _posting(territory, **HUNG), "text": "为什么？", "asked_at": at}
    return Objection.everything.create(**(values | changed))


AT = datetime.fromisoformat("2024-10-03T10:00+08:00")
EARLIER = datetime.fromisoformat("2024-10-01T10:00+08:00")
BROKEN: list[tuple[str, Callable[..., Model], dict[str, Any], dict[str, Any]]] = [
    ("posting_kind_unit_known", _kind, {}, {"unit": "moon"}),
    ("posting_kind_minimum_not_below_floor", _kind, {}, {"minimum": 4}),
    ("posting_kind_minimum_not_below_floor", _kind, {}, {"floor": 0}),
    ("posting_kind_says_what_and_why", _kind, {}, {"basis": ""}),
    ("posting_kind_says_what_and_why", _kind, {}, {"name": ""}),
    ("posting_state_known", _posting, HUNG, {"state": "lost"}),
    ("posting_unit_known", _posting, HUNG, {"unit": "moon"}),
    ("posting_says_what_and_who", _posting, {}, {"title": ""}),
    ("posting_says_what_and_who", _posting, {}, {"body": ""}),
    ("posting_says_what_and_who", _posting, {}, {"issuer": ""}),
    ("posting_days_fit_state", _posting, {}, {"state": POSTED}),
    ("posting_days_fit_state", _posting, HUNG, {"state": "drafted"}),
    ("posting_days_fit_state", _posting, HUNG, {"posted_on": None}),
    ("posting_days_fit_state", _posting, HUNG, {"earliest_end": None}),
    ("posting_days_fit_state", _posting, HUNG, {"minimum": None}),
    ("posting_days_fit_state", _posting, HUNG, {"until": None}),
    ("posting_days_fit_state", _posting, HUNG, {"basis": ""}),
    ("posting_days_fit_state", _posting, HUNG, {"minimum": 0}),
    ("posting_earliest_end_after_posting", _posting, HUNG, {"earliest_end": DAY}),
    ("posting_not_below_minimum", _posting, HUNG, {"until": date(2024, 10, 15)}),
    ("posting_has_a_place", _posting, HUNG, {"online": False}),
    ("posting_ends_after_its_last_day", _posting, OVER, {"closed_on": date(2024, 10, 20)}),
    ("posting_ends_after_its_last_day", _posting, OVER, {"closed_on": None}),
    ("posting_ends_after_its_last_day", _posting, HUNG, {"closed_on": date(2024, 10, 21)}),
    ("posting_withdrawn_with_reason", _posting, GONE, {"withdrawal_reason": ""}),
    ("posting_withdrawn_with_reason", _posting, GONE, {"withdrawn_on": None}),
    ("posting_withdrawn_with_reason", _posting, GONE, {"withdrawn_on": date(2024, 9, 30)}),
    ("posting_withdrawn_with_reason", _posting, GONE, {"withdrawn_on": date(2024, 10, 21)}),
    ("posting_withdrawn_with_reason", _posting, HUNG, {"withdrawal_reason": "写错了"}),
    ("posting_subject_whole", _posting, {}, {"subject_type": "people.person"}),
    ("posting_subject_whole", _posting, {}, {"subject_id": 1}),
    ("posting_extension_is_later", _extension, {}, {"after": DAY}),
    ("posting_extension_has_reason", _extension, {}, {"reason": ""}),
    ("objection_asks_something", _objection, {}, {"text": ""}),
    ("objection_answer_whole", _objection, {}, {"answer": "因为"}),
    ("objection_answer_whole", _objection, {}, {"answered_at": AT}),
    ("objection_answer_whole", _objection, {}, {"withheld": "含电话"}),
    ("objection_answered_afterwards", _objection, {}, {"answer": "因为", "answered_at": EARLIER}),
]


@pytest.mark.parametrize(("name", "make", "lawful", "changed"), BROKEN)
def test_the_database_refuses(
    territory: Territory,
    name: str,
    make: Callable[..., Model],
    lawful: dict[str, Any],
    changed: dict[str, Any],
) -> None:
    make(territory, **lawful)
    with pytest.raises(IntegrityError, match=error_of("notices", name)), transaction.atomic():
        make(territory, **(lawful | changed))


def test_every_constraint_was_tried() -> None:
    assert missing("notices", [name for name, *_ in BROKEN]) == set()


def refused(match: str, statement: str, *params: Any) -> None:
    """By plain SQL, around everything."""
    with (
        pytest.raises(IntegrityError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, params)


STANDS: dict[str, Any] = {
    "title": "别的题目",
    "body": "别的正文",
    "issuer": "别的单位",
    "table": '[["a"]]',
    "board": "别处",
    "posted_on": "2024-10-01",
    "minimum": 1,
    "unit": "workday",
    "basis": "别的法",
    "earliest_end": "2024-11-01",
    "subject_type": "people.person",
    "ref": "2222222222",
}


@pytest.mark.parametrize("column", STANDS)
@pytest.mark.parametrize("state", ["posted", "ended", "withdrawn"])
def test_what_was_posted_stands(territory: Territory, column: str, state: str) -> None:
    posting = getattr(rows, state)(territory)
    pattern = "posting_stands_as_posted|posting_over_stands"
    refused(pattern, f'UPDATE notices_posting SET "{column}" = %s WHERE id = %s', STANDS[column], posting.pk)
    draft = rows.drafted(territory)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notices_posting SET title = 'frei' WHERE id = %s", (draft.pk,))


@pytest.mark.parametrize("state", ["posted", "ended", "withdrawn"])
def test_no_posting_is_deleted_or_moved_to_another_area_or_kind(territory: Territory, state: str) -> None:
    posting = getattr(rows, state)(territory)
    pattern = "posting_stands_as_posted|posting_over_stands"
    refused(pattern, "DELETE FROM notices_posting WHERE id = %s", posting.pk)
    other = (territory.communities[1].pk, rows.kind("affairs").pk)
    for column, key in zip(("area_id", "kind_id"), other, strict=True):
        refused(pattern, f"UPDATE notices_posting SET {column} = %s WHERE id = %s", key, posting.pk)
    with pytest.raises(IntegrityError, match=pattern), transaction.atomic():
        Posting.everything.filter(pk=posting.pk).delete()


def test_the_last_day_only_moves_later(territory: Territory) -> None:
    posting = rows.posted(territory)
    postings.extend(actor=SYSTEM, posting=posting, until=date(2024, 12, 1), reason="多看几天。")
    set_until = "UPDATE notices_posting SET until = %s WHERE id = %s"
    refused("posting_until_grows", set_until, "2024-11-30", posting.pk)
    with connection.cursor() as cursor:
        cursor.execute(set_until, ("2024-12-02", posting.pk))


@pytest.mark.parametrize("state", ["ended", "withdrawn"])
def test_what_is_over_does_not_come_back(territory: Territory, state: str) -> None:
    posting = getattr(rows, state)(territory)
    sql = (
        "UPDATE notices_posting SET state = 'posted', closed_on = NULL, withdrawn_on = NULL, "
        "withdrawal_reason = '' WHERE id = %s"
    )
    refused("posting_over_stands", sql, posting.pk)
    refused(
        "posting_over_stands", "UPDATE notices_posting SET until = '2030-01-01' WHERE id = %s", posting.pk
    )


def test_a_posting_does_not_become_a_draft_again(territory: Territory) -> None:
    posting = rows.posted(territory)
    refused(
        "posting_days_fit_state", "UPDATE notices_posting SET state = 'drafted' WHERE id = %s", posting.pk
    )


def test_a_question_stands_and_is_answered_once(territory: Territory) -> None:
    asked = objections.object_to(actor=NOBODY, posting=rows.posted(territory), text="为什么？")
    change = "UPDATE notices_objection SET {} WHERE id = %s"
    refused("objection_stands", change.format("text = '没什么'"), asked.pk)
    refused("objection_stands", "DELETE FROM notices_objection WHERE id = %s", asked.pk)
    objections.answer(actor=SYSTEM, objection=asked, text="因为。")
    for other in ("answer = '别的'", "answered_at = NULL", "withheld = '改'"):
        refused("objection_answered_once", change.format(other), asked.pk)
    with connection.cursor() as cursor:  # what the law wants forgotten can be forgotten
        cursor.execute(change.format("asker = '', contact_sealed = NULL"), (asked.pk,))


def test_an_extension_is_written_once(territory: Territory) -> None:
    row = _extension(territory)
    refused("append-only", "UPDATE notices_postingextension SET reason = 'x' WHERE id = %s", row.pk)
    refused("append-only", "DELETE FROM notices_postingextension WHERE id = %s", row.pk)
