"""What is filled in to ask somebody to the panel."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.mediation.forms.fields import DayForm
from linli.mediation.models import ChosenBy
from linli.ui.forms import text

PROPOSED = ((ChosenBy.COMMUNITY, "社区提名"), (ChosenBy.PARTIES, "各方共同选定"))


class InviteForm(DayForm):
    """Who proposed whom, and why. ``found``: how many of the offers bear the name that was typed; they come first."""

    chosen_by = forms.ChoiceField(
        label="谁提出的", choices=PROPOSED, initial=ChosenBy.COMMUNITY, widget=forms.RadioSelect
    )
    name = forms.CharField(label="按姓名找", max_length=20, required=False, widget=text(autocomplete="off"))
    who = forms.ChoiceField(label="请谁", widget=forms.RadioSelect, required=False)
    words = forms.CharField(label="为什么请这一位", max_length=80, required=False, widget=text())
    field_order = ("chosen_by", "name", "who", "words", "on")
    hints = {
        "name": "下面没有列出来的，写姓名、拼音或者首字母，点“请来”，再从找到的里面选。",
        "words": "不写就用列出来的理由。",
    }

    def __init__(self, *args: Any, offers: Sequence[tuple[str, str]], found: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        self.fields["who"].choices = offers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of them is chosen, or looked for first."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("who") or "who" in self.errors:
            return data
        if not data.get("name"):
            self.add_error("who", "请选一位；没有列出来的，按姓名找。")
        elif self.found:
            self.add_error("who", f"找到 {self.found} 位，排在最前面，请选一位。")
        else:
            self.add_error(
                "name",
                "没有找到能请的这一位。不在册、暂停的，要回避的，请过的，都不列；请核对姓名。",
            )
        return data
