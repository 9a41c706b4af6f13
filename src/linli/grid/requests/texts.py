"""What is usually written at a step, offered beside the field it belongs to: picked with a script and without one."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.http import QueryDict

from linli.grid.requests.models import Request, StandardText
from linli.orgs.models import Area
from linli.ui.forms import LinliForm

FIELD_OF = {
    "settle": "result",
    "pass_up": "words",
    "dispatch": "asked",
    "finish": "result",
    "explain": "result",
    "answer": "answer",
    "suspend": "words",
}
"""Verb → the field of its form that a standard text belongs into."""
MOST = 12


@dataclass(frozen=True)
class Texts:
    """Those offered, and the field they belong into; nothing where there are none."""

    field: str
    rows: list[StandardText]


def texts_for(request: Request, verb: str) -> Texts | None:
    """For this step, this kind and where the request lies: those of its very kind first."""
    field = FIELD_OF.get(verb)
    if field is None:
        return None
    above = [int(step) for step in request.holder.path.strip("/").split("/")]
    kinds = Q(kind__isnull=True)
    if request.kind is not None:
        kinds |= Q(kind=request.kind) | Q(kind=request.kind.parent_id)
    rows = StandardText.objects.unscoped("texts hold for everybody below where they were laid down")
    rows = rows.filter(kinds, verb=verb, area__in=Area.objects.unscoped("the same").filter(pk__in=above))
    found = list(rows.order_by(F("kind__parent").desc(nulls_last=True), F("kind").desc(nulls_last=True), "pk")[:MOST])
    return Texts(field, found) if found else None


def filled(form: LinliForm, given: QueryDict, texts: Texts | None) -> LinliForm:
    """A fresh form with everything that was typed, and the text that was picked added in its field."""
    for name, field in form.fields.items():
        many = hasattr(field.widget, "allow_multiple_selected") and field.widget.allow_multiple_selected
        if name in given or many:
            form.initial[name] = given.getlist(name) if many else given.get(name, "")
    row = next((each for each in texts.rows if each.ref == given.get("fill")), None) if texts else None
    if texts is not None and row is not None:
        before = str(form.initial.get(texts.field, "")).rstrip()
        form.initial[texts.field] = row.text if not before else f"{before}\n{row.text}"
    return form
