"""The demo's postings: about thirty, hanging, ended, drafted, one withdrawn. Small and full alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain, cycle
from random import Random

from linli.common.world import GIVEN_FIRST, GIVEN_SECOND, SURNAMES, Place, World
from linli.notices import demo_texts as texts
from linli.notices.days import earliest_end
from linli.notices.models import Objection, Posting, PostingExtension, PostingKind
from linli.notices.states import DRAFTED, ENDED, POSTED, WITHDRAWN
from linli.people.crypto import seal
from linli.workflow.calendar import SHANGHAI
from linli.workflow.deadlines import Unit
from linli.workflow.selectors import working_calendar

WHY = "the demo is being built"
COMMENDED = 148
OFFICE, ORGANISERS = "岳阳楼区委社会工作部", "岳阳楼区委组织部"
FIELDS = ("id", "kind_id", "area_id", "issuer", "title", "body", "table", "online", "board", "state", "posted_on",
          "minimum", "unit", "basis", "earliest_end", "until", "closed_on", "withdrawn_on",
          "withdrawal_reason")  # fmt: skip
ASKED_FIELDS = ("posting_id", "text", "asker", "contact_sealed", "is_public", "asked_at", "answer", "withheld",
                "answered_at")  # fmt: skip
Table = list[list[str]]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One posting before it is a row. ``day`` None: a draft. ``more``: days beyond the minimum."""

    kind: str
    place: Place
    issuer: str
    title: str
    body: Sequence[str]
    table: Table
    board: str
    day: date | None
    more: int = 0
    withdrawn: date | None = None
    extended: date | None = None


class _Writer:
    """Turns notices into rows, with the questions people had."""

    def __init__(self, world: World) -> None:
        self.world, self.rng = world, world.rng("notices")
        self.calendar = working_calendar()
        self.kinds = {kind.code: kind for kind in PostingKind.objects.unscoped(WHY)}
        self.rows: list[tuple[object, ...]] = []
        self.asked: list[tuple[object, ...]] = []
        self.extensions: list[tuple[object, ...]] = []
        self.questions = {code: iter(each) for code, each in texts.ASKED.items()}

    def add(self, notice: Notice) -> None:
        key, kind = self.world.writer.next_id(Posting), self.kinds[notice.kind]
        body = "\n".join((*notice.body, texts.ROLL))
        says = (
            key,
            kind.pk,
            notice.place.id,
            notice.issuer,
            notice.title,
            body,
            notice.table,
            True,
            notice.board,
        )
        if notice.day is None:
            self.rows.append((*says, DRAFTED, None, None, "", "", None, None, None, None, ""))
            return
        end = earliest_end(notice.day, kind.minimum, Unit(kind.unit), self.calendar)
        until = end + timedelta(days=notice.more)
        if notice.extended is not None:
            self.extensions.append((key, end, until, texts.EXTENDED, notice.extended))
        over = until < self.world.today and notice.withdrawn is None
        state = WITHDRAWN if notice.withdrawn else ENDED if over else POSTED
        closed = until + timedelta(days=1) if over else None
        reason = texts.WITHDRAWN if notice.withdrawn else ""
        self.rows.append((*says, state, notice.day, kind.minimum, kind.unit, kind.basis, end, until, closed,
                          notice.withdrawn, reason))  # fmt: skip
        self._ask(key, notice, min(until, self.world.today, notice.withdrawn or until))

    def _ask(self, key: int, notice: Notice, last: date) -> None:
        """Every other posting of a kind gets the next question people have about it."""
        assert notice.day is not None
        if key % 2 or notice.kind not in self.questions or last <= notice.day:
            return
        for text, asker, is_public, answer, withheld in self._next(notice.kind):
            asked = datetime.combine(min(notice.day + timedelta(days=1), last), time(9, 20), SHANGHAI)
            if asked.date() == self.world.today:
                continue
            answered = asked + timedelta(days=1, hours=6) if answer else None
            contact = seal(self.world.phone(9_000_000 + key), "objection.contact") if asker else None
            self.asked.append((key, text, asker, contact, is_public, asked, answer, withheld, answered))

    def _next(self, kind: str) -> Iterator[tuple[str, str, bool, str, str]]:
        for _ in range(2 if kind in ("leads", "commendation") else 1):
            found = next(self.questions[kind], None)
            if found is not None:
                yield found

    def write(self) -> None:
        writer = self.world.writer
        writer.write(Posting, FIELDS, self.rows)
        writer.write(
            PostingExtension, ("posting_id", "before", "after", "reason", "decided_on"), self.extensions
        )
        writer.write(Objection, ASKED_FIELDS, self.asked, keyed=("contact_sealed",))


