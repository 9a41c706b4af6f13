"""Further writes to the territory: rename, redraw the outline; branches on large grids, groups on micro grids."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.audit import log
from linli.orgs import outlines
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, AreaAct, AreaChange, Organisation, OrganisationKind
from linli.orgs.selectors import WHY, in_force
from linli.orgs.services import note_change

BUILT_ON = {
    OrganisationKind.PARTY_BRANCH: Kind.LARGE_GRID,
    OrganisationKind.PARTY_GROUP: Kind.MICRO_GRID,
}
"""大网格建党支部，微网格设党小组."""


def _open_on(area: Area, day: date) -> None:
    if area.valid_from > day or area.valid_to is not None:
        raise ValidationError(f"{area.name}在 {day:%Y年%-m月%-d日} 不存在，请核对日期。")


@transaction.atomic
def rename_area(*, actor: log.Acting, area: Area, name: str, day: date, basis: str) -> Area:
    """Another name from ``day``; the old one stays in the history. Raises ValidationError for the same name."""
    _open_on(area, day)
    old, name = area.name, name.strip()
    if name == old:
        raise ValidationError({"name": f"现在就叫{old}。请写新的名称。"})
    later = renamings(area).filter(day__gt=day).first()
    if later is not None:
        raise ValidationError({"day": f"{later.day:%Y年%-m月%-d日} 又改过名，日期不能更早。"})
    area.name = name
    area.full_clean(exclude=["path", "parent", "boundary"])
    area.save(update_fields=["name"])
    note_change(actor=actor, area=area, act=AreaAct.RENAMED, day=day, basis=basis, old=old, new=name)
    data = {"old": old, "new": name, "day": day.isoformat()}
    log.record(actor=actor, code="orgs.area.renamed", target=area, area_id=area.pk, data=data)
    return area


@transaction.atomic
def redraw_area(
    *, actor: log.Acting, area: Area, outline: dict[str, Any], day: date, basis: str
) -> AreaChange:
    """Another outline (GeoJSON polygon, CGCS2000) from ``day``; the one before it is kept beside the act.

    Raises ValidationError for an outline that is not sound (``outlines``), or the same again.
    """
    _open_on(area, day)
    around = Area.objects.unscoped(WHY).filter(pk=area.parent_id).first() if area.parent_id else None
    before = area.boundary
    area.boundary = outlines.sound(outline, around.boundary if around is not None else None)
    if area.boundary == before:
        raise ValidationError({"outline": "和现在的边界一样。请送新的边界。"})
    area.save(update_fields=["boundary"])
    change = note_change(
        actor=actor, area=area, act=AreaAct.OUTLINED, day=day, basis=basis, outline_before=before
    )
    data = {"area": area.name, "day": day.isoformat()}
    log.record(actor=actor, code="orgs.area.outlined", target=area, area_id=area.pk, data=data)
    return change


def renamings(area: Area) -> Any:
    """The area's renamings, the latest first."""
    rows = AreaChange.objects.unscoped(WHY).filter(area=area, act=AreaAct.RENAMED)
    return rows.order_by("-day", "-pk")


def name_on(area: Area, day: date) -> str:
    """What the area was called on a day."""
    later = renamings(area).filter(day__gt=day).order_by("day", "pk").first()
    return later.old if later is not None else area.name


@transaction.atomic
def open_party_organisation(
    *, actor: log.Acting, grid: Area, name: str, day: date, parent: Organisation | None = None
) -> Organisation:
    """A branch on a large grid, or a group on a micro grid. Raises ValidationError where there is one already."""
    kind = next((each for each, on in BUILT_ON.items() if on == grid.kind), None)
    if kind is None:
        raise ValidationError("党支部建在大网格，党小组设在微网格。请改选网格。")
    _open_on(grid, day)
    there = Organisation.objects.unscoped(WHY).filter(in_force(day), grid=grid, kind=kind).first()
    if there is not None:
        raise ValidationError(f"{grid.name}已经有{there.name}。先撤销或更名。")
    made = Organisation(
        kind=kind,
        name=name.strip(),
        area=_community_of(grid),
        parent=parent,
        grid=grid,
        valid_from=day,
        recorded_by_id=actor.account_id,
    )
    made.full_clean()
    made.save()
    data = {"kind": kind.label, "name": made.name, "day": day.isoformat()}
    log.record(actor=actor, code="orgs.organisation.opened", target=made, area_id=grid.pk, data=data)
    return made


@transaction.atomic
def open_department(*, actor: log.Acting, district: Area, name: str, day: date) -> Organisation:
    """A department of the district. Raises ValidationError for an area of another kind, or where one bears the name."""
    if district.kind != Kind.DISTRICT:
        raise ValidationError("区直部门设在区里。请把任职地区改成区。")
    name = name.strip()
    departments = Organisation.objects.unscoped(WHY).filter(kind=OrganisationKind.DEPARTMENT, area=district)
    if departments.filter(in_force(day), name=name).exists():
        raise ValidationError(f"已经有{name}。请在“单位”里选。")
    made = Organisation(
        kind=OrganisationKind.DEPARTMENT,
        name=name,
        area=district,
        valid_from=day,
        recorded_by_id=actor.account_id,
    )
    made.full_clean()
    made.save()
    data = {"kind": OrganisationKind.DEPARTMENT.label, "name": made.name, "day": day.isoformat()}
    log.record(actor=actor, code="orgs.organisation.opened", target=made, area_id=district.pk, data=data)
    return made


def _community_of(grid: Area) -> Area:
    ids = [int(step) for step in grid.path.strip("/").split("/")]
    return Area.objects.unscoped(WHY).get(pk__in=ids, kind=Kind.COMMUNITY)


@transaction.atomic
def rename_party_organisation(*, actor: log.Acting, organisation: Organisation, name: str) -> Organisation:
    """Another name; the log keeps the old one."""
    old, organisation.name = organisation.name, name.strip()
    organisation.full_clean()
    organisation.save(update_fields=["name"])
    data = {"old": old, "new": organisation.name}
    log.record(
        actor=actor,
        code="orgs.organisation.renamed",
        target=organisation,
        area_id=organisation.area_id,
        data=data,
    )
    return organisation


@transaction.atomic
def close_party_organisation(*, actor: log.Acting, organisation: Organisation, day: date) -> Organisation:
    """Ended from ``day``. Raises ValidationError while organisations below it are open."""
    below = Organisation.objects.unscoped(WHY).filter(in_force(day), parent=organisation).count()
    if below:
        raise ValidationError(f"{organisation.name}之下还有 {below} 个组织，先撤销或改隶属。")
    organisation.valid_to = day
    organisation.full_clean()
    organisation.save(update_fields=["valid_to"])
    data = {"name": organisation.name, "day": day.isoformat()}
    log.record(
        actor=actor,
        code="orgs.organisation.closed",
        target=organisation,
        area_id=organisation.area_id,
        data=data,
    )
    return organisation
