"""A QR code of an address: error correction M, a quiet zone of four modules."""

import io

import segno

from linli.documents.words import absolute


def svg(address: str) -> bytes:
    """As a drawing."""
    return _saved(address, "svg", {"xmldecl": False, "svgns": True, "omitsize": True})


def png(address: str) -> bytes:
    """As a picture, six dots a module."""
    return _saved(address, "png", {"scale": 6})


def _saved(address: str, kind: str, options: dict[str, object]) -> bytes:
    stream = io.BytesIO()
    segno.make_qr(absolute(address), error="m").save(stream, kind=kind, border=4, **options)
    return stream.getvalue()
