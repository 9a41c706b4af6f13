"""住户名册 in: one door per row with its place in both trees, and a contact where somebody there agreed to one.

A district begins with its doors in a file: 170,000 of them, written in bulk. What holds by hand holds here: one
community, one neighbourhood and one micro grid (T01), no number without a consent, no door twice.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import F

from linli.access.actor import Actor
from linli.common.bulk import BesideOthers
from linli.common.clock import business_date, business_now
from linli.common.models import Provenance
from linli.exchange.rosters import Column, Located, Roster
from linli.exchange.rosters.cells import code, day, telephone, written_out
from linli.exchange.rosters.declared import Key, Progress, Values
from linli.grid.policies import KEEP_DOORS
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.crypto import find_hash, seal
from linli.people.doors import community_path
from linli.people.models import ConsentWay, Household, Stay
from linli.people.models.household import MOST_HEADS

WHY = "an import looks up what its rows name; each row is narrowed to the actor's areas"
FIELD = "household.phone"
AT_ONCE = 5_000
WAYS = {
    "纸面": "paper",
    "书面": "paper",
    "签字": "paper",
    "口头": "spoken",
    "电话": "spoken",
    "当面": "spoken",
}


def way_of(text: str) -> str:
    """How somebody agreed: 纸面签字 or 口头."""
    for word, way in WAYS.items():
        if word in text:
            return way
    raise ValueError("请写“纸面签字”或“口头”。")


def heads_of(text: str) -> int:
    """How many live there."""
    plain = written_out(text.replace(" ", "").removesuffix("人").removesuffix("口"))
    if not plain.isdecimal() or int(plain) > MOST_HEADS:
        raise ValueError(f"请写 0 到 {MOST_HEADS} 之间的整数，没有人住写 0。")
    return int(plain)


COLUMNS = (
    Column(
        key="building",
        label="楼栋代码",
        synonyms=("楼栋", "楼栋编码"),
        read=code,
        required=True,
        longest=40,
        example="430602-示例",
        hint="在“户和空缺”里下载代码表，照着填。",
    ),
    Column(
        key="door",
        label="门牌",
        synonyms=("房号", "室号", "单元房号"),
        read=written_out,
        required=True,
        longest=40,
        private=True,
        example="2单元301",
        hint="一栋楼里不重复。",
    ),
    Column(
        key="neighbourhood",
        label="邻代码",
        synonyms=("邻", "所属邻"),
        read=code,
        required=True,
        longest=40,
        example="430602-示例",
        hint="归哪位邻长联系，一户只归一个邻。",
    ),
    Column(
        key="micro_grid",
        label="微网格代码",
        synonyms=("微网格", "所属微网格"),
        read=code,
        longest=40,
        example="",
        hint="同一个邻的户都在一个微网格的，可以空着。",
    ),
    Column(
        key="contact",
        label="联系人",
        synonyms=("户主", "姓名", "联系人姓名"),
        longest=40,
        private=True,
        example="张阿姨",
        hint="本人同意才填。",
    ),
    Column(
        key="phone",
        label="电话",
        synonyms=("联系电话", "手机"),
        read=telephone,
        private=True,
        example="0730-8600000",
        hint="加密存放。本人同意才填。",
    ),
    Column(
        key="way",
        label="怎么同意的",
        synonyms=("同意方式",),
        read=way_of,
        example="口头",
        hint="纸面签字或口头。填了联系人、电话就要填。",
    ),
    Column(
        key="agreed",
        label="同意日期",
        read=day,
        example="2024-06-03",
        hint="填了联系人、电话就要填。",
    ),
    Column(
        key="heads",
        label="住几口人",
        synonyms=("人口数", "家庭人口"),
        read=heads_of,
        example="3",
        hint="没有人住写 0，不知道就空着。",
    ),
    Column(
        key="day",
        label="登记日期",
        read=day,
        example="2024-06-03",
        hint="从哪天起由这一邻联系；空着就是今天。",
    ),
)


@dataclass(frozen=True, slots=True)
class Place:
    """An area as a row needs it."""

    pk: int
    kind: str
    community: str
    mine: bool


@dataclass
class Context:
    """What rows are looked up in. ``grids``: the micro grid of a neighbourhood whose doors are all in one."""

    today: date
    places: dict[str, Place]
    grids: dict[int, int] = field(default_factory=dict)


def prepare(actor: Actor) -> Context:
    """Three queries for the whole file."""
    today = business_date()
    kinds = [str(Kind.BUILDING), str(Kind.NEIGHBOURHOOD), str(Kind.MICRO_GRID)]
    areas = Area.objects.unscoped(WHY).filter(in_force(today), kind__in=kinds).defer("boundary")
    mine: dict[str, bool] = {}
    places = {}
    for area in areas.order_by("pk"):
        above = community_path(area.path)
        if above not in mine:
            mine[above] = actor.may(KEEP_DOORS, area)
        places[area.code] = Place(area.pk, area.kind, above, mine[above])
    context = Context(today, places)
    stays = Stay.objects.unscoped(WHY).filter(in_force(today)).order_by()
    pairs = list(stays.values_list("neighbourhood_id", "micro_grid_id").distinct())
    several = Counter(neighbourhood for neighbourhood, _ in pairs)
    context.grids = {near: grid for near, grid in pairs if several[near] == 1}
    alone = Counter(each.community for each in places.values() if each.kind == Kind.MICRO_GRID)
    only = {
        each.community: each.pk
        for each in places.values()
        if each.kind == Kind.MICRO_GRID and alone[each.community] == 1
    }
    for each in places.values():
        if each.kind == Kind.NEIGHBOURHOOD and each.pk not in several and each.community in only:
            context.grids[each.pk] = only[each.community]
    return context


def known(keys: Collection[Key]) -> set[Key]:
    """Doors of these buildings that are registered."""
    rows = Household.objects.unscoped(WHY).filter(
        valid_to__isnull=True, building__code__in={building for building, _ in keys}
    )
    there: set[Key] = set(rows.values_list(F("building__code"), "door"))
    return there & set(keys)


class Door(NamedTuple):
    """What is left of a good row until it is written: a district's worth of them is held at once."""

    building_id: int
    door: str
    near_id: int
    grid_id: int
    contact: str
    phone: str
    way: str
    agreed: date | None
    heads: int | None
    since: date


