"""What is filled in about territory: opened, renamed, redrawn, moved, merged, split, with party organisations."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from linli.common.uploads import MEGABYTE, FileKind, examine_text
from linli.grid.leads_forms import AreaChoice, ByDecisionForm, DatedForm
from linli.orgs import outlines
from linli.orgs.models import Area
from linli.people.addresses import named
from linli.ui.forms import text
from linli.ui.uploads import UploadField


class OpenForm(ByDecisionForm):
    """A new area below the one looked at."""

    kind = forms.ChoiceField(label="类别")
    code = forms.SlugField(label="代码", max_length=24, widget=text())
    name = forms.CharField(label="名称", max_length=60, widget=text())
    field_order = ("kind", "code", "name", "day", "basis")

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]  # a field with choices


class RenameForm(ByDecisionForm):
    """Another name."""

    name = forms.CharField(label="新名称", max_length=60, widget=text())
    field_order = ("name", "day", "basis")


GEOJSON = FileKind("geojson", "GeoJSON", ("geojson", "json"), "application/geo+json", (), examine_text)


class OutlineForm(ByDecisionForm):
    """Another outline: a file, or its corners written or pasted."""

    file = UploadField(label="边界文件", kinds=(GEOJSON,), most_bytes=MEGABYTE, required=False)
    points = forms.CharField(label="或者逐行写拐点", required=False, widget=text(6), max_length=200_000)
    field_order = ("file", "points", "day", "basis")
    hints = {
        **ByDecisionForm.hints,
        "file": "GeoJSON，坐标系 CGCS2000（EPSG:4490），正好一个图形。原来的边界会留存。",
        "points": "一行一个拐点，经度在前，例如 113.128,29.371。",
    }

    def clean(self) -> dict[str, Any]:
        """The outline as it was read; what it must be is asked by the service."""
        data = super().clean() or self.cleaned_data
        file, points = data.get("file"), data.get("points", "").strip()
        if "file" in self.errors:
            return data
        if bool(file) == bool(points):
            raise ValidationError({"file": "请选一个边界文件，或者逐行写拐点，两样选一样。"})
        where = "file" if file else "points"
        try:
            data["outline"] = outlines.read(file.data.decode("utf-8-sig") if file else points)
        except (ValidationError, UnicodeDecodeError) as refused:
            words = getattr(refused, "messages", ["读不出来。请用 UTF-8 保存后再送。"])
            raise ValidationError({where: words}) from None
        return data


class IntoForm(ByDecisionForm):
    """Which other area."""

    into = AreaChoice(label="到哪里")
    field_order: tuple[str, ...] = ("into", "day", "basis")

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].offer(areas)  # type: ignore[attr-defined]  # declared above


class SplitForm(ByDecisionForm):
    """What goes over into the new area."""

    code = forms.SlugField(label="新代码", max_length=24, widget=text())
    name = forms.CharField(label="新名称", max_length=60, widget=text())
    picked = forms.MultipleChoiceField(label="分出去的", widget=forms.CheckboxSelectMultiple)
    field_order: tuple[str, ...] = ("code", "name", "picked", "day", "basis")

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picked"].choices = list(items)  # type: ignore[attr-defined]  # a field with choices


class MoveForm(IntoForm):
    """Under which other parent; and what of the same community goes along."""

    along = forms.MultipleChoiceField(
        label="一起划过去的", widget=forms.CheckboxSelectMultiple, required=False
    )
    field_order = ("into", "along", "day", "basis")
    hints = {
        **ByDecisionForm.hints,
        "along": "划到别的社区时，把同一些户的片、大网格、小区一起选上。只在本社区里划的不用选。",
    }

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not items:
            del self.fields["along"]
            return
        self.fields["along"].choices = list(items)  # type: ignore[attr-defined]  # a field with choices


class JoinForm(IntoForm):
    """A building into another: the doors' numbers there. ``taken``: reference of a door whose number is taken there →
    its number; each asks for another one.
    """

    before = forms.CharField(label="转过来的户，门牌前面加", max_length=20, required=False, widget=text())
    hints = {
        **ByDecisionForm.hints,
        "before": "例如 2单元，或 原3栋。不填就用原来的门牌；和那边重号的会逐户指出来。",
    }

    def __init__(self, *args: Any, taken: Mapping[str, str], where: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ref, number in taken.items():
            field = forms.CharField(label=f"{number} 改成", max_length=40, widget=text())
            field.error_messages["required"] = "和那边重号，请写新的门牌。"
            field.widget.attrs["class"] = "ll-in"
            self.fields[f"door_{ref}"] = field
        self.order_fields(["into", "before", *(f"door_{ref}" for ref in taken), "day", "basis"])
        self.taken, self.where = taken, where

    def clean(self) -> dict[str, Any]:
        """What is taken is said once, with both ways out."""
        data = super().clean() or self.cleaned_data
        left = [number for ref, number in self.taken.items() if f"door_{ref}" in self.errors]
        if left:
            words = f"{self.where}里已经有 {named(left)}。给这几户新的门牌，或在“门牌前面加”里统一加单元。"
            self.add_error(None, words)
        return data

    @property
    def given(self) -> dict[str, str]:
        """Reference of a door → the number written for it."""
        return {ref: self.cleaned_data[f"door_{ref}"] for ref in self.taken}


class SplitBuildingForm(SplitForm):
    """Which doors go over: one by one, or all whose number begins alike."""

    begins = forms.CharField(label="门牌这样开头的都分出去", max_length=20, required=False, widget=text())
    field_order = ("code", "name", "begins", "picked", "day", "basis")
    hints = {**ByDecisionForm.hints, "begins": "整单元分出去时写，例如 2单元；也可以在下面逐户选。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picked"].required = False
        self.fields["picked"].label = "逐户选"

    def clean(self) -> dict[str, Any]:
        """One of the two, at least."""
        data = super().clean() or self.cleaned_data
        if not data.get("begins", "").strip() and not data.get("picked"):
            self.add_error("begins", "请写门牌怎么开头，或在下面逐户选，至少一户。")
        return data


class PartyForm(DatedForm):
    """The branch or group of a grid."""

    name = forms.CharField(label="名称", max_length=100, widget=text())
    field_order = ("name", "day")
