"""What is filled in about a small case, on the one page on which it is settled."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from linli.common.clock import business_date
from linli.mediation.forms.fields import Yuan
from linli.mediation.models import CaseSource, DisputeKind, Way
from linli.ui.forms import LinliForm, day, text

SIDES = (("applicant", "申请人"), ("respondent", "被申请人"))
FURTHER = (2, 3)
"""Numbers of the promises beside the first."""
PROMISE = ("by", "duty", "due_on", "way", "fen")
UNTICKED = {
    "agreed": "双方都听了权利义务、都同意，再勾上；有一方不同意的，不能这样办。",
    "cleared": "逐条问过调解员本人，再勾上；有一条的，请另选一位。",
    "accepted": "双方都接受，再勾上；有一方不接受的，请另选一位。",
}
NEEDED = (("by", "谁答应"), ("duty", "答应什么"), ("due_on", "最迟哪天"), ("way", "怎么做"))


class SimpleForm(LinliForm):
    """The one page of a small case. What may stay empty is folded away: how the parties are reached, where they live,
    further promises."""

    processing_notice = "dispute"

    kind = forms.ChoiceField(label="纠纷类型", choices=DisputeKind.choices, initial=DisputeKind.NEIGHBOURS)
    source = forms.ChoiceField(label="案件来源", choices=CaseSource.choices)
    applicant = forms.CharField(label="申请人", max_length=60, widget=text(autocomplete="off"))
    respondent = forms.CharField(label="被申请人", max_length=60, widget=text(autocomplete="off"))
    summary = forms.CharField(label="为了什么（不写姓名）", max_length=120, widget=text())
    facts = forms.CharField(label="经过", max_length=1000, required=False, widget=text(3))
    by = forms.ChoiceField(
        label="谁答应", choices=[("1", "被申请人"), ("0", "申请人")], widget=forms.RadioSelect
    )
    duty = forms.CharField(label="答应什么", max_length=300, widget=text())
    fen = Yuan(label="金额（元）", required=False)
    due_on = forms.DateField(label="最迟哪天做到", widget=day())
    way = forms.CharField(label="怎么做", max_length=80, initial="当天起做到", widget=text())
    agreed = forms.BooleanField(label="双方都听了权利义务，都同意调解")
    recorder = forms.CharField(label="记录人", max_length=40, required=False, widget=text())
    mediator = forms.ChoiceField(label="人民调解员")
    cleared = forms.BooleanField(
        label="五条都问过调解员本人：和双方不是亲属、不同住、没有利害关系、不同单位，"
        "双方也没有因为同一小区要他回避"
    )
    accepted = forms.BooleanField(label="双方都接受这位调解员")
    said = forms.ChoiceField(label="双方怎么说的", choices=Way.choices, initial=Way.SPOKEN)
    field_order = (
        "applicant", "respondent", "summary", "by", "duty", "due_on", "way", "fen", "facts", "kind", "source",
        "mediator", "recorder", "agreed", "cleared", "accepted",
    )  # fmt: skip
    hints = {
        "cleared": "有一条的，请另选一位。",
        "accepted": "有一方不接受，就另选一位（《人民调解法》第十九条）。",
        "agreed": "有一方不同意，就不能调解（《人民调解法》第十七条）。",
        "facts": "不写就印上面“为了什么”。",
    }

    def __init__(
        self,
        *args: Any,
        mediators: Sequence[tuple[str, str]] = (),
        estates: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, words in UNTICKED.items():
            self.fields[name].error_messages["required"] = words
        for side, label in SIDES:
            self._add(f"{side}_phone", forms.CharField(label=f"{label}电话", max_length=20, widget=text()))
            self._add(f"{side}_address", forms.CharField(label=f"{label}住址", max_length=80, widget=text()))
            choices = [("", "不在小区，或者说不准"), *estates]
            self._add(f"{side}_estate", forms.ChoiceField(label=f"{label}住哪个小区", choices=choices))
        for number in FURTHER:
            for name, field in _promise(number):
                self._add(f"{name}_{number}", field)
        self.fields["due_on"].initial = business_date
        self.fields["by"].initial = "1"
        self.fields["mediator"].choices = [("", "请选"), *mediators]  # type: ignore[attr-defined]

    def _add(self, name: str, field: forms.Field) -> None:
        field.required = False
        field.widget.attrs.setdefault("class", "ll-in")
        self.fields[name] = field

    @property
    def main(self) -> list[BoundField]:
        """What every small case fills in."""
        folded = {bound.name for bound in self.more}
        return [bound for bound in self if bound.name not in folded]

    @property
    def more(self) -> list[BoundField]:
        """What only some fill in."""
        reach = [f"{side}_{part}" for side, _ in SIDES for part in ("phone", "address", "estate")]
        further = [f"{name}_{number}" for number in FURTHER for name in PROMISE]
        return [self[name] for name in ("said", *reach, *further)]

    @property
    def more_is_open(self) -> bool:
        """Whether something is to be mended there, or was typed."""
        return self.is_bound and any(
            bound.errors or (bound.value() or "") != (bound.initial or "") for bound in self.more
        )

    def clean(self) -> dict[str, Any]:
        """A further promise is whole or empty; ``promises``: all of them, the first included."""
        data: dict[str, Any] = super().clean() or {}
        found = [{name: data.get(name) for name in PROMISE}]
        for number in FURTHER:
            values = {name: data.get(f"{name}_{number}") for name in PROMISE}
            if not any(values.values()):
                continue
            lacking = [label for name, label in NEEDED if not values[name]]
            if lacking:
                self.add_error(f"duty_{number}", f"第{number}件还缺：{'、'.join(lacking)}。")
            found.append(values)
        data["promises"] = found
        return data


def _promise(number: int) -> list[tuple[str, forms.Field]]:
    who = [("", "—"), ("1", "被申请人"), ("0", "申请人")]
    return [
        ("by", forms.ChoiceField(label=f"第{number}件：谁答应", choices=who)),
        ("duty", forms.CharField(label=f"第{number}件：答应什么", max_length=300, widget=text())),
        ("due_on", forms.DateField(label=f"第{number}件：最迟哪天做到", widget=day())),
        ("way", forms.CharField(label=f"第{number}件：怎么做", max_length=80, widget=text())),
        ("fen", Yuan(label=f"第{number}件：金额（元）")),
    ]
