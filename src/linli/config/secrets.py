"""The key that signs sessions and forms: made once, kept in the home folder, readable by its owner only.

The key that encrypts personal numbers is not here: `people` keeps it.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEY_FILE = "secret.key"


def signing_key(home: Path) -> str:
    """Return the key in `home`, making it first if there is none. Two processes starting at once agree on one.

    The new key is written beside its place and linked into it, so that nobody ever reads half a key.
    """
    place = home / KEY_FILE
    if not place.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f".{KEY_FILE}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, place)
        except FileExistsError:
            pass  # another process was first: its key counts
        finally:
            draft.unlink()
    key = place.read_text().strip()
    if len(key) < 50:
        message = f"The key file {place} is damaged. Restore it from a backup, or delete it and sign in anew."
        raise RuntimeError(message)
    return key
