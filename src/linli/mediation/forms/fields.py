"""Fields and forms that the forms of this room share."""

from datetime import date
from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.ui.forms import LinliForm, day

UNTOLD = "先告知当事人其他解决途径，再勾上。依据：《人民调解法》第二十六条。"


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


def remedies_told(**kwargs: Any) -> forms.BooleanField:
    """The tick without which no case ends short of an agreement (第二十六条)."""
    return forms.BooleanField(
        label="已经告知：还可以申请仲裁、请行政机关处理，或者向法院起诉",
        error_messages={"required": UNTOLD},
        **kwargs,
    )


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
