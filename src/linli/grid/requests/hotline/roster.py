"""What an order of the hotline looks like in a file, and how a good row becomes a request at its own level."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.access.actor import Actor
from linli.common.clock import business_date, business_now
from linli.common.models import Provenance
from linli.exchange.rosters import Column, Located, Roster
from linli.exchange.rosters.cells import code, moment, telephone, yes
from linli.exchange.rosters.declared import Key, Progress, Values
from linli.grid.policies import IMPORT_ORDERS, TELL_REQUEST
from linli.grid.requests.accused import sounds_like_one
from linli.grid.requests.models import (
    AnswerWay,
    Request,
    RequestKind,
    RequestStep,
    Source,
    Teller,
    Wish,
)
from linli.grid.requests.services.acting import level_of
from linli.grid.requests.services.complained import keep_named
from linli.grid.requests.services.intake import LONGEST, PHONE, TRUNK, take_numbers, written_number
from linli.grid.requests.states import TOLD
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.crypto import find_hash, seal
from linli.workflow.models import Deadline
from linli.workflow.references import Reference

WHY = "an import looks up what its rows name; each row is narrowed to the actor's areas"
CLOCK = "grid.request"
BASIS = "12345 派单要求的时限"
BATCH, STEP = 500, 5_000

COLUMNS = (
    Column(
        key="number",
        label="工单编号",
        synonyms=("工单号", "编号", "受理编号"),
        read=code,
        required=True,
        longest=60,
        example="示例000001",
        hint="12345 给的编号。同一个编号只收一次。",
    ),
    Column(
        key="told_at",
        label="来电时间",
        synonyms=("受理时间", "时间", "登记时间"),
        read=moment,
        required=True,
        example="2024-10-30 08:30",
        hint="年月日加钟点；只写日期也行。",
    ),
    Column(
        key="text",
        label="诉求内容",
        synonyms=("内容", "工单内容", "反映内容"),
        required=True,
        longest=LONGEST,
        private=True,
        example="3栋楼下的路灯不亮",
        hint=f"原话，最多 {LONGEST} 个字。",
    ),
    Column(
        key="area",
        label="社区或街道",
        synonyms=("承办单位", "社区", "街道", "属地", "地区"),
        required=True,
        example="奇家社区",
        hint="全称或代码。写了社区就到社区手里，写街道就到街道手里。",
    ),
    Column(
        key="spot",
        label="地址",
        synonyms=("诉求地址", "事发地址", "地点"),
        longest=80,
        private=True,
        example="洞庭花苑3栋",
        hint="哪里的事，最多 80 个字。",
    ),
    Column(
        key="kind",
        label="类别",
        synonyms=("诉求类别", "工单类别", "事项类别"),
        hint="本系统里类别的全称；不知道就空着，受理时再选。",
    ),
    Column(
        key="called",
        label="来电人",
        synonyms=("姓名", "诉求人", "联系人"),
        longest=20,
        private=True,
        example="王女士",
        hint="怎么称呼；不愿意说的空着。",
    ),
    Column(
        key="phone",
        label="电话",
        synonyms=("联系电话", "来电号码", "手机"),
        read=telephone,
        private=True,
        example="0730-8600000",
        hint="加密存放。没有就空着。",
    ),
    Column(
        key="anonymous",
        label="是否匿名",
        synonyms=("匿名", "是否保密"),
        read=yes,
        example="否",
        hint="写“是”或“否”；空着算“否”。",
    ),
    Column(
        key="accuses",
        label="是否检举控告",
        synonyms=("检举控告",),
        read=yes,
        example="",
        hint="空着就按原话看；像检举控告的不导入，要走密封渠道。核对过不是的，写“否”。",
    ),
    Column(
        key="due_at",
        label="办理期限",
        synonyms=("期限", "截止时间", "办结时限"),
        read=moment,
        example="2024-11-06 17:30",
        hint="12345 要求办好的时间；没有就空着，按本系统的时限算。",
    ),
)

ACCUSES = "检举控告不从这里导入。请在“记一件事”里走密封渠道录入，并把这一行从文件里删去。"
MAYBE_ACCUSES = f"像检举控告，没有导入。是的话：{ACCUSES}不是的，在“是否检举控告”里写“否”再送一次。"


@dataclass(frozen=True)
class Context:
    """What rows are looked up in: areas by code and by name (several of one name: none of them), kinds by name."""

    actor: Actor
    areas: dict[str, Area]
    doubtful: frozenset[str]
    kinds: dict[str, RequestKind]
    now: datetime


def prepare(actor: Actor) -> Context:
    """Two queries for the whole file."""
    trunk = [str(kind) for kind in TRUNK]
    rows = Area.objects.unscoped(WHY).filter(in_force(business_date()), kind__in=trunk)
    areas: dict[str, Area] = {}
    doubtful = set()
    for area in rows:
        areas[area.code] = area
        for name in {area.name, area.short_name}:
            if areas.setdefault(name, area) != area:
                doubtful.add(name)
    kinds: dict[str, RequestKind] = {}
    for kind in RequestKind.objects.unscoped(WHY).filter(is_open=True).order_by("-parent_id"):
        kinds.setdefault(kind.name, kind)
        kinds.setdefault(kind.code, kind)
    return Context(actor, areas, frozenset(doubtful), kinds, business_now())


def check(context: Context, values: Values) -> Sequence[Located]:
    """Puts area and kind into the values; what is wrong with the rest."""
    wrong = []
    area = context.areas.get(values["area"])
    if values["area"] in context.doubtful:
        wrong.append(Located("area", "有几个地方叫这个名字。请写代码。"))
    elif area is None:
        wrong.append(Located("area", "没有这个社区或街道。请写全名，或写区划代码。"))
    elif not context.actor.may(TELL_REQUEST, area):
        wrong.append(Located("area", f"您的任职不包括{area.name}，请交给那里的人导入。"))
    values["found_area"] = area
    values["found_kind"] = context.kinds.get(values["kind"] or "")
    if values["kind"] and values["found_kind"] is None:
        wrong.append(Located("kind", "没有这个类别。请写类别全称，或者空着，受理时再选。"))
    if values["accuses"] is None and sounds_like_one(values["text"]):
        wrong.append(Located("text", MAYBE_ACCUSES))
    elif values["accuses"]:
        wrong.append(Located("accuses", ACCUSES))
    if values["told_at"] > context.now:
        wrong.append(Located("told_at", "时间在以后。请核对日期。"))
    if values["due_at"] is not None and values["due_at"] <= values["told_at"]:
        wrong.append(Located("due_at", "期限早于来电时间。请核对日期。"))
    return wrong


def known(keys: Collection[Key]) -> set[Key]:
    """Orders that are requests already. Those told in confidence count too: their number is taken."""
    rows = Request.objects.in_confidence("an order imported once is never imported again")
    numbers = [number for (number,) in keys]
    return set(rows.filter(foreign_number__in=numbers).values_list("foreign_number"))


def write(actor: Actor, context: Any, rows: Sequence[Values], progress: Progress) -> int:
    """In a handful of queries a step; called in a transaction."""
    for start in range(0, len(rows), STEP):
        _write(actor, rows[start : start + STEP])
        progress(min(start + STEP, len(rows)), len(rows))
    return len(rows)


def _write(actor: Actor, rows: Sequence[Values]) -> None:
    """Requests, whom they complain of, tellers, first steps, clocks and reserved numbers, each in bulk."""
    numbers = _numbers(rows)
    requests = [_request(actor, values, number) for values, number in zip(rows, numbers, strict=True)]
    made = Request.everything.bulk_create(requests, batch_size=BATCH)
    keep_named(made)
    Teller.everything.bulk_create(map(_teller, made, rows), batch_size=BATCH)
    RequestStep.everything.bulk_create([_step(actor, each) for each in made], batch_size=BATCH)
    clocks = [
        _clock(each, v["due_at"]) for each, v in zip(made, rows, strict=True) if v["due_at"] is not None
    ]
    Deadline.everything.bulk_create(clocks, batch_size=BATCH)


def _numbers(rows: Sequence[Values]) -> list[str]:
    """As ``intake.next_number`` gives them, with one reservation for each area and day; locked in one order."""
    places = [(values["found_area"], values["told_at"].date()) for values in rows]
    wanted: dict[tuple[int, Any], int] = {}
    for area, day in places:
        wanted[area.pk, day] = wanted.get((area.pk, day), 0) + 1
    next_ones: dict[tuple[int, Any], int] = {}
    for area_id, day in sorted(wanted):
        next_ones[area_id, day] = take_numbers(area_id, day, wanted[area_id, day])
    numbers = []
    for area, day in places:
        next_ones[area.pk, day] += 1
        numbers.append(written_number(area, day, next_ones[area.pk, day]))
    return numbers


def _request(actor: Actor, values: Values, number: str) -> Request:
    area = values["found_area"]
    return Request(
        number=number,
        text=values["text"],
        source=Source.HOTLINE,
        told_at=values["told_at"],
        told_on=values["told_at"].date(),
        area=area,
        spot=values["spot"] or "",
        kind=values["found_kind"],
        level=level_of(area),
        holder=area,
        foreign_number=values["number"],
        provenance=Provenance.IMPORTED,
        recorded_by_id=actor.account_id,
    )


def _teller(request: Request, values: Values) -> Teller:
    anonymous = values["anonymous"] or not values["called"]
    phone = values["phone"]
    found = Teller(
        request=request,
        wish=Wish.ANONYMOUS if anonymous else Wish.NAMED,
        called="" if anonymous else values["called"],
        way=AnswerWay.PHONE if phone else AnswerWay.RECEIPT,
        on_behalf=True,
    )
    if phone:
        found.phone_sealed, found.phone_hash = seal(phone, PHONE), find_hash(phone, PHONE)
    return found


def _step(actor: Actor, request: Request) -> RequestStep:
    return RequestStep(
        request=request,
        verb="tell",
        source="",
        target=TOLD,
        level=request.level,
        holder=request.holder,
        actor_kind=actor.audit_kind,
        actor_id=actor.account_id,
        actor_title=actor.title,
        at=request.told_at,
        words="12345 转办，批量导入",
        public="收到您说的事。",
    )


def _clock(request: Request, due_at: datetime) -> Deadline:
    """The order's own date: the clock of the request from the first moment, in days as the hotline gave them."""
    to = Reference.to(request)
    return Deadline(
        target_type=to.type,
        target_id=to.id,
        area=request.holder,
        kind=CLOCK,
        amount=max(1, (due_at.date() - request.told_on).days),
        unit="day",
        rolls=False,
        basis=BASIS,
        started_at=request.told_at,
        due_at=due_at,
    )


HOTLINE = Roster(
    kind="hotline",
    label="12345 热线工单",
    explanation="区里转来的热线工单，一行一件，按工单编号只收一次；到社区或街道手里开始办。",
    columns=COLUMNS,
    natural_key=("number",),
    capability=IMPORT_ORDERS,
    known=known,
    prepare=prepare,
    check=check,
    write=write,
)
