"""What can be found: the records that declare words to be searched, the territory, and the work reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.functions import Length
from django.urls import reverse

from linli.access.actor import Actor
from linli.access.policies import VIEW_RECORDS
from linli.access.roles import Capability
from linli.common.scoping import ScopeBy
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.reports.models import Report
from linli.reports.policies import WRITE_REPORT
from linli.ui import records
from linli.ui.records import NOTHING, Column, ColumnKind, RecordPage
from linli.ui.tables import address_of, called, head_of

PLACES = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY, Kind.ESTATE, Kind.BUILDING)
"""Areas with a name of their own; 第一邻 and 第二微网格 are found by their code."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Searched:
    """One kind of record that can be found.

    fields:   lookup paths of the words or functions of the record, the first of them the name; never a person's.
    spelt:    whether the name is also found by the initials of its pinyin.
    only:     which rows, as filter arguments.
    shown:    (title, one line of detail, address) of a record for a reader.
    numbered: lookup paths of its codes or numbers, whose beginning is enough; ``numbered_only``: of which rows.
    order_by: as entered, the latest first: the database stops at the fifth and sorts nothing.
    """

    slug: str
    label: str
    model: type[Model]
    fields: tuple[str | Callable[[Any], str], ...]
    shown: Callable[[Any, Actor], tuple[str, str, str]]
    numbered: tuple[str, ...] = ()
    numbered_only: Mapping[str, Any] = field(default_factory=dict)
    spelt: bool = False
    only: Mapping[str, Any] = field(default_factory=dict)
    select_related: tuple[str, ...] = ()
    order_by: tuple[Any, ...] = ("-pk",)
    capability: Capability = VIEW_RECORDS

    @property
    def type(self) -> str:
        """As the log names it."""
        return self.model._meta.label_lower

    def visible(self, actor: Actor) -> QuerySet[Any]:
        """The rows this reader may see; the index has no say in it. What is told in confidence is found by nobody,
        not by its handlers either, who have a list of their own (T03)."""
        manager: Any = self.model.objects  # type: ignore[attr-defined]  # every searched kind is a scoped model
        if not actor.may(self.capability):
            nothing: QuerySet[Any] = manager.unscoped("nobody sees these without the capability").none()
            return nothing
        rows: QuerySet[Any] = manager.visible_to(actor)
        scope = getattr(self.model, "scope", None)
        secret = scope.secret if isinstance(scope, ScopeBy) else None
        return rows if secret is None else rows.filter(**{secret.flag: False})

    def numbered_like(self, number: str) -> list[QuerySet[Any]]:
        """The rows each of whose numbers begins like this, whoever may see them."""
        manager: Any = self.model.objects  # type: ignore[attr-defined]
        rows = manager.unscoped("picked out of what the reader may see").filter(**self.numbered_only)
        return [rows.filter(**{f"{path}__startswith": number}) for path in self.numbered]

    def everything(self) -> QuerySet[Any]:
        """All rows, for building the index."""
        manager: Any = self.model.objects  # type: ignore[attr-defined]
        rows: QuerySet[Any] = manager.unscoped(
            "the index holds all; each reader's scope is asked when it is read"
        )
        return rows.filter(**self.only)


def told(column: Column, record: Any) -> str:
    """A value that speaks without the heading of its column: a bare 57, 否 or second day tells nothing."""
    if column.kind is ColumnKind.BOOL:
        return column.label if column.raw(record) else ""
    text = column.written(record)
    if text == NOTHING or column.kind not in (ColumnKind.NUMBER, ColumnKind.DATE, ColumnKind.DATETIME):
        return "" if text == NOTHING else text
    label, _, unit = column.label.partition("（")  # 参加（人）: 参加 57 人
    return f"{label} {text}{' ' if unit else ''}{unit.removesuffix('）')}"


def _of_page(page: RecordPage) -> Searched:
    head = None if page.sought_as is not None else head_of(page)

    def shown(record: Any, actor: Actor) -> tuple[str, str, str]:
        title = called(page, actor)(record)
        said = (told(column, record) for n, column in enumerate(page.columns) if n != head)
        detail = "·".join(
            text for text in said if text and text not in title and title.rstrip("…") not in text
        )
        return title, detail, address_of(page, record, actor)

    return Searched(
        slug=page.slug,
        label=page.label,
        model=page.model,
        fields=page.searched,
        shown=shown,
        numbered=page.numbered,
        spelt=page.spelt,
        select_related=page.select_related,
        capability=page.sought_by,
    )


def area_shown(area: Area, _: Actor) -> tuple[str, str, str]:
    """Its name, what it is and where it lies."""
    above = f"·{area.parent.name}" if area.parent else ""
    return area.name, f"{Kind(area.kind).label}{above}·{area.code}", reverse("desk:area", args=(area.code,))


def _report_shown(report: Report, _: Actor) -> tuple[str, str, str]:
    state = report.get_state_display()
    return report.title, f"{report.area.name}·{state}", reverse("reports:report", args=(report.ref,))


AREAS = Searched(
    slug="area",
    label="地区",
    model=Area,
    fields=("name",),
    shown=area_shown,
    spelt=True,
    only={"kind__in": PLACES, "valid_to__isnull": True},
    numbered=("code",),
    numbered_only={"valid_to__isnull": True},
    select_related=("parent",),
    order_by=(Length("code"), "code"),
)
REPORTS = Searched(
    slug="report",
    label="工作报告",
    model=Report,
    fields=("title", "number"),
    shown=_report_shown,
    select_related=("area",),
    order_by=("-end", "-pk"),
    capability=WRITE_REPORT,
)


@cache
def searched_kinds() -> dict[str, Searched]:
    """By slug, places first; asked after all rooms have declared their records."""
    declared = [_of_page(page) for page in records.all_pages() if page.searched or page.numbered]
    return {kind.slug: kind for kind in (AREAS, REPORTS, *declared)}
