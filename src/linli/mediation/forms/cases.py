"""What is filled in about a case: registered, its parties, what they say, whom they accept, what they agree."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.mediation.forms.fields import UNTOLD, DayForm, moment, remedies_told
from linli.mediation.forms.home import HomeForm
from linli.mediation.forms.rounds import YES_NO, named
from linli.mediation.models import (
    LARGEST_PANEL,
    CaseSource,
    DisputeKind,
    Escalation,
    Ground,
    Intensity,
    Matter,
    MeetingKind,
    PanelMember,
    Party,
    Side,
    Special,
    Way,
)
from linli.mediation.selectors import themes
from linli.ui.forms import LinliForm, day, text

HAS = (("no", "没有"), ("yes", "有"))
GROUND_ASKED = {
    Ground.KIN: "和任何一方是亲属吗",
    Ground.HOUSEHOLD: "和任何一方住在一起吗",
    Ground.INTEREST: "和这件事有利害关系吗",
    Ground.EMPLOYER: "和任何一方在同一单位吗",
    Ground.ESTATE: "和任何一方住同一小区吗",
}


class RegisterForm(LinliForm):
    """A dispute under review; nobody is named but in the account, which is the team's."""

    processing_notice = "dispute"

    source = forms.ChoiceField(label="案件来源", choices=CaseSource.choices)
    kind = forms.ChoiceField(label="纠纷类型", choices=DisputeKind.choices, initial=DisputeKind.NEIGHBOURS)
    title = forms.CharField(label="标题", max_length=60, widget=text())
    place = forms.ChoiceField(label="在哪个小区", required=False)
    summary = forms.CharField(label="简要情况", max_length=300, widget=text(3))
    account = forms.CharField(label="经过", max_length=3000, required=False, widget=text(4))
    claims = forms.CharField(label="申请事项", max_length=600, required=False, widget=text(3))
    special = forms.ChoiceField(label="是不是下面的事", choices=Special.choices)
    intensity = forms.ChoiceField(label="难易", choices=Intensity.choices, initial=Intensity.ORDINARY)
    theme = forms.ChoiceField(label="属于哪项专项工作", required=False)
    registered_on = forms.DateField(label="登记日期", widget=day())
    hints = {
        "title": "不写姓名，例如：加装电梯费用分摊与一楼采光。",
        "summary": "不写姓名、门牌。谁都看得到的只有标题和这一段。",
        "account": "这里可以写姓名，只有办案人员和审查受理的人看得到；印在申请书和登记表上。",
        "claims": "一行一项，印在申请书上。",
        "special": "婚姻、收养、身份关系不能申请司法确认；婚姻、收养、继承和停水停电的文书不能用电子签名。",
    }

    def __init__(self, *args: Any, estates: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["registered_on"].initial = business_date
        self.fields["theme"].choices = [("", "都不是"), *themes()]  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", "不在小区，或者说不准"), *estates]  # type: ignore[attr-defined]

    def clean_claims(self) -> list[str]:
        """Line by line."""
        return [line.strip() for line in self.cleaned_data["claims"].splitlines() if line.strip()]


class RelapseForm(DayForm):
    """What broke out again; both texts are listed and name nobody."""

    title = forms.CharField(label="标题", max_length=60, required=False, widget=text())
    summary = forms.CharField(label="这次的情况", max_length=300, widget=text(3))
    field_order = ("title", "summary", "on")
    hints = {"summary": "不写姓名、门牌。谁都看得到标题和这一段；细节写进以后的记录。"}


class PartyForm(HomeForm):
    """One party as the papers ask; only the name must be there."""

    processing_notice = "dispute"

    side = forms.ChoiceField(label="身份", choices=Side.choices)
    name = forms.CharField(label="姓名或单位名称", max_length=60, widget=text(autocomplete="off"))
    is_organisation = forms.BooleanField(label="是单位", required=False)
    sex = forms.ChoiceField(label="性别", choices=[("", "不填"), ("f", "女"), ("m", "男")], required=False)
    ethnicity = forms.CharField(label="民族", max_length=12, required=False, widget=text())
    age = forms.IntegerField(label="年龄", min_value=1, max_value=120, required=False)
    occupation = forms.CharField(label="职业或职务", max_length=40, required=False, widget=text())
    employer = forms.CharField(label="工作单位", max_length=60, required=False, widget=text())
    phone = forms.CharField(label="联系方式", max_length=20, required=False, widget=text(inputmode="tel"))
    address = forms.CharField(label="单位或住址", max_length=80, required=False, widget=text())
    agent_name = forms.CharField(label="代理人", max_length=40, required=False, widget=text())
    agent_authority = forms.CharField(label="代理权限", max_length=80, required=False, widget=text())
    hints = {
        "phone": "加密保存，只印在法定文书上。",
        "employer": "只用来查调解人员要不要回避。",
        "estate": "用来找熟悉的群英、查同小区的要不要回避。",
        "agent_name": "有代理人的，要有授权委托书。",
    }
    field_order = (
        "side", "name", "is_organisation", "sex", "ethnicity", "age", "occupation", "employer", "phone", "address",
        "estate", "door", "agent_name", "agent_authority",
    )  # fmt: skip


class PartyChoice(LinliForm):
    """Which party."""

    party = forms.ChoiceField(label="哪一方")

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {party.ref: party for party in parties}
        choices = [(p.ref, named(p)) for p in parties]
        self.fields["party"].choices = choices  # type: ignore[attr-defined]

    def clean_party(self) -> Party:
        """The row."""
        return self.parties[self.cleaned_data["party"]]


class AnswerForm(PartyChoice):
    """What a party says to one question."""

    matter = forms.ChoiceField(label="问的是什么", choices=Matter.choices)
    given = forms.ChoiceField(label="怎么说", choices=YES_NO, widget=forms.RadioSelect)
    way = forms.ChoiceField(label="方式", choices=Way.choices)
    on = forms.DateField(label="日期", widget=day())
    until = forms.DateField(label="同意延长到哪一天", widget=day(), required=False)
    told = remedies_told(required=False)
    field_order = ("party", "matter", "given", "until", "way", "on", "told")
    hints = {
        "told": "不同意调解的才勾。",
        "given": "不同意调解的，案件随即终止。",
        "until": "只有问延长、答同意的才填。延长用过一次，再延要重新问。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = business_date

    def clean(self) -> dict[str, Any]:
        """A day to extend to is of a yes to that alone."""
        data: dict[str, Any] = super().clean() or {}
        is_yes = data.get("matter") == Matter.EXTENSION and data.get("given") == "yes"
        if data.get("until") and not is_yes:
            self.add_error("until", "只有问延长、答同意的才填这一天，请清空。")
        if data.get("matter") == Matter.MEDIATION and data.get("given") == "no" and not data.get("told"):
            self.add_error("told", UNTOLD)
        return data


class OfficialForm(DayForm):
    """Somebody of a department who knows the matter, by name."""

    name = forms.CharField(label="姓名", max_length=30, widget=text(autocomplete="off"))
    words = forms.CharField(label="懂什么", max_length=80, widget=text())
    field_order = ("name", "words", "on")
    hints = {"name": "有部门任职的。部门人员可以参加会诊和评议，不投意见票。"}


class PoolForm(LinliForm):
    """What is settled before there is a seed."""

    size = forms.IntegerField(label="抽几人", min_value=1, max_value=LARGEST_PANEL)
    seed_source = forms.CharField(label="用哪个公开的数", max_length=120, widget=text())
    seed_on = forms.DateField(label="这个数哪天公布", widget=day())
    hints = {
        "seed_source": "还没有公布、谁也改不了的数，例如：上海证券交易所 10 月 31 日收盘的上证指数。",
        "seed_on": "要在今天以后。到那一天才能抽。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seed_on"].initial = business_date() + timedelta(days=1)


class SeedForm(LinliForm):
    """The number that was made public since."""

    seed = forms.CharField(label="公布的随机数", max_length=120, widget=text())


class DropForm(LinliForm):
    """Why a closed pool is not drawn from."""

    reason = forms.CharField(label="原因", max_length=80, widget=text())


class RecusalForm(DayForm):
    """Every ground, asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ground in Ground:
            label = GROUND_ASKED[ground]
            self.fields[ground.value] = forms.ChoiceField(label=label, choices=HAS, widget=forms.RadioSelect)
            self.fields[ground.value].error_messages["required"] = f"请问过本人再选：{label}。"
        self.fields["estate_asked"] = forms.BooleanField(label="有一方提出同小区的要回避", required=False)
        self.order_fields([*(ground.value for ground in Ground), "estate_asked", "on"])

    def said(self) -> dict[Ground, bool]:
        """The answers."""
        return {ground: self.cleaned_data[ground.value] == "yes" for ground in Ground}


class MediatorForm(RecusalForm):
    """The one mediator of a case without a panel: every ground asked, every party's word."""

    accepted = forms.BooleanField(label="各方都接受这位调解员", required=False)
    way = forms.ChoiceField(label="各方怎么说的", choices=Way.choices, initial=Way.PAPER)
    hints = {"accepted": "有一方不接受，就另选一位（《人民调解法》第十九条）。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(ground.value for ground in Ground), "estate_asked", "accepted", "way", "on"])

    def clean(self) -> dict[str, Any]:
        """Who has no ground is accepted by everybody; who has one is not asked about any more."""
        data: dict[str, Any] = super().clean() or {}
        grounds = [ground for ground in Ground if ground is not Ground.ESTATE or data.get("estate_asked")]
        if not data.get("accepted") and not any(data.get(ground.value) == "yes" for ground in grounds):
            self.add_error("accepted", "各方都接受，再勾上；有一方不接受的，请改协议、另选一位。")
        return data


class MeetingForm(LinliForm):
    """The record of one meeting."""

    begun_at = forms.DateTimeField(label="开始", widget=moment(), input_formats=["%Y-%m-%dT%H:%M"])
    ended_at = forms.DateTimeField(
        label="结束", widget=moment(), input_formats=["%Y-%m-%dT%H:%M"], required=False
    )
    place = forms.CharField(label="地点", max_length=80, widget=text())
    attendees = forms.CharField(label="参加人", max_length=300, widget=text(2))
    asked = forms.CharField(label="被调查人", max_length=40, required=False, widget=text())
    questions = forms.CharField(label="问答", max_length=4000, required=False, widget=text(6))
    statements = forms.CharField(label="各方陈述", max_length=4000, required=False, widget=text(4))
    process = forms.CharField(label="经过", max_length=4000, required=False, widget=text(4))
    result = forms.CharField(label="结果", max_length=1000, required=False, widget=text(2))
    recorder = forms.CharField(label="记录人", max_length=40, widget=text())
    is_public = forms.BooleanField(label="公开进行", required=False)
    signed = forms.BooleanField(label="参加人已在纸面记录上签字", required=False)
    hints = {"questions": "一行问，一行答。"}

    def __init__(self, *args: Any, kind: MeetingKind, may_be_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind is not MeetingKind.INQUIRY:
            del self.fields["asked"], self.fields["questions"]
        else:
            self.fields["asked"].required = True
            del self.fields["statements"]
        if not may_be_public:
            del self.fields["is_public"]

    def clean_questions(self) -> list[list[str]]:
        """Question and answer in turn, line by line; the last answer may be wanting."""
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        bare = [line.removeprefix("问：").removeprefix("答：") for line in lines]
        return [[*bare[n : n + 2], ""][:2] for n in range(0, len(bare), 2)]

    def clean(self) -> dict[str, Any]:
        """It ends after it began."""
        data: dict[str, Any] = super().clean() or {}
        begun, ended = data.get("begun_at"), data.get("ended_at")
        if begun and ended and ended < begun:
            self.add_error("ended_at", "结束要在开始以后，请核对。")
        return data


class VoteForm(LinliForm):
    """An opinion in numbers."""

    question = forms.CharField(label="问题", max_length=120, widget=text())
    in_favour = forms.IntegerField(label="赞成", min_value=0, max_value=LARGEST_PANEL)
    against = forms.IntegerField(label="不赞成", min_value=0, max_value=LARGEST_PANEL)
    abstained = forms.IntegerField(label="弃权", min_value=0, max_value=LARGEST_PANEL, initial=0)


class OpinionForm(LinliForm):
    """One member's words."""

    member = forms.ChoiceField(label="谁的意见")
    words = forms.CharField(label="意见", max_length=1000, widget=text(4))

    def __init__(self, *args: Any, members: Sequence[PanelMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {member.ref: member for member in members}
        self.fields["member"].choices = [(m.ref, m.person.name) for m in members]  # type: ignore[attr-defined]

    def clean_member(self) -> PanelMember:
        """The row."""
        return self.members[self.cleaned_data["member"]]


class ExtendForm(LinliForm):
    """Until when."""

    until = forms.DateField(label="延长到", widget=day())

    def __init__(self, *args: Any, usual: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = usual


class EscalateForm(DayForm):
    """To whom it was reported."""

    to = forms.ChoiceField(label="报告了谁", choices=Escalation.choices)
    field_order = ("to", "on")
