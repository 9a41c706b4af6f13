"""How often something may be done: public forms, exports, checks of long texts.

One row per key and name, changed in one statement, so that all processes share one count on either database. Asking
writes; therefore it is asked where something is sent or made, never where a page is only read. The row holds a keyed
digest: neither the address nor the account of anybody can be read from it, and it goes the day after.

Each key has an allowance of ``most`` that fills up again evenly over ``per``: nobody waits for the full hour, and
nobody gets twice the number across the stroke of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from linli.common.models import Allowance

if TYPE_CHECKING:
    from django.http import HttpRequest

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

# One statement: a second process waits for the row and then sees what the first one took.
_TAKE = """
INSERT INTO common_allowance (key, full_at) VALUES (%(key)s, %(now)s + %(step)s)
ON CONFLICT (key) DO UPDATE SET full_at = %(step)s +
    CASE WHEN common_allowance.full_at > %(now)s THEN common_allowance.full_at ELSE %(now)s END
WHERE common_allowance.full_at <= %(now)s + %(per)s - %(step)s
RETURNING full_at
"""


@dataclass(frozen=True)
class Verdict:
    """True when it may be done. ``wait``: seconds until it may, 0 when it may now."""

    wait: int = 0

    def __bool__(self) -> bool:
        return self.wait == 0

    @property
    def again(self) -> datetime:
        """The minute from which it may be done again, in the district's time."""
        instant = timezone.localtime(timezone.now() + timedelta(seconds=self.wait))
        full = instant.replace(second=0, microsecond=0)
        return full if full == instant else full + MINUTE

    @property
    def told(self) -> str:
        """When, in words that 再试 follows: ``14:35 以后``, ``明天 8:05 以后``, ``20 秒后``."""
        if self.wait < 60:
            return f"{max(self.wait, 1)} 秒后"
        again = self.again
        days = (again.date() - timezone.localdate()).days
        said = {0: "", 1: "明天 "}.get(days, f"{again.month}月{again.day}日 ")
        return f"{said}{again.hour}:{again:%M} 以后"


class TooMany(Exception):
    """The allowance is used up; becomes a page with status 429 that says when to try again."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.told)
        self.verdict = verdict


def allow(of: HttpRequest | str, name: str, *, most: int, per: timedelta) -> Verdict:
    """Take one of ``most`` per ``per`` that ``of`` has for ``name``; a refusal takes nothing.

    of:   a request stands for its account, or for the address it came from; else a key of the caller's.
    name: what is counted, ``notices.ask``; with a reference behind it where each object counts by itself.
    """
    if most < 1 or per <= timedelta(0):
        raise ValueError("an allowance has at least one, and takes time to fill up")
    period = int(per.total_seconds() * 1000)
    step = max(1, period // most)
    now = int(time.time() * 1000)
    # The window is whole steps, or a remainder would keep the last of them back.
    values: dict[str, int | str] = {"key": _digest(of, name), "now": now, "step": step, "per": step * most}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        if cursor.fetchone():
            return Verdict()
        cursor.execute("SELECT full_at FROM common_allowance WHERE key = %(key)s", values)
        found = cursor.fetchone()
    over = (found[0] if found else now) + step - (now + step * most)
    return Verdict(max(1, -(-over // 1000)))


def standing(of: HttpRequest | str, name: str, *, most: int, per: timedelta) -> Verdict:
    """Whether there is any left of it; takes nothing and writes nothing. For pages that count failures alone."""
    step = max(1, int(per.total_seconds() * 1000) // most)
    now = int(time.time() * 1000)
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_at FROM common_allowance WHERE key = %s", [_digest(of, name)])
        found = cursor.fetchone()
    over = (found[0] if found else now) + step - (now + step * most)
    return Verdict(-(-over // 1000)) if over > 0 else Verdict()


def demand(of: HttpRequest | str, name: str, *, most: int, per: timedelta) -> None:
    """As ``allow``, where a view has no form to say it in. Raises TooMany."""
    verdict = allow(of, name, most=most, per=per)
    if not verdict:
        raise TooMany(verdict)


V = TypeVar("V", bound=Callable[..., Any])


def limited(
    name: str, *, most: int, per: timedelta, methods: Collection[str] = ("POST",)
) -> Callable[[V], V]:
    """Decorate a view whose requests of these methods are counted; put it inside the one that checks sign-in."""

    def decorate(view: V) -> V:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method in methods:
                demand(request, name, most=most, per=per)
            return view(request, *args, **kwargs)

        return counted  # type: ignore[return-value]  # the same call, counted

    return decorate


def forget() -> int:
    """Delete the rows of allowances that have been full for a day; how many. Done daily."""
    past = int((time.time() - DAY.total_seconds()) * 1000)
    return Allowance.objects.unscoped("kept for nobody in particular").filter(full_at__lt=past).delete()[0]


def address_of(request: HttpRequest) -> str:
    """Where a request came from: an IPv4 address, or the network of an IPv6 one, which one person holds whole.

    A proxy is believed about it when the settings name one (TLS ends there) or when it runs on this machine; of what
    it passes on, only the last entry is its own word.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    passed_on = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    try:
        found = ip_address(address)
        if passed_on and (settings.SECURE_PROXY_SSL_HEADER or found.is_loopback):
            found = ip_address(passed_on)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)


def _digest(of: HttpRequest | str, name: str) -> str:
    if isinstance(of, str):
        key = f"key {of}"
    else:
        user: Any = getattr(of, "user", None)
        known = user is not None and user.is_authenticated
        key = f"account {user.pk}" if known else f"address {address_of(of)}"
    return salted_hmac("linli.common.limits", f"{name}\n{key}", algorithm="sha256").hexdigest()
