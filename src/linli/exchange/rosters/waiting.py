"""A file between looking at it and importing it, with what is known of it: sealed, under a name drawn at random.

It is gone once imported or given up, and after a day at the latest. What is handed to the page is a signed word that
opens it again for the same account only.
"""

import base64
import json
import re
import secrets
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from linli.people.crypto import seal, unseal

FIELD = "exchange.waiting"
KEPT = 24 * 60 * 60
_NAME = re.compile(r"[0-9a-f]{32}")
_STATE = ".state"


class Gone(LookupError):
    """The file is no longer there, or was never this account's."""


def _folder() -> Path:
    return Path(settings.LINLI_HOME) / "imports"


def _signer(account_id: int | None, kind: str) -> TimestampSigner:
    return TimestampSigner(salt=f"exchange.waiting.{account_id}.{kind}")


def keep(data: bytes) -> str:
    """Keep a file; its name."""
    name = secrets.token_hex(16)
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(_folder() / name, base64.b64encode(data).decode())
    return name


def _write(place: Path, text: str) -> None:
    """Whole or not at all: whoever reads meanwhile finds what was there before."""
    beside = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    with beside.open("xb") as file:
        beside.chmod(0o600)
        file.write(seal(text, FIELD))
    beside.replace(place)


def word_for(name: str, *, account_id: int | None, kind: str) -> str:
    """The word by which the account asks for the file again."""
    return _signer(account_id, kind).sign(name)


def name_of(word: str, *, account_id: int | None, kind: str) -> str:
    """The name of the file a word is for. Raises Gone."""
    try:
        name = _signer(account_id, kind).unsign(word, max_age=KEPT)
    except BadSignature:
        raise Gone from None
    if not _NAME.fullmatch(name):
        raise Gone
    return name


def opened(name: str) -> bytes:
    """The file again. Raises Gone."""
    return base64.b64decode(_read(_folder() / name))


def is_there(name: str) -> bool:
    """Whether it still waits."""
    return bool(_NAME.fullmatch(name)) and (_folder() / name).exists()


def _read(place: Path) -> str:
    try:
        return unseal(place.read_bytes(), FIELD)
    except FileNotFoundError:
        raise Gone from None


def state(name: str) -> dict[str, Any]:
    """What was last noted of it. Raises Gone."""
    found: dict[str, Any] = json.loads(_read(_folder() / f"{name}{_STATE}"))
    return found


def note(name: str, found: dict[str, Any]) -> None:
    """Note how far it is."""
    _write(_folder() / f"{name}{_STATE}", json.dumps(found, ensure_ascii=False))


def drop(name: str, *, state_too: bool = True) -> None:
    """Delete it: it was imported, or given up. What came of it may stay to be looked at until it is swept."""
    (_folder() / name).unlink(missing_ok=True)
    if state_too:
        (_folder() / f"{name}{_STATE}").unlink(missing_ok=True)


def sweep() -> int:
    """Daily: files nobody came back for are deleted; how many."""
    before = time.time() - KEPT
    old = [each for each in _folder().glob("*") if each.stat().st_mtime < before]
    for each in old:
        each.unlink(missing_ok=True)
    return len(old)
