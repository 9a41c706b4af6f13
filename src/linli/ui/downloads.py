"""Giving a file away. The one place, so that a browser never shows a file as if it were a page of ours."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from linli.common.uploads import FileKind, stored, title_of


def attachment(data: bytes | str, title: str, media_type: str) -> HttpResponse:
    """Content made just now, to be saved under ``title``."""
    response = HttpResponse(data, content_type=media_type)
    _guard(response, title)
    return response


def stored_attachment(key: str, title: str, kind: FileKind) -> HttpResponseBase:
    """A file somebody handed in. The caller has found the record it hangs on in the reader's scope.

    Its type is that of the kind it was found to be, never what its sender claimed.
    """
    response = FileResponse(stored(key), content_type=kind.media_type)
    _guard(response, title)
    return response


def _guard(response: HttpResponseBase, title: str) -> None:
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, title_of(title)) or "attachment"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
