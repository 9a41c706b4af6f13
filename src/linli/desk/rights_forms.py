"""What a worker fills in for requests of the persons concerned."""

from typing import Any

from django import forms

from linli.desk.me_forms import AskForm
from linli.desk.me_pages import ASKABLE
from linli.privacy.models import RightsKind, Way
from linli.ui.forms import LinliForm, text


class FindForm(LinliForm):
    """Whose request is it? By the exact number, which is looked up and not kept."""

    processing_notice = "rights-request"
    phone = forms.CharField(
        label="来人的手机号",
        max_length=20,
        widget=text(autocomplete="off", inputmode="numeric"),
    )
    hints = {
        "phone": "请本人报留过的号码。查找会留痕，本人可以查到。没有留过号码的，从“查找”打开本人档案，再代录。"
    }


class RecordForm(AskForm):
    """A request told at the counter, by telephone or on paper."""

    way = forms.ChoiceField(
        label="怎么提出的",
        choices=[each for each in Way.choices if each[0] != Way.ONLINE],
        initial=Way.COUNTER,
    )
    withdraws = forms.ChoiceField(label="撤回哪项同意", required=False)
    field_order = ["kind", "owner", "withdraws", "correct", "value", "words", "way", "reply"]

    def __init__(self, *args: Any, running: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, withdraws = self.fields["kind"], self.fields["withdraws"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(withdraws, forms.ChoiceField)
        kinds = [*ASKABLE, RightsKind.WITHDRAW] if running else ASKABLE
        kind.choices = [(each.value, each.label) for each in kinds]
        withdraws.choices = [("", "不是撤回同意"), *running]
        if not running:
            del self.fields["withdraws"]

    def clean(self) -> dict[str, Any]:
        """Withdrawing says what."""
        data = super().clean()
        if data.get("kind") != RightsKind.WITHDRAW:
            data["withdraws"] = ""
        elif not data.get("withdraws"):
            self.add_error("withdraws", "请选撤回哪一项同意。")
        return data


class FinishForm(LinliForm):
    """The answer."""

    answer = forms.CharField(label="答复", max_length=1000, widget=text(4))
    hints = {"answer": "会写在本人的“我的信息”里。做了什么，系统会自动补在后面。"}


class RefuseForm(LinliForm):
    """Why not, and by which law."""

    answer = forms.CharField(label="为什么不能照办", max_length=1500, widget=text(4))
    law = forms.CharField(label="依据的法律或规定", max_length=200, widget=text())
    hints = {
        "answer": "原样告诉本人，写到本人看得懂。",
        "law": "写明名称和条款，如“《会计档案管理办法》：发放后保存 30 年”。",
    }


class PeriodForm(LinliForm):
    """The district's own period."""

    amount = forms.IntegerField(label="保存多久", min_value=1, max_value=3650)
    basis = forms.CharField(label="依据", max_length=120, widget=text())
    hints = {"basis": "哪次会议、哪份文件定的。会写在保存期限表里。"}
