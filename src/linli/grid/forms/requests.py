"""What is asked for an act on a request: one field where one is enough, written ahead where the records know it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.disclosure.purposes import MOST_WORDS, TO_REVEAL
from linli.grid.requests.files import LARGEST_PHOTO, LARGEST_VOICE, MOST_PHOTOS, PHOTOS, VOICES
from linli.grid.requests.models import AnswerWay, Heard, RequestKind, Source, Urgency, Verdict, Wish
from linli.orgs.models import Area, Organisation
from linli.ui.folding import Branch, FoldedChoice
from linli.ui.forms import LinliForm
from linli.ui.forms import text as box
from linli.ui.uploads import UploadField, UploadsField

TO_RECORD = tuple(source for source in Source if source not in (Source.RESIDENT, Source.HOTLINE))
"""What residents send themselves and what the hotline hands over come in by ways of their own."""
NAMELESS = ("匿名", "不留名", "不愿留名")
SOURCE_LABELS = {Source.LEAD: "走访时听到、代报", Source.STATION: "驿站意见簿"}


def kind_choices(kinds: Sequence[RequestKind]) -> list[tuple[str, str]]:
    """``大类·小类``, in the order of the tree."""
    parents = {kind.pk: kind.name for kind in kinds if kind.parent_id is None}
    return [
        (kind.code, f"{parents.get(kind.parent_id, '')}·{kind.name}")
        for kind in kinds
        if kind.parent_id is not None
    ]


class NewForm(LinliForm):
    """Two things must be said: what, and who said it. The rest is guessed or may follow."""

    processing_notice = "tell"

    text = forms.CharField(label="出了什么事？一句话就行", max_length=500, widget=box(3))
    who = forms.CharField(
        label="谁说的",
        max_length=20,
        widget=box(autocomplete="off"),
        error_messages={"required": "请写怎么称呼，如“王女士”；不愿留名就写“匿名”。"},
    )
    wish = forms.ChoiceField(
        label="对方愿不愿意留名",
        choices=Wish.choices,
        initial=Wish.NAMED,
        required=False,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label="对方的电话", max_length=20, required=False, widget=box(inputmode="tel", autocomplete="off")
    )
    way = forms.ChoiceField(label="怎么告诉对方结果", choices=AnswerWay.choices, initial=AnswerWay.RECEIPT)
    source = forms.ChoiceField(
        label="怎么知道的", choices=[(each.value, SOURCE_LABELS.get(each, each.label)) for each in TO_RECORD]
    )
    area = forms.ChoiceField(label="在哪个地方")
    spot = forms.CharField(label="具体在哪里", max_length=80, required=False, widget=box())
    kind = forms.ChoiceField(label="类别", required=False)
    duty_item = forms.CharField(label="社区职责清单条目号", max_length=20, required=False, widget=box())
    urgency = forms.ChoiceField(label="缓急", choices=Urgency.choices, initial=Urgency.USUAL)
    about_lead = forms.BooleanField(label="说的就是邻长、组长或片长", required=False)
    photos = UploadsField(
        label="照片", kinds=PHOTOS, most_bytes=LARGEST_PHOTO, most_files=MOST_PHOTOS, required=False
    )
    voice = UploadField(label="一段录音", kinds=VOICES, most_bytes=LARGEST_VOICE, required=False)

    hints = {
        "text": "照对方的原话写。别写身份证号。",
        "who": "如“王女士”；不愿留名就写“匿名”，照样办。",
        "wish": "问对方一句。选“不留名”的，上面的称呼不会存下来。",
        "phone": "选“打电话”或“短信”才要。加密保存，只给办这件事的人看，查看留痕。",
        "spot": "如“5 栋 1 单元门口”。",
        "kind": "空着就按这句话猜，受理时还可以改。",
        "about_lead": "勾了就交给他的上一级，他看不到是谁说的。",
        "duty_item": "部门转来、落到社区或下面的才要。清单里没有的，请记在街道，派给部门。",
        "photos": "可不拍，最多 4 张。别拍到人脸。",
        "voice": "可不录，最长 60 秒，和这件事放在一起，不送去识别。",
    }

    def __init__(
        self, *args: Any, kinds: Sequence[RequestKind], places: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_kind = {kind.code: kind for kind in kinds}
        _choices(self, "kind", [("", "按这句话猜"), *kind_choices(kinds)])
        _choices(self, "area", places)

    def told(self) -> dict[str, Any]:
        """Wish and name, from the one field in which both are said."""
        who = self.cleaned_data["who"].strip()
        named = self.cleaned_data["wish"] != Wish.ANONYMOUS and who not in NAMELESS
        return {
            "wish": Wish.NAMED if named else Wish.ANONYMOUS,
            "called": who if named else "",
            "phone": self.cleaned_data["phone"],
            "way": AnswerWay(self.cleaned_data["way"]),
            "on_behalf": True,
        }


def _choices(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class ResultForm(LinliForm):
    """How it was done."""

    result = forms.CharField(label="怎么办的", max_length=500, widget=box(3))
    hints = {"result": "写清谁做了什么、做到什么样。回复报事人的话会从这里写好。"}


class ReportForm(LinliForm):
    """How it stands now."""

    words = forms.CharField(label="现在是什么情况、正在做什么", max_length=300, widget=box(3))
    hints = {"words": "几个字也行。不写姓名。"}


class ExplainForm(LinliForm):
    """Why not here, and where."""

    result = forms.CharField(label="为什么办不了、该找谁", max_length=500, widget=box(3))
    hints = {"result": "报事人会看到。写清哪个单位、电话或地址。"}


class WordsForm(LinliForm):
    """A reason that must be given."""

    words = forms.CharField(label="理由", max_length=300, widget=box(2))


class MaybeWordsForm(LinliForm):
    """A reason that may be given."""

    words = forms.CharField(label="理由", max_length=300, required=False, widget=box(2))


class AcceptForm(LinliForm):
    """What it is about, how soon."""

    kind = forms.ChoiceField(label="类别")
    urgency = forms.ChoiceField(label="缓急", choices=Urgency.choices)
    hints = {"kind": "按说的话猜好了，不对就改。时限从受理起按类别算。"}

    def __init__(self, *args: Any, kinds: Sequence[RequestKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_kind = {kind.code: kind for kind in kinds}
        _choices(self, "kind", kind_choices(kinds))


class AnswerForm(LinliForm):
    """What the teller will hear, drafted from the records."""

    answer = forms.CharField(label="对方会收到的话", max_length=500, widget=box(4))
    answer_way = forms.ChoiceField(
        label="怎么告诉的",
        error_messages={
            "invalid_choice": "这样告诉不了这位报事人：没有留号码或者没有留名。请选“在回执上看”。"
        },
    )
    hints = {
        "answer": "已按办理记录写好，可以改。不要写别人的姓名。",
        "answer_way": "按报事人选的来；列出的都找得到人。",
    }

    def __init__(self, *args: Any, ways: Sequence[AnswerWay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "answer_way", [(way.value, way.label) for way in ways])


class AcrossForm(LinliForm):
    """Whither."""

    to = forms.ChoiceField(label="转给哪里")
    words = forms.CharField(label="理由", max_length=300, widget=box(2))
    duty_item = forms.CharField(label="社区职责清单条目号", max_length=20, required=False, widget=box())
    hints = {"duty_item": "部门转来的事转到社区或下面才要。清单里没有的，请派给部门。"}

    def __init__(self, *args: Any, places: Sequence[Area], asks_duty: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_duty:
            del self.fields["duty_item"]
        self.by_code = {area.code: area for area in places}
        _choices(self, "to", [(area.code, area.name) for area in places])


class MergeForm(LinliForm):
    """Into which."""

    number = forms.CharField(label="并到哪一件", max_length=24, widget=box(autocomplete="off"))
    hints = {"number": "写那一件的编号。两位报事人都会收到同样的答复。"}


class ExtendForm(LinliForm):
    """Why more time."""

    reason = forms.CharField(label="为什么要延期", max_length=200, widget=box(2))
    hints = {"reason": "只能延一次，延长的时间和原来的时限一样。报事人会看到理由。"}


class HoldForm(LinliForm):
    """What has to come first."""

    plan = forms.CharField(label="什么时候、具备什么条件再办", max_length=300, widget=box(2))
    words = forms.CharField(label="现在为什么办不了", max_length=200, widget=box(2))
    hints = {"plan": "如“明年 3 月管网改造时一起换”。"}


FEW = 6
"""Units that need no folding away."""


class DispatchForm(LinliForm):
    """To one or to several at once."""

    units = FoldedChoice(label="派给哪些单位", required=False)
    areas = forms.MultipleChoiceField(
        label="派给下面哪些地方", required=False, widget=forms.CheckboxSelectMultiple
    )
    asked = forms.CharField(label="要做什么", max_length=300, required=False, widget=box(2))
    duty_item = forms.CharField(label="社区职责清单条目号", max_length=20, required=False, widget=box())
    hints = {
        "units": "可以同时派给几个，各办各的，都办好了再合起来。",
        "duty_item": "部门转来的事派到社区才要。清单里没有的，请派给部门。",
    }

    def __init__(
        self,
        *args: Any,
        units: Sequence[Organisation],
        areas: Sequence[Area],
        proposed: Organisation | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_unit = {unit.ref: unit for unit in units}
        self.by_area = {area.code: area for area in areas}
        first = proposed if proposed is not None and proposed.ref in self.by_unit else None
        rest = [(unit.ref, unit.name) for unit in units if unit != first]
        field = self.fields["units"]
        assert isinstance(field, FoldedChoice)
        if first is None:
            field.offer([Branch("" if len(rest) <= FEW else f"{len(rest)} 个单位", rest)])
        else:
            self.fields["units"].initial = [first.ref]
            said = f"{first.name}（派单规则里的承办单位，已经勾上；不派给它就去掉）"
            field.offer([Branch("", [(first.ref, said)]), Branch(f"其他 {len(rest)} 个单位", rest)])
        if not units:
            del self.fields["units"]
        _choices(self, "areas", [(area.code, area.name) for area in areas])
        if not areas:
            del self.fields["areas"]


class VerdictForm(LinliForm):
    """What the teller said of the answer."""

    verdict = forms.ChoiceField(label="对方怎么说", choices=Verdict.choices, widget=forms.RadioSelect)
    heard = forms.ChoiceField(label="怎么听到的", widget=forms.RadioSelect, required=False)
    words = forms.CharField(label="原话", max_length=300, required=False, widget=box(2))
    hints = {"words": "照对方的话写。不满意的，上一级会看到。"}

    def __init__(self, *args: Any, ways: Sequence[Heard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "heard", [(each.value, each.label) for each in ways])


class GiveForm(LinliForm):
    """To which colleague."""

    name = forms.CharField(label="交给谁", max_length=40, widget=box(autocomplete="off"))
    why = forms.CharField(label="为什么交给这位同事", max_length=120, widget=box(2))
    hints = {"name": "姓名写全，或写用户名。"}


class RevealForm(LinliForm):
    """For what the number is looked at."""

    purpose = forms.ChoiceField(
        label="用途",
        choices=[(each.code, each.label) for each in TO_REVEAL if not each.retired],
        widget=forms.RadioSelect,
        error_messages={"required": "请选一个用途。用途会留痕。"},
    )
    words = forms.CharField(
        label="是什么事", max_length=MOST_WORDS, required=False, widget=box(autocomplete="off")
    )
    hints = {"words": "选“其他”时要填。不要写电话和证件号。"}
