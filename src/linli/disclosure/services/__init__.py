"""Writes: what leaves the mask."""

from linli.disclosure.services.looking import list_seen, record_seen, reveal

__all__ = ["list_seen", "record_seen", "reveal"]
