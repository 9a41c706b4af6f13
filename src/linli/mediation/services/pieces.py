"""Paper that came into the file: scans and copies, each of its kind."""

from datetime import date

from django.db import transaction

from linli.access.actor import Actor
from linli.mediation.models import CasePiece, DisputeCase, PieceKind
from linli.mediation.services.telling import locked, told


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
