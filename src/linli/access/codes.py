"""One-time codes by text message: six digits, five minutes, five tries, for one purpose and one number.

Used where a telephone proves who somebody is: signing in without a password, a resident who opens 我的信息. Only
digests are kept. Real time, whatever the business clock says.
"""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from linli.access import sms
from linli.access.models import OneTimeCode
from linli.common.limits import DAY, MINUTE, allow

WHY = "asked only by whoever types the code"
DIGITS = 6
GOOD_FOR = timedelta(minutes=5)
TRIES = 5
PER_DAY = 10
SALT = "linli.access.codes"
WRONG = "验证码不对，或已经过期。请看最新一条短信，或重新发送。"


def pace(*, purpose: str, number: str) -> None:
    """Count one asking. Raises ValidationError in words when it is too often: one a minute, ten a day.

    ``send`` does it; by itself it is for a number nobody has, so that it is answered like one somebody has.
    """
    for most, per in ((1, MINUTE), (PER_DAY, DAY)):
        verdict = allow(f"{purpose} {number.strip()}", f"access.codes.{most}", most=most, per=per)
        if not verdict:
            raise ValidationError(f"验证码发得太勤了，请{verdict.told}再试。")


def send(*, purpose: str, number: str, told: str) -> datetime:
    """Send a new code to ``number``; until when it is good. The one before is void.

    purpose: ``room.what``, the same in ``redeem``. told: what it is for, as the message says it (``登录工作台``).
    Raises ValidationError in words when asked too often (one a minute, ten a day) or when nothing could be sent.
    """
    number = number.strip()
    pace(purpose=purpose, number=number)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    expires_at = timezone.now() + GOOD_FOR
    with transaction.atomic():
        OneTimeCode.objects.unscoped(WHY).filter(expires_at__lt=timezone.now()).delete()
        OneTimeCode.objects.unscoped(WHY).update_or_create(
            purpose=purpose,
            number_digest=_digest(purpose, number),
            defaults={"code_digest": _digest(purpose, number, code), "tries": 0, "expires_at": expires_at},
        )
    minutes = int(GOOD_FOR.total_seconds() // 60)
    try:
        sms.send(number, f"【邻里】验证码 {code}，用于{told}，{minutes} 分钟内有效。不要告诉任何人。")
    except sms.NotSent as error:
        raise ValidationError(str(error)) from error
    return expires_at


def redeem(*, purpose: str, number: str, code: str) -> None:
    """Use up the code. Raises ValidationError in words when it is wrong, late, used, or tried too often."""
    number, code = number.strip(), code.strip().replace(" ", "")
    with transaction.atomic():
        row = (
            OneTimeCode.objects.unscoped(WHY)
            .select_for_update()
            .filter(purpose=purpose, number_digest=_digest(purpose, number), expires_at__gt=timezone.now())
            .first()
        )
        tried_up = row is not None and row.tries >= TRIES
        right = (
            row is not None
            and not tried_up
            and constant_time_compare(row.code_digest, _digest(purpose, number, code))
        )
        if row is not None and right:
            row.delete()
        elif row is not None and not tried_up:
            row.tries += 1
            row.save(update_fields=["tries"])
    if tried_up:
        raise ValidationError(f"这个验证码已经试了 {TRIES} 次，作废了。请重新发送。")
    if not right:
        raise ValidationError(WRONG)


def _digest(*parts: str) -> str:
    return salted_hmac(SALT, "\0".join(parts), algorithm="sha256").hexdigest()
