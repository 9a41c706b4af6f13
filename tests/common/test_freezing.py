"""Rows that stand still: asked of the database itself, over a table made for the purpose."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from linli.common import guards
from linli.common.guards import GIVEN, append_only_lifted, frozen_rows, grows_only, install_guards

TABLE = "common_sheet"


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def refused(statement: str, *params: Any, match: str = "frozen") -> None:
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        sql(statement, *params)


def rows() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT state, words, signer, until FROM {TABLE} ORDER BY id")
        return [tuple(row) for row in cursor.fetchall()]


@pytest.fixture
def sheet(db: None) -> Iterator[type[models.Model]]:
    with isolate_apps("linli.common"):

        class Sheet(models.Model):
            state = models.CharField(max_length=16)
            words = models.TextField()
            signer = models.TextField(null=True)  # noqa: DJ001  # null is what the test is about
            until = models.IntegerField(null=True)

            class Meta:
                app_label = "common"

            def __str__(self) -> str:
                return self.words

        sql(
            f"CREATE TABLE {TABLE} (id integer PRIMARY KEY, state varchar(16), words text, "
            "signer text, until integer)"
        )
        for number, state in enumerate(("draft", "issued"), start=1):
            sql(f"INSERT INTO {TABLE} VALUES (%s, %s, 'a', NULL, NULL)", number, state)
        yield Sheet
        guards._row_guards.pop(Sheet, None)


def test_an_issued_row_is_neither_changed_nor_deleted(sheet: type[models.Model]) -> None:
    frozen_rows(name="sheet_stands", when={"state": ("issued", "corrected")})(sheet)
    install_guards([sheet])
    install_guards([sheet])  # idempotent
    sql(f"UPDATE {TABLE} SET words = 'b' WHERE id = 1")
    for change in ("words = 'b'", "state = 'draft'", "signer = 'x'"):
        refused(f"UPDATE {TABLE} SET {change} WHERE id = 2", match="sheet_stands")
    refused(f"DELETE FROM {TABLE} WHERE id = 2", match="sheet_stands")
    sql(f"UPDATE {TABLE} SET state = 'issued' WHERE id = 1")
    refused(f"DELETE FROM {TABLE} WHERE id = 1")
    assert [row[:2] for row in rows()] == [("issued", "b"), ("issued", "a")]


def test_named_columns_freeze_alone_and_null_counts_as_a_value(sheet: type[models.Model]) -> None:
    frozen_rows(name="sheet_words_stand", when={"state": ("issued",)}, columns=("words", "signer"))(sheet)
    install_guards([sheet])
    sql(f"UPDATE {TABLE} SET until = 3, words = 'a', signer = NULL WHERE id = 2")
    refused(f"UPDATE {TABLE} SET signer = 'x' WHERE id = 2")
    refused(f"UPDATE {TABLE} SET words = 'b', until = 4 WHERE id = 2")
    refused(f"DELETE FROM {TABLE} WHERE id = 2")
    sql(f"DELETE FROM {TABLE} WHERE id = 1")


def test_a_column_is_given_once(sheet: type[models.Model]) -> None:
    frozen_rows(name="sheet_signed_once", when={"signer": GIVEN}, columns=("signer",))(sheet)
    install_guards([sheet])
    sql(f"UPDATE {TABLE} SET signer = 'Li' WHERE id = 1")
    refused(f"UPDATE {TABLE} SET signer = 'Wang' WHERE id = 1")
    refused(f"UPDATE {TABLE} SET signer = NULL WHERE id = 1")
    sql(f"UPDATE {TABLE} SET words = 'c' WHERE id = 1")


def test_without_a_condition_every_row_stands(sheet: type[models.Model]) -> None:
    frozen_rows(name="sheet_always", when={}, columns=("words",))(sheet)
    install_guards([sheet])
    refused(f"UPDATE {TABLE} SET words = 'b' WHERE id = 1")
    refused(f"DELETE FROM {TABLE}")


def test_a_growing_column_grows(sheet: type[models.Model]) -> None:
    grows_only(name="sheet_until_grows", column="until")(sheet)
    install_guards([sheet])
    for value in (None, 5, 5, 9):
        sql(f"UPDATE {TABLE} SET until = %s WHERE id = 1", value)
    for value in (8, None):
        refused(f"UPDATE {TABLE} SET until = %s WHERE id = 1", value, match="sheet_until_grows")


def test_a_quote_in_a_value_is_only_a_value(sheet: type[models.Model]) -> None:
    frozen_rows(name="sheet_quote", when={"state": ("o'clock",)})(sheet)
    install_guards([sheet])
    sql(f"UPDATE {TABLE} SET state = 'o''clock' WHERE id = 1")
    refused(f"UPDATE {TABLE} SET state = 'draft' WHERE id = 1")


def test_a_flush_lifts_the_guard_and_puts_it_back(sheet: type[models.Model]) -> None:
    frozen_rows(name="sheet_stands", when={"state": ("issued",)})(sheet)
    install_guards([sheet])
    with append_only_lifted():
        sql(f"UPDATE {TABLE} SET words = 'b' WHERE id = 2")
    refused(f"UPDATE {TABLE} SET words = 'c' WHERE id = 2")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_a_table_with_frozen_rows_is_not_truncated(sheet: type[models.Model]) -> None:
    frozen_rows(name="sheet_stands", when={"state": ("issued",)})(sheet)
    install_guards([sheet])
    refused(f"TRUNCATE {TABLE}")
