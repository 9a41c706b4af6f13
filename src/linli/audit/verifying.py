"""Proving the log: every sealed act is what it was, none is gone, none came in, and no seal is missing or altered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from linli.audit import log
from linli.audit.chain import BEGINNING, digest_of, entries, packed, unpacked
from linli.audit.models import Act, Seal
from linli.audit.sealing import LOWEST, SEALED, VERIFIED, WHY


class Wrong(StrEnum):
    """What can be wrong."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    SEAL_ALTERED = "seal_altered"
    SEAL_MISSING = "seal_missing"

    @property
    def is_of_seal(self) -> bool:
        """A seal is concerned, not an act."""
        return self in (Wrong.SEAL_ALTERED, Wrong.SEAL_MISSING)


SAID = {
    Wrong.CHANGED: "改动过",
    Wrong.REMOVED: "被删去",
    Wrong.INSERTED: "是后来插进来的",
}


@dataclass(frozen=True)
class Finding:
    """One thing wrong. ``first_id`` to ``last_id``: the acts; ``seal``: number of the seal (0: named by its digest)."""

    wrong: Wrong
    seal: int
    first_id: int | None = None
    last_id: int | None = None
    digest: str = ""

    @property
    def said(self) -> str:
        """In one line."""
        acts = f"第 {self.first_id} 条"
        if self.first_id != self.last_id:
            acts = f"第 {self.first_id} 至 {self.last_id} 条"
        if self.wrong in SAID:
            return f"{acts}留痕{SAID[self.wrong]}（第 {self.seal} 段封存）"
        which = f"第 {self.seal} 段封存" if self.seal else f"摘要 {self.digest[:16]}… 的封存"
        covered = f"，{acts}留痕无法证明" if self.first_id is not None else ""
        return f"{which}{'改动过' if self.wrong is Wrong.SEAL_ALTERED else '不在了'}{covered}"


@dataclass(frozen=True)
class Proof:
    """What came of it."""

    seals: int
    sealed: int
    unsealed: int
    digest: str
    sealed_at: datetime | None
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Nothing is wrong."""
        return not self.findings

    @property
    def said(self) -> str:
        """In one clause."""
        return "无误" if self.holds else f"{len(self.findings)} 处不符"


def verify(expect: str = "") -> Proof:
    """Read every sealed act and every seal. ``expect``: a seal's digest kept outside the database, which must be there.

    What the database alone cannot show is a chain cut off together with the acts that named its end, or made anew
    from its beginning: against these a digest kept elsewhere helps.
    """
    findings: list[Finding] = []
    digests: dict[int, str] = {}
    previous: Seal | None = None
    after, sealed = LOWEST, 0
    for seal in Seal.objects.unscoped(WHY).order_by("number").iterator(chunk_size=10):
        linked: str | None = previous.digest if previous is not None else BEGINNING
        if seal.number != (previous.number + 1 if previous is not None else 1):
            findings.append(_gap(previous, seal))
            after, linked = seal.first_id - 1, None
        rows = packed(list(entries(after, seal.last_id)))
        findings.extend(_of_one(seal, rows, linked))
        digests[seal.number] = seal.digest
        after, sealed, previous = max(after, seal.last_id), sealed + seal.count, seal
    known = {finding.seal for finding in findings if finding.wrong.is_of_seal}
    findings.extend(found for found in _named_elsewhere(digests, expect) if found.seal not in known)
    return Proof(
        seals=len(digests),
        sealed=sealed,
        unsealed=Act.objects.unscoped(WHY).filter(pk__gt=after).count(),
        digest=previous.digest if previous is not None else "",
        sealed_at=previous.sealed_at if previous is not None else None,
        findings=tuple(dict.fromkeys(findings)),
    )


def _gap(previous: Seal | None, seal: Seal) -> Finding:
    """Seals missing before ``seal``: only the acts between them are named, if there is room for any."""
    first = previous.last_id + 1 if previous is not None else 1
    number = previous.number + 1 if previous is not None else 1
    if first > seal.first_id - 1:
        return Finding(Wrong.SEAL_MISSING, number)
    return Finding(Wrong.SEAL_MISSING, number, first, seal.first_id - 1)


def _of_one(seal: Seal, rows: bytes, linked: str | None) -> Iterator[Finding]:
    kept = bytes(seal.rows)
    if digest_of(seal, kept) != seal.digest or (linked is not None and seal.previous_digest != linked):
        yield Finding(Wrong.SEAL_ALTERED, seal.number, seal.first_id, seal.last_id)
    elif rows != kept:
        yield from _compared(seal.number, unpacked(kept), unpacked(rows))


def _compared(number: int, kept: dict[int, bytes], found: dict[int, bytes]) -> Iterator[Finding]:
    """Which acts differ; neighbours with the same fate in one finding."""
    open_run: tuple[Wrong, int, int] | None = None
    for pk in sorted(kept.keys() | found.keys()):
        wrong = _fate(kept.get(pk), found.get(pk))
        if open_run is not None and wrong is open_run[0]:
            open_run = (open_run[0], open_run[1], pk)
            continue
        if open_run is not None:
            yield Finding(open_run[0], number, open_run[1], open_run[2])
        open_run = (wrong, pk, pk) if wrong is not None else None
    if open_run is not None:
        yield Finding(open_run[0], number, open_run[1], open_run[2])


def _fate(kept: bytes | None, found: bytes | None) -> Wrong | None:
    if kept == found:
        return None
    if found is None:
        return Wrong.REMOVED
    return Wrong.INSERTED if kept is None else Wrong.CHANGED


def _named_elsewhere(digests: dict[int, str], expect: str) -> Iterator[Finding]:
    """Seals that acts of sealing, or the caller, know of."""
    named = Act.objects.unscoped(WHY).filter(code=SEALED).order_by("pk").values_list("data", flat=True)
    for data in named.iterator():
        number, digest = data.get("number", 0), data.get("digest", "")
        if number not in digests:
            yield Finding(Wrong.SEAL_MISSING, number)
        elif digests[number] != digest:
            yield Finding(Wrong.SEAL_ALTERED, number)
    if expect and expect not in digests.values():
        yield Finding(Wrong.SEAL_MISSING, 0, digest=expect)


@transaction.atomic
def verify_on_record(*, actor: log.Acting | None = None) -> Proof:
    """Prove, and say so in the log: the page of the log shows the last proof and does not prove at every look."""
    proof = verify()
    data = {"sealed": proof.sealed, "said": proof.said, "holds": proof.holds}
    if proof.sealed_at is not None:
        data["until"] = proof.sealed_at.isoformat()
    log.record(actor=actor or log.Machine(), code=VERIFIED, data=data)
    return proof
