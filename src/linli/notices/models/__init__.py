"""Kinds of posting, postings with their extensions, and the questions about them."""

from linli.notices.models.kind import UNITS, PostingKind
from linli.notices.models.objection import Objection
from linli.notices.models.posting import Posting, PostingExtension

__all__ = ["UNITS", "Objection", "Posting", "PostingExtension", "PostingKind"]
