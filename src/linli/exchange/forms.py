"""For what somebody takes personal data along; and what they bring."""

from django import forms

from linli.common import uploads
from linli.disclosure.purposes import MOST_WORDS, TO_EXPORT
from linli.exchange.rosters.reading import KINDS
from linli.ui.forms import LinliForm, text


class PurposeForm(LinliForm):
    """What the service refuses comes back beside the field it concerns."""

    purpose = forms.ChoiceField(
        label="用途",
        choices=[(each.code, each.label) for each in TO_EXPORT],  # which of them suit, the service says
        widget=forms.RadioSelect,
        error_messages={"required": "请选一个用途。用途会写进文件的水印，会留痕。"},
    )
    words = forms.CharField(
        label="是什么事", max_length=MOST_WORDS, required=False, widget=text(autocomplete="off")
    )
    hints = {"words": "一句话就行，会印在文件里。选“其他”时要填。不要写电话和证件号。"}


LARGEST_ROSTER = 20 * uploads.MEGABYTE


class RosterForm(LinliForm):
    """The file of a roster; once clean, its content."""

    file = forms.FileField(
        label="文件",
        error_messages={"required": "请选一个文件。", "empty": "文件是空的。请换一个有内容的文件。"},
    )
    hints = {"file": "Excel 表格（xlsx）、CSV 或 JSON，不超过 20 MB。CSV 用 UTF-8 或 GB18030 编码都可以。"}

    def clean_file(self) -> bytes:
        """What the file holds, once it proves to be of a kind we read."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST_ROSTER:
            raise forms.ValidationError(uploads.too_large(LARGEST_ROSTER).message)
        data: bytes = given.read()
        try:
            uploads.examine(given.name, data, KINDS, most_bytes=LARGEST_ROSTER)
        except uploads.Refused as refused:
            raise forms.ValidationError(refused.message) from None
        return data
