"""Writes about doors: registered with a place in both trees, moved many at a time, closed."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.audit import log
from linli.orgs.hanging import Hanging
from linli.orgs.kinds import Kind, depth
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import Appointment, Household, Stay
from linli.people.selectors import WHY


def community_path(path: str) -> str:
    """The part of a path down to the community."""
    return "/".join(path.split("/")[: depth(Kind.COMMUNITY) + 1])


def check_places(building: Area, neighbourhood: Area, micro_grid: Area) -> None:
    """Raises ValidationError unless the three are of their kinds and lie in one community (T01)."""
    wanted = ((building, Kind.BUILDING), (neighbourhood, Kind.NEIGHBOURHOOD), (micro_grid, Kind.MICRO_GRID))
    if any(area.kind != kind for area, kind in wanted):
        raise ValidationError("一户要归到一个楼栋、一个邻和一个微网格。请改选。")
    if len({community_path(area.path) for area, _ in wanted}) != 1:
        raise ValidationError("楼栋、邻和微网格要在同一个社区。请改选。")


def lock_numbers(building: Area) -> None:
    """Nobody else gives out or moves a number of this building until the transaction ends: asked first, then written,
    two at once would otherwise both find it free."""
    Area.objects.unscoped(WHY).select_for_update(of=("self",)).only("pk").get(pk=building.pk)


@transaction.atomic
def register_household(
    *, actor: log.Acting, building: Area, door: str, neighbourhood: Area, micro_grid: Area, day: date
) -> Household:
    """A new door, in exactly one neighbourhood and micro grid from ``day`` (T01)."""
    check_places(building, neighbourhood, micro_grid)
    lock_numbers(building)
    household = Household(
        building=building, door=door.strip(), valid_from=day, recorded_by_id=actor.account_id
    )
    if (
        Household.objects.unscoped(WHY)
        .filter(building=building, door=household.door, valid_to__isnull=True)
        .exists()
    ):
        raise ValidationError({"door": f"{building.name}已经登记了 {household.door}。请核对门牌。"})
    household.full_clean()
    household.save()
    stay = Stay(household=household, neighbourhood=neighbourhood, micro_grid=micro_grid, valid_from=day)
    stay.full_clean()
    stay.save()
    data = {"neighbourhood": neighbourhood.name, "day": day.isoformat()}
    log.record(
        actor=actor,
        code="people.household.registered",
        target=household,
        area_id=neighbourhood.pk,
        data=data,
    )
    return household


@transaction.atomic
def close_household(*, actor: log.Acting, household: Household, day: date, reason: str) -> Household:
    """The door is no more (pulled down, joined with another) from ``day``; what was stays as it was."""
    if household.valid_to is not None:
        raise ValidationError(f"这一户已在 {household.valid_to} 注销。")
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么注销，例如：房屋拆除。"})
    stay = Stay.objects.unscoped(WHY).filter(household=household, valid_to__isnull=True).first()
    if day <= max(household.valid_from, stay.valid_from if stay else household.valid_from):
        raise ValidationError({"day": "注销日期要晚于登记和归到现在的邻的日期。"})
    if stay is not None:
        stay.valid_to = day
        stay.save(update_fields=["valid_to"])
    household.valid_to = day
    household.full_clean()
    household.save(update_fields=["valid_to"])
    data = {"day": day.isoformat(), "reason": reason.strip()}
    area = stay.neighbourhood_id if stay else household.building_id
    log.record(actor=actor, code="people.household.closed", target=household, area_id=area, data=data)
    return household


@transaction.atomic
def move_households(
    *,
    actor: log.Acting,
    stays: Sequence[Stay],
    day: date,
    neighbourhood: Area | None = None,
    micro_grid: Area | None = None,
) -> int:
    """Move many doors at once, each to another neighbourhood, micro grid or both; one act in the log.

    A stay that began on ``day`` itself is rewritten. Raises ValidationError for a stay that began later.
    """
    target = neighbourhood or micro_grid
    if target is None:
        raise ValidationError("请选要转到哪个邻或哪个微网格。")
    late = [stay for stay in stays if stay.valid_from > day]
    if late:
        raise ValidationError(f"有 {len(late)} 户在 {day:%Y年%-m月%-d日} 以后才归到这里，改动日期要更晚。")
    ended, opened, rewritten = [], [], []
    for stay in stays:
        near = neighbourhood.pk if neighbourhood else stay.neighbourhood_id
        grid = micro_grid.pk if micro_grid else stay.micro_grid_id
        if stay.valid_from == day:
            stay.neighbourhood_id, stay.micro_grid_id = near, grid
            rewritten.append(stay)
            continue
        stay.valid_to = day
        ended.append(stay)
        opened.append(
            Stay(household_id=stay.household_id, neighbourhood_id=near, micro_grid_id=grid, valid_from=day)
        )
    Stay.everything.bulk_update(ended, ["valid_to"], batch_size=500)
    Stay.everything.bulk_update(rewritten, ["neighbourhood", "micro_grid"], batch_size=500)
    Stay.everything.bulk_create(opened, batch_size=500)
    data = {"count": len(stays), "area": target.name, "day": day.isoformat()}
    log.record(actor=actor, code="people.households.moved", target=target, area_id=target.pk, data=data)
    return len(stays)


def _stays(area: Area, day: date) -> int:
    if area.kind not in (Kind.NEIGHBOURHOOD, Kind.MICRO_GRID):
        return 0
    field = "neighbourhood" if area.kind == Kind.NEIGHBOURHOOD else "micro_grid"
    return Stay.objects.unscoped(WHY).filter(in_force(day), **{field: area}).count()


def _doors(area: Area, day: date) -> int:
    if area.kind != Kind.BUILDING:
        return 0
    return Household.objects.unscoped(WHY).filter(in_force(day), building=area).count()


def _posts(area: Area, day: date) -> int:
    return Appointment.objects.unscoped(WHY).filter(in_force(day), area=area).count()


HANGING = (
    Hanging("people.stays", "归在这里", "户", _stays),
    Hanging("people.doors", "登记在这里", "户", _doors),
    Hanging("people.posts", "在任的人", "位", _posts),
)
