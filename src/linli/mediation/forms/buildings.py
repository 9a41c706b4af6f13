"""What is filled in about illegal buildings and their yearly ledger."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.common.uploads import JPEG, MEGABYTE, PDF, PNG
from linli.mediation.forms.fields import DayForm
from linli.mediation.models import BuildingKind, Disposal
from linli.ui.forms import text
from linli.ui.uploads import UploadField

KINDS = {kind.code: kind for kind in (JPEG, PNG, PDF)}
LARGEST = 8 * MEGABYTE


def _evidence() -> UploadField:
    return UploadField(
        kinds=tuple(KINDS.values()), most_bytes=LARGEST, label="照片或文书（可不传）", required=False
    )


class LedgerForm(DayForm):
    """A year's ledger is opened."""

    year = forms.IntegerField(label="年份", min_value=2000, max_value=2200)
    field_order = ("year", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = business_date().year


class FoundForm(DayForm):
    """A building was found."""

    estate = forms.ChoiceField(label="哪个小区")
    place = forms.CharField(label="位置", max_length=80, widget=text())
    kind = forms.ChoiceField(label="存量还是新增", choices=BuildingKind.choices)
    area_m2 = forms.DecimalField(label="面积（平方米）", max_digits=8, decimal_places=2, min_value=0.01)
    standing_since = forms.IntegerField(label="建成年份", min_value=1949, max_value=2200, required=False)
    evidence = _evidence()
    field_order = ("estate", "place", "kind", "area_m2", "standing_since", "on", "evidence")
    hints = {
        "place": "写到楼栋和部位，例如：3栋楼顶；不写姓名。",
        "kind": "建账以前就有的是存量；建账以后搭的是新增，三个工作日内要处置。",
        "evidence": "jpg、png、pdf，不超过 8 兆；照片里的拍摄地点会去掉。",
    }

    def __init__(self, *args: Any, estates: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["estate"].choices = [("", "请选"), *estates]  # type: ignore[attr-defined]
        self.fields["on"].label = "发现日期"


class StopForm(DayForm):
    """The first action."""

    action = forms.CharField(label="怎么处置的", max_length=80, widget=text())
    evidence = _evidence()
    field_order = ("action", "on", "evidence")
    hints = {"action": "例如：当场制止并下达通知书（文号）。"}


class DisposeForm(DayForm):
    """It is gone."""

    disposal = forms.ChoiceField(label="怎么拆的", choices=Disposal.choices)
    compensation = forms.DecimalField(
        label="补偿（元）", max_digits=12, decimal_places=2, min_value=0, initial=0
    )
    evidence = _evidence()
    field_order = ("disposal", "compensation", "on", "evidence")
    hints = {"compensation": "没有补偿填 0；有补偿的，当年就不算“零补偿”。"}


class EvidenceForm(DayForm):
    """A photograph or paper alone."""

    title = forms.CharField(label="说明", max_length=120, widget=text())
    evidence = UploadField(kinds=tuple(KINDS.values()), most_bytes=LARGEST, label="照片或文书")
    field_order = ("title", "evidence", "on")
    hints = {"title": "例如：拆除以后的照片。不写姓名。"}
