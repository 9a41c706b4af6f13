"""Data-quality checks of burdens: kinds of area, doubles, silence."""

from collections.abc import Iterator

from django.db.models import Count

from linli.burden import selectors
from linli.burden.models import BurdenList, CertItem, Plaque, PublicAccount, Secondment
from linli.common.clock import business_date
from linli.common.quality import QualityCheck, Severity, register
from linli.orgs.kinds import Kind
from linli.workflow.selectors import clock_on

WHY = "data-quality checks look at every record"
SILENT = "burden.account.silent"


def wrong_areas() -> Iterator[str]:
    """Records whose area is of another kind than they are counted by."""
    plaques = Plaque.objects.unscoped(WHY).exclude(community__kind=Kind.COMMUNITY)
    for name, area in plaques.values_list("name", "community__name"):
        yield f"挂牌 {name}：{area}"
    loans = Secondment.objects.unscoped(WHY).exclude(from_area__kind__in=(Kind.STREET, Kind.COMMUNITY))
    for ref, area in loans.values_list("ref", "from_area__name"):
        yield f"借调 {ref}：{area}"
    for name, area in (
        BurdenList.objects.unscoped(WHY).exclude(area__kind=Kind.DISTRICT).values_list("name", "area__name")
    ):
        yield f"清单 {name}：{area}"
    items = CertItem.objects.unscoped(WHY).exclude(area__kind__in=(Kind.DISTRICT, Kind.STREET))
    for name, area in items.values_list("name", "area__name"):
        yield f"证明事项 {name}：{area}"


def two_accounts_of_one_unit() -> Iterator[str]:
    """Units with more than one open account on a platform (one unit, one account)."""
    rows = (
        PublicAccount.objects.unscoped(WHY)
        .filter(closed_on__isnull=True, is_government=True)
        .values("owner__name", "platform")
        .annotate(many=Count("*"))
        .filter(many__gt=1)
    )
    for row in rows:
        yield f"{row['owner__name']}：{row['platform']} {row['many']} 个"


def silent_accounts() -> Iterator[str]:
    """Open accounts without a post for as long as the clock says."""
    day = business_date()
    for account in selectors.silent_accounts(day, clock_on(SILENT, day).amount).iterator():
        yield account.name


def register_all() -> None:
    """Called when the room starts."""
    for check in (
        QualityCheck(
            code="burden.area_kind",
            question="有没有登记在错误层级的清单、挂牌、借调或证明事项？",
            severity=Severity.ERROR,
            explanation="挂牌按社区（村）登记，借调按街道或社区（村），清单和证明事项按区登记，否则会数错层级。",
            mend="改选正确层级的地区。",
            find=wrong_areas,
        ),
        QualityCheck(
            code="burden.account_doubles",
            question="有没有一个单位在同一平台开了几个政务账号？",
            severity=Severity.WARNING,
            explanation="一个单位在一个平台原则上只开一个账号。",
            mend="认定保留一个，其余整合或注销。",
            find=two_accounts_of_one_unit,
        ),
        QualityCheck(
            code="burden.account_silent",
            question="有没有长时间不更新的账号？",
            severity=Severity.WARNING,
            explanation="长时间不更新的账号要认定是保留还是注销。",
            mend="联系主办单位，恢复更新或公告后注销。",
            find=silent_accounts,
        ),
    ):
        register(check)
