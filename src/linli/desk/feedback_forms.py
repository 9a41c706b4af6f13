"""What is asked of somebody who has an opinion: two things, and a third if they wish."""

from typing import Any

from django import forms

from linli.desk.models import FeedbackKind


class _Form(forms.Form):
    """Errors in words, tied to their fields for screen readers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}。"

    def add_error(self, field: str | None, error: Any) -> None:
        """Also tell a screen reader that the field is wrong, and where the sentence stands."""
        super().add_error(field, error)
        if field in self.fields:
            attrs = self.fields[field].widget.attrs
            attrs["aria-invalid"], attrs["aria-describedby"] = "true", f"{field}-error"


class FeedbackForm(_Form):
    """The page is known already."""

    kind = forms.ChoiceField(
        label="想说的是", choices=FeedbackKind.choices, initial=FeedbackKind.BURDEN, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="哪里不好",
        max_length=1000,
        widget=forms.Textarea(attrs={"class": "ll-in", "rows": 4}),
    )
    contact = forms.CharField(
        label="怎么联系您（可不填）",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "ll-in", "autocomplete": "off"}),
    )
    page = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)


class AnswerForm(_Form):
    """What comes of it."""

    text = forms.CharField(
        label="答复", max_length=1000, widget=forms.Textarea(attrs={"class": "ll-in", "rows": 4})
    )
