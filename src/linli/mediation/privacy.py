"""What this room holds about persons, why, and for how long.

A case names nobody in what is listed (``DisputeCase.summary``); its parties stand in its file alone.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.mediation.models import (
    Agreement,
    CommitteeMember,
    Mediator,
    Notable,
    PanelMember,
    Party,
    Subsidy,
    TeamMember,
    Voice,
)
from linli.mediation.models.notable import LeaveReason
from linli.mediation.services.roster import remove_notable
from linli.people.models import Person, Purpose
from linli.privacy import clocks, holdings, notices, retention
from linli.privacy.consents import on_withdrawn
from linli.privacy.holdings import Ground, Holding
from linli.privacy.notices import ProcessingNotice, Text, Version

WHY = "the person's own word takes them off the roster"


def _off_the_roster(actor: Actor, rows: QuerySet[Notable], day: date) -> None:
    for notable in rows.filter(left_on__isnull=True).select_related("community"):
        left = max(day, notable.listed_on + timedelta(days=1))
        remove_notable(actor=actor, notable=notable, left_on=left, reason=LeaveReason.RESIGNED)


def _on_request(actor: Actor, ids: Sequence[int]) -> None:
    _off_the_roster(actor, Notable.objects.unscoped(WHY).filter(pk__in=ids), business_date())


def _consent_ends(actor: Actor, person: Person, day: date) -> None:
    _off_the_roster(actor, Notable.objects.unscoped(WHY).filter(person=person), day)


HOLDINGS: tuple[Holding, ...] = (
    Holding(
        code="mediation.notable",
        label="群英谱",
        model=Notable,
        person=("person",),
        purpose="请群英参与调解，让居民知道可以找谁",
        ground=Ground.CONSENT,
        law="经本人同意列名",
        ends="left_on",
        keep=clocks.OFFICE,
        erase=_on_request,
    ),
)


OFFICE_HELD = "《人民调解法》第八条至第十六条"
HOLDINGS += (
    Holding(
        code="mediation.committee_member",
        label="调委会委员",
        model=CommitteeMember,
        person=("person",),
        purpose="谁是调委会委员，变动报司法所",
        ground=Ground.DUTY,
        law=OFFICE_HELD,
        ends="valid_to",
        keep=clocks.OFFICE,
    ),
    Holding(
        code="mediation.mediator",
        label="人民调解员",
        model=Mediator,
        person=("person",),
        purpose="谁是人民调解员",
        ground=Ground.DUTY,
        law=OFFICE_HELD,
        ends="valid_to",
        keep=clocks.OFFICE,
    ),
    Holding(
        code="mediation.panel_member",
        label="参加过的调解",
        model=PanelMember,
        person=("person", "notable__person"),
        purpose="谁参加调解、查没查回避",
        ground=Ground.DUTY,
        law="《人民调解法》第二十条",
        ends="panel__case__closed_on",
        keep=clocks.OFFICE,
    ),
    Holding(
        code="mediation.team",
        label="承办的调解案件",
        model=TeamMember,
        person=("person",),
        purpose="谁办这个案件，只有办案人员看得到当事人",
        ground=Ground.DUTY,
        law="《人民调解法》第十五条",
        ends="case__closed_on",
        keep=clocks.OFFICE,
    ),
    Holding(
        code="mediation.agreement_signed",
        label="签过字的调解协议",
        model=Agreement,
        person=("mediator",),
        purpose="协议由哪位调解员签字",
        ground=Ground.DUTY,
        law="《人民调解法》第二十九条",
        ends="effective_on",
        keep=clocks.OFFICE,
        only=("effective_on", "mediator_signed_on"),
    ),
    Holding(
        code="mediation.subsidy",
        label="误工补贴",
        model=Subsidy,
        person=("person",),
        purpose="发放误工补贴",
        ground=Ground.DUTY,
        law="《人民调解法》第十六条",
        ends="day",
        keep=clocks.PAY,
    ),
    Holding(
        code="mediation.voice",
        label="群英征询",
        model=Voice,
        person=("notable__person",),
        purpose="谁去听的意见",
        ground=Ground.DUTY,
        law="居民自治事务的征询",
        ends="heard_on",
        keep=clocks.OFFICE,
    ),
)


def _due(before: date, _: date) -> QuerySet[Party]:
    """Closed long enough ago, and something that ``_erase`` clears is still kept."""
    rows = Party.objects.unscoped(retention.WHY).filter(case__closed_on__lt=before, erased_on__isnull=True)
    return rows.filter(
        Q(phone_sealed__isnull=False)
        | Q(address_sealed__isnull=False)
        | Q(household__isnull=False)
        | Q(estate__isnull=False)
        | ~Q(employer="")
    )


def _erase(ids: Sequence[int]) -> None:
    rows = Party.objects.unscoped(retention.WHY).filter(pk__in=ids)
    rows.update(
        phone_sealed=None,
        address_sealed=None,
        household=None,
        estate=None,
        employer="",
        erased_on=business_date(),
    )


RULES = (
    retention.Rule(
        code="mediation.party",
        label="当事人的联系方式",
        what="电话、住址、小区、住户和单位；姓名随卷宗保存",
        model=Party,
        clock=clocks.CONTACT,
        then=retention.Then.ANONYMISE,
        due=_due,
        erase=_erase,
    ),
)
COMMITTEE = ProcessingNotice(
    code="committee",
    form="调委会委员和人民调解员",
    versions=(
        Version(
            "2024-11",
            date(2024, 10, 1),
            Text(
                purpose="登记谁是调委会委员、谁是人民调解员，让居民知道可以找谁。",
                basis="履行法定职责（《个人信息保护法》第十三条第一款第三项；《人民调解法》第八条至第十四条）。",
                way="由社区按推选、聘任的结果登记。",
                kinds=("姓名、性别", "职务、任期", "文化、政策和法律知识", "电话（可不填）"),
                keep="离任后按任职档案保存 10 年。",
                shared="姓名和职务公开，并报司法所；电话不公开。",
                must="姓名和性别是法律要求的（调委会要有女委员）；其余可以不填。",
            ),
        ),
    ),
)
DISPUTE = ProcessingNotice(
    code="dispute",
    form="调解登记",
    versions=(
        Version(
            "2024-11",
            date(2024, 10, 1),
            Text(
                purpose="调解您的纠纷，写成法定的调解文书，回访协议履行得怎样。",
                basis="履行法定职责（《个人信息保护法》第十三条第一款第三项；《人民调解法》第二十七条）。",
                way="由调委会登记。电话、住址加密保存；姓名只有办案人员看得到，列表和统计里没有姓名。",
                kinds=(
                    "姓名、性别、民族、年龄、职业",
                    "联系方式、住址",
                    "住的小区和门牌、工作单位（只用来查回避）",
                    "代理人",
                    "您说的经过",
                ),
                keep="电话、住址、小区和单位在结案 1 年后删去；卷宗按档案规定保存。",
                shared="只给办案人员看。您和对方一起申请司法确认时，文书交给法院。作为事例宣传要您书面同意，并隐去姓名。",
                must="姓名是写调解文书必需的；其余可以不填。不同意调解的，可以另走仲裁、行政途径或法院。",
            ),
        ),
    ),
)


NOTICE = ProcessingNotice(
    code="notable",
    form="列名群英谱",
    versions=(
        Version(
            "2023-03",
            date(2023, 3, 1),
            Text(
                purpose="请您参与调解，让居民知道可以找谁。",
                basis="您单独同意（《个人信息保护法》第十三条第一款第一项、第二十五条）。",
                way="纸面签字，或口头同意并记录。",
                kinds=("姓名", "类别", "专长", "电话（另行同意）"),
                keep="到退出群英谱为止；列名的经过按工作档案保存 10 年。",
                shared="同意列名的，姓名、类别和专长公开；电话不公开，由社区转达。",
                must="可以不同意，随时可以退出。",
            ),
        ),
        Version(
            "2024-11",
            date(2024, 10, 1),
            Text(
                purpose="请您参与调解；您另行同意公开的，让居民知道可以找谁。",
                basis="您单独同意（《个人信息保护法》第十三条第一款第一项、第二十五条）。",
                way="纸面签字，或口头同意并记录。列入和公开分开问，可以只列入、不公开。",
                kinds=(
                    "姓名",
                    "类别",
                    "专长、分工",
                    "不参加的事、住的小区和门牌、工作单位（只用来查回避）",
                    "电话（可不填）",
                ),
                keep="到退出群英谱为止；列名的经过按工作档案保存 10 年。",
                shared="同意公开的，姓名、类别和专长上居民网站和公示；电话、住处、单位、分工不公开，由社区转达。",
                must="可以不同意，随时可以退出，也可以只撤下公开的姓名。",
            ),
        ),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
    notices.register(NOTICE)
    notices.register(DISPUTE)
    notices.register(COMMITTEE)
    retention.register(*RULES)
    holdings.exempt(
        "当事人不建人员档案，只在卷宗里；联系方式结案 1 年后由 mediation.party 删去",
        "mediation.Party.household",
        "mediation.Party.name",
        "mediation.Party.sex",
        "mediation.Party.phone_sealed",
        "mediation.Party.address_sealed",
        "mediation.Party.agent_name",
    )
    holdings.exempt(
        "参加过的调解的一部分，随 mediation.panel_member 保存",
        "mediation.RecusalCheck.member",
        "mediation.Acceptance.member",
        "mediation.Opinion.member",
    )
    holdings.exempt("谁查看过当事人的联系方式：工作留痕，另有留痕可查", "mediation.ContactLook.account")
    holdings.exempt("调委会的名称和办公电话", "mediation.Committee.name", "mediation.Committee.phone")
    notices.signed_for(NOTICE.code, Purpose.NAMED_NOTABLE)
    on_withdrawn(Purpose.NAMED_NOTABLE, _consent_ends)
