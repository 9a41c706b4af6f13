"""How the one database is opened: SQLite in the home folder, or PostgreSQL when the environment names one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import environ

if TYPE_CHECKING:
    from pathlib import Path

SQLITE_FILE = "linli.sqlite3"

# Each new connection: readers never wait for the writer (WAL); a commit survives a crash of Linli, and after a
# power cut the file is whole though the last moments may be missing (NORMAL); 64 MB of pages, the file mapped
# into memory, sorting in memory.
SQLITE_INIT = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
PRAGMA cache_size=-65536;
PRAGMA mmap_size=536870912;
PRAGMA temp_store=MEMORY;
PRAGMA journal_size_limit=67108864;
"""


def database(url: str, home: Path) -> dict[str, Any]:  # Django's own shape for a database entry
    """The entry for settings.DATABASES. Opens nothing: settings load where there is no database."""
    if url:
        entry = dict(environ.Env.db_url_config(url))
        entry["CONN_MAX_AGE"] = 600
        entry["CONN_HEALTH_CHECKS"] = True
        return entry
    return {
        "ENGINE": "linli.common.sqlite",
        "NAME": str(home / SQLITE_FILE),
        # Opening a SQLite connection costs about a millisecond of every request; kept open it costs nothing.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction asks for the write lock when it begins, so it waits its turn instead of failing later.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_INIT,
        },
    }
