"""Doors that come to stand in another building or under another number: buildings are joined, split, renumbered.

Only the address changes. Who looks after the household, on that day and on any day before, is in its stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from linli.audit import log
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.doors import community_path, lock_numbers
from linli.people.models import FormerDoor, Household
from linli.people.selectors import WHY

NAMED = 10
"""So many doors are named in a refusal; of more the number is said."""


def doors_of(building: Area, day: date) -> list[Household]:
    """Those that stand in it on ``day`` or will: the open ones, and those closed later than that day."""
    rows = Household.objects.unscoped(WHY).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), building=building
    )
    return list(rows.order_by("door", "pk"))


def clashing(households: Sequence[Household], building: Area, doors: Mapping[int, str]) -> list[Household]:
    """Those whose number in ``building`` is taken, by a door there or by another of them: two queries at most.

    doors: household → its number there; without a line it keeps its own.
    """
    moving = {each.pk for each in households}
    there = Household.objects.unscoped(WHY).filter(building=building, valid_to__isnull=True)
    taken = set(there.exclude(pk__in=moving).values_list("door", flat=True))
    found = []
    for each in households:
        number = doors.get(each.pk, each.door)
        if each.valid_to is None and number in taken:
            found.append(each)
        elif each.valid_to is None:
            taken.add(number)
    return found


def named(doors: Iterable[str]) -> str:
    """``101、102``; of many the first, and how many there are."""
    listed = list(doors)
    rest = f" 等 {len(listed)} 户" if len(listed) > NAMED else ""
    return "、".join(listed[:NAMED]) + rest


def _begins(households: Sequence[Household]) -> dict[int, date]:
    """Since when each has the address it has now."""
    begins = {each.pk: each.valid_from for each in households}
    rows = FormerDoor.objects.unscoped(WHY).filter(household__in=list(begins)).order_by("valid_to")
    return begins | dict(rows.values_list("household_id", "valid_to"))


def _check(
    households: Sequence[Household],
    building: Area,
    doors: Mapping[int, str],
    begins: dict[int, date],
    day: date,
) -> None:
    if building.kind != Kind.BUILDING or building.valid_from > day or building.valid_to is not None:
        raise ValidationError(f"{building.name}这一天不是在用的楼栋。请改选。")
    paths = Area.objects.unscoped(WHY).filter(pk__in={each.building_id for each in households})
    if any(
        community_path(path) != community_path(building.path) for path in paths.values_list("path", flat=True)
    ):
        raise ValidationError(f"{building.name}在另一个社区。楼栋、邻和微网格要在同一个社区。")
    late = [each.door for each in households if begins[each.pk] > day]
    if late:
        raise ValidationError(
            {"day": f"{named(late)}在 {day:%Y年%-m月%-d日} 以后才有现在的门牌，改动日期要更晚。"}
        )
    longest = Household._meta.get_field("door").max_length or 0
    for each in households:
        number = doors.get(each.pk, each.door)
        if not number or len(number) > longest:
            raise ValidationError(f"{each.door}的新门牌要有 1 到 {longest} 个字。请改短。")


@transaction.atomic
def put_doors(
    *,
    actor: log.Acting,
    households: Sequence[Household],
    building: Area,
    day: date,
    doors: Mapping[int, str] | None = None,
) -> int:
    """Doors stand in ``building`` from ``day``, under the numbers in ``doors`` or their own; where they were before
    is kept. One act in the log; how many.

    An address that began on ``day`` itself is rewritten. Raises ValidationError for one that began later, for another
    community, and for numbers taken: all of them named, nothing done.
    """
    numbers = doors or {}
    lock_numbers(building)
    begins = _begins(households)
    _check(households, building, numbers, begins, day)
    taken = clashing(households, building, numbers)
    if taken:
        said = named(numbers.get(each.pk, each.door) for each in taken)
        raise ValidationError(f"{building.name}里已经有 {said}。请给这几户新的门牌，或给转过来的户加上单元。")
    before = []
    for each in households:
        if begins[each.pk] < day:
            began = begins[each.pk]
            before.append(
                FormerDoor(
                    household=each, building_id=each.building_id, door=each.door, valid_from=began, valid_to=day,
                    recorded_by_id=actor.account_id,
                )
            )  # fmt: skip
        each.building, each.door = building, numbers.get(each.pk, each.door)
    FormerDoor.everything.bulk_create(before, batch_size=500)
    _write(households)
    data = {"count": len(households), "area": building.name, "day": day.isoformat()}
    log.record(actor=actor, code="people.doors.moved", target=building, area_id=building.pk, data=data)
    return len(households)


def _write(households: Sequence[Household]) -> None:
    """Two doors may change numbers with one another, and neither may stand twice in between: first out of the way."""
    own = Household.everything.filter(pk__in=[each.pk for each in households])
    own.update(door=Concat(Value("#"), Cast("pk", CharField())))
    Household.everything.bulk_update(households, ["building", "door"], batch_size=500)
