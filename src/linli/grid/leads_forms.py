"""What is filled in about territory, leads, doors, boards and honours."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from linli.common.clock import business_date
from linli.grid.leads.boards import LARGEST_PHOTO, PHOTOS
from linli.grid.leads.choosing import Ending
from linli.grid.models import HonourLevel, LeaveReason, ProducedBy, SelectionStandard, Sheet
from linli.orgs.models import Area
from linli.people.models import LEAD_POSTS
from linli.ui.forms import LinliForm, day, text
from linli.ui.picking import WhoForm
from linli.ui.uploads import UploadField

YES_NO = (("yes", "符合"), ("no", "不符合"))


class DatedForm(LinliForm):
    """From which day."""

    day = forms.DateField(label="从哪天起", widget=day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = business_date


class ByDecisionForm(DatedForm):
    """From which day, by what."""

    basis = forms.CharField(label="依据", max_length=120, widget=text())
    hints = {"basis": "文件号或会议，例如：五里牌街道党工委会议（10月28日）。"}


class AreaChoice(forms.ChoiceField):
    """One area of a few, by code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.areas: dict[str, Area] = {}

    def offer(self, areas: Iterable[Area]) -> None:
        """Those to choose from."""
        self.areas = {area.code: area for area in areas}
        self.choices = [("", "请选"), *((code, _called(area)) for code, area in self.areas.items())]

    def clean(self, value: Any) -> Any:
        """The area itself."""
        return self.areas.get(super().clean(value))


def _called(area: Area) -> str:
    return f"{area.parent.name}·{area.name}" if area.parent_id and area.parent else area.name


# --- leads ------------------------------------------------------------------------------------------------


