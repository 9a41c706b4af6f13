"""Reveals, exports with the persons that stood in them, and whom lists showed in clear."""

from linli.disclosure.models.export import Export, ExportSubject
from linli.disclosure.models.listed import ListedBlock
from linli.disclosure.models.reveal import Field, Reveal

__all__ = ["Export", "ExportSubject", "Field", "ListedBlock", "Reveal"]
