"""What the handler of an accusation writes, and what a worker writes down of one."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.grid.forms.requests import SOURCE_LABELS, TO_RECORD
from linli.grid.requests.models import Source
from linli.ui.forms import LinliForm
from linli.ui.forms import text as box

LONGEST = 440
"""The name is kept in the same sealed text."""


class SecretForm(LinliForm):
    """One sentence: to whom, what came of it, or what the teller will read."""

    words = forms.CharField(label="怎么写", max_length=400, widget=box(3))


class AccusationForm(LinliForm):
    """What was said, about whom. Neither name nor number of the teller: they read the answer on the receipt."""

    text = forms.CharField(
        label="反映什么事",
        max_length=LONGEST,
        widget=box(4),
        error_messages={
            "required": "请照对方的原话写：什么时候、在哪里、做了什么。",
            "max_length": f"最多 {LONGEST} 个字。请先写最要紧的。",
        },
    )
    unit = forms.ChoiceField(
        label="反映的是哪里的单位或干部", error_messages={"required": "请选一处，这样才能绕开它来办。"}
    )
    person = forms.CharField(
        label="反映的是谁", max_length=40, required=False, widget=box(autocomplete="off")
    )
    source = forms.ChoiceField(
        label="怎么知道的",
        choices=[(each.value, SOURCE_LABELS.get(each, each.label)) for each in TO_RECORD],
        initial=Source.COUNTER,
    )
    hints = {
        "text": "不写是谁说的。对方凭回执看结果。",
        "unit": "选部门、街道或社区；区里的领导，或者不清楚是哪个单位的，选区。",
        "person": "姓名或职务。受理的人里叫这个名字的都要回避。",
    }

    def __init__(self, *args: Any, units: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # declared above
        field.choices = list(units)
