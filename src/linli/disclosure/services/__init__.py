"""Writes: what leaves the mask."""

from linli.disclosure.services.exporting import (
    Taken,
    drop_old,
    export,
    file_name,
    needs_second_person,
    open_file,
    prepare,
    wanted_by,
)
from linli.disclosure.services.looking import list_seen, record_seen, reveal

__all__ = [
    "Taken",
    "drop_old",
    "export",
    "file_name",
    "list_seen",
    "needs_second_person",
    "open_file",
    "prepare",
    "record_seen",
    "reveal",
    "wanted_by",
]
