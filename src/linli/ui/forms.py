"""The one base of forms: a label above, a hint, the error beside its box; what was typed stays (ui.md §8).

Drawn by ``ui/problems.html`` (the summary on top), ``ui/field.html`` or ``ui/fields.html`` (all of them); the form's
tag takes ``{% draft "name" ref %}`` where what is typed is to be kept on the device until it was sent.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

REQUIRED = forms.Field.default_error_messages["required"]
WITHOUT_A_BOX = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


def text(rows: int = 0, **attrs: Any) -> forms.Widget:
    """One line, or ``rows`` of them."""
    return forms.Textarea(attrs={**attrs, "rows": rows}) if rows else forms.TextInput(attrs=attrs)


def day() -> forms.DateInput:
    """A date, picked or typed as 2024-10-30."""
    found = forms.DateInput(format="%Y-%m-%d")
    found.input_type = "date"
    return found


class LinliForm(forms.Form):
    """``hints``: field → what helps to fill it in, between label and box.

    Django itself ties hint and error to the box for screen readers, by the ids the templates give them. Whoever adds
    an error after the form was cleaned (``add_error``) gets the same.

    ``processing_notice``: code of the notice (``linli.privacy.notices``) a form that asks for personal data goes by;
    its page links it with ``ui/processing.html``.
    """

    hints: ClassVar[Mapping[str, str]] = {}
    processing_notice: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.help_text = field.help_text or self.hints.get(name, "")
            if field.error_messages.get("required") == REQUIRED:
                verb = "请选" if hasattr(field, "choices") else "请填写"
                field.error_messages["required"] = f"{verb}{field.label}。"
            if not isinstance(field.widget, WITHOUT_A_BOX):
                field.widget.attrs.setdefault("class", "ll-in")

    @property
    def problems(self) -> int:
        """How many things are to be mended."""
        return sum(len(each) for each in self.errors.values())


class ConfirmForm(LinliForm):
    """Nothing to fill in: the page says what follows, the button does it."""
