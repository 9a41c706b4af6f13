"""Reveals, and exports with the persons that stood in them."""

from linli.disclosure.models.export import Export, ExportSubject
from linli.disclosure.models.reveal import Field, Reveal

__all__ = ["Export", "ExportSubject", "Field", "Reveal"]
