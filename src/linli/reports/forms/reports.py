"""What is asked when a report is begun, written, vouched for and signed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.common.uploads import DOCX, TEXT
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.reports.check import UnreadableDocument, read_document
from linli.reports.drafting.outline import outline
from linli.reports.drafting.templates import Section, Template
from linli.reports.forms.checking import LARGEST_FILE, LONGEST_TEXT, DayInput, area_choices
from linli.reports.models import Part, Rhythm
from linli.reports.models.text import LONGEST_BODY
from linli.ui.uploads import Upload, UploadField

UPLOAD = "upload"


class _Form(forms.Form):
    """Fields look alike everywhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "ll-in")

    def full_clean(self) -> None:
        """Hints stand between label and box; the sentence of an error joins them there."""
        super().full_clean()
        for name in self.errors:
            if name in self.fields:
                told = {"aria-invalid": "true", "aria-describedby": f"{name}-error"}
                self.fields[name].widget.attrs |= told


class StartForm(_Form):
    """Area, period, and what to begin from. ``period`` and ``sections`` are those of a valid form."""

    area = forms.ChoiceField(label="哪里的报告")
    rhythm = forms.ChoiceField(label="哪一段时间", choices=Rhythm.choices, initial=Rhythm.TO_DATE)
    end = forms.DateField(
        label="截至哪天",
        widget=DayInput(),
        error_messages={"required": "请填截至哪天。", "invalid": "日期写作 2024-10-30。"},
    )
    start = forms.DateField(
        label="从哪天",
        required=False,
        widget=DayInput(),
        error_messages={"invalid": "日期写作 2024-01-01。"},
    )
    base = forms.ChoiceField(label="从什么写起")
    file = UploadField(
        label="别人写好的稿子",
        required=False,
        kinds=(DOCX, TEXT),
        most_bytes=LARGEST_FILE,
    )

    def __init__(
        self, *args: Any, areas: Sequence[Area], templates: Sequence[Template], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "area": area_choices(areas),
            "base": [*((each.code, f"底稿：{each.name}") for each in templates), (UPLOAD, "上传一份稿子")],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered
        self.uploaded: tuple[str, tuple[Section, ...]] = ("", ())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("end") and data["end"] > (today := business_date()):
            self.add_error(
                "end", f"只能写到今天，{today.year}年{today.month}月{today.day}日。请改成这一天或更早。"
            )
        if data.get("rhythm") == Rhythm.OTHER and not data.get("start") and "start" not in self.errors:
            self.add_error("start", "自定期间要填从哪天。")
        start, end = data.get("start"), data.get("end")
        if data.get("rhythm") == Rhythm.OTHER and start and end and end < start:
            self.add_error("end", "最后一天早于第一天。")
        if data.get("base") == UPLOAD and "file" not in self.errors:
            self._read(data.get("file"))
        return data

    def _read(self, file: Upload | None) -> None:
        if file is None:
            self.add_error("file", "请选一份 docx 或 txt 稿子，或改从底稿写起。")
            return
        try:
            text = read_document(file.title, file.data)
        except UnreadableDocument as error:
            self.add_error("file", str(error))
            return
        if not text.strip() or len(text) > LONGEST_TEXT:
            self.add_error("file", "文件里没有文字，或超过 20 万字。")
            return
        self.uploaded = outline(text)

    @property
    def period(self) -> Period:
        """Of a valid form: the stretch the rhythm names, up to the day given."""
        data = self.cleaned_data
        return period_of(Rhythm(data["rhythm"]), data["end"], data.get("start"))


def period_of(rhythm: Rhythm, end: date, start: date | None = None) -> Period:
    """The month, half-year or year in which ``end`` lies, as far as it has passed; 今年以来 up to ``end`` itself."""
    if rhythm == Rhythm.OTHER and start is not None:
        return Period(start, end)
    if rhythm == Rhythm.TO_DATE:
        return Period(date(end.year, 1, 1), end)
    first, last = rhythm.whole(end) or (end.replace(day=1), end)
    return Period(first, min(last, max(business_date(), first)))


class PartForm(_Form):
    """Heading and words of one part; ``base`` is the wording one began from, ``part`` its key, wherever it stands."""

    heading = forms.CharField(label="小标题", max_length=80, required=False)
    body = forms.CharField(
        label="正文",
        required=False,
        max_length=LONGEST_BODY,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "ll-in ll-write", "spellcheck": "false"}),
    )
    base = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    part = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def clean_base(self) -> int:
        """0 where none was given."""
        return self.cleaned_data["base"] or 0


class AddForm(_Form):
    """A new part."""

    heading = forms.CharField(label="新的一节", max_length=80, error_messages={"required": "请写上小标题。"})
    level = forms.TypedChoiceField(
        label="层次",
        choices=[(Part.Level.SECTION.value, "节（一）"), (Part.Level.CHAPTER.value, "章 一、")],
        coerce=int,
    )


class TitleForm(_Form):
    """Title, organ, and what a correction changes; ``base``: what stood there when one began to write."""

    base = forms.CharField(widget=forms.HiddenInput(), required=False, strip=False)

    title = forms.CharField(label="标题", max_length=80, error_messages={"required": "报告要有标题。"})
    organ = forms.CharField(label="发文机关", max_length=60, error_messages={"required": "请写发文机关。"})
    changes = forms.CharField(
        label="更正说明", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class VouchForm(_Form):
    """Who vouches for a figure no indicator gives; ``part``: where it stands."""

    part = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    text = forms.CharField(
        label="数字", max_length=40, error_messages={"required": "请写数字，连同单位，如 98.7%。"}
    )
    name = forms.CharField(
        label="这是什么数", max_length=60, error_messages={"required": "请写这是什么数，如 群众满意率。"}
    )
    vouched_by = forms.CharField(
        label="填报人", max_length=30, error_messages={"required": "请写填报人的姓名，他为这个数字负责。"}
    )
    reason = forms.CharField(
        label="依据", max_length=200, error_messages={"required": "请写依据：从哪里来，怎么算的。"}
    )


class IssueForm(_Form):
    """Number, signer and day."""

    number = forms.CharField(
        label="发文字号", max_length=40, error_messages={"required": "请写发文字号，如 岳楼社工〔2024〕1号。"}
    )
    signer = forms.CharField(label="签发人", max_length=20, error_messages={"required": "请写签发人的姓名。"})
    issued_on = forms.DateField(
        label="成文日期",
        widget=DayInput(),
        error_messages={"required": "请填成文日期。", "invalid": "日期写作 2024-10-30。"},
    )


class ReasonForm(_Form):
    """One sentence why."""

    reason = forms.CharField(
        label="理由", max_length=200, error_messages={"required": "请写一句理由，起草的人会看到。"}
    )
