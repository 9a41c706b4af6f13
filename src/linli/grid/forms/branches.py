"""What a statutory branch asks for."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.grid.requests.models import ReviewOutcome
from linli.ui.forms import LinliForm, text


class ReasonForm(LinliForm):
    """Why."""

    words = forms.CharField(label="理由", max_length=200, widget=text(2))
    hints = {"words": "信访人会看到。"}


class DecisionForm(LinliForm):
    """What was decided in writing, and when the petitioner was given it."""

    words = forms.CharField(label="处理意见的要点", max_length=170, widget=text(3))
    at = forms.DateTimeField(label="什么时候送达的", widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M"))
    hints = {
        "words": "信访人会看到。写支持不支持、依据、怎么办。不写别人的姓名。",
        "at": "如 2024-10-30 08:30。送达以后，60 日的期限才算办完。",
    }


class PoliceForm(LinliForm):
    """Whom, and when."""

    to = forms.CharField(label="报给了哪里", max_length=40, widget=text())
    at = forms.DateTimeField(label="什么时候报的", widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M"))
    words = forms.CharField(label="说明", max_length=200, required=False, widget=text(2))
    hints = {"to": "“110”，或派出所名称。", "at": "如 2024-10-30 08:30。"}


class MediationForm(LinliForm):
    """What kind of dispute, in words that name nobody. ``kinds``: as the mediators have them."""

    kind = forms.ChoiceField(label="纠纷类型")
    words = forms.CharField(label="是什么纠纷", max_length=300, widget=text(3))
    hints = {"words": "一两句话，不写姓名。当事人愿意调解才调。"}

    def __init__(self, *args: object, kinds: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # declared above
        field.choices = kinds


class ReviewForm(LinliForm):
    """What the petitioner does not accept, and when they said so."""

    words = forms.CharField(label="不服什么", max_length=300, widget=text(2))
    on = forms.DateField(label="哪天提出的", widget=forms.DateInput(format="%Y-%m-%d"))
    hints = {"words": "照信访人的原话写。", "on": "如 2024-11-20。答复后 30 日内提出才行。"}


class OpinionForm(LinliForm):
    """What the level above says."""

    outcome = forms.ChoiceField(label="意见", choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    opinion = forms.CharField(label="怎么说", max_length=500, widget=text(3))
    hints = {"outcome": "撤销的，这件事重开，交上一级重新办理。", "opinion": "信访人会看到。写事实和依据。"}


class SealForm(LinliForm):
    """Which unit it is about, who, and what its handlers should know. ``units``: as ``accused.choices`` has them."""

    unit = forms.ChoiceField(label="反映的是哪里的单位或干部")
    person = forms.CharField(
        label="反映的是谁", max_length=40, required=False, widget=text(autocomplete="off")
    )
    words = forms.CharField(
        label="给承办人的话",
        max_length=300,
        required=False,
        widget=text(2),
    )
    hints = {
        "unit": "这个单位和它的上下级从此都看不到这件事。",
        "person": "姓名或职务。写了，受理的人里同名的要回避。",
        "words": "只有受理检举控告的人看得到。",
    }

    def __init__(self, *args: object, units: Sequence[Any], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # declared above
        field.choices = list(units)


class AnswersForm(LinliForm):
    """From when to when."""

    start = forms.DateField(label="从哪天", widget=forms.DateInput(format="%Y-%m-%d"))
    end = forms.DateField(label="到哪天", widget=forms.DateInput(format="%Y-%m-%d"))