def _name(rng: Random) -> str:
    return rng.choice(SURNAMES[:60]) + rng.choice(GIVEN_FIRST) + rng.choice(GIVEN_SECOND)


def _fen(amount: int) -> str:
    return f"{amount // 100:,}.{amount % 100:02d} 元"


def _money(rng: Random) -> Table:
    """Income and spending that add up."""
    income = {name: rng.randint(8, 90) * 10_000 for name in ("停车费", "广告费", "充电棚")}
    spent = {name: rng.randint(4, 50) * 10_000 for name in ("保洁", "维修", "绿化")}
    opening = rng.randint(100, 900) * 10_000
    closing = opening + sum(income.values()) - sum(spent.values())
    lines = [("上期结余", opening), *income.items(), *((f"支出：{name}", fen) for name, fen in spent.items())]
    return [["项目", "金额"], *([name, _fen(fen)] for name, fen in lines), ["本期结余", _fen(closing)]]


def _things(rng: Random) -> Table:
    rows = (("节能灯具", "套"), ("折叠桌椅", "套"), ("应急照明", "个"), ("宣传展板", "块"))
    return [["物品", "数量", "单位"], *([name, str(rng.randint(2, 60)), unit] for name, unit in rows)]


def _hours(rng: Random) -> Table:
    rows = [[_name(rng), f"{rng.randint(20, 120)} 小时"] for _ in range(8)]
    return [["姓名", "服务时长"], *rows]


def _leads(rng: Random, communities: Sequence[Place]) -> Table:
    posts = ("片长", "组长", "邻长", "邻长", "邻长")
    rows = [
        [place.name, post, _name(rng), rng.choice(("新推选", "留任", "接任"))]
        for place in communities
        for post in posts
    ]
    return [["社区", "职务", "姓名", "情况"], *rows]


def _persons(rng: Random, world: World, count: int, posts: Sequence[str], what: str = "职务") -> Table:
    places = sorted(world.pick_places(rng, count), key=lambda place: place.code)
    rows = [[str(n), _name(rng), place.name, rng.choice(posts)] for n, place in enumerate(places, start=1)]
    return [["序号", "姓名", "社区（村）", what], *rows]


def _district(world: World, rng: Random) -> Iterator[Notice]:
    notice = partial(Notice, place=world.district, board="区委大院东门公示栏", issuer=OFFICE)
    everybody = _persons(rng, world, COMMENDED, ("邻长", "组长", "片长", "社区工作者"))
    clerks = _persons(rng, world, 6, ("党组织书记",))
    named = [[f"{each.name}暖心驿站", each.name] for each in world.of_kind("community")[:8]]
    paid = _persons(rng, world, 12, ("助理社会工作师", "社会工作师"), "证书")
    lists = [["层级", "项数"], ["省市", "85"], ["区级", "17"], ["合计", "102"]]
    yield notice(kind="commendation", title="拟表彰优秀三长和社区工作者名单", body=texts.COMMEND, table=everybody,
                 day=date(2024, 10, 25), more=3)  # fmt: skip
    yield notice(kind="recruitment", title="2024年考核招聘拟聘用人员名单", body=texts.RECRUIT, table=clerks,
                 day=date(2024, 9, 9), more=2, issuer=ORGANISERS)  # fmt: skip
    yield notice(
        kind="burden", title="社区（村）工作减负清单", body=texts.BURDEN, table=lists, day=date(2024, 3, 18)
    )
    yield notice(kind="station", title="2024年第二批暖心驿站授牌名单", body=texts.STATIONS,
                 table=[["驿站", "所在社区（村）"], *named], day=date(2024, 8, 12))  # fmt: skip
    yield notice(kind="allowance", title="10月新核定职业津贴人员名单", body=texts.ALLOWANCE, table=paid,
                 day=date(2024, 10, 28))  # fmt: skip


