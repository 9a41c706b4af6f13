"""What is asked on 我的信息: a number, a code, and what somebody wants about their own data."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.common.text import MOBILE
from linli.desk.me_pages import ASKABLE
from linli.privacy.models import CORRECTABLE, Reply, RightsKind
from linli.ui.forms import LinliForm, text


class NumberForm(LinliForm):
    """Whose number is it? A code goes there."""

    processing_notice = "own-data"
    phone = forms.CharField(
        label="手机号", max_length=20, widget=text(autocomplete="tel", inputmode="numeric", type="tel")
    )
    hints = {"phone": "填留给社区的那个号码，马上收到一条短信验证码。"}

    def clean_phone(self) -> str:
        """Eleven digits, however they were typed."""
        number = "".join(sign for sign in self.cleaned_data["phone"] if sign.isdigit())
        if not MOBILE.fullmatch(number):
            raise forms.ValidationError("手机号是 1 开头的 11 位数字。请核对后再发。")
        return number


class CodeForm(LinliForm):
    """The six digits."""

    processing_notice = "own-data"
    code = forms.CharField(
        label="验证码", max_length=10, widget=text(autocomplete="one-time-code", inputmode="numeric")
    )
    hints = {"code": "短信里的 6 位数字，5 分钟内有效。"}


class AskForm(LinliForm):
    """One request: what, about whom, in one's own words."""

    processing_notice = "rights-request"
    kind = forms.ChoiceField(
        label="您要", choices=[(each.value, each.label) for each in ASKABLE], widget=forms.RadioSelect
    )
    owner = forms.ChoiceField(label="说的是")
    correct = forms.ChoiceField(label="要更正的是", choices=[("", "不是更正"), *CORRECTABLE], required=False)
    value = forms.CharField(label="正确的是", max_length=40, required=False, widget=text(autocomplete="off"))
    words = forms.CharField(label="具体说说", max_length=1000, required=False, widget=text(3))
    reply = forms.ChoiceField(label="怎么答复您", choices=Reply.choices, initial=Reply.PAGE)
    hints = {
        "value": "只在更正姓名、电话时填。加密保存。",
        "words": "一句话就行，如“已经不当邻长了，请删掉我的电话”。",
        "reply": "不管选哪种，答复都会写在“我的信息”里。",
    }

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(owners)
        if len(owners) == 1:
            field.widget = forms.HiddenInput()
            field.required = False
            self.initial.setdefault("owner", owners[0][0])

    def clean(self) -> dict[str, Any]:
        """A correction says of what, and to what where we can do it at once."""
        data = super().clean() or {}
        if data.get("kind") == RightsKind.CORRECT:
            if not data.get("correct"):
                self.add_error("correct", "请选哪一项不对。")
            elif data["correct"] != "other" and not data.get("value"):
                self.add_error("value", "请写正确的姓名或电话。")
            elif data["correct"] == "phone" and not MOBILE.fullmatch(data["value"].strip()):
                self.add_error("value", "手机号是 1 开头的 11 位数字。请核对。")
        else:
            data["correct"] = data["value"] = ""
        return data
