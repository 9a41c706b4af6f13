"""Personal values of the log: sealed under their owner's key, opened for those admitted, destroyed on demand.

The acts themselves never change, so the chain over them keeps verifying when a key is gone (PIPL art. 47).
"""

import base64
import secrets
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from linli.audit import log
from linli.audit.personal import Sealed
from linli.people.crypto import KeyProblem, new_key, seal, seal_with, unseal, unseal_with
from linli.people.models import Household, LogKey, Person

WHY = "the log keeps personal values under keys of their owners"
FIELD, KEY_FIELD = "audit.act.data", "people.log_key"
UNREADABLE = "（读不出：密钥不对）"


class ShredReason(models.TextChoices):
    """Why a key is destroyed. A choice, because a sentence could tell again what is to be forgotten."""

    ASKED = "asked", "本人要求删除"
    WITHDRAWN = "withdrawn", "本人撤回同意"
    EXPIRED = "expired", "保存期满"
    UNLAWFUL = "unlawful", "不该收集"


def _of(owner: Person | Household) -> dict[str, Any]:
    return {"person": owner} if isinstance(owner, Person) else {"household": owner}


def sealed(owner: Person | Household, text: str) -> dict[str, Any]:
    """``text`` as it may stand in an act's data. The owner's key is made on first use, anew after a shredding."""
    fresh = {"sealed_key": seal(base64.b64encode(new_key()).decode(), KEY_FIELD)}
    kept, _ = LogKey.objects.unscoped(WHY).get_or_create(**_of(owner), defaults=fresh)
    cipher = seal_with(_opened_key(kept), text, FIELD)
    return Sealed(kept.pk, base64.b64encode(cipher).decode()).as_data()


def _opened_key(kept: LogKey) -> bytes:
    return base64.b64decode(unseal(kept.sealed_key, KEY_FIELD))


def open_sealed(values: Collection[Sealed]) -> Mapping[Sealed, str]:
    """Those whose key still exists, in clear: one query for all of them."""
    keys = LogKey.objects.unscoped(WHY).in_bulk({value.key for value in values})
    return {value: _text(keys[value.key], value) for value in values if value.key in keys}


def _text(kept: LogKey, value: Sealed) -> str:
    try:
        return unseal_with(_opened_key(kept), base64.b64decode(value.text), FIELD)
    except (KeyProblem, ValueError):
        return UNREADABLE


@transaction.atomic
def shred(*, actor: log.Acting, owner: Person | Household, reason: ShredReason) -> None:
    """Destroy the owner's key: what the log holds of the owner is unreadable from now on, here and for everybody.

    Raises ValidationError when nothing of theirs was ever logged, or nothing since the last time. Backups hold the
    key until they expire (docs/adr/0017).
    """
    why = ShredReason(reason).label
    kept = LogKey.objects.unscoped(WHY).filter(**_of(owner)).first()
    if kept is None:
        raise ValidationError("留痕里没有这个人的个人信息，不需要销毁。")
    kept.sealed_key = secrets.token_bytes(
        len(bytes(kept.sealed_key))
    )  # over the old bytes, before the row is freed
    kept.save(update_fields=["sealed_key"])
    number = kept.pk
    kept.delete()
    log.record(
        actor=actor,
        code="people.log_key.shredded",
        target=owner,
        data={"reason": why, "key": number},
    )
