"""The one sentence of a lead, and the one line about a visit."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from linli.grid.day.models import How
from linli.grid.day.services import Said
from linli.grid.requests.files import LARGEST_PHOTO, LARGEST_VOICE, MOST_PHOTOS, PHOTOS, VOICES
from linli.orgs.models import Area
from linli.people.models import Household
from linli.ui.forms import LinliForm
from linli.ui.forms import text as box
from linli.ui.uploads import Upload, UploadField, UploadsField

SEEN, BEHALF = "seen", "behalf"
REPORT, DONE = "report", "done"
KEY = re.compile(r"[A-Za-z0-9-]{16,40}")


class TellForm(LinliForm):
    """Two inputs are required: the sentence, and who said it. ``act`` is the button pressed; ``key`` the device's;
    ``openly`` is "1" once it was asked whether it accuses an official.
    """

    processing_notice = "tell"

    text = forms.CharField(
        label="出了什么事", max_length=500, widget=box(rows=4, placeholder="出了什么事？一句话就行")
    )
    who = forms.ChoiceField(
        label="谁说的",
        choices=[(SEEN, "我看到的"), (BEHALF, "替邻居说")],
        initial=SEEN,
        widget=forms.RadioSelect,
    )
    called = forms.CharField(label="怎么称呼", max_length=20, required=False)
    phone = forms.RegexField(
        label="回电号码",
        regex=r"^[0-9+\- ]{7,20}$",
        max_length=20,
        required=False,
        error_messages={"invalid": "电话写 7 到 20 位数字，例如 0730-8880123；不想留可以空着。"},
        widget=box(inputmode="tel", autocomplete="off"),
    )
    place = forms.ChoiceField(label="地点", required=False)
    spot = forms.CharField(
        label="具体地方", max_length=80, required=False, widget=box(placeholder="例如 三楼楼道")
    )
    result = forms.CharField(
        label="怎么办好的",
        max_length=500,
        required=False,
        widget=box(placeholder="例如 换了灯泡；不写就记“已当场办好”"),
    )
    act = forms.ChoiceField(choices=[(REPORT, "上报"), (DONE, "办好了")], required=False)
    key = forms.CharField(max_length=40)
    openly = forms.CharField(max_length=1, required=False)
    photos = UploadsField(
        kinds=PHOTOS, most_bytes=LARGEST_PHOTO, most_files=MOST_PHOTOS, label="拍照，可不拍", required=False
    )
    voice = UploadField(kinds=VOICES, most_bytes=LARGEST_VOICE, label="说一句", required=False)

    def __init__(self, *args: Any, places: Sequence[Area] = (), **kwargs: Any) -> None:
        self.places = {area.code: area for area in places}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]
        field.choices = [*((code, area.name) for code, area in self.places.items()), ("", "不在这些地方")]

    def clean_key(self) -> str:
        """Made on the device or by the page; long enough never to meet another."""
        key = str(self.cleaned_data["key"])
        if not KEY.fullmatch(key):
            raise forms.ValidationError("送出编号不对。请回到“说一件事”，重新打开再送。")
        return key

    def said(self, area: Area) -> Said:
        """After ``is_valid``."""
        values = self.cleaned_data
        on_behalf = values["who"] == BEHALF
        return Said(
            text=values["text"],
            key=values["key"],
            area=area,
            on_behalf=on_behalf,
            called=values["called"] if on_behalf else "",
            phone=values["phone"] if on_behalf else "",
            place=self.places.get(values["place"]),
            spot=values["spot"],
            is_done=values["act"] == DONE,
            result=values["result"],
            openly=values["openly"] == "1",
            files=tuple((each.title, each.kind, each.data) for each in self._files()),
        )

    def _files(self) -> list[Upload]:
        voice = self.cleaned_data["voice"]
        return [*self.cleaned_data["photos"], *([voice] if voice else [])]


class VisitForm(LinliForm):
    """走看听问帮: what, and one line if one likes."""

    how = forms.ChoiceField(label="做了什么", choices=How.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="一句话", max_length=300, required=False)
    household = forms.ChoiceField(label="哪一户", required=False)

    def __init__(self, *args: Any, doors: Sequence[Household] = (), **kwargs: Any) -> None:
        self.doors = {door.ref: door for door in doors}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["household"]
        field.choices = [
            ("", "不写哪一户"),
            *((ref, f"{door.building.name} {door.door}") for ref, door in self.doors.items()),
        ]
