"""Narrowing a register: one search field and a few selects, all taken from how its records are declared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Model, Q, QuerySet
from django.http import Http404

from linli.access.actor import Actor
from linli.access.areas import areas_within
from linli.access.policies import VIEW_RECORDS
from linli.common.scoping import ScopeBy
from linli.common.text import ID_NUMBER, MOBILE
from linli.orgs.kinds import Kind, child_kinds
from linli.ui.records import ColumnKind, RecordPage

MOST_SELECTS = 4
SEARCH, AREA = "q", "area"
REFS = "refs"
MOST_REFS = 25
"""Records picked one by one, by their references with ``.`` between; as many as a page holds."""


@dataclass(frozen=True)
class Select:
    """A choice among a few: ``name`` in the address, ``chosen`` "" for all."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Narrowed:
    """The bar above a register, and the rows it leaves."""

    rows: QuerySet[Any]
    searches: str
    sought: str
    selects: Sequence[Select]
    picked: Sequence[str] = ()

    @property
    def asked(self) -> str:
        """What narrowed the rows, as a query string."""
        found = [(SEARCH, self.sought), *((each.name, each.chosen) for each in self.selects)]
        return urlencode([*found, (REFS, ".".join(self.picked))] if self.picked else found)

    @property
    def is_set(self) -> bool:
        """Whether anything is chosen, so that it can be cleared."""
        return bool(self.sought or self.picked) or any(select.chosen for select in self.selects)

    @property
    def is_offered(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.searches or self.selects)


def narrow(declared: RecordPage, rows: QuerySet[Any], actor: Actor, query: Mapping[str, str]) -> Narrowed:
    """What does not fit an offered choice is passed over."""
    paths = searchable(declared)
    sought = without_numbers(query.get(SEARCH, "")) if paths else ""
    if sought:
        found = Q()
        for path in paths.values():
            found |= Q(**{f"{path}__icontains": sought})
        rows = rows.filter(found)
    picked = [ref for ref in query.get(REFS, "").split(".") if ref][:MOST_REFS]
    if picked:
        rows = rows.filter(ref__in=picked)
    selects = []
    if (area := area_path(declared.model)) and (select := _areas(actor, query.get(AREA, ""))):
        selects.append(select)
        if select.chosen:
            inside = (
                areas_within(actor, VIEW_RECORDS).filter(code=select.chosen).values_list("path", flat=True)
            )
            rows = rows.filter(**{f"{area}__path__under": inside[0]})
    for name, (label, options) in islice(choices(declared).items(), MOST_SELECTS - len(selects)):
        wanted = query.get(name, "")
        chosen = wanted if wanted in dict(options) else ""
        selects.append(Select(name, label, options, chosen))
        if chosen:
            rows = rows.filter(**{name: chosen})
    return Narrowed(rows, "、".join(paths), sought, selects, picked)


def without_numbers(text: str) -> str:
    """What may be sought in a register: a telephone or id number is looked up by the search alone, which keeps it
    nowhere; here it would stand in an address, a kept view, an export.
    """
    text = text.strip()[:60]
    return "" if MOBILE.search(text) or ID_NUMBER.search(text) else text


@cache
def searchable(declared: RecordPage) -> dict[str, str]:
    """Label → lookup path of the text columns that may be searched; never a person's."""
    found = {}
    for column in declared.columns:
        if column.kind is ColumnKind.TEXT and isinstance(column.value, str):
            path = column.value.replace(".", "__")
            if isinstance(_field(declared.model, column.value), CharField):
                found[column.label] = path
    return found


@cache
def choices(declared: RecordPage) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Name of a field with choices among the columns → its label and options."""
    found: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for column in declared.columns:
        if column.kind is ColumnKind.CHOICE and isinstance(column.value, str) and "." not in column.value:
            field = _field(declared.model, column.value)
            options = [(str(value), str(label)) for value, label in getattr(field, "flatchoices", None) or []]
            if options:
                found[column.value] = (column.label, options)
    return found


def _field(model: type[Model], path: str) -> Any:
    """The field at the end of a dotted path; None where the path is no chain of fields."""
    found: Any = None
    for step in path.split("."):
        try:
            found = model._meta.get_field(step)
        except FieldDoesNotExist:
            return None
        model = found.related_model or model
    return found


def area_path(model: type[Model]) -> str:
    """Lookup path to the area a row lies in; "" where the model has none or several."""
    scope = getattr(model, "scope", None)
    return scope.area if isinstance(scope, ScopeBy) and isinstance(scope.area, str) else ""


def _areas(actor: Actor, chosen: str) -> Select | None:
    """The next level of the trunk below the reader's own area."""
    home = actor.home_area
    kinds = child_kinds(Kind(home.kind)) if home is not None else ()
    kind = next((each for each in kinds if each in (Kind.STREET, Kind.COMMUNITY)), None)
    if home is None or kind is None:
        return None
    below = areas_within(actor, VIEW_RECORDS).filter(parent=home, kind=kind).order_by("code")
    options = list(below.values_list("code", "name"))
    if chosen not in {"", home.code, *dict(options)}:
        raise Http404  # as anywhere else: outside one's own area there is nothing
    return Select(AREA, "地区", options, chosen if chosen in dict(options) else "")
