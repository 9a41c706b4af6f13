"""What the desk itself holds about persons, and for how long."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from linli.desk.models import Feedback, SavedView
from linli.privacy import clocks, holdings, retention
from linli.privacy.holdings import Ground, Holding
from linli.privacy.retention import WHY, Rule, Then

HOLDINGS = (
    Holding(
        code="desk.saved_view",
        label="存下的筛选",
        model=SavedView,
        person=("account__person",),
        purpose="您自己再打开方便",
        ground=Ground.CONSENT,
        law="您自己存的，随时可以删",
        binds=False,
    ),
)


def _answered(before: date, _: date) -> QuerySet[Any]:
    rows = Feedback.objects.unscoped(WHY).filter(contact_sealed__isnull=False)
    return rows.filter(Q(answered_on__lt=before) | Q(answered_on__isnull=True, given_on__lt=before))


RULES = (
    Rule(
        code="desk.feedback",
        label="提意见的人",
        what="联系方式；意见和答复不动",
        model=Feedback,
        clock=clocks.CONTACT,
        then=Then.ANONYMISE,
        due=_answered,
        erase=retention.blank(Feedback, contact_sealed=None),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
    holdings.exempt("不记是谁说的，不能按联系方式查人；答复 1 年后删去", "desk.Feedback.contact_sealed")
    retention.register(*RULES)