def _streets(world: World, rng: Random) -> Iterator[Notice]:
    days = (date(2024, 10, 28), date(2024, 10, 24), date(2024, 9, 19), date(2024, 6, 12), date(2024, 10, 29))
    own = [world.named("五里牌街道", "street"), world.named("奇家岭街道", "street")]
    rest = [street for street in world.of_kind("street") if street not in own]
    for street, day in zip(chain(own, cycle(rest)), days, strict=False):
        yield Notice(
            kind="leads",
            place=street,
            issuer=f"{street.name}办事处" if street.name.endswith("街道") else street.name,
            title=f"{street.name}三长调整名单",
            body=texts.LEADS,
            table=_leads(rng, world.children(street.id, "community")[:4]),
            board=f"{street.name}便民服务中心公示栏",
            day=day,
        )
    yield Notice(
        kind="allowance",
        place=own[0],
        issuer=f"{own[0].name}办事处",
        title="9月新核定职业津贴人员名单",
        body=texts.ALLOWANCE,
        table=[["姓名", "证书"], *([_name(rng), "助理社会工作师"] for _ in range(3))],
        board=f"{own[0].name}便民服务中心公示栏",
        day=date(2024, 9, 20),
    )


def _community(place: Place) -> Callable[..., Notice]:
    return partial(Notice, place=place, issuer=f"{place.name}居委会", board=f"{place.name}居务公开栏")


def _communities(world: World, rng: Random) -> Iterator[Notice]:
    own = [world.named("高山坡社区"), world.named("奇家社区")]
    rest = [place for place in world.of_kind("community") if place not in own and place.name.endswith("社区")]
    rng.shuffle(rest)
    here, there = _community(own[0]), _community(own[1])
    others = map(_community, cycle(rest))
    yield from _accounts(rng, here, there, others)
    affairs = ((here, date(2024, 10, 22), 0), (there, date(2024, 10, 11), 5),
               (next(others), date(2024, 10, 28), 0), (next(others), date(2024, 8, 20), 0))  # fmt: skip
    for (title, words), (by, day, more) in zip(texts.AFFAIRS.items(), affairs, strict=True):
        extended = day + timedelta(days=10) if more else None
        yield by(kind="affairs", title=title, body=(words,), table=_things(rng), day=day, more=more,
                 extended=extended)  # fmt: skip
    decided = (
        (here, date(2024, 10, 17)),
        (next(others), date(2024, 10, 29)),
        (next(others), date(2024, 5, 20)),
    )
    for (title, body), (by, day) in zip(texts.RESOLUTIONS.items(), decided, strict=True):
        yield by(kind="resolution", title=title, body=body, table=[], day=day)
    for by, day in ((there, date(2024, 10, 25)), (next(others), date(2024, 6, 3))):
        yield by(
            kind="volunteer", title="志愿服务证明申请名单", body=texts.VOLUNTEER, table=_hours(rng), day=day
        )
    yield here(kind="affairs", title="四季度邻里节安排和预算", body=("拟在 11 月举办邻里节，所需物品列在下面。",),
               table=_things(rng), day=None)  # fmt: skip


def _accounts(
    rng: Random,
    here: Callable[..., Notice],
    there: Callable[..., Notice],
    others: Iterator[Callable[..., Notice]],
) -> Iterator[Notice]:
    """Quarterly accounts: one withdrawn for a mistake and posted anew, one in draft."""
    quarter = "荣发小区三季度公共收益收支"
    told = ((here, quarter, date(2024, 10, 21)), (here, f"{quarter}（更正后）", date(2024, 10, 24)),
            (here, "荣发小区二季度公共收益收支", date(2024, 7, 22)),
            (there, "小区三季度公共收益收支", date(2024, 10, 18)),
            (next(others), "小区三季度公共收益收支", date(2024, 10, 16)),
            (next(others), "小区三季度公共收益收支", date(2024, 10, 9)),
            (next(others), "小区二季度公共收益收支", date(2024, 7, 18)),
            (next(others), "小区一季度公共收益收支", date(2024, 4, 15)),
            (there, "社区服务收入三季度收支", None))  # fmt: skip
    for n, (by, title, day) in enumerate(told):
        yield by(kind="accounts", title=title, body=texts.ACCOUNTS, table=_money(rng), day=day,
                 withdrawn=date(2024, 10, 24) if n == 0 else None)  # fmt: skip


def build(world: World) -> None:
    """All of them, oldest first, so that numbers follow time."""
    writer, rng = _Writer(world), world.rng("postings")
    found = [*_district(world, rng), *_streets(world, rng), *_communities(world, rng)]
    for notice in sorted(found, key=lambda each: each.day or world.today):
        writer.add(notice)
    writer.write()
