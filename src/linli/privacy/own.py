"""Declarations for the rooms below this one, which cannot make them themselves: people and this room's own."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from linli.access.actor import Actor
from linli.common.text import masked_id_number
from linli.people import erasing
from linli.people.crypto import unseal
from linli.people.models import (
    Account,
    Appointment,
    Consent,
    FormerDoor,
    Household,
    HouseholdTag,
    Person,
    Purpose,
    Stay,
)
from linli.people.selectors import id_number_of, phone_of
from linli.privacy import clocks, holdings, retention
from linli.privacy.consents import on_withdrawn
from linli.privacy.holdings import Ground, Holding, all_holdings
from linli.privacy.models import RightsRequest
from linli.privacy.retention import Rule, Then

VALUE = "rights_request.value"


def _id_number(person: Person) -> str:
    """First and last sign: enough to know which number it is, useless to whoever looks over a shoulder."""
    return masked_id_number(id_number_of(person))


PERSON = Holding(
    code="people.person",
    label="人员档案",
    model=Person,
    person=("pk",),
    purpose="知道谁担任职务、参加工作和培训、求助和调解，能联系到人",
    ground=Ground.DUTY,
    law="《城市居民委员会组织法》《社区工作者管理规定》等规定的职责；留存电话另经本人同意",
    binds=False,
    shown={
        "phone_sealed": ("电话", phone_of),
        "id_sealed": ("证件号（中间遮盖）", _id_number),
    },
    omit=frozenset({"phone_hash", "id_hash"}),
)
ACCOUNT = Holding(
    code="people.account",
    label="登录账号",
    model=Account,
    person=("person",),
    purpose="工作人员登录平台，分清是谁做的",
    ground=Ground.DUTY,
    law="《网络安全法》：身份唯一、操作可追溯",
    only=("username", "is_active", "created_at"),
)
APPOINTMENT = Holding(
    code="people.appointment",
    label="任职",
    model=Appointment,
    person=("person",),
    purpose="三长和工作人员的任职，决定能看到和办理什么",
    ground=Ground.DUTY,
    law="《城市居民委员会组织法》和任职文件",
    ends="valid_to",
    keep=clocks.OFFICE,
)
CONSENT = Holding(
    code="people.consent",
    label="同意",
    model=Consent,
    person=("person",),
    purpose="证明您同意过什么、到什么时候",
    ground=Ground.DUTY,
    law="《个人信息保护法》第十四条、第十五条",
    ends="valid_to",
    keep=clocks.CONSENT,
)
HOUSEHOLD = Holding(
    code="people.household",
    label="户",
    model=Household,
    household=("pk",),
    purpose="邻长、网格员联系服务这一户",
    ground=Ground.CONSENT,
    law="门牌按网格职责登记；联系人和电话经这一户同意",
    ends="valid_to",
    keep=clocks.HOUSEHOLD,
    shown={"phone_sealed": ("电话", phone_of)},
    omit=frozenset({"phone_hash"}),
    erase=lambda _, ids: erasing.forget_contacts(ids),
)
TAG = Holding(
    code="people.household_tag",
    label="户的标记",
    model=HouseholdTag,
    household=("household",),
    purpose="紧急时先上门，平时多照应",
    ground=Ground.CONSENT,
    law="经您单独同意；写明法定职责的，按那项职责",
    ends="valid_to",
    keep=clocks.TAG,
    erase=lambda _, ids: erasing.end_tags(ids),
)
STAY = Holding(
    code="people.stay",
    label="由谁联系服务",
    model=Stay,
    household=("household",),
    purpose="一户归哪个邻、哪个微网格联系",
    ground=Ground.DUTY,
    law="党建引领网格化治理的职责",
    ends="valid_to",
    keep=clocks.OFFICE,
)
FORMER_DOOR = Holding(
    code="people.former_door",
    label="从前的门牌",
    model=FormerDoor,
    household=("household",),
    purpose="楼栋合并、拆分以后，从前的记录还对得上是哪一户",
    ground=Ground.DUTY,
    law="党建引领网格化治理的职责",
    ends="valid_to",
    keep=clocks.OFFICE,
)
REQUEST = Holding(
    code="privacy.request",
    label="个人信息请求",
    model=RightsRequest,
    person=("person",),
    household=("household",),
    purpose="办理您对自己个人信息的请求",
    ground=Ground.DUTY,
    law="《个人信息保护法》第四十四条至第五十条",
    ends="decided_on",
    keep=clocks.REQUEST,
    shown={
        "value_sealed": (
            "正确的是",
            lambda row: unseal(row.value_sealed, VALUE) if row.value_sealed is not None else "",
        )
    },
)

ALREADY_NAMELESS = Q(name=erasing.ANONYMOUS)


def unneeded(before: date, day: date) -> QuerySet[Any]:
    """Persons no kept row of any room needs by name, and no account in use; on file since before ``before``."""
    rows = (
        Person.objects.unscoped(holdings.WHY).filter(recorded_at__date__lt=before).exclude(ALREADY_NAMELESS)
    )
    rows = rows.exclude(pk__in=Account.objects.filter(is_active=True, person__isnull=False).values("person"))
    for holding in all_holdings():
        if not holding.binds or holding.model is Account:
            continue
        kept = holding.model._base_manager.filter(holding.kept(day))
        for path in holding.person:
            rows = rows.exclude(pk__in=kept.filter(**{f"{path}__isnull": False}).order_by().values(path))
    return rows


def _ended_households(before: date, _: date) -> QuerySet[Any]:
    held = ~Q(contact_name="") | Q(phone_sealed__isnull=False)
    return Household.objects.unscoped(retention.WHY).filter(held, valid_to__lt=before)


def _ended_consents(before: date, _: date) -> QuerySet[Any]:
    return Consent.objects.unscoped(retention.WHY).filter(valid_to__lt=before)


def _ended_tags(before: date, _: date) -> QuerySet[Any]:
    return HouseholdTag.objects.unscoped(retention.WHY).filter(valid_to__lte=before)


def _answered_requests(before: date, _: date) -> QuerySet[Any]:
    held = ~Q(words="") | ~Q(answer="") | Q(value_sealed__isnull=False)
    return RightsRequest.objects.unscoped(retention.WHY).filter(held, decided_on__lt=before)


RULES = (
    Rule(
        code="people.household",
        label="已注销的户",
        what="联系人、电话和留痕里的个人信息",
        model=Household,
        clock=clocks.HOUSEHOLD,
        then=Then.ANONYMISE,
        due=_ended_households,
        erase=erasing.forget_contacts,
    ),
    Rule(
        code="people.household_tag",
        label="户的标记",
        what="整条记录",
        model=HouseholdTag,
        clock=clocks.TAG,
        then=Then.DELETE,
        due=_ended_tags,
        erase=retention.delete(HouseholdTag),
    ),
    Rule(
        code="people.consent",
        label="到期或撤回的同意",
        what="整条记录",
        model=Consent,
        clock=clocks.CONSENT,
        then=Then.DELETE,
        due=_ended_consents,
        erase=retention.delete(Consent),
    ),
    Rule(
        code="privacy.request",
        label="答复过的个人信息请求",
        what="怎么说的、更正的值和答复",
        model=RightsRequest,
        clock=clocks.REQUEST,
        then=Then.ANONYMISE,
        due=_answered_requests,
        erase=retention.blank(RightsRequest, words="", answer="", value_sealed=None),
    ),
    Rule(
        code=retention.LAST,
        label="没有记录再需要姓名的人员",
        what="姓名、电话、证件号、性别、出生年月、账号名和留痕里的个人信息",
        model=Person,
        clock=clocks.UNUSED,
        then=Then.ANONYMISE,
        due=unneeded,
        erase=erasing.make_nameless,
    ),
)


def _number_goes(actor: Actor, person: Person, day: date) -> None:
    erasing.forget_phone(actor=actor, owner=person, day=day)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(PERSON, ACCOUNT, APPOINTMENT, CONSENT, HOUSEHOLD, TAG, STAY, FORMER_DOOR, REQUEST)
    holdings.exempt("留痕密钥本身不说明任何事", "people.LogKey.person", "people.LogKey.household")
    holdings.exempt("一种标记的名称，不是谁的", "people.TagKind.name")
    retention.register(*RULES)
    on_withdrawn(Purpose.KEEP_PHONE, _number_goes)
