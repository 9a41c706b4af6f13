"""What signing in no longer needs goes daily: ended sessions and their places, codes and the files they were sent by,
wrong attempts, allowances. And all of it goes with a person's name.
"""

from collections.abc import Sequence
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from linli.access import sms
from linli.access.locks import FORGOTTEN_AFTER
from linli.access.models import Attempts, OneTimeCode, PastPassword, SignedInPlace
from linli.common import limits

WHY = "rows whose time is over"


def forget_old() -> int:
    """Delete them; how many that were. A second run finds nothing left to do."""
    now = timezone.now()
    longest = timedelta(hours=settings.LINLI_SESSION_HOURS)
    lock = timedelta(minutes=settings.LINLI_LOCK_MINUTES)
    gone = (
        Session.objects.filter(expire_date__lt=now),
        SignedInPlace.objects.unscoped(WHY).filter(opened_at__lt=now - longest),
        OneTimeCode.objects.unscoped(WHY).filter(expires_at__lt=now),
        Attempts.objects.unscoped(WHY).filter(since__lt=now - FORGOTTEN_AFTER - lock),
    )
    rows = sum(each.delete()[0] for each in gone)
    return rows + limits.forget() + sms.forget_files(now - FORGOTTEN_AFTER)


def forget_accounts(accounts: Sequence[int]) -> None:
    """All that signing in keeps of accounts whose persons have gone nameless: passkeys and codes, links to other
    systems, past passwords, wrong attempts, sessions.
    """
    places = SignedInPlace.objects.unscoped(WHY).filter(account__in=accounts)
    Session.objects.filter(session_key__in=list(places.values_list("session_key", flat=True))).delete()
    places.delete()
    Authenticator.objects.filter(user__in=accounts).delete()
    SocialAccount.objects.filter(user__in=accounts).delete()
    PastPassword.objects.unscoped(WHY).filter(account__in=accounts).delete()
    Attempts.objects.unscoped(WHY).filter(account__in=accounts).delete()
