"""Which house or estate: the list beside a drawing."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.orgs.models import Area
from linli.ui.forms import LinliForm


class WhereForm(LinliForm):
    """One of the places of the drawing; empty where the drawing itself was tapped."""

    place = forms.ChoiceField(label="在哪一处", required=False)
    hints = {"place": "和图上的一样，不方便点图就在这里选。"}

    def __init__(self, *args: Any, places: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {area.code: area for area in places}
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "请选"), *((area.code, area.name) for area in places)]

    def chosen(self) -> Area | None:
        """The place, if one was chosen."""
        return self.by_code.get(self.cleaned_data["place"])
