"""What the desk itself holds about persons, and the place of their requests in the workbench."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from linli.access.actor import Actor
from linli.desk.due import TINTS
from linli.desk.models import Feedback, SavedView
from linli.desk.notice_papers import NOTICE
from linli.documents import registry
from linli.privacy import clocks, holdings, retention
from linli.privacy.holdings import Ground, Holding
from linli.privacy.models import RightsRequest
from linli.privacy.policies import HANDLE_RIGHTS
from linli.privacy.retention import WHY, Rule, Then
from linli.privacy.selectors import open_requests
from linli.privacy.states import RECEIVED
from linli.ui import menu, work
from linli.ui.work import Item, Timed, Titled, WorkSource
from linli.workflow.models import Deadline
from linli.workflow.selectors import RUNNING, told, working_calendar

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


def _called(request: RightsRequest) -> str:
    return f"个人信息请求：{request.get_kind_display()}"


def _items(rows: Sequence[RightsRequest], actor: Actor, now: datetime) -> list[Item]:
    calendar = working_calendar()
    running = Deadline.objects.visible_to(actor).filter(
        RUNNING, target_type=RightsRequest._meta.label_lower, target_id__in=[each.pk for each in rows]
    )
    ends = {each.target_id: each for each in running}
    found = []
    for each in rows:
        end = ends.get(each.pk)
        left = told(end, now, calendar) if end is not None else None
        found.append(
            Item(
                what=_called(each),
                where=f"{each.area.name}·{each.get_way_display()}",
                act="接手" if each.state == RECEIVED else "答复",
                address=reverse("desk:right", args=(each.ref,)),
                due_at=end.due_at if end is not None else None,
                left=left.text if left is not None else "",
                tint=TINTS[left.tone] if left is not None else "",
            )
        )
    return found


def _titles(ids: Sequence[int], actor: Actor) -> Mapping[int, Titled]:
    return {
        each.pk: Titled(_called(each), reverse("desk:right", args=(each.ref,)), "lock")
        for each in open_requests(actor).filter(pk__in=ids)
    }


TIMED = Timed(kind=RightsRequest._meta.label_lower, seen=open_requests, titles=_titles)
"""Their clocks are seen by those who may answer, not by all who see the area."""
REQUESTS = WorkSource(
    code="privacy.requests",
    label="要答复的个人信息请求",
    icon="lock",
    order=20,
    rows=open_requests,
    written=_items,
    address=lambda: reverse("desk:rights"),
    suits=lambda actor: actor.may(HANDLE_RIGHTS),
)


UNANSWERED = timedelta(days=365)
"""The longest a contact waits for an answer: nobody calls back later than that."""


def _answered(before: date, day: date) -> QuerySet[Any]:
    rows = Feedback.objects.unscoped(WHY).filter(contact_sealed__isnull=False)
    return rows.filter(Q(answered_on__lt=before) | Q(given_on__lt=day - UNANSWERED))


RULES = (
    Rule(
        code="desk.feedback",
        label="提意见的人",
        what="联系方式（没有答复的也最多留 1 年）；意见和答复不动",
        model=Feedback,
        clock=clocks.OPINION,
        then=Then.ANONYMISE,
        due=_answered,
        erase=retention.blank(Feedback, contact_sealed=None),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
    holdings.exempt("不记是谁说的，不能按联系方式查人；答复 90 天后删去", "desk.Feedback.contact_sealed")
    retention.register(*RULES)
    registry.register(NOTICE)
    work.register(REQUESTS)
    work.register_timed(TIMED)
    menu.register(
        menu.MenuItem(
            key="rights",
            label="个人信息请求",
            icon="lock",
            pillar="work",
            route="desk:rights",
            order=4,
            visible=lambda actor: actor.may(HANDLE_RIGHTS),
        )
    )
