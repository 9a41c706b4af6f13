"""What a report is compared with: another report, the records of today, or two days of one's choice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.indicators.period import Period
from linli.reports.comparing import Explained, as_recorded, as_reported, codes_of, explain
from linli.reports.forms.checking import DayInput
from linli.reports.models import Report

TODAY, DAYS = "today", "days"


@dataclass(frozen=True)
class Compared:
    """Two sides in words, and the way to what explains the step from one to the other."""

    before: str
    after: str
    explained: Callable[[], list[Explained]]


def _told(report: Report) -> str:
    number = report.number or "送审稿"
    edition = f"第 {report.edition} 版，" if report.edition > 1 else ""
    return f"《{report.title}》（{edition}{number}）"


class CompareForm(forms.Form):
    """``with``: reference of another report, ``today`` or ``days``."""

    before = forms.DateField(
        required=False, widget=DayInput(), error_messages={"invalid": "日期写作 2024-06-30。"}
    )
    after = forms.DateField(
        required=False, widget=DayInput(), error_messages={"invalid": "日期写作 2024-10-30。"}
    )

    def __init__(self, *args: Any, report: Report, others: Sequence[Report], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        self.others = {each.ref: each for each in others}
        offered = [(each.ref, _told(each)) for each in others]
        if not report.is_draft:
            offered.append((TODAY, "今天的记录（同一期间）"))
        self.fields["with"] = forms.ChoiceField(
            choices=[*offered, (DAYS, "两个日子之间")],
            error_messages={"invalid_choice": "没有这样的报告可以对照。请重新选。"},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("with") != DAYS:
            return data
        before, after, first = data.get("before"), data.get("after"), self.report.start
        if not before or not after:
            self.add_error("before", "两个日子都要填。")
        elif not first <= before < after <= business_date():
            self.add_error("before", f"日子要从 {first:%Y-%m-%d} 起，前一个早于后一个，不晚于今天。")
        return data

    def compared(self) -> Compared:
        """Of a valid form."""
        data = self.cleaned_data
        if data["with"] == DAYS:
            return self._days(
                Period(self.report.start, data["before"]), Period(self.report.start, data["after"])
            )
        return self._today() if data["with"] == TODAY else self._other(self.others[data["with"]])

    def by_default(self) -> Compared | None:
        """The edition before, else the newest other report."""
        if self.is_bound:
            return None
        other = self.report.corrects or next(iter(self.others.values()), None)
        return self._other(other) if other is not None else None

    def _other(self, other: Report) -> Compared:
        return Compared(_told(other), "这一份", lambda: explain(as_reported(other), as_reported(self.report)))

    def _today(self) -> Compared:
        report = self.report
        now = "今天的记录"
        codes = codes_of(report)
        return Compared(
            "这一份",
            now,
            lambda: explain(as_reported(report), as_recorded(report.area, report.period, codes)),
        )

    def _days(self, before: Period, after: Period) -> Compared:
        area, codes = self.report.area, codes_of(self.report)
        return Compared(
            f"截至 {before.end:%Y-%m-%d}",
            f"截至 {after.end:%Y-%m-%d}",
            lambda: explain(as_recorded(area, before, codes), as_recorded(area, after, codes)),
        )
