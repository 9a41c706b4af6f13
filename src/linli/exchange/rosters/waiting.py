"""A file between looking at it and importing it: sealed, under a name drawn at random, and gone after a day.

What is handed to the page is a signed word that opens it again for the same account only.
"""

import base64
import re
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from linli.people.crypto import seal, unseal

FIELD = "exchange.waiting"
KEPT = 24 * 60 * 60
_NAME = re.compile(r"[0-9a-f]{32}")


class Gone(LookupError):
    """The file is no longer there, or was never this account's."""


def _folder() -> Path:
    return Path(settings.LINLI_HOME) / "imports"


def _signer(account_id: int | None, kind: str) -> TimestampSigner:
    return TimestampSigner(salt=f"exchange.waiting.{account_id}.{kind}")


def keep(data: bytes, *, account_id: int | None, kind: str) -> str:
    """Keep a file; the word that opens it again."""
    name = secrets.token_hex(16)
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / name
    with place.open("xb") as file:
        place.chmod(0o600)
        file.write(seal(base64.b64encode(data).decode(), FIELD))
    return _signer(account_id, kind).sign(name)


def _place(word: str, account_id: int | None, kind: str) -> Path:
    try:
        name = _signer(account_id, kind).unsign(word, max_age=KEPT)
    except BadSignature:
        raise Gone from None
    if not _NAME.fullmatch(name):
        raise Gone
    return _folder() / name


def opened(word: str, *, account_id: int | None, kind: str) -> bytes:
    """The file again. Raises Gone."""
    try:
        return base64.b64decode(unseal(_place(word, account_id, kind).read_bytes(), FIELD))
    except FileNotFoundError:
        raise Gone from None


def drop(word: str, *, account_id: int | None, kind: str) -> None:
    """Delete it: it was imported, or given up."""
    _place(word, account_id, kind).unlink(missing_ok=True)


def sweep() -> int:
    """Daily: files nobody came back for are deleted; how many."""
    before = time.time() - KEPT
    old = [each for each in _folder().glob("*") if each.stat().st_mtime < before]
    for each in old:
        each.unlink(missing_ok=True)
    return len(old)
