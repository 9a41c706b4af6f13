"""Data-quality checks about people and households."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from linli.common.clock import business_date
from linli.common.quality import QualityCheck, Severity, register
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.crypto import KeyProblem, ensure_key
from linli.people.models import ADMIN_POSTS, LEAD_POSTS, Appointment, Household, KeyFingerprint, Post, Stay
from linli.people.selectors import WHY
from linli.people.services import AREA_KIND_OF, area_kinds_of

FEWEST, MOST = 5, 15


def unassigned_households() -> Iterator[str]:
    """Open households without a present stay."""
    stays = Stay.objects.unscoped(WHY).filter(household=OuterRef("pk"), valid_to__isnull=True)
    rows = Household.objects.unscoped(WHY).filter(valid_to__isnull=True).exclude(Exists(stays))
    yield from rows.values_list("ref", flat=True).iterator()


def stays_in_wrong_kind() -> Iterator[str]:
    """Stays that name something other than a neighbourhood and a micro grid."""
    rows = Stay.objects.unscoped(WHY).exclude(
        neighbourhood__kind=Kind.NEIGHBOURHOOD, micro_grid__kind=Kind.MICRO_GRID
    )
    yield from rows.values_list("ref", flat=True).iterator()


def stays_across_communities() -> Iterator[str]:
    """Present stays whose neighbourhood, micro grid and building are not in one community."""
    rows = (
        Stay.objects.unscoped(WHY)
        .filter(valid_to__isnull=True)
        .values_list("ref", "neighbourhood__path", "micro_grid__path", "household__building__path")
    )
    for ref, *paths in rows.iterator():
        if len({"/".join(path.split("/")[:4]) for path in paths}) > 1:
            yield ref


def appointments_in_wrong_kind() -> Iterator[str]:
    """Appointments to an area of a kind the post does not go with."""
    wrong = Q()
    for post in AREA_KIND_OF:
        wrong |= Q(post=post) & ~Q(area__kind__in=area_kinds_of(post))
    yield from Appointment.objects.unscoped(WHY).filter(wrong).values_list("ref", flat=True).iterator()


def administrators_in_two_worlds() -> Iterator[str]:
    """Appointments as an administrator that overlap another post of the same person."""
    other = Appointment.objects.unscoped(WHY).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_from")),
        ~Q(pk=OuterRef("pk")),
        person=OuterRef("person"),
        valid_from__lt=Coalesce(OuterRef("valid_to"), date.max),
    )
    rows = Appointment.objects.unscoped(WHY).filter(Exists(other), post__in=ADMIN_POSTS)
    yield from rows.values_list("ref", flat=True).iterator()


def vacant_posts() -> Iterator[str]:
    """Sections, groups and neighbourhoods without a lead today."""
    day = business_date()
    for post in LEAD_POSTS:
        held = Appointment.objects.unscoped(WHY).filter(in_force(day), post=post, area=OuterRef("pk"))
        areas = Area.objects.unscoped(WHY).filter(in_force(day), kind=AREA_KIND_OF[Post(post)])
        yield from areas.exclude(Exists(held)).values_list("name", flat=True).iterator()


def odd_sizes() -> Iterator[str]:
    """Neighbourhoods below 5 or above 15 households (provincial norm)."""
    sizes = (
        Stay.objects.unscoped(WHY)
        .filter(valid_to__isnull=True)
        .values("neighbourhood_id", "neighbourhood__name", "neighbourhood__parent__name")
        .annotate(size=Count("pk"))
        .exclude(size__range=(FEWEST, MOST))
    )
    for row in sizes.iterator():
        yield f"{row['neighbourhood__parent__name']}{row['neighbourhood__name']}：{row['size']} 户"


def unusable_key() -> Iterator[str]:
    """The key is missing, damaged, or not the one the numbers were sealed with."""
    if not KeyFingerprint.objects.exists():
        return
    try:
        ensure_key()
    except KeyProblem as problem:
        yield str(problem)


CHECKS = (
    QualityCheck(
        code="people.key.usable",
        question="个人信息密钥有没有丢失或换错？",
        severity=Severity.ERROR,
        explanation="没有原来那把密钥，已加密的电话和证件号读不出来。",
        mend="把备份的密钥文件放回数据目录，权限 0600。",
        find=unusable_key,
    ),
    QualityCheck(
        code="people.household.unassigned",
        question="有没有没归到邻和微网格的户？",
        severity=Severity.ERROR,
        explanation="每一户都要有一位认得的邻长。",
        mend="在户的页面上选定邻和微网格。",
        find=unassigned_households,
    ),
    QualityCheck(
        code="people.stay.kind",
        question="有没有归错类别的户？",
        severity=Severity.ERROR,
        explanation="一户只能归到一个邻、一个微网格。",
        mend="用“划户”改到正确的邻和微网格。",
        find=stays_in_wrong_kind,
    ),
    QualityCheck(
        code="people.stay.community",
        question="有没有邻、微网格、楼栋不在同一社区的户？",
        severity=Severity.ERROR,
        explanation="两棵树在社区汇合，同一户不能分在两个社区。",
        mend="用“划户”改正。",
        find=stays_across_communities,
    ),
    QualityCheck(
        code="people.appointment.kind",
        question="有没有任职地区类别不对的？",
        severity=Severity.ERROR,
        explanation="片长任职在片，组长在组，邻长在邻。",
        mend="结束这项任职，另在正确的地区任职。",
        find=appointments_in_wrong_kind,
    ),
    QualityCheck(
        code="people.administrators.apart",
        question="三类管理员有没有由一人兼任，或兼任业务职务的？",
        severity=Severity.ERROR,
        explanation="系统、安全、审计三类管理员各是各的人，都不看业务数据。",
        mend="结束其中一项任职，换一位担任。",
        find=administrators_in_two_worlds,
    ),
    QualityCheck(
        code="people.post.vacant",
        question="有没有空缺的片长、组长、邻长？",
        severity=Severity.WARNING,
        explanation="空缺期间由上一级代为联系。",
        mend="办理补选。",
        find=vacant_posts,
    ),
    QualityCheck(
        code="people.neighbourhood.size",
        question=f"有没有少于 {FEWEST} 户或多于 {MOST} 户的邻？",
        severity=Severity.WARNING,
        explanation="省里的做法是每邻 5～15 户，太多照应不过来。",
        mend="拆分、合并或划转几户。",
        find=odd_sizes,
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    for check in CHECKS:
        register(check)
