"""Doors to look at: neighbourhoods with too few or too many, vacant posts, doors that belong nowhere."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.grid.leads.models import DoorRule
from linli.grid.leads.selectors import LED, WHY
from linli.grid.policies import KEEP_DOORS, SET_UP_LEADS
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people import doors
from linli.people.models import LEAD_POSTS, Appointment, Household, Stay
from linli.people.selectors import stay_on
from linli.people.services import move_household, take_back_stay, waiting_stay

FEWEST, MOST = 5, 15
MOST_AHEAD = 31
"""Days by which a change of a door may be written ahead."""
BASIS = "省里做法：每位邻长联系 5～15 户"


@dataclass(frozen=True)
class Numbers:
    """How many doors a neighbourhood should have, and who says so."""

    fewest: int
    most: int
    basis: str


def numbers_on(day: date) -> Numbers:
    """The district's numbers, or the province's usual ones."""
    rule = DoorRule.objects.unscoped(WHY).filter(in_force(day)).first()
    return Numbers(rule.fewest, rule.most, rule.basis) if rule else Numbers(FEWEST, MOST, BASIS)


@transaction.atomic
def set_numbers(*, actor: Actor, area: Area, fewest: int, most: int, day: date, basis: str) -> DoorRule:
    """Other numbers from ``day``; those before stay on record."""
    if not actor.may(SET_UP_LEADS, area):
        raise PermissionDenied
    current = DoorRule.objects.unscoped(WHY).filter(area=area, valid_to__isnull=True).first()
    if current is not None:
        current.valid_to = day
        current.full_clean()
        current.save(update_fields=["valid_to"])
    rule = DoorRule(
        area=area,
        fewest=fewest,
        most=most,
        basis=basis.strip(),
        valid_from=day,
        recorded_by_id=actor.account_id,
    )
    rule.full_clean()
    rule.save()
    data = {"fewest": fewest, "most": most, "day": day.isoformat()}
    log.record(actor=actor, code="grid.door_rule.set", target=rule, area_id=area.pk, data=data)
    return rule


def with_doors(areas: QuerySet[Area], day: date) -> QuerySet[Any]:
    """Neighbourhoods, each with ``doors``: how many households stay there on ``day``."""
    counted = (
        Stay.objects.unscoped(WHY)
        .filter(in_force(day), neighbourhood=OuterRef("pk"))
        .order_by()
        .values("neighbourhood")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return areas.annotate(doors=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def _areas(within: Area, *kinds: Kind) -> QuerySet[Area]:
    rows = Area.objects.unscoped(WHY).filter(path__under=within.path, kind__in=kinds, valid_to__isnull=True)
    return rows.select_related("parent").defer("boundary", "parent__boundary").order_by("code")


def few_or_many(within: Area, day: date) -> QuerySet[Any]:
    """Neighbourhoods below or above the numbers, with ``doors``."""
    rows = with_doors(_areas(within, Kind.NEIGHBOURHOOD), day)
    return rows.filter(Q(doors__lt=_number("fewest", day)) | Q(doors__gt=_number("most", day)))


def _number(name: str, day: date) -> Coalesce:
    """The number of a day, asked in the same query (``numbers_on``)."""
    rule = DoorRule.objects.unscoped(WHY).filter(in_force(day)).order_by("pk").values(name)[:1]
    return Coalesce(Subquery(rule), Value({"fewest": FEWEST, "most": MOST}[name]))


def counts(within: Area, day: date) -> dict[str, int]:
    """How many warnings of each kind: one query."""
    lists: dict[str, QuerySet[Any]] = {
        "vacant": vacant(within, day),
        "doors": few_or_many(within, day),
        "unassigned": unassigned(within, day),
    }
    asked = {f"n_{key}": counted(rows) for key, rows in lists.items()}
    row: Any = Area.objects.unscoped(WHY).filter(pk=within.pk).order_by().values(**asked).get()
    return {key: row[f"n_{key}"] for key in lists}


def counted(rows: QuerySet[Any]) -> Coalesce:
    """The number of rows as a part of another query."""
    whole = rows.order_by().annotate(all_of_them=Value(1)).values("all_of_them").annotate(n=Count("pk"))
    return Coalesce(Subquery(whole.values("n"), output_field=IntegerField()), 0)


def vacant(within: Area, day: date) -> QuerySet[Area]:
    """Sections, groups and neighbourhoods nobody leads."""
    held = Appointment.objects.unscoped(WHY).filter(in_force(day), area=OuterRef("pk"), post__in=LEAD_POSTS)
    return _areas(within, *LED).exclude(Exists(held))


def unassigned(within: Area, day: date) -> QuerySet[Household]:
    """Doors that stay in no neighbourhood."""
    stays = Stay.objects.unscoped(WHY).filter(in_force(day), household=OuterRef("pk"))
    rows = Household.objects.unscoped(WHY).filter(in_force(day), building__path__under=within.path)
    found = rows.exclude(Exists(stays)).select_related("building")
    return found.defer("building__boundary").order_by("building__code", "door")


def _require(actor: Actor, *areas: Area) -> None:
    for area in areas:
        if not actor.may(KEEP_DOORS, area):
            raise PermissionDenied(f"{area.name}不在您的任职地区之内，请由当地工作人员办理。")


def _soon(day: date, act: str) -> None:
    """Written ahead a little, as rosters are; far ahead it is a slip, and nobody would look at it again."""
    latest = business_date() + timedelta(days=MOST_AHEAD)
    if day > latest:
        raise ValidationError(
            {
                "day": f"{act}最多提前 {MOST_AHEAD} 天登记，最晚写{latest.year}年{latest.month}月{latest.day}日。"
                "更晚的到时候再办。"
            }
        )


def register(
    *, actor: Actor, building: Area, door: str, neighbourhood: Area, micro_grid: Area, day: date
) -> Household:
    """A new door with its place in both trees."""
    _require(actor, building, neighbourhood, micro_grid)
    _soon(day, "登记一户")
    return doors.register_household(
        actor=actor,
        building=building,
        door=door,
        neighbourhood=neighbourhood,
        micro_grid=micro_grid,
        day=day,
    )


@transaction.atomic
def assign(*, actor: Actor, household: Household, neighbourhood: Area, micro_grid: Area, day: date) -> Stay:
    """Another neighbourhood or micro grid from ``day``; who served it before stays on record.

    A move written ahead that has not begun is taken back first: this one stands in its place.
    """
    _require(actor, household.building, neighbourhood, micro_grid)
    doors.check_places(household.building, neighbourhood, micro_grid)
    _soon(day, "改归属")
    if waiting(household) is not None:
        take_back_stay(actor=actor, household=household, today=business_date())
    return move_household(
        actor=actor, household=household, neighbourhood=neighbourhood, micro_grid=micro_grid, day=day
    )


def waiting(household: Household) -> Stay | None:
    """The move written ahead that has not begun, where one can be taken back: not a door's very first stay."""
    today = business_date()
    return waiting_stay(household, today) if stay_on(household, today) is not None else None


def take_back(*, actor: Actor, household: Household) -> Stay | None:
    """Undo a move that has not begun."""
    _require(actor, household.building)
    return take_back_stay(actor=actor, household=household, today=business_date())


def close(*, actor: Actor, household: Household, day: date, reason: str) -> Household:
    """The door is no more."""
    _require(actor, household.building)
    _soon(day, "注销")
    return doors.close_household(actor=actor, household=household, day=day, reason=reason)
