"""What a household may be marked by, so that somebody looks after it first: with its basis and its end."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy, Unscopable
from linli.people.models.consent import ConsentWay
from linli.people.models.household import Household

LONGEST_MONTHS = 36


class TagKind(Record):
    """One kind of mark: the district's own list, begun with ``linli.people.tags.load_missing_kinds``.

    is_sensitive: health, money or descent can be read from it (PIPL art. 28): the consent must be written or spoken for
                  this alone, and the form says why it is needed.
    visit_first:  in an emergency somebody goes to such a door first.
    months:       how long a mark holds before it must be asked for again; it ends by itself.
    """

    scope: ClassVar = Unscopable("a kind of mark is a published rule")

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=20)
    is_sensitive = models.BooleanField("敏感个人信息", default=True)
    visit_first = models.BooleanField("紧急时先上门", default=False)
    months = models.PositiveSmallIntegerField("保留（月）", default=12)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    is_open = models.BooleanField("在用", default=True)

    class Meta(Record.Meta):
        verbose_name = "户的标记种类"
        verbose_name_plural = "户的标记种类"
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(is_open=True),
                name="tag_kind_once_by_name",
                violation_error_message="已经有同名的标记。请换一个名称，或用原来的那一种。",
            ),
            models.CheckConstraint(name="tag_kind_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="tag_kind_ends",
                condition=Q(months__gte=1, months__lte=LONGEST_MONTHS),
                violation_error_message=f"保留时间写 1 到 {LONGEST_MONTHS} 个月。到期自动删去，还需要的再问一次。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TagGround(models.TextChoices):
    """On what it rests (PIPL art. 13)."""

    CONSENT = "consent", "本人同意"
    DUTY = "duty", "法定职责"


class HouseholdTag(Record):
    """One mark of a household. It has an end from the beginning; ended or withdrawn, the row goes altogether.

    law: the duty by which it is kept without consent; "" where there is one.
    """

    scope: ClassVar = ScopeBy(
        area=("household__building", "household__stays__neighbourhood", "household__stays__micro_grid")
    )

    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="tags", verbose_name="户", db_index=False
    )
    kind = models.ForeignKey(
        TagKind, on_delete=models.PROTECT, related_name="+", verbose_name="标记", db_index=False
    )
    ground = models.CharField("依据", max_length=10, choices=TagGround)
    law = models.CharField("哪项职责", max_length=120, blank=True)
    consent_way = models.CharField("怎么同意的", max_length=12, choices=ConsentWay, blank=True)
    valid_from = models.DateField("自")
    valid_to = models.DateField("到期删去")

    class Meta(Record.Meta):
        verbose_name = "户的标记"
        verbose_name_plural = "户的标记"
        # Both name household and kind: led by one of six kinds alone, the guard against two at a time would read a
        # sixth of all marks for each new one.
        indexes = [
            models.Index(fields=["household", "kind", "valid_to"], name="household_tag_by_household"),
            models.Index(fields=["kind", "household", "valid_to"], name="household_tag_by_kind"),
        ]
        constraints = [
            NoOverlap(
                name="household_tag_once_per_kind",
                fields=["household", "kind"],
                violation_error_message="这一户已经有这个标记。",
            ),
            ends_after_start("household_tag_ends_after_start"),
            models.CheckConstraint(
                name="household_tag_has_basis",
                condition=(Q(ground=TagGround.CONSENT, law="") & ~Q(consent_way=""))
                | (Q(ground=TagGround.DUTY, consent_way="") & ~Q(law="")),
                violation_error_message="凭本人同意的要写怎么同意的；凭法定职责的要写哪项职责。",
            ),
            models.CheckConstraint(
                name="household_tag_way_known", condition=Q(consent_way__in=["", *ConsentWay.values])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.kind_id} {self.valid_to}"
