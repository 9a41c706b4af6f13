"""What the pages of the desk show, gathered from the rooms below."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from linli.access.actor import Actor
from linli.access.policies import VIEW_FIGURES
from linli.common.models import Provenance
from linli.common.scoping import ScopedModel
from linli.indicators.cache import Figures
from linli.indicators.period import Period
from linli.indicators.registry import in_section
from linli.indicators.wording import is_indented
from linli.ui import menu, records
from linli.ui.records import ColumnKind, RecordPage, written

KEY_FIGURES = {
    "study": "study.findings_rectified",
    "facilities": "facilities.projects_in_programmes",
    "workforce": "workforce.certified",
    "grid": "grid.three_leads",
    "participation": "participation.volunteer_teams",
    "burden": "burden.certificates_dropped",
    "academy": "academy.attendances",
    "stations": "stations.six_have",
    "mediation": "mediation.cases_mediated",
}
"""The one figure that stands for a system on the first page."""


def greeting(now: datetime) -> str:
    """By the hour in Yueyang."""
    hour = timezone.localtime(now).hour
    return "上午好" if 5 <= hour < 12 else "中午好" if hour < 14 else "下午好" if hour < 18 else "晚上好"


def home(actor: Actor) -> dict[str, Any]:
    """The nine doors with a figure each, as far as the reader may see figures."""
    area = actor.home_area
    if area is None or not actor.may(VIEW_FIGURES, area):
        return {"pillars": [], "area": area}
    period = Period.to_date(actor.day)
    found = Figures(area, period).all()
    pillars = []
    for pillar, items in menu.items_for(actor):
        doors = [(item, found.get(KEY_FIGURES[item.key])) for item in items if item.key in menu.SYSTEMS]
        if doors:
            pillars.append((pillar, doors))
    return {"pillars": pillars, "area": area, "period": period, "count": len(found)}


def system(actor: Actor, key: str) -> dict[str, Any]:
    """Figures and registers of one system."""
    area = actor.home_area
    found = []
    if area is not None and actor.may(VIEW_FIGURES, area):
        values = Figures(area, Period.to_date()).all()
        found = [(values[i.code], is_indented(i)) for i in in_section(key)]
    registers = [(page, visible(page, actor).count()) for page in records.all_for(key)]
    label, icon, _ = menu.SYSTEMS[key]
    return {
        "label": label,
        "icon": icon,
        "area": area,
        "period": Period.to_date(),
        "figures": found,
        "registers": registers,
    }


def declared_or_404(slug: str) -> RecordPage:
    """The kind of record an address names."""
    try:
        return records.for_slug(slug)
    except KeyError:
        raise Http404 from None


def visible(declared: RecordPage, actor: Actor) -> QuerySet[Any]:
    """The records of one kind this reader may see."""
    manager: Any = declared.model.objects  # type: ignore[attr-defined]  # every declared kind is a scoped model
    rows: QuerySet[Any] = manager.visible_to(actor)
    return rows


def origin(found: Any) -> str:
    """How the record got here, and when."""
    told = Provenance(found.provenance).label
    return f"{told}，{written(found.recorded_at, ColumnKind.DATETIME)}"


def _addresses(found: Iterable[Any], actor: Actor) -> dict[int, str]:
    """Id → address of those records that have a page and that this reader may see."""
    records_found = [each for each in found if isinstance(each, ScopedModel)]
    if not records_found:
        return {}
    try:
        declared = records.for_model(type(records_found[0]))
    except KeyError:
        return {}
    seen = visible(declared, actor).filter(pk__in=[each.pk for each in records_found])
    refs = dict(seen.values_list("pk", "ref"))
    return {pk: reverse("desk:record", args=(declared.slug, ref)) for pk, ref in refs.items()}


def lines(declared: RecordPage, found: Any, actor: Actor) -> list[tuple[str, str, str]]:
    """Label, text and, where another record is named that the reader may open, its address."""
    written_out = []
    for field in declared.fields:
        target = field.raw(found) if field.kind is ColumnKind.LINK else None
        address = _addresses([target], actor).get(getattr(target, "pk", 0), "") if target is not None else ""
        written_out.append((field.label, field.written(found), address))
    return written_out


def related(declared: RecordPage, found: Any, actor: Actor) -> list[dict[str, Any]]:
    """Lists of further rows under a record: only what this reader may see, each opening its own page if it has one."""
    listed = []
    for each in declared.related:
        rows = list(each.rows(found))
        if rows and isinstance(rows[0], ScopedModel):
            model: Any = type(rows[0])
            keys = [row.pk for row in rows]
            seen = set(model.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
            rows = [row for row in rows if row.pk in seen]
        addresses = _addresses(rows, actor)
        shown = [
            (addresses.get(row.pk, ""), [(c.label, c.written(row), c.kind.is_numeric) for c in each.columns])
            for row in rows
        ]
        listed.append({"label": each.label, "columns": each.columns, "rows": shown})
    return listed