def check(context: Context, values: Values) -> Sequence[Located]:
    """Where it lies, and whether what is kept was agreed to. Of a good row its ``Door`` is left."""
    wrong = [*_place(context, values), *_agreed(context, values), *_day(context, values)]
    if wrong:
        return wrong
    door = Door(
        building_id=values["building_id"],
        door=values["door"],
        near_id=values["near_id"],
        grid_id=values["grid_id"],
        contact=values["contact"] or "",
        phone=values["phone"] or "",
        way=values["way"] if values["contact"] else "",
        agreed=values["agreed"] if values["contact"] else None,
        heads=values["heads"],
        since=values["day"] or context.today,
    )
    values.clear()
    values["row"] = door
    return []


def _place(context: Context, values: Values) -> list[Located]:
    building = _found(context, values, "building", Kind.BUILDING)
    near = _found(context, values, "neighbourhood", Kind.NEIGHBOURHOOD)
    wrong = [each for each in (building, near) if isinstance(each, Located)]
    if wrong or isinstance(building, Located) or isinstance(near, Located):
        return wrong
    if not building.mine:
        return [Located("building", "您的任职不包括这里。请由当地工作人员导入。")]
    if building.community != near.community:
        return [Located("neighbourhood", "楼栋和邻不在同一个社区。请核对代码。")]
    values["building_id"], values["near_id"] = building.pk, near.pk
    if not values["micro_grid"]:
        grid_id = context.grids.get(near.pk)
        if grid_id is None:
            return [Located("micro_grid", "这一邻的户不都在一个微网格里。请写上微网格代码。")]
        values["grid_id"] = grid_id
        return []
    grid = _found(context, values, "micro_grid", Kind.MICRO_GRID)
    if isinstance(grid, Located):
        return [grid]
    if grid.community != building.community:
        return [Located("micro_grid", "楼栋和微网格不在同一个社区。请核对代码。")]
    values["grid_id"] = grid.pk
    return []


def _found(context: Context, values: Values, key: str, kind: Kind) -> Place | Located:
    found = context.places.get(values[key])
    if found is None or found.kind != kind:
        return Located(key, f"没有这个{kind.label}，或者已经撤销。请照代码表核对。")
    return found


def _agreed(context: Context, values: Values) -> list[Located]:
    if not values["contact"] and not values["phone"]:
        return []
    if not values["contact"]:
        return [Located("contact", "留电话要写清是谁的。请填联系人，或把电话空着。")]
    if not values["way"]:
        return [Located("way", "联系人和电话经本人同意才能留。请写怎么同意的；没有同意的都空着。")]
    if not values["agreed"]:
        return [Located("agreed", "请写本人哪一天同意的。")]
    if values["agreed"] > context.today:
        return [Located("agreed", "同意日期不能晚于今天。")]
    return []


def _day(context: Context, values: Values) -> list[Located]:
    if values["day"] is not None and values["day"] > context.today:
        return [Located("day", "登记日期不能晚于今天，到那天再导入。")]
    return []


def write(actor: Actor, context: Context, rows: Sequence[Values], progress: Progress) -> int:
    """Doors and their stays, in bulk; the constraints and triggers of the tables hold for them as for any other."""
    writer = BesideOthers(provenance=Provenance.IMPORTED, recorded_at=business_now())
    fields = (
        *("id", "building_id", "door", "contact_name", "phone_sealed", "phone_hash"),
        *("contact_consent_on", "contact_consent_way", "head_count", "valid_from", "recorded_by_id"),
    )
    stay_fields = ("household_id", "neighbourhood_id", "micro_grid_id", "valid_from", "recorded_by_id")
    for begin in range(0, len(rows), AT_ONCE):
        part = rows[begin : begin + AT_ONCE]
        doors, stays = [], []
        for row in (values["row"] for values in part):
            key = writer.next_id(Household)
            doors.append(
                (
                    *(key, row.building_id, row.door, row.contact),
                    seal(row.phone, FIELD) if row.phone else None,
                    find_hash(row.phone, FIELD) if row.phone else "",
                    *(row.agreed, row.way, row.heads, row.since, actor.account_id),
                )
            )
            stays.append((key, row.near_id, row.grid_id, row.since, actor.account_id))
        writer.write(Household, fields, doors)
        writer.write(Stay, stay_fields, stays)
        progress(begin + len(part), len(rows))
    return writer.written[Household._meta.label]


HOUSEHOLDS = Roster(
    kind="households",
    label="住户名册",
    explanation="一行一户：在哪栋楼、归哪个邻。联系人和电话只填本人同意留的。已经登记的门牌不动。",
    columns=COLUMNS,
    natural_key=("building", "door"),
    capability=KEEP_DOORS,
    known=known,
    prepare=prepare,
    check=check,
    write=write,
)
assert set(WAYS.values()) <= set(ConsentWay.values)
