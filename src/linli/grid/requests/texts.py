"""What is usually written at a step, offered beside the field it belongs to: picked with a script and without one."""

from dataclasses import dataclass

from django.http import QueryDict

from linli.grid.requests.models import Request
from linli.grid.requests.routing import standard_texts
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
    """Those offered, and the field they belong into."""

    field: str
    rows: list[str]


def texts_for(request: Request, verb: str) -> Texts | None:
    """For this step, this kind and where the request is now; None where there are none."""
    field = FIELD_OF.get(verb)
    found = standard_texts(verb, request.kind, request.holder)[:MOST] if field is not None else []
    return Texts(field, found) if field is not None and found else None


def filled(form: LinliForm, given: QueryDict, texts: Texts | None) -> LinliForm:
    """A fresh form with everything that was typed, and the text that was picked added in its field."""
    for name, field in form.fields.items():
        many = getattr(field.widget, "allow_multiple_selected", False)
        form.initial[name] = given.getlist(name) if many else given.get(name, form.initial.get(name))
    picked = given.get("fill", "")
    if texts is not None and picked in texts.rows:
        before = str(form.initial.get(texts.field) or "").rstrip()
        form.initial[texts.field] = f"{before}\n{picked}" if before else picked
    return form
