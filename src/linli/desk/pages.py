"""What the pages of the desk show, gathered from the rooms below."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from linli.access.actor import Actor
from linli.access.policies import VIEW_FIGURES, VIEW_RECORDS
from linli.common.models import Provenance
from linli.common.scoping import ScopeBy, ScopedModel
from linli.indicators.cache import Figures
from linli.indicators.period import Period
from linli.indicators.registry import in_section
from linli.indicators.wording import is_indented
from linli.people.models import Person
from linli.ui import menu, records
from linli.ui.records import ColumnKind, RecordPage, written
from linli.ui.sights import MASKED, Sight, note_record, sights
from linli.ui.tables import address_of

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
"""The one figure that stands for a system on the page of an area."""


def greeting(now: datetime) -> str:
    """By the hour in Yueyang."""
    hour = timezone.localtime(now).hour
    return "上午好" if 5 <= hour < 12 else "中午好" if hour < 14 else "下午好" if hour < 18 else "晚上好"


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


def place_of(declared: RecordPage, actor: Actor) -> tuple[str, str]:
    """Label and address of the entry of the menu under which a kind of record hangs; no address where it is closed."""
    if declared.menu:
        return menu.item(declared.menu, actor)
    address = reverse("desk:system", args=(declared.system,)) if actor.may(VIEW_RECORDS) else ""
    return menu.SYSTEMS[declared.system][0], address


def admits(declared: RecordPage, actor: Actor) -> bool:
    """Whether the reader may open records of this kind at all: all records, or this kind (司法所: cases)."""
    scope = getattr(declared.model, "scope", None)
    also = scope.also if isinstance(scope, ScopeBy) else None
    return actor.may(VIEW_RECORDS) or (also is not None and actor.may(also))


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
    return {each.pk: address_of(declared, each) for each in seen.only("pk", "ref")}


def lines(
    declared: RecordPage, found: Any, actor: Actor, sight: Sight = MASKED
) -> list[tuple[str, str, str]]:
    """Label, text and, where another record or person is named that the reader may open, its address."""
    people = _people(
        [field.raw(found) for field in declared.fields if field.kind is ColumnKind.PERSON], actor
    )
    written_out = []
    for field in declared.fields:
        address, target = "", None
        if field.kind in (ColumnKind.LINK, ColumnKind.PERSON):
            target = field.raw(found)
        if field.kind is ColumnKind.PERSON:
            address = people.get(getattr(target, "pk", 0), "")
        elif target is not None:
            address = _addresses([target], actor).get(getattr(target, "pk", 0), "")
        written_out.append((field.label, sight.written(field, found), address))
    return written_out


def _people(named: Iterable[Any], actor: Actor) -> dict[int, str]:
    """Id → address of those persons this reader may see: one query, and none where nobody is named."""
    ids = {each.pk for each in named if isinstance(each, Person)}
    if not ids:
        return {}
    seen = Person.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", "ref")
    return {pk: reverse("desk:person", args=(ref,)) for pk, ref in seen}


def detail(declared: RecordPage, found: Any, actor: Actor) -> dict[str, Any]:
    """What a record's page says; what of it stood in clear for this reader is on record."""
    sight = sights(declared, [found], actor)[0]
    all_lines = lines(declared, found, actor, sight)
    shown = {
        "lines": [each for each in all_lines if each[1] != records.NOTHING],
        "blank": [each[0] for each in all_lines if each[1] == records.NOTHING],
        "related": related(declared, found, actor, sight),
    }
    return shown | {"clear": note_record(declared, found, sight)}


def related(declared: RecordPage, found: Any, actor: Actor, sight: Sight = MASKED) -> list[dict[str, Any]]:
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
            (
                addresses.get(row.pk, ""),
                [(c.label, sight.written(c, row), c.kind.is_numeric) for c in each.columns],
            )
            for row in rows
        ]
        listed.append({"label": each.label, "columns": each.columns, "rows": shown})
    return listed
