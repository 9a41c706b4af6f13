"""What this room holds about persons, why, and for how long."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from linli.notices.models import Objection
from linli.privacy import clocks, holdings, retention
from linli.privacy.retention import WHY, Rule, Then


def _over(before: date, _: date) -> QuerySet[Any]:
    rows = Objection.objects.unscoped(WHY).filter(posting__until__lt=before)
    return rows.exclude(asker="", contact_sealed__isnull=True)


RULES = (
    Rule(
        code="notices.contact",
        label="对公示提出疑问的人",
        what="称呼、联系方式；疑问和答复不动",
        model=Objection,
        clock=clocks.CONTACT,
        then=Then.ANONYMISE,
        due=_over,
        erase=retention.blank(Objection, asker="", contact_sealed=None),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.exempt(
        "不登记是谁，联系方式加密、不能按它查人；公示结束 1 年后删去",
        "notices.Objection.asker",
        "notices.Objection.contact_sealed",
    )
    retention.register(*RULES)
