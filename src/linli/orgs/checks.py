"""Data-quality checks of the territory: what no constraint can hold across rows."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from linli.common.quality import QualityCheck, Severity, register
from linli.orgs.kinds import PARENT, Kind
from linli.orgs.models import Area, Placement
from linli.orgs.selectors import WHY, is_absorbed


def wrong_parents() -> Iterator[str]:
    """Areas whose parent is not of the kind the tree asks for; one merged into another lies below it."""
    rows = Area.objects.unscoped(WHY).exclude(kind=Kind.DISTRICT).select_related("parent")
    for area in rows.only("name", "kind", "valid_to", "parent__kind", "parent__name").iterator():
        if not is_absorbed(area) and (area.parent is None or area.parent.kind != PARENT[Kind(area.kind)]):
            yield f"{area.name}（{Kind(area.kind).label}）的上级是 {area.parent}"


def broken_paths() -> Iterator[str]:
    """Areas whose path is not their parent's path plus their own id."""
    rows = Area.objects.unscoped(WHY).values_list("pk", "name", "path", "parent__path")
    for key, name, path, above in rows.iterator():
        if path != f"{above or '/'}{key}/":
            yield f"{name}：{path}"


def without_placement() -> Iterator[str]:
    """Open areas whose present placement is missing or tells another path."""
    present = Placement.objects.unscoped(WHY).filter(
        area=OuterRef("pk"), valid_to__isnull=True, path=OuterRef("path")
    )
    rows = Area.objects.unscoped(WHY).filter(valid_to__isnull=True).exclude(Exists(present))
    yield from rows.values_list("name", flat=True).iterator()


def outliving_parents() -> Iterator[str]:
    """Open areas below a closed one."""
    rows = Area.objects.unscoped(WHY).filter(valid_to__isnull=True, parent__valid_to__isnull=False)
    yield from rows.values_list("name", flat=True).iterator()


def older_than_parents() -> Iterator[str]:
    """Areas that began before the parent they were first placed under."""
    rows = Placement.objects.unscoped(WHY).filter(parent__valid_from__gt=F("valid_from"))
    yield from rows.values_list("area__name", flat=True).iterator()


def register_all() -> None:
    """Called when the room starts."""
    for check in (
        QualityCheck(
            code="orgs.area.parent_kind",
            question="有没有上级类别不对的地区？",
            severity=Severity.ERROR,
            explanation="每类地区只能在固定的上级之下，否则数字会数错层级。",
            mend="用“划转”把它放到正确的上级之下。",
            find=wrong_parents,
        ),
        QualityCheck(
            code="orgs.area.path",
            question="有没有路径与上级不一致的地区？",
            severity=Severity.ERROR,
            explanation="路径决定谁看得见、数字算进哪里。",
            mend="对它的上级重新执行一次划转，路径会整体重写。",
            find=broken_paths,
        ),
        QualityCheck(
            code="orgs.area.placement",
            question="有没有缺少当前隶属记录的地区？",
            severity=Severity.ERROR,
            explanation="按日期计算的数字看隶属记录，缺了就数不到。",
            mend="补一条自设立之日起的隶属记录。",
            find=without_placement,
        ),
        QualityCheck(
            code="orgs.area.closed_parent",
            question="有没有上级已撤销、自己还在的地区？",
            severity=Severity.ERROR,
            explanation="撤销前应先把下级划走。",
            mend="把它划转到现有的上级，或一并撤销。",
            find=outliving_parents,
        ),
        QualityCheck(
            code="orgs.area.older_than_parent",
            question="有没有隶属早于上级设立的地区？",
            severity=Severity.WARNING,
            explanation="上级设立之前的那段日子，数字会算到不存在的地区。",
            mend="核对两者的设立日期。",
            find=older_than_parents,
        ),
    ):
        register(check)
