"""What the system administrator fills in: a user name, why an account is closed, a clock of the district."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.access.services import Deactivation
from linli.ui.forms import LinliForm, day, text
from linli.workflow.deadlines import Unit


class OpenForm(LinliForm):
    """Whose account it is has been chosen already."""

    processing_notice = "account"

    username = forms.CharField(label="用户名", max_length=40, widget=text(autocomplete="off"))
    hints = {"username": "字母开头，2 到 40 个字母、数字、点、横线或下划线，例如姓名的全拼。"}


class CloseForm(LinliForm):
    """Why; a choice, so that nobody's illness is written down."""

    reason = forms.ChoiceField(
        label="为什么停用", choices=Deactivation.choices, initial=Deactivation.LEFT, widget=forms.RadioSelect
    )


class ClockForm(LinliForm):
    """The district's own value, from a day on."""

    amount = forms.IntegerField(label="数量", min_value=1, max_value=999)
    unit = forms.ChoiceField(label="单位")
    basis = forms.CharField(label="依据", max_length=120, widget=text())
    valid_from = forms.DateField(label="从哪天起", widget=day())
    hints = {
        "basis": "文件名称和文号，会和时限一起公开。",
        "valid_from": "这一天起算的事用新的时限；已经在计的不变。",
    }

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.value, unit.label) for unit in units]  # type: ignore[attr-defined]
