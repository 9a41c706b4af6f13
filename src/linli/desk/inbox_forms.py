"""What somebody is asked about their own messages: the way for each kind, and where a channel leads."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.inbox.constants import Way
from linli.inbox.kinds import Kind


class WaysForm(forms.Form):
    """One choice for each kind; the field's name is the kind's code."""

    def __init__(self, *args: Any, ways: Sequence[tuple[Kind, Way]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, way in ways:
            self.fields[kind.code] = forms.ChoiceField(
                label=kind.label,
                choices=Way.choices,
                initial=way.value,
                widget=forms.Select(attrs={"class": "ll-in"}),
            )


class ChannelForm(forms.Form):
    """The person's own end of one channel; empty takes the channel away."""

    address = forms.CharField(label="地址", max_length=300, required=False)
