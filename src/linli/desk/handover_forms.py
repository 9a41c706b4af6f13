"""What is asked to hand work over: whom to look for, and what goes with it."""

from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.people.models import Appointment, Post
from linli.ui.forms import LinliForm, day, text


class FindForm(LinliForm):
    """A name in full, or a user name."""

    name = forms.CharField(label="姓名或用户名", max_length=40, widget=text(autocomplete="off"))
    hints = {"name": "姓名要写全。"}


class HandOverForm(LinliForm):
    """Why, and which of the leaver's posts end with it. ``posts``: those the actor may change, with their places."""

    reason = forms.CharField(label="为什么交接", max_length=100, widget=text())
    posts = forms.MultipleChoiceField(
        label="同时结束的任职", required=False, widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(label="从哪天起不再担任", required=False, widget=day())
    succeed = forms.BooleanField(label="由接任的人从同一天起担任", required=False, initial=True)

    hints = {
        "reason": "例如：调任、退休、换届。接任的人会看到，不要写健康等个人情况。",
        "day": "这一天起不在任，前一天还在任。不填就是今天。",
    }

    def __init__(self, *args: Any, posts: list[tuple[Appointment, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_ref = {each.ref: each for each, _ in posts}
        self.fields["posts"].choices = [  # type: ignore[attr-defined]  # a field with choices
            (each.ref, f"{place}·{Post(each.post).label}（{each.valid_from} 起）") for each, place in posts
        ]
        if not posts:
            for name in ("posts", "day", "succeed"):
                del self.fields[name]

    def chosen(self) -> dict[str, Any]:
        """As the service takes it; of a valid form."""
        data = self.cleaned_data
        return {
            "reason": data["reason"],
            "posts": [self.by_ref[ref] for ref in data.get("posts", [])],
            "day": data.get("day") or business_date(),
            "succeed": data.get("succeed", True),
        }
