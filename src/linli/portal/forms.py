"""What is asked of residents: as little as will do, everything else may be left out."""

import secrets
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from linli.common.text import MOBILE
from linli.grid.requests.files import (
    LARGEST_PHOTO,
    LARGEST_VOICE,
    LONGEST_SECONDS,
    MOST_PHOTOS,
    PHOTOS,
    VOICES,
)
from linli.grid.requests.models import AnswerWay, Verdict
from linli.ui import forms as house
from linli.ui.uploads import UploadField, UploadsField

LONGEST, LONGEST_ACCUSATION = 500, 440
"""Of an accusation the unit's and the person's name are kept in the same sealed text."""
WAYS = [
    (AnswerWay.RECEIPT.value, "不用找我，我凭回执看"),
    (AnswerWay.MESSAGE.value, "发短信"),
    (AnswerWay.PHONE.value, "打电话"),
]


def new_key() -> str:
    """Goes with the form: sent twice, it is one matter."""
    return secrets.token_urlsafe(18)


class FindForm(house.LinliForm):
    """Which place?"""

    q = forms.CharField(
        label="小区和楼栋，或者社区名",
        max_length=40,
        widget=house.text(autocomplete="off", placeholder="如 荣发 3 栋"),
        error_messages={"required": "请写小区和楼栋，或者社区的名字。"},
    )
    hints: ClassVar = {"q": "带上门牌更准，如 荣发 3 栋 401。也可以打拼音，如 gaoshanpo 或 gsp。"}


class ReceiptForm(house.LinliForm):
    """Ten signs."""

    receipt = forms.CharField(
        label="回执号",
        max_length=20,
        widget=house.text(autocomplete="off", autocapitalize="none", spellcheck="false"),
        error_messages={"required": "请写回执号，在回执上，10 个字母和数字。"},
    )
    hints: ClassVar = {"receipt": "回执上的 10 个字母和数字，大写小写都行。"}

    def clean_receipt(self) -> str:
        """Spaces and dashes as people copy them."""
        return "".join(sign for sign in self.cleaned_data["receipt"].lower() if sign.isalnum())


class _Telling(house.LinliForm):
    """``website`` is not for people: what fills it in is a machine. ``key``: sent twice, told once."""

    processing_notice = "tell"

    photos = UploadsField(
        label="照片",
        kinds=PHOTOS,
        most_bytes=LARGEST_PHOTO,
        most_files=MOST_PHOTOS,
        required=False,
    )
    called = forms.CharField(
        label="怎么称呼您", max_length=20, required=False, widget=house.text(autocomplete="off")
    )
    phone = forms.CharField(
        label="电话",
        max_length=20,
        required=False,
        widget=house.text(autocomplete="off", inputmode="tel", type="tel"),
    )
    way = forms.ChoiceField(
        label="怎么告诉您结果",
        choices=WAYS,
        initial=AnswerWay.RECEIPT,
        widget=forms.RadioSelect,
        required=False,
    )
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label="请留空", required=False, widget=house.text(tabindex="-1", autocomplete="off"), max_length=200
    )
    hints: ClassVar = {
        "photos": f"最多 {MOST_PHOTOS} 张，照片里藏着的时间、地点会先删掉。请避开别人的脸。",
        "called": "如“王女士”。不写就是不留名，一样办。",
        "phone": "加密保存，只用来答复您，办结 1 年后删去。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", new_key())

    def clean_phone(self) -> str:
        """A mobile number, or a fixed one with its code."""
        digits = "".join(sign for sign in self.cleaned_data["phone"] if sign.isdigit())
        if digits and not (MOBILE.fullmatch(digits) or 7 <= len(digits) <= 12):
            raise forms.ValidationError("电话请写 11 位手机号，或者带区号的座机。不想留就空着。")
        return digits

    def clean(self) -> dict[str, Any]:
        """An answer by telephone needs one."""
        data = super().clean() or {}
        data["way"] = data.get("way") or AnswerWay.RECEIPT.value
        data["called"], data["phone"] = data.get("called", ""), data.get("phone", "")
        if data["way"] != AnswerWay.RECEIPT and not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "要打电话或发短信告诉您，请留一个号码；不想留就选“我凭回执看”。")
        if data["way"] == AnswerWay.MESSAGE and data.get("phone") and not MOBILE.fullmatch(data["phone"]):
            self.add_error("phone", "座机收不到短信。请写手机号，或者选“打电话”。")
        return data

    @property
    def is_machine(self) -> bool:
        """Whether the field no person sees was filled in."""
        return bool(self.cleaned_data.get("website"))

    @property
    def asks_more(self) -> bool:
        """Whether the folded part is open: something in it was filled in, or is to be mended."""
        folded = ("photos", "voice", "called", "phone", "way")
        return any(name in self.errors or self.data.get(name) for name in folded)


