"""What is filled in about the agreement and what follows: clauses, hands, performance, the court, visits."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from linli.mediation.forms.fields import DayForm, Yuan
from linli.mediation.forms.file import scans_field
from linli.mediation.models import (
    CourtResult,
    Form,
    Party,
)
from linli.ui.forms import LinliForm, day, text

CLAUSES, SHOWN = 8, 2
"""How many there is room for; how many are unfolded while they are empty."""


class AgreementForm(DayForm):
    """Facts, issues, clauses: as many as are filled in; and the day they were written so."""

    form = forms.ChoiceField(label="形式", choices=Form.choices)
    facts = forms.CharField(label="纠纷主要事实", max_length=3000, widget=text(3))
    issues = forms.CharField(label="争议事项", max_length=1000, widget=text(2))
    is_electronic = forms.BooleanField(label="用电子签名（各方都同意的）", required=False)
    mediator = forms.ChoiceField(label="人民调解员", required=False)
    recorder = forms.CharField(label="记录人", max_length=40, required=False, widget=text())
    field_order = ("form", "facts", "issues", "is_electronic", "mediator", "recorder", "on")
    hints = {
        "mediator": "登记里查得出要回避的、已经退出的，不在里面。",
        "on": "写成的日期；各方签字不会早于这一天。",
    }

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Party],
        mediators: Sequence[tuple[str, str]],
        paper_only: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {party.ref: party for party in parties}
        who = [("", "—"), *((p.ref, f"{p.name}（{p.get_side_display()}）") for p in parties)]
        self.fields["mediator"].choices = [("", "—"), *mediators]  # type: ignore[attr-defined]
        self.fields["on"].label = "写成日期"
        if paper_only:
            del self.fields["is_electronic"]
        for number in range(1, CLAUSES + 1):
            for name, field in _clause_fields(number, who):
                field.required = False
                if not isinstance(field.widget, forms.CheckboxInput):
                    field.widget.attrs.setdefault("class", "ll-in")
                self.fields[name] = field

    @property
    def clauses(self) -> list[tuple[int, list[Any], bool]]:
        """For the template: number, its fields, whether they are shown at once."""
        found = []
        for number in range(1, CLAUSES + 1):
            own = [self[name] for name, _ in _clause_fields(number, [])]
            filled = any(field.value() or field.errors for field in own)
            found.append((number, own, number <= SHOWN or filled))
        return found

    @property
    def general(self) -> list[Any]:
        """The fields that belong to no clause."""
        return [self[name] for name in self.fields if not name.startswith("clause_")]

    def clean(self) -> dict[str, Any]:
        """A clause is whole or empty."""
        data: dict[str, Any] = super().clean() or {}
        found = []
        for number in range(1, CLAUSES + 1):
            values = {
                part: data.get(f"clause_{number}_{part}")
                for part in ("who", "to", "duty", "fen", "due", "way")
            }
            if not any(values.values()):
                continue
            lacking = [label for part, label in NEEDED if not values[part]]
            if lacking:
                self.add_error(f"clause_{number}_duty", f"第{number}条还缺：{'、'.join(lacking)}。")
            found.append(values)
        if not found and not self.errors:
            raise ValidationError("至少写一条：谁、做什么、最迟哪天、怎么做。")
        data["owed"] = found
        return data


NEEDED = (("who", "谁来做"), ("duty", "做什么"), ("due", "最迟哪天"), ("way", "怎么做"))


def _clause_fields(number: int, who: Sequence[tuple[str, str]]) -> list[tuple[str, forms.Field]]:
    return [
        (f"clause_{number}_who", forms.ChoiceField(label="谁来做", choices=list(who))),
        (f"clause_{number}_to", forms.ChoiceField(label="对谁（可空）", choices=list(who))),
        (f"clause_{number}_duty", forms.CharField(label="做什么", max_length=300, widget=text())),
        (f"clause_{number}_fen", Yuan(label="金额（元，可空）")),
        (f"clause_{number}_due", forms.DateField(label="最迟", widget=day())),
        (f"clause_{number}_way", forms.CharField(label="怎么做", max_length=80, widget=text())),
    ]


class PerformForm(DayForm):
    """What was done, and what shows it."""

    evidence = forms.CharField(label="凭证", max_length=120, widget=text())
    amount_fen = Yuan(label="金额（元）", required=False)
    scans = scans_field("凭证的扫描件或照片")
    is_complete = forms.BooleanField(label="这一条已经履行完", required=False, initial=True)
    field_order = ("evidence", "scans", "amount_fen", "is_complete", "on")
    hints = {
        "evidence": "例如：收条、汇款单、现场照片。",
        "scans": "可以不传。PDF、JPG 或 PNG，放进卷宗的“履行凭证”。",
    }


class CourtForm(DayForm):
    """Which court."""

    court = forms.CharField(label="法院", max_length=60, initial="岳阳市岳阳楼区人民法院", widget=text())
    field_order = ("court", "on")


class DecisionForm(LinliForm):
    """What the court said."""

    result = forms.ChoiceField(label="结果", choices=CourtResult.choices)
    accepted_on = forms.DateField(label="受理日期", widget=day(), required=False)
    decided_on = forms.DateField(label="作出决定的日期", widget=day())
    document = forms.CharField(label="裁定书编号", max_length=60, required=False, widget=text())


class CorrectCourtForm(LinliForm):
    """All that is kept of the judicial confirmation; what the court has not said yet stays empty."""

    court = forms.CharField(label="法院", max_length=60, widget=text())
    applied_on = forms.DateField(label="共同申请日期", widget=day())
    accepted_on = forms.DateField(label="受理日期", widget=day(), required=False)
    decided_on = forms.DateField(label="作出决定的日期", widget=day(), required=False)
    result = forms.ChoiceField(label="结果", choices=[("", "还没有"), *CourtResult.choices], required=False)
    document = forms.CharField(label="裁定书编号", max_length=60, required=False, widget=text())


class FollowUpForm(DayForm):
    """What a visit found."""

    visited = forms.CharField(label="回访了谁", max_length=80, widget=text())
    cause = forms.CharField(label="回访事由", max_length=120, initial="协议履行情况", widget=text())
    performed_percent = forms.IntegerField(label="履行了多少（%）", min_value=0, max_value=100)
    satisfaction = forms.ChoiceField(
        label="当事人满意吗",
        choices=[("satisfied", "满意"), ("fairly", "基本满意"), ("dissatisfied", "不满意")],
        widget=forms.RadioSelect,
    )
    in_court = forms.BooleanField(label="就协议起诉", required=False)
    risk = forms.CharField(label="有什么隐患", max_length=200, required=False, widget=text())
    measures = forms.CharField(label="采取的措施", max_length=200, required=False, widget=text())
    by = forms.CharField(label="回访人", max_length=40, widget=text())
    field_order = (
        "visited", "cause", "performed_percent", "satisfaction", "in_court", "risk", "measures", "by", "on",
    )  # fmt: skip
    hints = {"measures": "有隐患的，要写采取了什么措施。"}
