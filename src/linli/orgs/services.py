"""The only writes to the territory: open, close, move (here), rename, outline, party organisations (``upkeep``).

History is closed and opened, never overwritten; with a ``basis`` the act goes into the area's own history too.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.audit import log
from linli.orgs.hanging import said
from linli.orgs.kinds import PARENT, Kind
from linli.orgs.models import Area, AreaAct, AreaChange, Placement
from linli.orgs.selectors import WHY, in_force

TEMPORARY_PATH = "/0/"


def note_change(
    *, actor: log.Acting, area: Area, act: AreaAct, day: date, basis: str, **also: Any
) -> AreaChange:
    """One line of the area's history. Raises ValidationError without a basis."""
    if not basis.strip():
        raise ValidationError({"basis": "请写明依据，例如文件号或会议。地区变动要查得到是谁定的。"})
    change = AreaChange(
        area=area, act=act, day=day, basis=basis.strip(), recorded_by_id=actor.account_id, **also
    )
    change.full_clean(exclude=["outline_before"])
    change.save()
    return change


@transaction.atomic
def open_area(
    *,
    actor: log.Acting,
    kind: Kind,
    code: str,
    name: str,
    parent: Area | None,
    day: date,
    basis: str = "",
) -> Area:
    """Set up an area from ``day``. Raises ValidationError when the parent is of the wrong kind or closed."""
    wanted = PARENT[kind]
    if (parent.kind if parent else None) != wanted:
        above = Kind(wanted).label if wanted else "（无）"
        raise ValidationError(f"{kind.label}的上级必须是{above}。请改选上级。")
    if parent is not None and (parent.valid_from > day or (parent.valid_to and parent.valid_to <= day)):
        raise ValidationError(
            f"{parent.name}在 {day:%Y年%-m月%-d日} 不存在，不能在其下设立。请改选上级或日期。"
        )
    area = Area(kind=kind, code=code, name=name, parent=parent, path=TEMPORARY_PATH, valid_from=day)
    area.full_clean(exclude=["path", "parent"])
    area.save()
    area.path = f"{parent.path if parent else '/'}{area.pk}/"
    area.save(update_fields=["path"])
    Placement.everything.create(area=area, parent=parent, path=area.path, valid_from=day)
    log.record(
        actor=actor,
        code="orgs.area.opened",
        target=area,
        area_id=area.pk,
        data={"kind": kind.label, "area": name, "day": day.isoformat()},
    )
    if basis:
        note_change(actor=actor, area=area, act=AreaAct.OPENED, day=day, basis=basis, new=name)
    return area


def _replace_below(area: Area, new_parent: Area, day: date) -> None:
    """The subtree stands under ``new_parent`` from ``day``: placements are closed and opened, paths written anew."""
    old_path, new_path = area.path, f"{new_parent.path}{area.pk}/"
    subtree = list(Area.objects.unscoped(WHY).filter(path__under=old_path).order_by("path"))
    stays = {
        p.area_id: p for p in Placement.objects.unscoped(WHY).filter(area__in=subtree, valid_to__isnull=True)
    }
    opened = []
    for node in subtree:
        node.path = new_path + node.path.removeprefix(old_path)
        if node.pk == area.pk:
            node.parent_id = new_parent.pk
        stay = stays.get(node.pk)
        if stay is None:
            continue
        if stay.valid_from >= day:
            stay.path, stay.parent_id = node.path, node.parent_id
        else:
            stay.valid_to = day
            opened.append(Placement(area=node, parent_id=node.parent_id, path=node.path, valid_from=day))
    Placement.everything.bulk_update(stays.values(), ["valid_to", "path", "parent"], batch_size=500)
    Placement.everything.bulk_create(opened, batch_size=1000)
    Area.everything.bulk_update(subtree, ["path", "parent"], batch_size=500)


