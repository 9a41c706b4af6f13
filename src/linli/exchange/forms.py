"""For what somebody takes personal data along."""

from django import forms

from linli.disclosure.purposes import MOST_WORDS, TO_EXPORT
from linli.ui.forms import LinliForm, text


class PurposeForm(LinliForm):
    """What the service refuses comes back beside the field it concerns."""

    purpose = forms.ChoiceField(
        label="用途",
        choices=[(each.code, each.label) for each in TO_EXPORT],  # which of them suit, the service says
        widget=forms.RadioSelect,
        error_messages={"required": "请选一个用途。用途会写进文件的水印，会留痕。"},
    )
    words = forms.CharField(
        label="是什么事", max_length=MOST_WORDS, required=False, widget=text(autocomplete="off")
    )
    hints = {"words": "一句话就行，会印在文件里。选“其他”时要填。不要写电话和证件号。"}
