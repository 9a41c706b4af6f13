"""Wrong sign-ins are counted, and too many of them lock: an account (or a name nobody has), or a network address.

Counted in a table, so that a restart forgives nobody and all processes share one count. What is wrong is said in the
same words, after the same work, whether the name exists or not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from linli.access.actor import NOBODY, SYSTEM
from linli.access.models import Attempts, Subject
from linli.audit import log
from linli.people.models import Account

WHY = "sign-in itself counts"
FORGOTTEN_AFTER = timedelta(days=1)
"""A row that is older, and not locked, starts anew."""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """Somebody trying to sign in: as whom, and from where. ``account`` is None for a name nobody has."""

    name: str
    account: Account | None
    source: str

    @property
    def name_digest(self) -> str:
        """Of the account however it was called (name or phone), else of the name."""
        who = f"account {self.account.pk}" if self.account else f"name {self.name.strip().casefold()}"
        return _digest(who)

    @property
    def source_digest(self) -> str:
        """Of the address; "" when it is not known."""
        return _digest(f"source {self.source}") if self.source else ""


def _digest(text: str) -> str:
    return salted_hmac("linli.access.locks", text, algorithm="sha256").hexdigest()


def locked_until(attempt: Attempt) -> tuple[Subject, datetime] | None:
    """What is locked, and until when; None when one may try."""
    rows = Attempts.objects.unscoped(WHY).filter(
        digest__in=[attempt.name_digest, attempt.source_digest], locked_until__gt=timezone.now()
    )
    found = rows.order_by("subject").first()
    if found is None or found.locked_until is None:
        return None
    return Subject(found.subject), found.locked_until


@transaction.atomic
def failed(attempt: Attempt, why: str) -> None:
    """Count a wrong attempt; lock when it was one too many. Says in the log why, and never what was typed."""
    _forget_old()
    log.record(
        actor=NOBODY,
        code="access.account.sign_in_failed",
        target=attempt.account,
        data={"why": why, "source": attempt.source or "—"},
    )
    _count(Subject.NAME, attempt.name_digest, settings.LINLI_LOCK_FAILURES, attempt)
    if attempt.source_digest:
        _count(Subject.SOURCE, attempt.source_digest, settings.LINLI_LOCK_SOURCE_FAILURES, attempt)


def _count(subject: Subject, digest: str, most: int, attempt: Attempt) -> None:
    now = timezone.now()
    lasts = timedelta(minutes=settings.LINLI_LOCK_MINUTES)
    owner = attempt.account if subject is Subject.NAME else None
    row, _ = Attempts.objects.unscoped(WHY).get_or_create(
        digest=digest, defaults={"subject": subject, "account": owner, "failures": 0, "since": now}
    )
    row = Attempts.objects.unscoped(WHY).select_for_update().get(pk=row.pk)
    if row.locked_until is not None and row.locked_until > now:
        return
    window = lasts if subject is Subject.SOURCE else FORGOTTEN_AFTER
    if row.locked_until is not None or now - row.since > window:
        if row.locked_until is not None:
            _log_unlocked(row, "时间到了")
        row.failures, row.since, row.locked_until = 0, now, None
    row.failures += 1
    if row.failures >= most:
        row.locked_until = now + lasts
        log.record(
            actor=SYSTEM,
            code="access.account.locked" if subject is Subject.NAME else "access.source.locked",
            target=owner,
            data={
                "failures": row.failures,
                "minutes": settings.LINLI_LOCK_MINUTES,
                "source": attempt.source or "—",
            },
        )
    row.save()


def _log_unlocked(row: Attempts, how: str) -> None:
    log.record(actor=SYSTEM, code="access.account.unlocked", target=row.account, data={"how": how})


@transaction.atomic
def succeeded(account: Account) -> None:
    """The account starts at none again. The address does not: else one known password would open it to guessing."""
    rows = Attempts.objects.unscoped(WHY).filter(account=account)
    for row in rows.filter(locked_until__isnull=False):
        _log_unlocked(row, "时间到了")
    if rows.exists():
        rows.delete()


def lift(account: Account) -> bool:
    """Forget the account's wrong attempts; whether it was locked. Called by ``services.unlock``."""
    rows = Attempts.objects.unscoped(WHY).filter(account=account)
    was_locked = rows.filter(locked_until__gt=timezone.now()).exists()
    rows.delete()
    return was_locked


def locks_of(accounts: Iterable[Account]) -> dict[int, datetime]:
    """Account → until when it is locked, of those that are: one query."""
    rows = Attempts.objects.unscoped(WHY).filter(
        account_id__in=[each.pk for each in accounts], locked_until__gt=timezone.now()
    )
    return {pk: until for pk, until in rows.values_list("account_id", "locked_until") if pk and until}


def _forget_old() -> None:
    long_ago = timezone.now() - FORGOTTEN_AFTER - timedelta(minutes=settings.LINLI_LOCK_MINUTES)
    Attempts.objects.unscoped(WHY).filter(since__lt=long_ago).delete()
