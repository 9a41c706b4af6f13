"""Questions to the log. Whom it may be told is decided by the rooms above."""

from django.db.models import Model, QuerySet

from linli.audit.models import Act
from linli.audit.sealing import SEALED, VERIFIED, WHY

NOT_ABOUT_DATA = (
    SEALED,
    VERIFIED,
    "access.account.signed_in",
    "access.account.signed_out",
    "access.account.sign_in_failed",
    "access.account.locked",
    "access.source.locked",
    "access.session.timed_out",
)
"""Acts that changed no record and are no look at one either."""


def about(target: Model) -> QuerySet[Act]:
    """Everything that was done to one record or read of it, newest first."""
    rows = Act.objects.unscoped("the record was admitted by its own scope")
    return rows.filter(target_type=target._meta.label_lower, target_id=target.pk).order_by("-pk")


def last_proof() -> Act | None:
    """The latest proof of the log that was put on record."""
    return Act.objects.unscoped(WHY).filter(code=VERIFIED).order_by("-pk").first()
