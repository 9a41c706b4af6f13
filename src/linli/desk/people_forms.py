"""For what somebody looks behind the mask."""

from django import forms

from linli.disclosure.purposes import MOST_WORDS, TO_REVEAL
from linli.ui.forms import LinliForm, text


class RevealForm(LinliForm):
    """What the service refuses comes back beside the field it concerns."""

    purpose = forms.ChoiceField(
        label="用途",
        choices=[(each.code, each.label) for each in TO_REVEAL if not each.retired],
        widget=forms.RadioSelect,
        error_messages={"required": "请选一个用途。用途会留痕，本人可以查到。"},
    )
    words = forms.CharField(
        label="是什么事", max_length=MOST_WORDS, required=False, widget=text(autocomplete="off")
    )
    hints = {"words": "一句话就行，如“周五上门看漏水”。选“其他”时要填。不要写电话和证件号。"}
