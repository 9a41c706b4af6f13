"""The public side of the room: a paper in, a file out, with the same words in the same order.

to_html:        a fragment (``SafeString``) for a page that links ``documents/paper.css``.
to_docx:        for Word and WPS, with the official faces by name.
to_pdf:         set with the faces we carry; the same on every machine.
standing_in:    role, official face, carried face: said on the page that offers the PDF.
missing_glyphs: the characters the PDF cannot draw; empty for almost every paper.
"""

from collections.abc import Callable

from linli.documents.faces import missing_glyphs, standing_in
from linli.documents.html import to_html
from linli.documents.paper import Paper
from linli.documents.pdf import to_pdf
from linli.documents.word import to_docx

__all__ = ["FORMATS", "MEDIA_TYPES", "missing_glyphs", "standing_in", "to_docx", "to_html", "to_pdf"]

FORMATS: dict[str, Callable[[Paper], str | bytes]] = {"html": to_html, "docx": to_docx, "pdf": to_pdf}
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
