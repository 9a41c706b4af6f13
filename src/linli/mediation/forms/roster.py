"""What is filled in about the roster, the committee, subsidies and consultations."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from linli.common.clock import business_date
from linli.mediation.forms.fields import DayForm, Yuan
from linli.mediation.forms.home import HomeForm
from linli.mediation.models import Category, ListingSource, Office
from linli.mediation.models.notable import DUTIES, EXPERTISE, Avoid, LeaveReason, Tier
from linli.people.models import Person
from linli.ui.forms import text
from linli.ui.picking import NEW, WhoForm

HOME = "用来推荐熟悉的人、查同小区的要不要回避；不公开。"


class NotableForm(HomeForm, WhoForm):
    """Who, of which one category, how found, what they know; they agreed to be named."""

    processing_notice = "notable"

    category = forms.ChoiceField(label="主要类别（只算一类）", choices=Category.choices)
    source = forms.ChoiceField(label="推荐方式", choices=ListingSource.choices)
    tier = forms.ChoiceField(label="层级", choices=Tier.choices, initial=Tier.TEAM)
    other_roles = forms.MultipleChoiceField(
        label="其他身份", choices=Category.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    expertise = forms.MultipleChoiceField(
        label="专长", choices=list(EXPERTISE.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    duties = forms.MultipleChoiceField(
        label="分工", choices=list(DUTIES.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    avoids = forms.MultipleChoiceField(
        label="不参加", choices=Avoid.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    employer = forms.CharField(label="工作单位", max_length=60, required=False, widget=text())
    agreed = forms.BooleanField(label="本人同意列入群英谱")
    named = forms.BooleanField(label="本人另行同意公开姓名、类别和专长", required=False)
    on = forms.DateField(label="列入日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    field_order = (
        "name", "who", "phone", "category", "source", "tier", "other_roles", "expertise", "duties", "avoids",
        "estate", "door", "employer", "agreed", "named", "on",
    )  # fmt: skip
    hints = {
        **WhoForm.hints,
        "estate": HOME,
        "category": "合计等于五类相加，其他身份不重复算。",
        "employer": "只用来查要不要回避。",
        "named": "公开以后，居民不用账号就能看到；不同意公开也可以列入。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = business_date


class DetailsForm(HomeForm):
    """What of a listing may be put right; the category has an act of its own."""

    processing_notice = "notable"

    tier = forms.ChoiceField(label="层级", choices=Tier.choices)
    other_roles = forms.MultipleChoiceField(
        label="其他身份", choices=Category.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    expertise = forms.MultipleChoiceField(
        label="专长", choices=list(EXPERTISE.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    duties = forms.MultipleChoiceField(
        label="分工", choices=list(DUTIES.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    avoids = forms.MultipleChoiceField(
        label="不参加", choices=Avoid.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    employer = forms.CharField(label="工作单位", max_length=60, required=False, widget=text())
    training_hours = forms.IntegerField(label="培训学时", min_value=0, max_value=2000, required=False)
    field_order = (
        "tier", "other_roles", "expertise", "duties", "avoids", "estate", "door", "employer", "training_hours",
    )  # fmt: skip
    hints = {
        "estate": HOME,
        "other_roles": "不影响合计：一人只算一类。",
        "employer": "只用来查要不要回避。",
    }


class LeaveForm(DayForm):
    """Why somebody leaves."""

    reason = forms.ChoiceField(
        label="原因", choices=[each for each in LeaveReason.choices if each[0] != LeaveReason.RECLASSIFIED]
    )
    field_order = ("reason", "on")


class PauseForm(DayForm):
    """Why somebody is not called for a while."""

    reason = forms.CharField(label="原因", max_length=80, widget=text())
    field_order = ("reason", "on")


class CategoryForm(DayForm):
    """Another primary category."""

    category = forms.ChoiceField(label="主要类别", choices=Category.choices)
    field_order = ("category", "on")


class CommitteeForm(DayForm):
    """A committee is set up."""

    name = forms.CharField(label="名称", max_length=60, widget=text())
    mark = forms.CharField(label="文号用字", max_length=4, widget=text())
    phone = forms.CharField(label="办公电话", max_length=20, required=False, widget=text(inputmode="tel"))
    place = forms.CharField(label="地点", max_length=80, required=False, widget=text())
    field_order = ("name", "mark", "phone", "place", "on")
    hints = {"mark": "写在协议编号里，例如“高”：（2024）高人调协字第1号。"}


def _words(line: str) -> list[str]:
    return line.replace("，", " ").replace("、", " ").replace(",", " ").split()


def names_in(lines: str) -> list[str]:
    """The name each line begins with."""
    return [parts[0] for line in lines.splitlines() if (parts := _words(line))]


def seats_of(lines: str) -> list[tuple[str, str, Office]]:
    """Name, sex, office of each line. Raises ValidationError naming the line."""
    found, offices = [], {str(label): Office(value) for value, label in Office.choices}
    for number, line in enumerate(lines.splitlines(), start=1):
        parts = _words(line)
        if not parts:
            continue
        sex = next((code for word, code in (("女", "f"), ("男", "m")) if word in parts[1:]), "")
        office = next((offices[word] for word in parts[1:] if word in offices), Office.MEMBER)
        if not sex:
            raise forms.ValidationError(f"第 {number} 行没有写性别。写成：姓名 女 委员。")
        found.append((parts[0], sex, office))
    return found


class SeatsForm(DayForm):
    """Lines of who is to sit; for each name somebody bears already, who of them is meant, or somebody new.

    ``lines``: the field that holds the lines. ``namesakes``: name → those who bear it.
    """

    processing_notice = "committee"

    lines: ClassVar[str] = "members"

    def __init__(
        self, *args: Any, namesakes: Mapping[str, Sequence[Person]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.namesakes = namesakes or {}
        self.asked: list[str] = []
        for number, name in enumerate(names_in(self.data.get(self.lines, ""))):
            people = self.namesakes.get(name, ())
            self.asked.append(f"who_{number}_{name}" if people else "")
            if people:
                self.fields[self.asked[-1]] = _which(name, people)
        order = [*(self.field_order or ())]
        order[order.index(self.lines) + 1 : 0] = [each for each in self.asked if each]
        self.order_fields(order)

    def seats(self) -> list[tuple[str, str, Office, Person | None]]:
        """Name, sex, office, and who it is: None for somebody new. Of a form without errors."""
        found = []
        for asked, (name, sex, office) in zip(self.asked, self.cleaned_data[self.lines], strict=True):
            ref = self.cleaned_data[asked] if asked else NEW
            person = next((each for each in self.namesakes.get(name, ()) if each.ref == ref), None)
            found.append((name, sex, office, person))
        return found

    def clean(self) -> dict[str, Any]:
        """Nobody new is written twice; what the register knows of somebody's sex is not overwritten from here."""
        data = super().clean() or self.cleaned_data
        if self.lines not in data or self.errors:
            return data
        new = [name for name, _, _, person in self.seats() if person is None]
        if len(set(new)) < len(new):
            self.add_error(self.lines, "有一位写了两次。一位委员只写一行；真是两位同名的，请先到名册登记。")
            return data
        for name, sex, _, person in self.seats():
            if person is not None and person.sex not in ("", sex):
                self.add_error(
                    self.lines,
                    f"名册上{name}的性别是{'女' if person.sex == 'f' else '男'}，和这里写的不一样。"
                    "请核对是不是同一个人。",
                )
        return data


