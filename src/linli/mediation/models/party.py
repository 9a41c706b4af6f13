"""Parties of a case, and what each of them agreed to (人民调解法第十七、十九、二十、二十三条)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.common.text import masked_name
from linli.mediation.models.case import DisputeCase
from linli.orgs.models import Area
from linli.people.models import Household

PHONE, ADDRESS = "party.phone", "party.address"
"""Under which names telephone and address are sealed."""


class Side(models.TextChoices):
    """On which side a party stands."""

    APPLICANT = "applicant", "申请人"
    RESPONDENT = "respondent", "被申请人"
    THIRD = "third", "第三人"


class Matter(models.TextChoices):
    """What a party is asked. Each is asked for itself; a yes to one is no yes to another."""

    MEDIATION = "mediation", "调解"
    NOTABLES = "notables", "请群英和专家"
    PUBLIC = "public", "公开调解"
    E_SIGN = "e_sign", "电子签名"
    DATA = "data", "处理个人信息"
    EXTENSION = "extension", "延长调解期限"
    STORY = "story", "作为事例宣传（隐去姓名）"


class Way(models.TextChoices):
    """How an answer was given."""

    PAPER = "paper", "纸面签字"
    SPOKEN = "spoken", "口头并记录"
    ONLINE = "online", "网上确认"


class Party(Record):
    """One party. Their names are clear to the case's team alone; telephone and address are sealed.

    household, estate, employer: only what the recusal check compares; never shown in a list.
    agent_name: who acts for the party under a written authority (授权委托书).
    """

    scope: ClassVar = ScopeBy(area="case__community")

    case = models.ForeignKey(
        DisputeCase, on_delete=models.PROTECT, related_name="parties", verbose_name="案件"
    )
    side = models.CharField("身份", max_length=12, choices=Side)
    serial = models.PositiveSmallIntegerField("序号", editable=False)
    name = models.CharField("姓名或单位名称", max_length=60)
    is_organisation = models.BooleanField("单位", default=False)
    sex = models.CharField("性别", max_length=1, blank=True, choices=[("f", "女"), ("m", "男")])
    ethnicity = models.CharField("民族", max_length=12, blank=True)
    age = models.PositiveSmallIntegerField("年龄", null=True, blank=True)
    occupation = models.CharField("职业或职务", max_length=40, blank=True)
    phone_sealed = models.BinaryField("联系方式（密文）", null=True, editable=False)
    address_sealed = models.BinaryField("单位或住址（密文）", null=True, editable=False)
    id_seen_on = models.DateField("已核对身份证明", null=True, blank=True)
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="住户"
    )
    estate = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在小区"
    )
    employer = models.CharField("工作单位", max_length=60, blank=True)
    agent_name = models.CharField("代理人", max_length=40, blank=True)
    agent_authority = models.CharField("代理权限", max_length=80, blank=True)
    told_rights_on = models.DateField("已告知权利义务", null=True, blank=True, editable=False)
    erased_on = models.DateField("联系方式已删除", null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "当事人"
        verbose_name_plural = "当事人"
        constraints = [
            models.CheckConstraint(
                name="party_side_known",
                condition=Q(side__in=Side.values),
                violation_error_message="身份请选申请人、被申请人或第三人。",
            ),
            models.CheckConstraint(
                name="party_has_name",
                condition=~Q(name=""),
                violation_error_message="请填写当事人的姓名或单位名称。",
            ),
            models.CheckConstraint(
                name="party_age_believable",
                condition=Q(age__isnull=True) | Q(age__gte=1, age__lte=120),
                violation_error_message="年龄请填 1 到 120。",
            ),
            models.CheckConstraint(
                name="party_agent_has_authority",
                condition=Q(agent_name="") | ~Q(agent_authority=""),
                violation_error_message="有代理人的，要写明代理权限，例如：代为承认、变更请求，签署协议。",
            ),
            models.CheckConstraint(
                name="party_organisation_has_no_sex",
                condition=Q(is_organisation=False) | Q(sex="", ethnicity="", age__isnull=True),
                violation_error_message="是单位的，不填性别、民族和年龄。",
            ),
            models.UniqueConstraint(
                fields=["case", "serial"],
                name="party_numbered_once",
                violation_error_message="这个序号的当事人已经登记过，请再办一次。",
            ),
        ]

    def __str__(self) -> str:
        return self.name if self.is_organisation else masked_name(self.name)


class PartyConsent(Record):
    """A party's answer to one question, and the day it was taken back.

    A yes to extend says until which day (``until``), and is used up by the extension (``used_on``).
    """

    scope: ClassVar = ScopeBy(area="party__case__community")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consents", verbose_name="当事人")
    matter = models.CharField("事项", max_length=12, choices=Matter)
    given = models.BooleanField("同意")
    answered_on = models.DateField("答复日期")
    way = models.CharField("方式", max_length=8, choices=Way, default=Way.PAPER)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    until = models.DateField("同意延长到", null=True, blank=True)
    used_on = models.DateField("已经用于延长", null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "当事人的意见"
        verbose_name_plural = "当事人的意见"
        constraints = [
            models.CheckConstraint(
                name="party_consent_matter_known",
                condition=Q(matter__in=Matter.values),
                violation_error_message="问的事项不在目录里，请从列出的里面选。",
            ),
            models.CheckConstraint(
                name="party_consent_way_known",
                condition=Q(way__in=Way.values),
                violation_error_message="答复方式请选纸面、口头或网上。",
            ),
            models.CheckConstraint(
                name="party_consent_withdrawn_was_given",
                condition=Q(withdrawn_on__isnull=True) | Q(given=True, withdrawn_on__gte=F("answered_on")),
                violation_error_message="撤回不能早于同意的那一天，没有同意过的不用撤回。",
            ),
            models.CheckConstraint(
                name="party_consent_until_is_of_extension",
                condition=Q(until__isnull=True, used_on__isnull=True)
                | Q(matter=Matter.EXTENSION, given=True, until__isnull=False, until__gte=F("answered_on")),
                violation_error_message="只有同意延长的写到哪一天，这一天不能早于答复的日期。",
            ),
            models.UniqueConstraint(
                fields=["party", "matter"],
                name="party_consent_once_per_matter",
                violation_error_message="这一方对这件事已经答复过，请改原来的答复。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_matter_display()}：{self.said}"

    @property
    def holds(self) -> bool:
        """Given and not taken back."""
        return self.given and self.withdrawn_on is None

    @property
    def said(self) -> str:
        """同意、不同意、已撤回."""
        if self.withdrawn_on is not None:
            return "已撤回"
        return "同意" if self.given else "不同意"
