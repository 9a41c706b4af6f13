"""Freezing figures with the records they counted, and explaining the difference between two of them."""

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.indicators.compute import figures
from linli.indicators.drill import record_sets
from linli.indicators.figure import Figure
from linli.indicators.models import Snapshot
from linli.indicators.models.snapshot import Members
from linli.indicators.period import Period
from linli.orgs.models import Area

MARK = 16
NOT_CONTENT = frozenset({"recorded_at", "recorded_by_id", "provenance"})


def _mark(values: Iterable[object]) -> str:
    text = "\x1f".join("" if v is None else v.hex() if isinstance(v, bytes) else str(v) for v in values)
    return hashlib.sha256(text.encode()).hexdigest()[:MARK]


def marks_of(rows: QuerySet[Any]) -> dict[int, str]:
    """Id → fingerprint of everything the row says (encrypted columns by their keyed hash, not their cipher text)."""
    fields = [
        f.attname
        for f in rows.model._meta.concrete_fields
        if f.name not in NOT_CONTENT and not f.attname.endswith("_sealed")
    ]
    key = rows.model._meta.pk.attname
    found = rows.order_by().values_list(key, *fields)
    return {row[0]: _mark(row[1:]) for row in found.iterator(chunk_size=10_000)}


def members_of(figure: Figure, area: Area, period: Period) -> Members:
    """All records behind a figure, by part and model."""
    return {
        f"{found.part}:{found.model._meta.label_lower}": marks_of(found.rows)
        for found in record_sets(figure.indicator, area, period)
    }


def _packed(members: Members) -> bytes:
    return json.dumps(members, sort_keys=True, separators=(",", ":")).encode()


def digest_of(
    code: str,
    area_code: str,
    period: Period,
    value: str,
    parts: tuple[int | None, int | None],
    members: bytes,
) -> str:
    """SHA-256 over all a frozen figure claims."""
    claim = [code, area_code, period.start.isoformat(), period.end.isoformat(), value, *map(str, parts)]
    return hashlib.sha256("\x1f".join(claim).encode() + b"\x1e" + members).hexdigest()


@transaction.atomic
def take(*, actor: Actor, area: Area, period: Period, codes: Iterable[str] | None = None) -> list[Snapshot]:
    """Freeze figures; one act in the log. The caller has admitted the actor to the area."""
    found = figures(area, period, codes)
    now = business_now()
    taken = []
    for figure in found.values():
        members = members_of(figure, area, period)
        packed = _packed(members)
        value = "" if figure.json_value is None else str(figure.json_value)
        parts = (figure.numerator, figure.denominator)
        taken.append(
            Snapshot(
                code=figure.code,
                area=area,
                start=period.start,
                end=period.end,
                value=value,
                numerator=figure.numerator,
                denominator=figure.denominator,
                members_packed=zlib.compress(packed),
                members_count=sum(len(rows) for rows in members.values()),
                cut_off=now,
                taken_by_id=actor.account_id,
                digest=digest_of(figure.code, area.code, period, value, parts, packed),
            )
        )
    Snapshot.everything.bulk_create(taken)
    log.record(
        actor=actor,
        code="indicators.snapshot.taken",
        area_id=area.pk,
        data={"count": len(taken), "area": area.name, "period": str(period)},
    )
    return taken


def verifies(snapshot: Snapshot) -> bool:
    """Whether the digest still fits what the snapshot claims."""
    period = Period(snapshot.start, snapshot.end)
    parts = (snapshot.numerator, snapshot.denominator)
    packed = zlib.decompress(bytes(snapshot.members_packed))
    return snapshot.digest == digest_of(
        snapshot.code, snapshot.area.code, period, snapshot.value, parts, packed
    )


@dataclass(frozen=True)
class Difference:
    """Records that came in, went out, or say something else; keys as in ``Members``."""

    entered: dict[str, list[int]] = field(default_factory=dict)
    left: dict[str, list[int]] = field(default_factory=dict)
    changed: dict[str, list[int]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Nothing differs."""
        return not (self.entered or self.left or self.changed)


def compare(before: Snapshot, after: Snapshot) -> Difference:
    """What explains the step from one value to the other. Raises ValueError for two different indicators."""
    if before.code != after.code:
        raise ValueError(f"{before.code} and {after.code} are two figures")
    return difference(before.members(), after.members())


def difference(old: Members, new: Members) -> Difference:
    """The same for the records themselves, frozen or of today."""
    entered, left, changed = {}, {}, {}
    for label in sorted(old.keys() | new.keys()):
        was, now = old.get(label, {}), new.get(label, {})
        if came := sorted(now.keys() - was.keys()):
            entered[label] = came
        if went := sorted(was.keys() - now.keys()):
            left[label] = went
        if differs := sorted(key for key in was.keys() & now.keys() if was[key] != now[key]):
            changed[label] = differs
    return Difference(entered, left, changed)