class TellForm(_Telling):
    """出了什么事？一句话就行。``chosen``: one of several places of the name that was typed."""

    text = forms.CharField(
        label="出了什么事？一句话就行",
        max_length=LONGEST,
        widget=house.text(3),
        error_messages={
            "required": "请用一句话说出了什么事。",
            "max_length": f"最多 {LONGEST} 个字，请说得短一点，其余的可以后补。",
        },
    )
    place = forms.CharField(
        label="在哪里", max_length=60, required=False, widget=house.text(autocomplete="off")
    )
    chosen = forms.ChoiceField(label="是哪一处", required=False, widget=forms.RadioSelect)
    about_lead = forms.BooleanField(label="说的就是邻长、组长或片长", required=False)
    voice = UploadField(label="一段录音", kinds=VOICES, most_bytes=LARGEST_VOICE, required=False)
    field_order = ("text", "place", "chosen")
    hints: ClassVar = {
        **_Telling.hints,
        "place": "小区和楼栋，或者社区名，如“荣发 3 栋”。不知道可以不写。",
        "about_lead": "勾了就交给他的上一级，他看不到是谁说的。",
        "voice": f"写字不方便就说一句，最长 {LONGEST_SECONDS} 秒，办事的人听。",
    }

    def offer(self, places: list[tuple[str, str]]) -> None:
        """Several places are called so: which of them?"""
        field = self.fields["chosen"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*places, ("none", "都不是，就按我写的")]


class AccuseForm(_Telling):
    """检举控告: goes to its handlers alone, past the unit it is about.

    They answer on the receipt alone, so neither name nor number is asked for.
    """

    text = forms.CharField(
        label="反映什么事",
        max_length=LONGEST_ACCUSATION,
        widget=house.text(5),
        error_messages={
            "required": "请写反映什么事：什么时候、在哪里、做了什么。",
            "max_length": f"最多 {LONGEST_ACCUSATION} 个字。请先写最要紧的，其余的可以再写一件。",
        },
    )
    unit = forms.ChoiceField(
        label="反映的是哪里的单位或干部",
        error_messages={"required": "请选一处，这样才能绕开它来办。"},
    )
    person = forms.CharField(
        label="反映的是谁", max_length=40, required=False, widget=house.text(autocomplete="off")
    )
    field_order = ("text", "unit", "person")
    hints: ClassVar = {
        **_Telling.hints,
        "text": "写事实就行，不知道的不用写。",
        "unit": "选部门、街道或社区；区里的领导，或者不清楚是哪个单位的，选区。",
        "person": "姓名或职务都行。只和您写的话一起密存，受理的人里叫这个名字的都要回避。",
    }

    def __init__(self, *args: Any, units: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("called", "phone", "way"):
            del self.fields[name]
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(units)


class VerdictForm(house.LinliForm):
    """满意不满意？"""

    verdict = forms.ChoiceField(
        label="您满意吗",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项。"},
    )
    words = forms.CharField(
        label="想说的话",
        max_length=200,
        required=False,
        widget=house.text(2),
        error_messages={"max_length": "最多 200 字，请写短一些。"},
    )
    hints: ClassVar = {"words": "选不满意的，写一句哪里没办好，上一级会看到。"}
