"""What is asked of somebody who has an opinion: two things, and a third if they wish."""

from django import forms

from linli.desk.models import FeedbackKind
from linli.ui.forms import LinliForm
from linli.ui.forms import text as box


class FeedbackForm(LinliForm):
    """The page is known already."""

    processing_notice = "feedback"

    kind = forms.ChoiceField(
        label="想说的是", choices=FeedbackKind.choices, initial=FeedbackKind.BURDEN, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="哪里不好",
        max_length=1000,
        widget=box(4),
    )
    contact = forms.CharField(
        label="怎么联系您",
        max_length=60,
        required=False,
        widget=box(autocomplete="off"),
    )
    page = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    hints = {
        "text": "一句话就行。",
        "contact": "想让人回您电话才填；说“这个表单是负担”请不要填。不填也有答复，送出后会给您一个网址。",
    }


class AnswerForm(LinliForm):
    """What comes of it."""

    text = forms.CharField(label="答复", max_length=1000, widget=box(4))
    hints = {"text": "写清改了什么、什么时候改，或者为什么不改。"}
