"""What is filled in about the file of a case and who works on it: scans, colleagues, identity, stories, panel size."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.disclosure.purposes import MOST_WORDS, TO_REVEAL
from linli.mediation.consents import answer_of
from linli.mediation.forms.fields import DayForm
from linli.mediation.models import LARGEST_PANEL, Matter, Party, PieceKind, Way
from linli.mediation.services.pieces import LARGEST_SCAN, MOST_SCANS, SCANS, Scan
from linli.ui.forms import LinliForm, day, text
from linli.ui.picking import WhoForm
from linli.ui.uploads import UploadsField


def scans_field(label: str) -> UploadsField:
    """Scans and photographs of papers; may stay empty."""
    return UploadsField(
        label=label, kinds=SCANS, most_bytes=LARGEST_SCAN, most_files=MOST_SCANS, required=False
    )


def scans_of(data: dict[str, Any]) -> list[Scan]:
    """As examined."""
    return [Scan(each.kind.code, each.data) for each in data["scans"]]


class PieceForm(LinliForm):
    """Paper that came into the file: its scans, or only where it lies."""

    kind = forms.ChoiceField(label="是什么", choices=PieceKind.choices)
    title = forms.CharField(label="名称", max_length=100, required=False, widget=text())
    dated = forms.DateField(label="材料上的日期", widget=day())
    pages = forms.IntegerField(label="页数", min_value=1, max_value=999, initial=1)
    scans = scans_field("扫描件")
    paper_only = forms.BooleanField(label="只有纸质原件，放在柜里，没有扫描", required=False)
    hints = {
        "title": "例如：4 栋 2 单元漏水照片。空着就用上面的种类。",
        "pages": "一次送几个文件的，是每个文件的页数。",
        "scans": f"PDF、JPG 或 PNG，可以一次选几个，最多 {MOST_SCANS} 个，每个不超过 20 MB。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated"].initial = business_date

    def clean(self) -> dict[str, Any]:
        """A scan, or the word that there is none."""
        data: dict[str, Any] = super().clean() or {}
        if "scans" not in self.errors and "scans" in data:
            scans, paper_only = data["scans"], data.get("paper_only")
            if not scans and not paper_only:
                self.add_error("scans", "请选扫描件；没有扫描的，勾“只有纸质原件”。")
            if scans and paper_only:
                self.add_error("paper_only", "选了扫描件，就不是只有纸质原件。请去掉一个。")
        return data


class ColleagueForm(WhoForm):
    """Somebody who is in the books already; nobody new is entered here."""

    processing_notice = ""
    phone = None  # type: ignore[assignment]  # not asked here
    hints = {"name": "只能加您地区里已经登记的人：社区、街道的同事，或者请来的部门人员。"}

    def __init__(self, *args: Any, people: Sequence[Any] = (), asked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, people=people, asked=asked, **kwargs)
        if people:
            choices = [(person.ref, f"{person.name}（{person.area.name}）") for person in people]
            self.fields["who"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Raises for a name nobody bears."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("name") and not self.people:
            self.add_error("name", "您的地区里没有登记叫这个名字的人。请核对姓名；新来的同事先登记任职。")
        return data


class IdentityForm(DayForm):
    """Whose paper was looked at; no number is kept."""

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = [party for party in parties if party.id_seen_on is None]
        for party in self.parties:
            what = "营业执照等" if party.is_organisation else "身份证件"
            label = f"{party.get_side_display()} {party.name}的{what}看过了"
            self.fields[party.ref] = forms.BooleanField(label=label, required=False)
        self.order_fields([*(party.ref for party in self.parties), "on"])

    def clean(self) -> dict[str, Any]:
        """One at least."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.seen():
            raise forms.ValidationError("请勾上看过证件的当事人。")
        return data

    def seen(self) -> list[Party]:
        """Those ticked."""
        return [party for party in self.parties if self.cleaned_data.get(party.ref)]


class StoryConsentForm(DayForm):
    """What each party says to being told of, in writing."""

    way = forms.ChoiceField(
        label="方式", choices=[(way.value, way.label) for way in Way if way is not Way.SPOKEN]
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = list(parties)
        for party in self.parties:
            said = answer_of(party, Matter.STORY)
            self.fields[party.ref] = forms.ChoiceField(
                label=f"{party.get_side_display()} {party.name}",
                choices=[("", "没有问"), ("yes", "书面同意"), ("no", "不同意或撤回")],
                required=False,
                initial="" if said is None else "yes" if said.holds else "no",
            )
            self.fields[party.ref].widget.attrs.setdefault("class", "ll-in")
        self.order_fields([*(party.ref for party in self.parties), "way", "on"])

    def answers(self) -> list[tuple[Party, bool]]:
        """What was newly said."""
        return [
            (party, self.cleaned_data[party.ref] == "yes")
            for party in self.parties
            if self.cleaned_data[party.ref] and self.cleaned_data[party.ref] != self.fields[party.ref].initial
        ]


class StoryForm(DayForm):
    """A case told to the public."""

    title = forms.CharField(label="标题", max_length=60, widget=text())
    text = forms.CharField(label="正文", max_length=4000, widget=text(10))
    field_order = ("title", "text", "on")
    hints = {
        "title": "例如：电梯装不装，八户人坐下来谈。",
        "text": "不写姓名、电话、门牌；用“住户甲”“一楼住户”这样的称呼。写清怎么谈的、怎么商量通的。",
    }


class PanelRuleForm(LinliForm):
    """How a panel is made up from a day on."""

    least = forms.IntegerField(label="最少几人", min_value=1, max_value=LARGEST_PANEL)
    most = forms.IntegerField(label="最多几人", min_value=1, max_value=LARGEST_PANEL)
    woman_in_family = forms.BooleanField(label="婚姻家庭纠纷至少一位女性", required=False)
    basis = forms.CharField(label="依据", max_length=120, widget=text())
    valid_from = forms.DateField(label="从哪天起", widget=day())
    hints = {"least": "单数。", "most": "单数。", "basis": "例如：区委政法委 2024 年 11 月的决定。"}


class LookForm(LinliForm):
    """For what telephone and address are looked at; what the service refuses comes back beside its field."""

    purpose = forms.ChoiceField(
        label="用途",
        choices=[(each.code, each.label) for each in TO_REVEAL if not each.retired],
        widget=forms.RadioSelect,
        error_messages={"required": "请选一个用途。用途会留痕。"},
    )
    words = forms.CharField(
        label="是什么事", max_length=MOST_WORDS, required=False, widget=text(autocomplete="off")
    )
    hints = {"words": "一句话就行。选“其他”时要填。不要写电话和证件号。"}
