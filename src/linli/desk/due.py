"""Open deadlines as pages show them: one queryset for the home page, the page of an area, and their list."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from linli.access.actor import Actor
from linli.orgs.models import Area
from linli.ui import records
from linli.ui.records import RecordPage
from linli.ui.tables import address_of
from linli.workflow.deadlines import Tone
from linli.workflow.models import Deadline
from linli.workflow.selectors import TICKING, told, working_calendar

TINTS = {Tone.DUE: "amber", Tone.LATE: "cinn", Tone.PAUSED: "plum", Tone.DONE: "pine", Tone.NEUTRAL: ""}
GROUPS = {"today": "今天", "week": "本周", "later": "以后"}


@dataclass(frozen=True)
class Due:
    """One open deadline: of what, in words, and where to act."""

    name: str
    title: str
    detail: str
    address: str
    left: str
    tint: str
    group: str


def open_for(actor: Actor, area: Area | None = None) -> QuerySet[Deadline]:
    """Running deadlines within the reader's area (or ``area``), the next first; paused ones wait elsewhere."""
    rows = Deadline.objects.visible_to(actor).filter(TICKING, due_at__isnull=False)
    if area is not None:
        rows = rows.filter(area__path__under=area.path)
    return rows.select_related("area").order_by("due_at", "pk")


def group_of(due_at: datetime, now: datetime) -> str:
    """``today`` (what is late included), ``week`` (to Sunday), or ``later``."""
    today, last = timezone.localtime(now).date(), timezone.localtime(due_at).date()
    if last <= today:
        return "today"
    return "week" if last <= today + timedelta(days=6 - today.weekday()) else "later"


def written(rows: list[Deadline], actor: Actor, now: datetime) -> list[Due]:
    """As rows of a list: one query for each kind of record they are set on."""
    calendar = working_calendar()
    targets = _targets(rows, actor)
    found = []
    for row in rows:
        left = told(row, now, calendar)
        title, address = targets.get((row.target_type, row.target_id), ("", ""))
        found.append(
            Due(
                name=row.name,
                title=title or row.name,
                detail=f"{row.area.name}·{row.name if title else row.said}·{row.basis}",
                address=address,
                left=left.text,
                tint=TINTS[left.tone],
                group=group_of(row.due_at or now, now),
            )
        )
    return found


def _targets(rows: list[Deadline], actor: Actor) -> dict[tuple[str, int], tuple[str, str]]:
    """(type, id) → title and address of those the reader may open."""
    ids: dict[str, list[int]] = {}
    for row in rows:
        ids.setdefault(row.target_type, []).append(row.target_id)
    found = {}
    pages = {page.model._meta.label_lower: page for page in records.all_pages()}
    for label, wanted in ids.items():
        page = pages.get(label)
        if page is not None:
            for record in _opened(page, wanted, actor):
                found[(label, record.pk)] = (page.title(record), address_of(page, record))
    return found


def _opened(page: RecordPage, ids: list[int], actor: Actor) -> QuerySet[Any]:
    rows: QuerySet[Any] = page.model.objects.visible_to(actor)  # type: ignore[attr-defined]  # a scoped model
    return rows.filter(pk__in=ids).select_related(*page.select_related)


MOST_AT_HOME = 25


def at_home(actor: Actor, now: datetime) -> dict[str, Any]:
    """The one thing to do first, then what else is due today, this week and later; one list, cut into groups."""
    rows = open_for(actor)
    shown = list(rows[: MOST_AT_HOME + 1])
    count = rows.count() if len(shown) > MOST_AT_HOME else len(shown)
    found = written(shown[:MOST_AT_HOME], actor, now)
    groups = [(label, [due for due in found[1:] if due.group == key]) for key, label in GROUPS.items()]
    return {
        "first": found[0] if found else None,
        "groups": [group for group in groups if group[1]],
        "due_count": count,
    }
