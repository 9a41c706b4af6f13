"""Hanging files on a matter. They were examined when they came in; here they are kept and the log names them."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common import uploads
from linli.common.pictures import bare
from linli.grid.requests.files import MOST_PHOTOS, PHOTOS
from linli.grid.requests.models import Request, RequestAttachment

PHOTO_CODES = tuple(kind.code for kind in PHOTOS)
WHY = "counted on the request the caller was admitted to"


@transaction.atomic
def attach(
    *, actor: Actor, request: Request, files: Iterable[tuple[str, uploads.FileKind, bytes]]
) -> list[RequestAttachment]:
    """``files``: title, kind and content of each, as examined. Raises ValidationError beyond four photographs or one
    clip; the caller was admitted to the request.
    """
    kept: list[RequestAttachment] = []
    there = list(
        RequestAttachment.objects.in_confidence(WHY).filter(request=request).values_list("media", flat=True)
    )
    for title, kind, data in files:
        there.append(kind.code)
        photos = sum(code in PHOTO_CODES for code in there)
        if photos > MOST_PHOTOS or len(there) - photos > 1:
            raise ValidationError(f"一件事最多 {MOST_PHOTOS} 张照片、一段录音。请留下最说明问题的。")
        data = bare(data)  # where and when a photograph was taken stays with whoever took it
        row = RequestAttachment(
            request=request,
            media=kind.code,
            title=uploads.title_of(title),
            size=len(data),
            key=uploads.store(data),
            recorded_by_id=actor.account_id,
        )
        row.full_clean()
        row.save()
        kept.append(row)
    if kept:
        log.record(
            actor=actor,
            code="grid.request.attached",
            target=request,
            area_id=None if request.is_accusation else request.area_id,
            data={"number": request.number, "count": len(kept)},
        )
    return kept
