"""What somebody is asked about their own messages: the way for each kind, and where a channel leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps

from linli.inbox.channels import HINTS
from linli.inbox.constants import Channel, Way
from linli.inbox.kinds import Kind
from linli.ui.forms import LinliForm, text

ALL = "all"
CALLED = {"inbox": "到期提醒", "workflow": "两人办理", "reports": "工作报告", "desk": "意见、账号"}
"""What a room tells of, where its own name says something else."""
EACH = ("", "各选各的，见下面")
NO_CHANNEL = "没有这样的选择。“马上告诉我”要先填一个渠道，再来选。"


@dataclass(frozen=True)
class Group:
    """The kinds of one room. ``said``: what is chosen for them, in short; ``open``: whether one has to be mended."""

    label: str
    fields: Sequence[Any]
    said: str
    open: bool


class WaysForm(LinliForm):
    """One choice for all kinds, or one for each; the field's name is the kind's code.

    has_channel: whether the reader filled in where 马上告诉我 would lead; without, it is not offered anew.
    """

    def __init__(
        self, *args: Any, ways: Sequence[tuple[Kind, Way]], has_channel: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        open_now = [each for each in Way.choices if has_channel or each[0] != Way.AT_ONCE]
        self.kept = dict(ways)
        self.fields[ALL] = self._field("所有的事", [EACH, *open_now], required=False)
        for kind, way in ways:
            kept = [each for each in Way.choices if each in open_now or each[0] == way]
            self.fields[kind.code] = self._field(kind.label, kept, initial=way.value)

    def _field(self, label: str, choices: Sequence[tuple[str, str]], **more: Any) -> forms.ChoiceField:
        widget = forms.Select(attrs={"class": "ll-in"})
        errors = {"invalid_choice": NO_CHANNEL}
        return forms.ChoiceField(label=label, choices=choices, widget=widget, error_messages=errors, **more)

    @property
    def ways(self) -> dict[str, str]:
        """What was chosen for each kind."""
        data = dict(self.cleaned_data)
        for_all = data.pop(ALL)
        return dict.fromkeys(data, for_all) if for_all else data

    def groups(self) -> list[Group]:
        """The kinds by room, in the order they were registered."""
        rooms: dict[str, list[Kind]] = {}
        for kind in self.kept:
            rooms.setdefault(kind.code.partition(".")[0], []).append(kind)
        return [self._group(room, found) for room, found in rooms.items()]

    def _group(self, room: str, found: Sequence[Kind]) -> Group:
        chosen = {self.kept[kind] for kind in found}
        said = next(iter(chosen)).label if len(chosen) == 1 else "各不相同"
        fields = [self[kind.code] for kind in found]
        return Group(_called(room), fields, f"{len(found)} 种·{said}", any(field.errors for field in fields))


def _called(room: str) -> str:
    if room in CALLED or not apps.is_installed(f"linli.{room}"):
        return CALLED.get(room, room)
    return str(apps.get_app_config(room).verbose_name)


class ChannelForm(LinliForm):
    """The person's own end of one channel."""

    processing_notice = "account"

    address = forms.CharField(label="地址", max_length=300, widget=text(autocomplete="off"))

    def __init__(self, channel: Channel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{channel.value}-%s", **kwargs)
        field = self.fields["address"]
        field.label, field.help_text = channel.label, HINTS[channel]
        field.error_messages["required"] = f"请填写{channel.label}的地址。"
