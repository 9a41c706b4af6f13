"""Text messages out: one call, and behind it whatever the district has.

``LINLI_SMS_BACKEND`` is ``file`` (one file per message in ``LINLI_HOME/sms``, readable by its owner only; what the
demo and a district without a gateway use), ``console``, or the dotted path of a function ``(number, text) -> None``
that hands the message to the district's own gateway.
"""

import logging
import os
import secrets
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from linli.common.text import masked_phone

Backend = Callable[[str, str], None]

logger = logging.getLogger(__name__)


class NotSent(RuntimeError):
    """The message did not leave. The text is for the person who waits for it."""


def send(number: str, text: str) -> None:
    """Send ``text`` to ``number`` now. Raises NotSent when it did not leave, ValueError without number or text."""
    number, text = number.strip(), text.strip()
    if not number or not text:
        raise ValueError("a message has a number and a text")
    try:
        _backend()(number, text)
    except Exception as error:  # a gateway may raise anything; whoever asked needs one answer
        logger.error("message to %s not sent: %s", masked_phone(number), type(error).__name__)
        raise NotSent("短信现在发不出去。请稍后再试，或请本单位管理员当面办理。") from error


def to_console(number: str, text: str) -> None:
    """For a developer's terminal."""
    sys.stdout.write(f"\n短信 → {number}：{text}\n")
    sys.stdout.flush()


def to_file(number: str, text: str) -> None:
    """One file per message: first line the number, then the text."""
    folder = Path(settings.LINLI_HOME) / "sms"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{timezone.localtime():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(3)}.txt"
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{number}\n{text}\n")


def forget_files(before: datetime) -> int:
    """Delete the messages written to files before then: each holds a number, and nobody waits for it any more."""
    folder, count = Path(settings.LINLI_HOME) / "sms", 0
    for path in folder.glob("*.txt") if folder.is_dir() else ():
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            count += 1
    return count


BUILT_IN: dict[str, Backend] = {"console": to_console, "file": to_file}


def _backend() -> Backend:
    name: str = settings.LINLI_SMS_BACKEND
    if name in BUILT_IN:
        return BUILT_IN[name]
    found: Backend = import_string(name)
    return found
