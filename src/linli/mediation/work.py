"""What mediation puts on the first page."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.urls import reverse

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.mediation.listing import called
from linli.mediation.models import Agreement, DisputeCase
from linli.mediation.owing import FAR, OWED, owed
from linli.mediation.policies import SEE_MEDIATION
from linli.ui.work import Item, Timed, Titled, WorkSource
from linli.workflow.calendar import SHANGHAI
from linli.workflow.references import Reference


def written(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    """As lines of the first page; nobody's name."""
    today, found = business_date(), []
    for case in rows:
        end = case.next_on if case.next_on < FAR else None
        name = next((each for each in OWED if end is not None and getattr(case, each) == end), "")
        what, act = OWED.get(name, ("还没有期限", "打开案件"))
        days = (end - today).days if end is not None else 0
        found.append(
            Item(
                what=called(case)[:40],
                where=f"{case.community.name}·{what}",
                act=act,
                address=reverse("mediation:case", args=(case.ref,)),
                due_at=datetime.combine(end, time(23, 59), SHANGHAI) if end is not None else None,
                left=_left(days) if end is not None else "进行中",
                tint="cinn"
                if end is not None and days < 0
                else "amber"
                if end is not None and days <= 1
                else "",
                target=Reference.to(case),
            )
        )
    return found


def _left(days: int) -> str:
    if days < 0:
        return f"超 {-days} 天"
    return "今天到期" if days == 0 else "明天到期" if days == 1 else f"还有 {days} 天"


def _titles(ids: Sequence[int], actor: Actor) -> Mapping[int, Titled]:
    """An agreement is called as its case, for those who may open it."""
    if not actor.may(SEE_MEDIATION):
        return {}
    rows = Agreement.objects.visible_to(actor).filter(pk__in=ids).select_related("case")
    return {
        each.pk: Titled(called(each.case), reverse("mediation:case", args=(each.case.ref,)), "scale")
        for each in rows
    }


TIMED = (Timed(kind=Agreement._meta.label_lower, titles=_titles),)
SOURCES = (
    WorkSource(
        code="mediation.cases",
        owns=(DisputeCase._meta.label_lower, Agreement._meta.label_lower),
        label="您办的调解案件",
        icon="scale",
        order=9,
        rows=owed,
        written=written,
        address=lambda: f"{reverse('mediation:cases')}?tab=mine",
        suits=lambda actor: actor.may(SEE_MEDIATION),
    ),
)
