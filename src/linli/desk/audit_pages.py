"""What the pages of the log show: rows told as sentences, the state of the chain, the course of one record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.dateparse import parse_datetime

from linli.access.actor import SYSTEM, Actor
from linli.access.policies import REVEAL_PERSONAL
from linli.audit import log
from linli.audit.models import Act
from linli.audit.sealing import latest_seal, seal_due
from linli.audit.selectors import NOT_ABOUT_DATA, about, last_proof
from linli.audit.verifying import verify_on_record
from linli.desk import audit_subjects as subjects
from linli.exchange.tables import Heading, Kind, Table
from linli.ui.tables import PER_PAGE

BATCH = 500
SHOWN = 20

HEADINGS = (
    Heading("编号", Kind.INTEGER, 10),
    Heading("时间", Kind.INSTANT, 18),
    Heading("谁"),
    Heading("行为代码"),
    Heading("内容", width=60),
    Heading("种类"),
    Heading("对象"),
    Heading("对象编号"),
    Heading("地区"),
    Heading("请求编号"),
)


@dataclass(frozen=True)
class Line:
    """One act, told. ``target``: what kind of thing it was about; ``ref``: its reference; ``kind``: 改动, 查看 …."""

    number: int
    at: datetime
    who: str
    code: str
    sentence: str
    kind: str
    target: str
    ref: str
    area: str
    request: str


def _kind(act: Act) -> str:
    if act.code in NOT_ABOUT_DATA:
        return "其他"
    return "查看" if act.is_look else "改动"


def lines(acts: Sequence[Act], *, masked: bool = False) -> list[Line]:
    """Told for the keeper of the log: personal values opened, everything named that still exists. ``masked``, as for a
    file: names masked before the user name, personal values hidden.
    """
    names, refs = subjects.actors_of(acts, masked=masked, username=True), subjects.refs_of(acts)
    areas = subjects.areas_of(acts)
    return [
        Line(
            number=act.pk,
            at=act.at,
            who=subjects.who(act, names),
            code=act.code,
            sentence=sentence,
            kind=_kind(act),
            target=subjects.label_of(act.target_type),
            ref=refs.get((act.target_type, act.target_id or 0), ""),
            area=areas.get(act.area_id or 0, ""),
            request=act.request_id,
        )
        for act, sentence in zip(acts, log.told_each(acts, openly=not masked), strict=True)
    ]


def listed(rows: QuerySet[Act], number: str | None) -> dict[str, Any]:
    """25 acts, newest first. Raises Http404 for a page that does not exist."""
    paginator = Paginator(rows.order_by("-pk"), PER_PAGE)
    try:
        page = paginator.page(number or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    return {"page": page, "lines": lines(list(page.object_list)), "count": paginator.count}


def exported(rows: QuerySet[Act], watermark: str = "") -> Table:
    """The acts as a table, read a few at a time; what is personal is masked, as in every file."""
    cells = _cells(rows.order_by("-pk"))
    return Table(title="留痕", notes=(), headings=HEADINGS, rows=cells, watermark=watermark)


def _cells(rows: QuerySet[Act]) -> Iterator[list[Any]]:
    found = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        for line in lines(batch, masked=True):
            cells = [line.number, line.at, line.who, line.code, line.sentence, line.kind]
            yield [*cells, line.target, line.ref, line.area, line.request]


def chain() -> dict[str, Any]:
    """How far the log is sealed, and what the last proof said."""
    seal, proof = latest_seal(), last_proof()
    return {
        "sealed_at": seal.sealed_at if seal is not None else None,
        "digest": seal.digest if seal is not None else "",
        "proved_at": proof.at if proof is not None else None,
        "proved_until": parse_datetime(proof.data.get("until", "")) if proof is not None else None,
        "holds": proof is not None and proof.data.get("holds") is True,
        "said": proof.data.get("said", "") if proof is not None else "",
    }


def seal_daily() -> int:
    """Daily work."""
    return seal_due(actor=SYSTEM)


def verify_daily() -> None:
    """Daily work, after sealing. What is found stands in the log, on its page and in doctor's answers."""
    verify_on_record(actor=SYSTEM)


def course(actor: Actor, found: Model) -> dict[str, Any]:
    """What was done to a record, newest first, for those who see the record; personal values stay masked.

    How often it was looked at is told only to those who may look behind the mask themselves and answer for it
    (domain.md 6.3); who looked, only to the auditor and to the person concerned.
    """
    changes = list(about(found).filter(is_look=False)[: SHOWN + 1])
    names = subjects.actors_of(changes, masked=True, username=False)
    steps = [
        (sentence, act.at, "您" if _is_own(act, actor) else subjects.who(act, names))
        for act, sentence in zip(changes[:SHOWN], log.told_each(changes[:SHOWN]), strict=True)
    ]
    looks = about(found).filter(is_look=True).count() if actor.may(REVEAL_PERSONAL) else 0
    return {"steps": steps, "has_older": len(changes) > SHOWN, "looks": looks}


def _is_own(act: Act, actor: Actor) -> bool:
    return act.actor_kind == "account" and act.actor_id == actor.account_id
