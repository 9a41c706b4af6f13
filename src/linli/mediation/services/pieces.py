"""Paper that came into the file: scans and copies, each of its kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.common import uploads
from linli.common.pictures import bare
from linli.mediation.models import CasePiece, DisputeCase, PieceKind
from linli.mediation.services.telling import locked, told
from linli.mediation.timeline import require_past

SCANS = (uploads.PDF, uploads.JPEG, uploads.PNG)
LARGEST_SCAN = 20 * uploads.MEGABYTE
MOST_SCANS = 12


@dataclass(frozen=True)
class Scan:
    """One examined file."""

    media: str
    data: bytes


@transaction.atomic
def add_piece(
    *,
    actor: Actor,
    case: DisputeCase,
    kind: PieceKind,
    title: str,
    dated: date,
    pages: int = 1,
    media: str = "",
    size: int = 0,
    key: str = "",
) -> CasePiece:
    """Note one piece; ``media``, ``size``, ``key``: of its scan, where there is one (``linli.common.uploads``)."""
    case = locked(actor, case)
    require_past(dated, "材料的", field="dated")
    piece = CasePiece(
        case=case,
        kind=kind,
        title=title.strip() or PieceKind(kind).label,
        dated=dated,
        pages=pages,
        media=media,
        size=size,
        key=key,
        recorded_by_id=actor.account_id,
    )
    piece.full_clean()
    piece.save()
    told(actor, case, "mediation.piece.added", kind=PieceKind(kind).label)
    return piece


def add_scans(
    *,
    actor: Actor,
    case: DisputeCase,
    kind: PieceKind,
    title: str,
    dated: date,
    pages: int = 1,
    scans: Sequence[Scan] = (),
) -> list[CasePiece]:
    """Put scans into the file, in one act: each a piece, numbered behind its title; or, without any, note that the
    paper alone lies in the cabinet. ``pages``: of each. What was stored is thrown away when the act fails.
    """
    if len(scans) > MOST_SCANS:
        raise ValidationError(f"一次最多 {MOST_SCANS} 个文件。请分几次送。")
    title, keys = title.strip() or PieceKind(kind).label, list[str]()
    about: dict[str, Any] = {"actor": actor, "case": case, "kind": kind, "dated": dated, "pages": pages}
    try:
        with transaction.atomic():
            if not scans:
                return [add_piece(title=title, **about)]
            found = []
            for number, scan in enumerate(scans, start=1):
                data = bare(scan.data)  # where and when a photograph was taken stays with whoever took it
                keys.append(uploads.store(data))
                name = f"{title}（{number}）" if len(scans) > 1 else title
                found.append(add_piece(title=name, media=scan.media, size=len(data), key=keys[-1], **about))
            return found
    except BaseException:
        for key in keys:
            uploads.discard(key)
        raise