class ProposeForm(WhoForm):
    """Who, how found, by whom."""

    produced_by = forms.ChoiceField(label="产生方式", choices=ProducedBy.choices)
    proposer = forms.CharField(label="谁推荐的", max_length=60, widget=text())
    day = forms.DateField(label="提名日期", widget=day())
    field_order = ("name", "who", "phone", "produced_by", "proposer", "day")
    hints = {**WhoForm.hints, "proposer": "例如：居民小组会、党支部、本人。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = business_date


class AssessForm(LinliForm):
    """Every line of the checklist, yes or no. Only the result is kept, with assessor and date."""

    day = forms.DateField(label="审核日期", widget=day())

    def __init__(self, *args: Any, standard: SelectionStandard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = business_date
        self.lines = []
        for number, item in enumerate(standard.items):
            name, bad = f"line_{number}", item["group"] == "四个不宜"
            label = f"{item['group']}：{'没有' if bad else ''}{item['text']}"
            self.fields[name] = forms.ChoiceField(label=label, choices=YES_NO, widget=forms.RadioSelect)
            self.fields[name].error_messages["required"] = f"请选“{item['text']}”这一条符合还是不符合。"
            self.lines.append(name)
        self.order_fields([*self.lines, "day"])

    @property
    def meets(self) -> bool:
        """Yes on every line."""
        return all(self.cleaned_data[name] == "yes" for name in self.lines)


class PostUpForm(LinliForm):
    """Where the paper hangs, besides the public pages."""

    board = forms.CharField(label="公示栏在哪里", max_length=120, required=False, widget=text())
    hints = {"board": "只在网上公示可以不填。"}


class DropForm(LinliForm):
    """Why a posted candidate goes no further: one of the sentences that stand in the posting's place."""

    ending = forms.ChoiceField(label="为什么不再推荐", choices=Ending.choices, widget=forms.RadioSelect)
    hints = {"ending": "这句话会公开在原来公示的地方，到原定的期满日。不写具体情况。"}

    def __init__(self, *args: Any, hangs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not hangs:
            del self.fields["ending"]


class OfficeForm(DatedForm):
    """The decision; and why the one before leaves, where there is one."""

    decision = forms.CharField(label="会议或决定", max_length=120, widget=text())
    decided_on = forms.DateField(label="决定日期", widget=day())
    leaves = forms.ChoiceField(
        label="前任离任原因", required=False, choices=[("", "没有前任在任"), *LeaveReason.choices]
    )
    field_order = ("decision", "decided_on", "day", "leaves")

    def __init__(self, *args: Any, occupied: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not occupied:
            del self.fields["leaves"]


class LeaveOfficeForm(DatedForm):
    """Why and by which decision."""

    reason = forms.ChoiceField(label="离任原因", choices=LeaveReason.choices)
    decision = forms.CharField(label="会议或决定", max_length=120, widget=text())
    decided_on = forms.DateField(label="决定日期", widget=day())
    field_order = ("reason", "decision", "decided_on", "day")
    hints = {"reason": "只有办理三长的工作人员看得到；留痕里加密。"}


GROUPS = ("五有", "一无", "四个不宜")
MOST_LINES, LONGEST_LINE = 20, 60


class StandardForm(ByDecisionForm):
    """The checklist, line by line under its three heads."""

    have = forms.CharField(label="五有（一行一条）", max_length=1_200, widget=text(5))
    without = forms.CharField(label="一无（一行一条）", max_length=1_200, widget=text(2))
    unsuited = forms.CharField(label="四个不宜（一行一条）", max_length=1_200, widget=text(4))
    field_order = ("have", "without", "unsuited", "day", "basis")
    hints = {
        **ByDecisionForm.hints,
        "have": "审核时逐条选符合或不符合，只留总的结论。",
        "unsuited": "写不宜的情形本身；审核时问的是“没有”。",
        "day": "从今天或以后起。以前审核过的仍看原来的一版。",
    }
    LINES: ClassVar = ("have", "without", "unsuited")

    def clean(self) -> dict[str, Any]:
        """``items`` as the standard keeps them."""
        data = super().clean() or self.cleaned_data
        items = []
        for name, group in zip(self.LINES, GROUPS, strict=True):
            lines = [line.strip() for line in data.get(name, "").splitlines() if line.strip()]
            if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
                self.add_error(name, f"最多 {MOST_LINES} 条，每条最多 {LONGEST_LINE} 个字。")
            if len(set(lines)) < len(lines):
                self.add_error(name, "有两条一样。请去掉一条。")
            items += [{"group": group, "text": line} for line in lines]
        data["items"] = items
        return data


class RepresentativeForm(WhoForm):
    """Who, elected where."""

    day = forms.DateField(label="从哪天起", widget=day())
    basis = forms.CharField(label="选举", max_length=120, widget=text())
    hints = {**WhoForm.hints, "basis": "居民小组选举的会议和日期。"}


# --- doors ------------------------------------------------------------------------------------------------


class PlaceForm(DatedForm):
    """A neighbourhood and a micro grid."""

    neighbourhood = AreaChoice(label="归到哪个邻")
    micro_grid = AreaChoice(label="归到哪个微网格")
    field_order: tuple[str, ...] = ("neighbourhood", "micro_grid", "day")

    def __init__(
        self, *args: Any, neighbourhoods: Iterable[Area], micro_grids: Iterable[Area], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["neighbourhood"].offer(neighbourhoods)  # type: ignore[attr-defined]  # declared above
        self.fields["micro_grid"].offer(micro_grids)  # type: ignore[attr-defined]  # declared above


class DoorForm(PlaceForm):
    """A new door."""

    building = AreaChoice(label="楼栋")
    door = forms.CharField(label="门牌", max_length=40, widget=text())
    field_order = ("building", "door", "neighbourhood", "micro_grid", "day")
    hints = {"door": "例如：2单元301。"}

    def __init__(self, *args: Any, buildings: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].offer(buildings)  # type: ignore[attr-defined]  # declared above


class CloseDoorForm(DatedForm):
    """Why the door is no more."""

    reason = forms.CharField(label="原因", max_length=100, widget=text())
    hints = {"reason": "例如：房屋拆除、两户打通。不要写个人情况。"}


class NumbersForm(ByDecisionForm):
    """How many doors a neighbourhood should have."""

    fewest = forms.IntegerField(label="至少几户", min_value=1, max_value=200)
    most = forms.IntegerField(label="至多几户", min_value=2, max_value=500)
    field_order = ("fewest", "most", "day", "basis")


# --- boards -----------------------------------------------------------------------------------------------


class BoardForm(DatedForm):
    """A board and whom to call."""

    estate = AreaChoice(label="小区")
    place = forms.CharField(label="在哪里", max_length=80, widget=text())
    office_phone = forms.CharField(label="社区电话", max_length=20, widget=text(inputmode="tel"))
    supervision_phone = forms.CharField(label="监督电话", max_length=20, widget=text(inputmode="tel"))
    field_order = ("estate", "place", "office_phone", "supervision_phone", "day")
    hints = {"place": "例如：南门门卫室旁。", "office_phone": "不同意公开手机的三长，公示栏上写这个号码。"}

    def __init__(self, *args: Any, estates: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["estate"].offer(estates)  # type: ignore[attr-defined]  # declared above


class PrintedForm(DatedForm):
    """Which size hangs, since when."""

    sheet = forms.ChoiceField(label="纸张", choices=Sheet.choices)
    field_order = ("sheet", "day")


class BoardPhotoForm(DatedForm):
    """A picture of the board as it hangs."""

    photo = UploadField(label="照片", kinds=PHOTOS, most_bytes=LARGEST_PHOTO)
    field_order = ("photo", "day")
    hints = {
        "photo": "只拍公示栏，不要拍到人。JPEG 或 PNG，最大 8 MB；照片里的地点、时间、设备信息收到就删。",
        "day": "哪天拍的。",
    }


class DutyForm(DatedForm):
    """What a post does."""

    post = forms.ChoiceField(label="职务", choices=[(post.value, post.label) for post in LEAD_POSTS])
    text = forms.CharField(label="职责", max_length=200, widget=text(3))
    field_order = ("post", "text", "day")


# --- honours ----------------------------------------------------------------------------------------------


class NominateForm(LinliForm):
    """What the lead did."""

    year = forms.IntegerField(label="年度", min_value=2015, max_value=2100)
    level = forms.ChoiceField(label="级别", choices=HonourLevel.choices)
    proposer = forms.CharField(label="谁推荐的", max_length=60, widget=text())
    deeds = forms.CharField(label="事迹", max_length=300, widget=text(4))
    day = forms.DateField(label="推荐日期", widget=day())
    hints = {"deeds": "写做了什么事。不写积分、票数，不写别人的私事；公示时原样公开。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = business_date
        self.fields["year"].initial = lambda: business_date().year


class OpinionForm(LinliForm):
    """In words."""

    opinion = forms.CharField(label="意见", max_length=200, widget=text(3))


class DecideForm(LinliForm):
    """The decision."""

    decision = forms.CharField(label="决定文件", max_length=120, widget=text())
    decided_on = forms.DateField(label="决定日期", widget=day())


class QuotaForm(LinliForm):
    """How many in a year."""

    year = forms.IntegerField(label="年度", min_value=2015, max_value=2100)
    quota = forms.IntegerField(label="名额", min_value=1, max_value=500)
    basis = forms.CharField(label="依据", max_length=120, widget=text())
