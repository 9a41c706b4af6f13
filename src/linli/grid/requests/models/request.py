"""A request: one sentence, where, since when, who has it, and how it ended. Never deleted."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import frozen_rows
from linli.common.models import Record
from linli.common.scoping import ScopeBy, ScopedModel, Secret, Unscopable
from linli.grid.requests.models.kind import DutyItem, RequestKind
from linli.grid.requests.states import ANSWERED, CLOSED, DONE, MERGED, REQUEST, SUSPENDED
from linli.orgs.models import Area, Organisation
from linli.people.models import Person


class Source(models.TextChoices):
    """How it reached us."""

    LEAD = "lead", "三长走访"
    RESIDENT = "resident", "居民自报"
    TELEPHONE = "telephone", "来电"
    COUNTER = "counter", "来人"
    PATROL = "patrol", "网格巡查"
    MEETING = "meeting", "会议"
    HOTLINE = "hotline", "12345 转办"
    STATION = "station", "驿站意见簿"
    MEDIA = "media", "媒体"
    DEPARTMENT = "department", "部门转来"


class Level(models.TextChoices):
    """Who may be holding a request, from the door up."""

    NEIGHBOURHOOD = "neighbourhood", "邻"
    GROUP = "group", "组"
    SECTION = "section", "片"
    COMMUNITY = "community", "社区（村）"
    STREET = "street", "街道（乡镇、管理处）"
    DISTRICT = "district", "区"


LEVELS = tuple(Level)


class Urgency(models.TextChoices):
    """How soon."""

    AT_ONCE = "at_once", "特急"
    SOON = "soon", "急"
    USUAL = "usual", "一般"


class AnswerWay(models.TextChoices):
    """How the teller hears of it."""

    PHONE = "phone", "打电话"
    MESSAGE = "message", "短信"
    DOOR = "door", "上门"
    SLIP = "slip", "纸条"
    RECEIPT = "receipt", "在回执上看"


class Heard(models.TextChoices):
    """How we know what the teller thinks: from the tellers themselves, or written down by a worker who asked them."""

    OWN = "own", "报事人自己评的"
    PHONE = "phone", "电话回访"
    DOOR = "door", "上门回访"
    UNSAID = "unsaid", "回访（没有写怎么回访）"


class Verdict(models.TextChoices):
    """What the teller thinks of the answer."""

    PLEASED = "pleased", "满意"
    FAIR = "fair", "基本满意"
    DISPLEASED = "displeased", "不满意"


SECRET = Secret(
    flag="is_accusation",
    accused_area="accused_area",
    accused_person="accused_person",
    accused_unit="accused_unit",
    named_in=("accused_name", "text"),
    accused_words="accused_name",
)
"""Of a request, and by ``through`` of all that belongs to one (T03)."""


@frozen_rows(name="request_told_stands", when={}, columns=("text", "told_at", "source", "number"))
class Request(Record):
    """One matter told. ``area``: the district, street or community it lies in; ``neighbourhood`` and ``place`` (an
    estate or building) where known. ``holder``: the area whose people have it now, of the kind ``level``.

    Written by ``grid.requests.services`` only. What accuses an official (检举控告) is told in confidence: T03.
    """

    scope: ClassVar = ScopeBy(
        area=("area", "neighbourhood", "place"),
        day="told_on",
        hand=("holder", "tasks__area"),
        unit="tasks__unit",
        secret=SECRET,
    )

    number = models.CharField("编号", max_length=24, unique=True)
    text = models.CharField("什么事", max_length=500)
    source = models.CharField("来源", max_length=12, choices=Source)
    told_at = models.DateTimeField("说的时间")
    told_on = models.DateField("说的日期")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    neighbourhood = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="邻"
    )
    place = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="小区或楼栋"
    )
    spot = models.CharField("具体地方", max_length=80, blank=True)
    point = models.JSONField("位置（CGCS2000）", null=True, blank=True)
    kind = models.ForeignKey(
        RequestKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类别"
    )
    duty_item = models.ForeignKey(
        DutyItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="职责清单条目",
    )
    urgency = models.CharField("缓急", max_length=8, choices=Urgency, default=Urgency.USUAL)
    is_petition = models.BooleanField("信访事项", default=False)
    is_police = models.BooleanField("已报公安", default=False)
    # As whoever told it ticked; whom it is about may not be known yet, nor ever.
    is_about_lead = models.BooleanField("报事人说是邻长、组长或片长的事", default=False)
    is_accusation = models.BooleanField("检举控告", default=False)
    accused_area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="被反映单位所在地区",
    )
    accused_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="被反映人"
    )
    accused_unit = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="被反映单位",
    )
    # As the teller wrote it, without blanks, then whoever the text calls by surname and post: who is called so stands
    # aside, all namesakes with them.
    accused_name = models.CharField("被反映人（原话）", max_length=400, blank=True)

    state = models.CharField("状态", max_length=10, choices=REQUEST.choices, default=REQUEST.initial)
    level = models.CharField("在哪一级", max_length=14, choices=Level)
    holder = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="在谁手里")
    settled_level = models.CharField("哪一级办好", max_length=14, choices=Level, blank=True)
    result = models.CharField("怎么办的", max_length=500, blank=True)
    plan = models.CharField("挂账计划", max_length=300, blank=True)
    answer = models.CharField("答复", max_length=500, blank=True)
    answer_way = models.CharField("怎么答复的", max_length=8, choices=AnswerWay, blank=True)
    done_at = models.DateTimeField("办好时间", null=True, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    verdict = models.CharField("评价", max_length=10, choices=Verdict, blank=True)
    verdict_at = models.DateTimeField("评价时间", null=True, blank=True)
    verdict_from = models.CharField("评价从哪来", max_length=8, choices=Heard, blank=True)
    # Displeased again with the answer that stands. Its own mark: the verdict stays when the matter is taken up again.
    objected_at = models.DateTimeField("重开过还不满意的时间", null=True, blank=True)
    reopened = models.PositiveSmallIntegerField("重开次数", default=0)
    teller_reopened = models.PositiveSmallIntegerField("报事人不满意而重开", default=0)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="并入"
    )
    dispute_ref = models.CharField("转为调解案件", max_length=80, blank=True)
    # Null where none was given: unique among those that were.
    key = models.CharField("送出编号", max_length=40, null=True, blank=True, unique=True, editable=False)
    foreign_number = models.CharField("外来编号", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "事项"
        verbose_name_plural = "事项"
        indexes = [
            models.Index(fields=["area", "state"], name="request_by_area"),
            models.Index(fields=["holder", "state"], name="request_in_hand"),
            models.Index(fields=["neighbourhood", "state"], name="request_by_neighbourhood"),
            models.Index(fields=["told_on"], name="request_by_day"),
            # All that the board counts of what was told, so that it is counted without reading the rows themselves.
            models.Index(
                fields=[
                    "area",
                    "told_on",
                    "is_accusation",
                    "kind",
                    "state",
                    "settled_level",
                    "verdict",
                    "verdict_from",
                    "teller_reopened",
                    "answered_at",
                    "told_at",
                ],
                name="request_board",
            ),
            models.Index(fields=["answered_at"], name="request_by_answer"),
            models.Index(fields=["place", "kind"], name="request_by_place"),
            models.Index(fields=["closed_at", "id"], name="request_by_closing"),
            models.Index(fields=["state", "holder", "is_accusation", "objected_at"], name="request_by_stage"),
        ]
        constraints = [
            REQUEST.constraint("state", "request_state_known"),
            models.CheckConstraint(name="request_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="request_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(name="request_source_known", condition=Q(source__in=Source.values)),
            models.CheckConstraint(
                name="request_merged_into_another",
                condition=(Q(state=MERGED) & Q(merged_into__isnull=False) & ~Q(merged_into=F("pk")))
                | (~Q(state=MERGED) & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="request_done_with_result",
                condition=~Q(state__in=(DONE, ANSWERED, CLOSED)) | (~Q(result="") & Q(done_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="request_settled_after_answer",
                condition=~Q(state__in=(ANSWERED, CLOSED))
                | (~Q(answer="") & ~Q(answer_way="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="request_closed_has_time", condition=~Q(state=CLOSED) | Q(closed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="request_suspended_with_plan", condition=~Q(state=SUSPENDED) | ~Q(plan="")
            ),
            models.CheckConstraint(
                name="request_verdict_after_answer",
                condition=Q(verdict="", verdict_at__isnull=True)
                | (~Q(verdict="") & Q(verdict_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="request_verdict_heard",
                condition=Q(verdict="", verdict_from="")
                | (~Q(verdict="") & Q(verdict_from__in=Heard.values)),
            ),
            models.CheckConstraint(
                name="request_objected_to_its_answer",
                condition=Q(objected_at__isnull=True) | Q(state=ANSWERED, verdict=Verdict.DISPLEASED),
            ),
            models.CheckConstraint(
                name="request_reopened_by_teller_or_worker",
                condition=Q(teller_reopened__lte=F("reopened")),
            ),
            models.CheckConstraint(
                name="request_times_in_order",
                condition=(Q(done_at__isnull=True) | Q(done_at__gte=F("told_at")))
                & (Q(answered_at__isnull=True) | Q(answered_at__gte=F("told_at")))
                & (Q(closed_at__isnull=True) | Q(closed_at__gte=F("told_at"))),
            ),
            models.CheckConstraint(
                name="request_accusation_names_unit",
                condition=Q(
                    is_accusation=False,
                    accused_area__isnull=True,
                    accused_person__isnull=True,
                    accused_unit__isnull=True,
                    accused_name="",
                )
                | Q(is_accusation=True, accused_area__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["foreign_number"],
                condition=~Q(foreign_number=""),
                name="request_foreign_number_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class RequestCounter(ScopedModel):
    """The last number given in one community on one day."""

    scope: ClassVar = Unscopable("a counter; no page shows it")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    day = models.DateField("日期")
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta(ScopedModel.Meta):
        verbose_name = "事项编号"
        verbose_name_plural = "事项编号"
        constraints = [models.UniqueConstraint(fields=["area", "day"], name="request_counter_per_day")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.day} {self.last}"
