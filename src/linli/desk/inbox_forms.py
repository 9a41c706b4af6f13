"""What somebody is asked about their own messages: the way for each kind, and where a channel leads."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.inbox.channels import HINTS
from linli.inbox.constants import Channel, Way
from linli.inbox.kinds import Kind
from linli.ui.forms import LinliForm, text


class WaysForm(LinliForm):
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


class ChannelForm(LinliForm):
    """The person's own end of one channel."""

    processing_notice = "account"

    address = forms.CharField(label="地址", max_length=300, widget=text(autocomplete="off"))

    def __init__(self, channel: Channel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{channel.value}-%s", **kwargs)
        field = self.fields["address"]
        field.label, field.help_text = channel.label, HINTS[channel]
        field.error_messages["required"] = f"请填写{channel.label}的地址。"
