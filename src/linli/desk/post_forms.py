"""What the security administrator fills in to put somebody in a post, and to end it."""

from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.desk.staff import Held
from linli.orgs.models import Area, Organisation, OrganisationKind
from linli.orgs.selectors import in_force
from linli.people.models import LEAD_POSTS, UNIT_POSTS, Person, Post
from linli.people.services import area_kinds_of
from linli.ui.forms import LinliForm, day, text

NEW = "new"
MOST = 12
WHY = "whoever keeps posts keeps them for the whole district"


UNIT_KINDS = {
    Post.DEPARTMENT_OFFICER: OrganisationKind.DEPARTMENT,
    Post.STREET_OFFICER: OrganisationKind.STREET_OFFICE,
}
"""A department's officer always belongs to one; a street's officer where its office is known."""


class AppointForm(LinliForm):
    """Who, what, where, in which unit, from when. ``found_area``, ``found_unit`` are those of a valid form.

    No post of a lead: they are proposed, assessed, posted and decided, with the leads.
    """

    processing_notice = "account"

    name = forms.CharField(label="姓名", max_length=40, widget=text(autocomplete="off"))
    post = forms.ChoiceField(
        label="职务", choices=[(post.value, post.label) for post in Post if post not in LEAD_POSTS]
    )
    area = forms.CharField(label="任职地区", max_length=60, widget=text())
    unit = forms.ChoiceField(label="单位", required=False)
    new_unit = forms.CharField(label="没有列出的区直部门", max_length=100, required=False, widget=text())
    day = forms.DateField(label="从哪天起", widget=day())
    basis = forms.CharField(label="依据", max_length=120, widget=text())

    hints = {
        "post": "三长不在这里：先审核、公示、有决定，由社区书记、街道或区里在“三长名册”里办。",
        "area": "名称写全，或写区划代码。",
        "unit": "区直部门的要选；街道（乡镇、管理处）的知道就选；其他职务不选。",
        "new_unit": "单位里没有时写全称，登记任职时一起建立。",
        "day": "这一天起在任，看得到的也从这一天起。",
        "basis": "任免文件、推选会议等。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = business_date
        self.found_area: Area | None = None
        self.found_unit: Organisation | None = None
        self.units = {unit.ref: unit for unit in _units()}
        listed = [
            (kind.label, [(ref, unit.name) for ref, unit in self.units.items() if unit.kind == kind])
            for kind in UNIT_KINDS.values()
        ]
        self.fields["unit"].choices = [("", "没有单位"), *(group for group in listed if group[1])]  # type: ignore[attr-defined]  # a field with choices

    def clean(self) -> dict[str, Any]:
        """Find the area, of the kind the post goes with; several with one name are told by their codes."""
        data = super().clean() or {}
        if "post" in data and "area" in data:
            kinds, said = area_kinds_of(Post(data["post"])), data["area"].strip()
            rows = Area.objects.unscoped(WHY).filter(kind__in=kinds, valid_to__isnull=True)
            found = list((rows.filter(code=said) or rows.filter(name=said)).order_by("code")[: MOST + 1])
            if len(found) == 1:
                self.found_area = found[0]
            elif found:
                self.add_error("area", _several(said, found))
            else:
                label, kind = Post(data["post"]).label, "或".join(kind.label for kind in kinds)
                self.add_error("area", f"没有叫“{said}”的{kind}。{label}任职在{kind}，请改名称或写区划代码。")
            self._find_unit(Post(data["post"]), self.units.get(data.get("unit", "")))
        return data

    def _find_unit(self, post: Post, unit: Organisation | None) -> None:
        new = self.cleaned_data.get("new_unit", "").strip()
        if new and (unit is not None or post != Post.DEPARTMENT_OFFICER):
            self.add_error("new_unit", "只有区直部门的任职、单位里又没有的，才写在这里。请清空，或改选。")
        elif unit is None:
            if post == Post.DEPARTMENT_OFFICER and not new and "unit" not in self.errors:
                self.add_error("unit", "区直部门的任职要写明单位，派给本单位的事才看得到。请选一个。")
        elif post not in UNIT_POSTS:
            self.add_error("unit", f"{post.label}不写单位。请选“没有单位”。")
        elif unit.kind != UNIT_KINDS[post]:
            self.add_error("unit", f"{unit.name}不是{UNIT_KINDS[post].label}。{post.label}要选这一类单位。")
        elif self.found_area is not None and unit.area_id != self.found_area.pk:
            self.add_error("unit", f"{unit.name}不在{self.found_area.name}。请选这里的单位，或改任职地区。")
        else:
            self.found_unit = unit


def _units() -> list[Organisation]:
    rows = Organisation.objects.unscoped(WHY).filter(in_force(business_date()), kind__in=UNIT_KINDS.values())
    return list(rows.order_by("kind", "area__code", "name"))


def _several(said: str, found: list[Area]) -> str:
    parents = Area.objects.unscoped(WHY).in_bulk([area.parent_id for area in found if area.parent_id])
    listed = "、".join(
        f"{area.code}（{parents[area.parent_id].name}）" if area.parent_id in parents else area.code
        for area in found[:MOST]
    )
    return f"叫“{said}”的不止一个，请写区划代码：{listed}{'……' if len(found) > MOST else ''}"


class WhoForm(LinliForm):
    """Which of those with the name it is, or somebody new."""

    processing_notice = "account"

    who = forms.ChoiceField(label="是哪一位", widget=forms.RadioSelect)
    phone = forms.CharField(label="电话", max_length=20, required=False, widget=text(inputmode="tel"))
    hints = {"phone": "新建的人才填；加密保存，看要写用途并留痕。"}

    def __init__(self, *args: Any, found: list[Held], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_ref: dict[str, Person] = {each.person.ref: each.person for each in found}
        choices = [
            (each.person.ref, f"{each.person.name}（{each.posts or '今天没有任职'}）") for each in found
        ]
        self.fields["who"].choices = [*choices, (NEW, "不是上面的人，新建一位" if found else "新建一位")]  # type: ignore[attr-defined]  # a field with choices
        if not found:
            self.fields["who"].initial = NEW


class LeaveForm(LinliForm):
    """When and why."""

    day = forms.DateField(label="从哪天起不再担任", widget=day())
    reason = forms.CharField(label="原因", max_length=100, widget=text())
    hints = {
        "day": "这一天起不在任，看得到的也到前一天为止。",
        "reason": "例如：调任、任期满。不要写健康等个人情况。",
    }
