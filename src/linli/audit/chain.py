"""How acts become digests and digests a chain. Reads rows as they lie in the database; writes nothing.

An act's canonical form is all its columns in order, between unit separators: instants in UTC with microseconds,
ciphertext as it is, data as JSON with sorted keys in Django's own spelling. SQLite keeps that spelling as it was
written (``log.record`` sorts), so its text is taken as it lies; PostgreSQL spells anew, so there it is read and written
again. The SHA-256 of it stands in the seal behind the act's number; the seal's digest covers its head, the digest of
the seal before it and these entries.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC
from hashlib import sha256
from typing import Any

from django.db import connection

from linli.audit.models import Act, Seal

ENTRY = 40
"""Bytes per act in a seal: 8 for its number, 32 for its digest."""
BEGINNING = "0" * 64
"""What the first seal follows."""
FETCHED = 2_000

COLUMNS = (
    "id",
    "at",
    "actor_id",
    "actor_kind",
    "code",
    "target_type",
    "target_id",
    "area_id",
    "is_look",
    "data",
    "request_id",
)
"""All of an act, in the order of its canonical form."""

_AS_TEXT = {
    "sqlite": {"at": 'CAST("at" AS TEXT)', "data": 'CAST("data" AS TEXT)'},
    "postgresql": {
        "at": """to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')""",
        "data": '"data"::text',
    },
}
_SPELT: dict[str, Callable[[str], str]] = {
    "sqlite": str,
    "postgresql": lambda text: json.dumps(json.loads(text), sort_keys=True),
}
_WHOLE_SECOND = len("2024-10-30 04:00:00")
UNIT = "\x1f"


def entries(after: int, last: int) -> Iterator[tuple[int, bytes]]:
    """Number and digest of each act with ``after`` < number ≤ ``last``, in order."""
    texts, spelt = _AS_TEXT[connection.vendor], _SPELT[connection.vendor]
    columns = ", ".join(
        texts.get(name) or ('CAST("is_look" AS INTEGER)' if name == "is_look" else f'"{name}"')
        for name in COLUMNS
    )
    table = Act._meta.db_table
    sql = f'SELECT {columns} FROM "{table}" WHERE "id" > %s AND "id" <= %s ORDER BY "id"'  # noqa: S608  # our own names
    with connection.cursor() as cursor:
        cursor.execute(sql, [after, last])
        while rows := cursor.fetchmany(FETCHED):
            for row in rows:
                yield row[0], sha256(canonical(row, spelt)).digest()


def canonical(row: tuple[Any, ...], spelt: Callable[[str], str]) -> bytes:
    """The bytes of one row (``at`` and ``data`` as text) that are hashed; ``spelt`` puts data into its one spelling."""
    number, at, actor, kind, code, target_type, target, area, look, data, request = row
    if len(at) == _WHOLE_SECOND:
        at += ".000000"
    # No column we write holds the separator, so no other row reads the same: it would have more of them.
    told = (
        f"{number}{UNIT}{at}{UNIT}{actor!r}{UNIT}{kind}{UNIT}{code}{UNIT}{target_type}{UNIT}{target!r}{UNIT}{area!r}"
        f"{UNIT}{look}{UNIT}{spelt(data)}{UNIT}{request}"
    )
    return told.encode(errors="surrogatepass")


def packed(found: list[tuple[int, bytes]]) -> bytes:
    """As a seal keeps them."""
    return b"".join(number.to_bytes(8, "big", signed=True) + digest for number, digest in found)


def unpacked(rows: bytes) -> dict[int, bytes]:
    """Number → digest."""
    return {
        int.from_bytes(rows[start : start + 8], "big", signed=True): rows[start + 8 : start + ENTRY]
        for start in range(0, len(rows), ENTRY)
    }


def digest_of(seal: Seal, rows: bytes) -> str:
    """What the seal's digest must be if these are its rows."""
    sealed_at = seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    head = (seal.number, seal.first_id, seal.last_id, seal.count, sealed_at, seal.previous_digest)
    return sha256(json.dumps(head).encode() + rows).hexdigest()
