"""Somebody by name: those the reader's areas know of that name, or somebody new."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.access.http import ActorRequest
from linli.disclosure.models.listed import PERSON
from linli.disclosure.services import list_seen
from linli.orgs.models import Area
from linli.people.models import Person
from linli.people.services import register_person
from linli.ui.forms import LinliForm, text

NEW = "new"
MOST = 12


class WhoForm(LinliForm):
    """A name first; then which of those who bear it, or somebody new."""

    processing_notice = "account"

    name = forms.CharField(label="姓名", max_length=40, widget=text(autocomplete="off"))
    who = forms.ChoiceField(label="是哪一位", widget=forms.RadioSelect, required=False)
    phone = forms.CharField(label="电话", max_length=20, required=False, widget=text(inputmode="tel"))
    hints = {"phone": "新建的人才填，可不填；加密保存。"}

    def __init__(self, *args: Any, people: Sequence[Any] = (), asked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.ref: person for person in people}
        self.asked = asked
        if not people:
            del self.fields["who"]
            return
        choices = [(person.ref, f"{person.name}（{person.area.name}）") for person in people]
        self.fields["who"].choices = [*choices, (NEW, "不是上面的人，新建一位")]  # type: ignore[attr-defined]
        self.fields["who"].required = asked


def persons_called(request: ActorRequest, name: str) -> list[Person]:
    """Those of the reader's own areas with this very name; the look is on record."""
    if not name:
        return []
    rows = Person.objects.visible_to(request.actor).filter(name=name).select_related("area").order_by("pk")
    found = list(rows[:MOST])
    if found:
        whom = {PERSON: [each.pk for each in found]}
        list_seen(actor=request.actor, what="人员", count=len(found), fields=["姓名"], whom=whom)
    return found


def who_form(request: ActorRequest, form_class: type[WhoForm], **more: Any) -> WhoForm:
    """The form with those who bear the name that was typed: asked on the second sending."""
    data = request.POST if request.method == "POST" else None
    people = persons_called(request, data.get("name", "").strip()) if data is not None else []
    first_time = bool(people) and "who" not in (data or {})
    form = form_class(data, people=people, asked=bool(people), **more)
    if first_time and data is not None:
        form.fields["who"].error_messages["required"] = "这个姓名已经有人，请选是哪一位，或新建一位。"
    return form


def person_of(request: ActorRequest, form: WhoForm, area: Area) -> Person:
    """The one chosen, or somebody new."""
    data = form.cleaned_data
    chosen = data.get("who", NEW)
    if chosen and chosen != NEW:
        person: Person = form.people[chosen]
        return person
    return register_person(actor=request.actor, name=data["name"], area=area, phone=data.get("phone", ""))