def _which(name: str, people: Sequence[Person]) -> forms.ChoiceField:
    choices = [(each.ref, f"{each.name}（{each.area.name}）") for each in people]
    return forms.ChoiceField(
        label=f"“{name}”是哪一位",
        choices=[*choices, (NEW, "不是上面的人，新建一位")],
        widget=forms.RadioSelect,
        error_messages={"required": f"已经有人叫{name}，请选是哪一位，或新建一位。"},
    )


class MembersForm(SeatsForm):
    """Who leaves the committee and who joins it, in one act."""

    lines = "joining"

    leaving = forms.MultipleChoiceField(
        label="离任的委员", widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(label="离任原因", max_length=80, required=False, widget=text())
    joining = forms.CharField(label="新任的委员，一行一位：姓名、性别、职务", widget=text(3), required=False)
    field_order = ("leaving", "reason", "joining", "on")
    hints = {"joining": "例如：罗小梅 女 委员。变动以后还要有 3 到 9 名、有女委员、有一名主任。"}

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaving"].choices = members  # type: ignore[attr-defined]

    def clean_joining(self) -> list[tuple[str, str, Office]]:
        """Name, sex, office of each line."""
        return seats_of(self.cleaned_data["joining"])

    def clean(self) -> dict[str, Any]:
        """Whoever leaves, leaves for a reason."""
        data = super().clean()
        if data.get("leaving") and not data.get("reason"):
            self.add_error("reason", "请写离任原因，例如：迁出、本人提出。")
        return data


class TermForm(SeatsForm):
    """A term's members, one a line."""

    members = forms.CharField(label="委员，一行一位：姓名、性别、职务", widget=text(7))
    chosen_at = forms.CharField(label="推选的会议", max_length=80, widget=text())
    field_order = ("members", "chosen_at", "on")
    hints = {"members": "例如：陈建平 男 主任。3 到 9 名，要有女委员（《人民调解法》第八条）。"}

    def clean_members(self) -> list[tuple[str, str, Office]]:
        """Name, sex, office of each line."""
        return seats_of(self.cleaned_data["members"])


class MediatorForm(WhoForm):
    """Whom the committee appoints."""

    processing_notice = "committee"

    knows = forms.CharField(label="文化、政策和法律知识", max_length=80, widget=text())
    is_full_time = forms.BooleanField(label="专职", required=False)
    on = forms.DateField(label="聘任日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    field_order = ("name", "who", "phone", "knows", "is_full_time", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = business_date


class SubsidyForm(DayForm):
    """Lost work of one day."""

    who = forms.ChoiceField(label="给谁")
    half_days = forms.IntegerField(label="误工几个半天", min_value=1, max_value=62)
    amount_fen = Yuan(label="补贴（元）")
    basis = forms.CharField(label="标准", max_length=80, widget=text())
    field_order = ("who", "half_days", "amount_fen", "basis", "on")
    hints = {"basis": "例如：每半天 50 元，区财政局文件。", "amount_fen": "由财政保障，不向当事人收。"}

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people  # type: ignore[attr-defined]


class ConsultationForm(DayForm):
    """A question put to the notables."""

    question = forms.CharField(label="问什么", max_length=200, widget=text(2))
    field_order = ("question", "on")


class VoiceForm(DayForm):
    """What one notable heard."""

    notable = forms.ChoiceField(label="哪位群英去问的")
    doors = forms.IntegerField(label="问了几户", min_value=1, max_value=2000)
    words = forms.CharField(label="听到的意见（不写姓名）", max_length=500, widget=text(3))
    field_order = ("notable", "doors", "words", "on")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notable"].choices = people  # type: ignore[attr-defined]


class FindingsForm(DayForm):
    """What came of it."""

    findings = forms.CharField(label="结果", max_length=2000, widget=text(4))
    field_order = ("findings", "on")
