"""三长公示栏: where a board hangs, what it says of each post's duties, and when it was last printed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.guards import append_only
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.grid.leads.models.choosing import LEAD_CHOICES, LEADS
from linli.orgs.models import Area


class Sheet(models.TextChoices):
    """Sizes of paper."""

    A2 = "a2", "A2"
    A3 = "a3", "A3"
    A4 = "a4", "A4"


class NoticeBoard(Record):
    """One board. What it shows is computed from the records and kept nowhere."""

    scope: ClassVar = ScopeBy(area="estate")

    estate = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="小区")
    place = models.CharField("位置", max_length=80)
    office_phone = models.CharField("办公电话", max_length=20)
    supervision_phone = models.CharField("监督电话", max_length=20)
    valid_from = models.DateField("设立")
    valid_to = models.DateField("撤除", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "三长公示栏"
        verbose_name_plural = "三长公示栏"
        constraints = [
            ends_after_start("notice_board_ends_after_start"),
            models.CheckConstraint(
                name="notice_board_says_where_and_whom_to_call",
                condition=~(Q(place="") | Q(office_phone="") | Q(supervision_phone="")),
            ),
            models.UniqueConstraint(
                fields=["estate", "place"],
                condition=Q(valid_to__isnull=True),
                name="notice_board_once_per_place",
            ),
        ]

    def __str__(self) -> str:
        return self.place


@append_only
class BoardPrint(Record):
    """A board was printed and put up. ``lines``: what it said as keyed marks, line by line; no names."""

    scope: ClassVar = ScopeBy(area="board__estate")

    board = models.ForeignKey(
        NoticeBoard, on_delete=models.PROTECT, related_name="prints", verbose_name="公示栏"
    )
    sheet = models.CharField("纸张", max_length=4, choices=Sheet)
    printed_on = models.DateField("换上日期")
    lines = models.JSONField("各行的标记", default=dict)

    class Meta(Record.Meta):
        verbose_name = "公示栏换版"
        verbose_name_plural = "公示栏换版"
        constraints = [
            models.CheckConstraint(name="board_print_sheet_known", condition=Q(sheet__in=Sheet.values)),
        ]

    def __str__(self) -> str:
        return f"{self.board_id} {self.printed_on}"


class BoardPhoto(Record):
    """How the board looks where it hangs: one picture, the latest, without what the camera tells of place and time.

    ``key`` finds its content (``linli.common.uploads``); ``media`` is what it was found to be.
    """

    scope: ClassVar = ScopeBy(area="board__estate")

    board = models.OneToOneField(
        NoticeBoard, on_delete=models.PROTECT, related_name="photo", verbose_name="公示栏"
    )
    taken_on = models.DateField("拍摄日期")
    media = models.CharField("种类", max_length=8)
    key = models.CharField("内容", max_length=24, unique=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "公示栏照片"
        verbose_name_plural = "公示栏照片"
        constraints = [models.CheckConstraint(name="board_photo_has_content", condition=~Q(key=""))]

    def __str__(self) -> str:
        return f"{self.board_id} {self.taken_on}"


class LeadDuty(Record):
    """What a post does, in the words of the board. One wording at a time; the district's, or the built-in one."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    post = models.CharField("职务", max_length=24, choices=LEAD_CHOICES)
    text = models.CharField("职责", max_length=200)
    valid_from = models.DateField("施行")
    valid_to = models.DateField("废止", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "三长职责"
        verbose_name_plural = "三长职责"
        constraints = [
            NoOverlap(name="lead_duty_one_wording", fields=["area", "post"]),
            ends_after_start("lead_duty_ends_after_start"),
            models.CheckConstraint(name="lead_duty_of_a_lead", condition=Q(post__in=LEADS) & ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.valid_from}"


class DoorRule(Record):
    """How many doors a neighbourhood should have; the district's numbers, dated. Without one: 5 to 15."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    fewest = models.PositiveSmallIntegerField("至少")
    most = models.PositiveSmallIntegerField("至多")
    basis = models.CharField("依据", max_length=120)
    valid_from = models.DateField("施行")
    valid_to = models.DateField("废止", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "每邻户数"
        verbose_name_plural = "每邻户数"
        constraints = [
            NoOverlap(name="door_rule_one_in_force", fields=["area"]),
            ends_after_start("door_rule_ends_after_start"),
            models.CheckConstraint(
                name="door_rule_in_order", condition=Q(fewest__gte=1) & Q(most__gt=F("fewest"))
            ),
            models.CheckConstraint(name="door_rule_has_basis", condition=~Q(basis="")),
        ]

    def __str__(self) -> str:
        return f"{self.fewest}～{self.most} 户"