@transaction.atomic
def absorb_area(*, actor: log.Acting, area: Area, into: Area, day: date, basis: str) -> Area:
    """``area`` is no more from ``day``; what was recorded with it counts for ``into`` from then on, and before that
    for itself: its placement goes on under ``into``, so no record of any room has to be rewritten.

    Raises ValidationError while anything hangs on it, or for another kind.
    """
    if area.kind != into.kind or area.pk == into.pk:
        raise ValidationError({"into": "只能并入同一类的另一个地区。请改选。"})
    note_change(actor=actor, area=area, act=AreaAct.MERGED, day=day, basis=basis, other=into)
    close_area(actor=actor, area=area, day=day, absorbed=True)
    into.refresh_from_db()
    _replace_below(area, into, day)
    area.refresh_from_db()
    return area


@transaction.atomic
def move_area(*, actor: log.Acting, area: Area, new_parent: Area, day: date, basis: str = "") -> Area:
    """Move a node with its whole subtree under ``new_parent`` from ``day`` on.

    Closes the placements of the subtree and opens new ones; a placement that began on ``day`` itself is
    rewritten, since a period of no days is none. Raises ValidationError for a wrong kind of parent, a
    move under itself, or a day before the present placement began.
    """
    area = Area.objects.unscoped(WHY).select_for_update().get(pk=area.pk)
    new_parent.refresh_from_db()
    if new_parent.kind != PARENT[Kind(area.kind)]:
        raise ValidationError(
            f"{Kind(area.kind).label}不能划到{Kind(new_parent.kind).label}之下。请改选上级。"
        )
    old_parent = area.parent
    if new_parent.pk == area.parent_id:
        raise ValidationError(f"{area.name}已经在{new_parent.name}之下。")
    current = Placement.objects.unscoped(WHY).get(area=area, valid_to__isnull=True)
    if current.valid_from > day:
        raise ValidationError(f"{area.name}现在的隶属自 {current.valid_from} 起，划转日期不能更早。")
    _replace_below(area, new_parent, day)
    log.record(
        actor=actor,
        code="orgs.area.moved",
        target=area,
        area_id=area.pk,
        data={
            "area": area.name,
            "old": old_parent.name if old_parent else "",
            "new": new_parent.name,
            "day": day.isoformat(),
        },
    )
    if basis:
        names = {"old": old_parent.name if old_parent else "", "new": new_parent.name}
        note_change(
            actor=actor, area=area, act=AreaAct.MOVED, day=day, basis=basis, other=new_parent, **names
        )
    area.refresh_from_db()
    return area


@transaction.atomic
def close_area(*, actor: log.Acting, area: Area, day: date, basis: str = "", absorbed: bool = False) -> Area:
    """Close an area from ``day`` on. Raises ValidationError while something below it is still open, or hangs on it.

    absorbed: it goes on counting for what it was merged into (``absorb_area``).
    """
    if area.valid_to is not None:
        raise ValidationError(f"{area.name}已经在 {area.valid_to:%Y年%-m月%-d日} 撤销。")
    if day <= area.valid_from:
        raise ValidationError(f"{area.name}自 {area.valid_from:%Y年%-m月%-d日} 设立，撤销要在这以后。")
    open_below = Area.objects.unscoped(WHY).filter(in_force(day), path__under=area.path).exclude(pk=area.pk)
    if open_below.exists():
        raise ValidationError(f"{area.name}之下还有 {open_below.count()} 个地区，先划走或撤销它们。")
    left = said(area, day)
    if left:
        raise ValidationError(f"{area.name}还有 {left}，不能撤销。先把它们转走，或用“并入”一次办完。")
    if not absorbed:  # its own, and those of areas that were merged into it before
        rows = Placement.objects.unscoped(WHY).filter(area__path__under=area.path, valid_to__isnull=True)
        if rows.filter(valid_from__gte=day).exists():
            raise ValidationError(f"{area.name}这一天刚划转过，撤销日期要更晚。")
        for stay in rows:
            stay.valid_to = day
            stay.save(update_fields=["valid_to"])
    area.valid_to = day
    area.save(update_fields=["valid_to"])
    log.record(
        actor=actor,
        code="orgs.area.closed",
        target=area,
        area_id=area.pk,
        data={"area": area.name, "day": day.isoformat()},
    )
    if basis:
        note_change(actor=actor, area=area, act=AreaAct.CLOSED, day=day, basis=basis, old=area.name)
    return area
