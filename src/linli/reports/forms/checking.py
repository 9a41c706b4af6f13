"""What is asked for a check: a text or a file, a period and an area. Nothing of it is kept."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.common.uploads import DOCX, TEXT
from linli.indicators.period import Period
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.reports.check import UnreadableDocument, read_document
from linli.ui.uploads import Upload, UploadField

LONGEST_TEXT = 200_000
LARGEST_FILE = 5 * 1024 * 1024
INDENT = {Kind.DISTRICT: "", Kind.STREET: "　", Kind.COMMUNITY: "　　"}


def area_choices(areas: Sequence[Area]) -> list[tuple[str, str]]:
    """Areas in order of code, each kind one step further in, the reader's widest marked as the whole."""
    if not areas:
        return []
    outermost = len(INDENT[Kind(areas[0].kind)])
    return [
        (
            area.code,
            f"{area.name}（全区）"
            if area.kind == Kind.DISTRICT
            else INDENT[Kind(area.kind)][outermost:] + area.name,
        )
        for area in areas
    ]


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "ll-in"})


class CheckForm(forms.Form):
    """``cleaned_data["content"]`` is the text to check, whichever way it came; positions count in it."""

    text = forms.CharField(
        label="要核对的文字",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "ll-in", "rows": 12}),
    )
    file = UploadField(
        label="或者选一个文件",
        required=False,
        kinds=(TEXT, DOCX),
        most_bytes=LARGEST_FILE,
        widget=forms.FileInput(attrs={"class": "ll-in"}),
    )
    start = forms.DateField(
        label="从哪天",
        widget=DayInput(),
        error_messages={"required": "请填期间的第一天。", "invalid": "日期写作 2024-01-01。"},
    )
    end = forms.DateField(
        label="到哪天",
        widget=DayInput(),
        error_messages={"required": "请填期间的最后一天。", "invalid": "日期写作 2024-10-30。"},
    )
    area = forms.ChoiceField(label="地区", widget=forms.Select(attrs={"class": "ll-in"}))

    def __init__(self, *args: Any, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = area_choices(areas)
        # Hints stand between label and box; the sentence of an error joins them there.
        for name in self.errors:
            attrs = self.fields[name].widget.attrs
            attrs["aria-invalid"] = "true"
            attrs["aria-describedby"] = f"{name}-error"

    def clean_text(self) -> str:
        """One kind of line end: browsers send two signs where the page had one."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error(
                "end",
                f"最后一天早于第一天（{start.year}年{start.month}月{start.day}日）。请改成这一天或更晚。",
            )
        elif end and end > (today := business_date()):
            self.add_error(
                "end", f"只能核对到今天，{today.year}年{today.month}月{today.day}日。请改成这一天或更早。"
            )
        if "file" in data and "text" in data:
            self._content(data["file"], data["text"])
        return data

    def _content(self, file: Upload | None, text: str) -> None:
        named, content = ("file", "") if file is not None else ("text", text)
        if file is not None:
            try:
                content = read_document(file.title, file.data)
            except UnreadableDocument as error:
                self.add_error("file", str(error))
                return
        if not content.strip():
            empty = "文件里没有文字。请换一个文件，或直接粘贴文字。"
            self.add_error(named, empty if file is not None else "请贴进要核对的文字，或选一个文件。")
        elif len(content) > LONGEST_TEXT:
            self.add_error(named, f"文字有 {len(content):,} 字，一次最多核对 20 万字。请分成几份。")
        self.cleaned_data["content"] = content

    @property
    def period(self) -> Period:
        """Of a valid form."""
        return Period(self.cleaned_data["start"], self.cleaned_data["end"])
