"""Fields and forms that the forms of this room share."""

from datetime import date
from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.ui.forms import LinliForm, day


def moment() -> forms.DateTimeInput:
    """A day and a time, picked."""
    found = forms.DateTimeInput(format="%Y-%m-%dT%H:%M")
    found.input_type = "datetime-local"
    return found


class Yuan(forms.DecimalField):
    """Money as people write it; given as fen, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, min_value=0.01, **kwargs)

    def clean(self, value: Any) -> Any:
        """In fen."""
        found = super().clean(value)
        return None if found is None else int(found * 100)


class DayForm(LinliForm):
    """On which day."""

    on = forms.DateField(label="日期", widget=day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = business_date

    def clean_on(self) -> date:
        """What was done was done."""
        on: date = self.cleaned_data["on"]
        if on > business_date():
            raise forms.ValidationError(f"日期在以后。请填 {business_date()} 或更早的一天。")
        return on
