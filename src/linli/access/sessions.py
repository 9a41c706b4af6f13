"""Where an account is signed in, and ending it there.

A place is written when a session opens and deleted with it; nothing is written while it lasts (ADR 0012, 0020).
"""

import re
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from linli.access.models import SignedInPlace
from linli.people.models import Account

WHY = "an account asks for its own"
SYSTEMS = (
    ("HarmonyOS|OpenHarmony", "鸿蒙"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "安卓"),
    ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "Mac"),
    ("UOS|Kylin", "国产系统"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("QQBrowser", "QQ 浏览器"),
    ("Chrom(?:e|ium)", "Chrome"),
    ("Safari", "Safari"),
)


def device_of(user_agent: str) -> str:
    """``Windows · Edge``: enough to know one's own again, and no more."""
    found = [
        next((word for pattern, word in kinds if re.search(pattern, user_agent)), "")
        for kinds in (SYSTEMS, BROWSERS)
    ]
    return " · ".join(word for word in found if word) or "不认识的设备"


@transaction.atomic
def opened(*, account: Account, session_key: str, user_agent: str) -> SignedInPlace:
    """Remember a session that was just opened; forget those that must have ended by now."""
    gone = timezone.now() - timedelta(hours=settings.LINLI_SESSION_HOURS)
    SignedInPlace.objects.unscoped(WHY).filter(account=account, opened_at__lt=gone).delete()
    place, _ = SignedInPlace.objects.unscoped(WHY).update_or_create(
        session_key=session_key,
        defaults={"account": account, "device": device_of(user_agent), "opened_at": timezone.now()},
    )
    return place


def places_of(account: Account) -> list[SignedInPlace]:
    """Where the account is signed in now, newest first."""
    rows = SignedInPlace.objects.unscoped(WHY).filter(
        account=account,
        session_key__in=Session.objects.filter(expire_date__gt=timezone.now()).values("session_key"),
    )
    return list(rows.order_by("-opened_at", "-pk"))


def closed(session_key: str | None) -> None:
    """Forget a session that ended."""
    if session_key:
        SignedInPlace.objects.unscoped(WHY).filter(session_key=session_key).delete()


@transaction.atomic
def end(account: Account, *, but: str | None = None) -> int:
    """End the account's sessions (but this one); how many. The next page there asks to sign in."""
    rows = SignedInPlace.objects.unscoped(WHY).filter(account=account).exclude(session_key=but or "")
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)
