"""Sealing: runs of acts get a digest each, chained to the one before (GB/T 22239: the audit record is protected)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from linli.audit import log
from linli.audit.chain import BEGINNING, digest_of, entries, packed
from linli.audit.models import Act, Seal

WHY = "the log is sealed and proved as a whole"
MOST = 5_000
"""Acts in one seal: 200 KB of entries."""
MARGINS = {"sqlite": timedelta(0), "postgresql": timedelta(minutes=10)}
"""SQLite has one writer and we are it; on PostgreSQL an act with a smaller number may be committed later."""
SEALED, VERIFIED = "audit.run.sealed", "audit.chain.verified"
LOWEST = -(2**63)


def latest_seal() -> Seal | None:
    """The end of the chain."""
    return Seal.objects.unscoped(WHY).defer("rows").order_by("-number").first()


def _oldest_writer(now: datetime) -> datetime:
    """When the oldest transaction still writing elsewhere began: no act from before it is yet to come."""
    if connection.vendor != "postgresql":
        return now
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
        )
        found: datetime | None = cursor.fetchone()[0]
    return min(now, found) if found is not None else now


def _due(after: int, margin: timedelta) -> int:
    """The last act that may be sealed: everything up to it is older than the margin."""
    tail = Act.objects.unscoped(WHY).filter(pk__gt=after)
    if margin:
        cut_off = _oldest_writer(timezone.now()) - margin
        young = tail.filter(at__gte=cut_off).aggregate(first=Min("pk"))["first"]
        tail = tail.filter(pk__lt=young) if young is not None else tail
    newest = tail.order_by("-pk").values_list("pk", flat=True).first()
    return newest if newest is not None else after


@transaction.atomic
def seal_due(*, actor: log.Acting | None = None, margin: timedelta | None = None) -> int:
    """Seal what is due; how many acts. Sealing is an act itself: it names the newest seal, so that one taken away is
    missed. When nothing else happened since, nothing is sealed.
    """
    newest = latest_seal()
    after = newest.last_id if newest is not None else LOWEST
    last = _due(after, MARGINS[connection.vendor] if margin is None else margin)
    run = Act.objects.unscoped(WHY).filter(pk__gt=after, pk__lte=last)
    if not run.exclude(code__in=(SEALED, VERIFIED)).exists():
        return 0
    count = 0
    for found in _runs(entries(after, last)):
        newest = _seal(newest, found)
        count += len(found)
    assert newest is not None
    data = {"count": count, "number": newest.number, "digest": newest.digest}
    log.record(actor=actor or log.Machine(), code=SEALED, data=data)
    return count


def _runs(found: Iterator[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    while run := list(islice(found, MOST)):
        yield run


def _seal(previous: Seal | None, found: list[tuple[int, bytes]]) -> Seal:
    rows = packed(found)
    seal = Seal(
        number=previous.number + 1 if previous is not None else 1,
        first_id=found[0][0],
        last_id=found[-1][0],
        count=len(found),
        rows=rows,
        previous_digest=previous.digest if previous is not None else BEGINNING,
        sealed_at=timezone.now(),
    )
    seal.digest = digest_of(seal, rows)
    seal.save(force_insert=True)
    return seal
