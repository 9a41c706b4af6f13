"""The demo's territory: 20 units, 108 communities, both trees below them; and its organisations.

Place names are real as far as published; which community lies in which street, and everything below a
community, is invented.
"""

import random
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from linli.common.world import Org, Place, World
from linli.orgs.demo_outlines import estates_in, outlines, polygon
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Campaign, Organisation, OrganisationKind, Placement, Theme
from linli.orgs.outlines import rings as outline_rings

DISTRICT = ("430602", "岳阳楼区")
SINCE = date(2010, 1, 1)
GRIDS_SINCE = date(2021, 1, 1)
NEIGHBOURS_SINCE = date(2023, 3, 1)

# street → (weight, names of communities known; the rest are numbered)
STREETS: dict[str, tuple[float, tuple[str, ...]]] = {
    "岳阳楼街道": (7, ("鱼巷子社区", "太子庙社区", "古井社区")),
    "三眼桥街道": (6, ("白杨坡社区", "尚书山社区")),
    "吕仙亭街道": (6, ("鲤鱼嘴社区", "年丰巷社区")),
    "金鹗山街道": (8, ("学院路社区",)),
    "东茅岭街道": (8, ("东升社区",)),
    "五里牌街道": (8, ("高山坡社区", "铁路社区")),
    "望岳路街道": (6, ("鹰山社区", "东湖社区")),
    "城陵矶街道": (5, ("学坡社区",)),
    "枫桥湖街道": (6, ("新城社区",)),
    "奇家岭街道": (7, ("奇家社区", "奇西社区")),
    "洛王街道": (6, ("洪家洲社区",)),
    "站前街道": (5, ()),
    "王家河街道": (6, ("王家河社区",)),
    "梅溪街道": (5, ("芭蕉湖社区",)),
    "西塘镇": (3, ("郭亮社区",)),
    "郭镇乡": (3, ()),
    "康王乡": (3, ()),
    "通海路管理处": (4, ()),
    "金凤桥管理处": (3, ()),
    "木里港管理处": (3, ()),
}
SMALL_STREETS = ("岳阳楼街道", "五里牌街道", "望岳路街道", "奇家岭街道")
KNOWN_ESTATES = {"高山坡社区": ("荣发小区",), "芭蕉湖社区": ("洪源小区",), "东升社区": ("金湖小区",)}
ESTATE_FIRST = (
    "洞庭岳阳南湖东方翠湖御景巴陵学府锦绣枫林听涛望江华泰康乐幸福花果书香滨河龙山银杏香樟碧桂阳光天伦建设"
    "新建湘北杏林春晓和谐桃园金鹗岳纺教师机电水运铁建邮电临湖月亮白鹤芙蓉柳荫团湖静安永济长岭红星民生光明"
)
ESTATE_LAST = ("小区", "小区", "小区", "花园", "家园", "苑", "新村", "公寓", "佳苑", "家属院", "名邸")
CHINESE = "一二三四五六七八九十"

DEPARTMENTS = [
    "区委办公室",
    "区人大常委会办公室",
    "区政府办公室",
    "区政协办公室",
    "区纪委监委机关",
    "区委组织部",
    "区委宣传部",
    "区委统战部",
    "区委政法委",
    "区委社会工作部",
    "区委编办",
    "区信访局",
    "区发展和改革局",
    "区教育局",
    "区科学技术和工业信息化局",
    "区民政局",
    "区司法局",
    "区财政局",
    "区人力资源和社会保障局",
    "区住房和城乡建设局",
    "区交通运输局",
    "区农业农村局",
    "区商务局",
    "区文化旅游广电局",
    "区卫生健康局",
    "区退役军人事务局",
    "区应急管理局",
    "区审计局",
    "区市场监督管理局",
    "区统计局",
    "区医疗保障局",
    "区城市管理和综合执法局",
    "区数据局",
    "区总工会",
    "共青团区委",
    "区妇女联合会",
    "区残疾人联合会",
    "区工商业联合会",
    "区科学技术协会",
    "区文学艺术界联合会",
    "区图书馆",
    "区档案馆",
    "区机关事务服务中心",
    "区房屋征收服务中心",
    "区城市建设投资公司",
    "区融媒体中心",
]
THEMES = (
    ("no-illegal-building", "禁违治违"),
    ("clean-streets", "环卫治脏"),
    ("tidy-city", "市容治乱"),
    ("traffic", "交通治堵"),
    ("environment", "环保治污"),
    ("public-order", "治安治差"),
    ("renewal", "老旧小区改造"),
    ("lifts", "加装电梯"),
    ("flood", "防汛救灾"),
    ("civility", "文明创建"),
)
STUDY_CAMPAIGN = "discipline-study-2024"


def numeral(number: int) -> str:
    """1 → 一 … 99 → 九十九."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return CHINESE[ones - 1]
    return ("" if tens == 1 else CHINESE[tens - 1]) + "十" + (CHINESE[ones - 1] if ones else "")


class Add(Protocol):
    """Makes one organisation and gives its id."""

    def __call__(
        self,
        kind: OrganisationKind,
        name: str,
        area: Place,
        parent: int | None = None,
        grid: Place | None = None,
    ) -> int:
        """The new organisation's id."""


class _Builder:
    """Gathers areas, then writes them with their placements."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows: list[tuple[int, str, str, str, int | None, str, date]] = []
        self.boundaries: dict[int, dict[str, object]] = {}

    def add(self, kind: Kind, code: str, name: str, parent: Place | None, since: date) -> Place:
        key = self.world.writer.next_id(Area)
        path = f"{parent.path if parent else '/'}{key}/"
        self.rows.append((key, kind.value, code, name, parent.id if parent else None, path, since))
        place = Place(key, kind.value, code, name, path, parent.id if parent else None)
        return self.world.add_place(place)

    def write(self) -> None:
        fields = ("id", "kind", "code", "name", "parent_id", "path", "valid_from", "boundary")
        self.world.writer.write(Area, fields, ((*row, self.boundaries.get(row[0])) for row in self.rows))
        stays = ((key, parent, path, since) for key, _, _, _, parent, path, since in self.rows)
        self.world.writer.write(Placement, ("area_id", "parent_id", "path", "valid_from"), stays)


def _shares(total: int, weights: Sequence[float], rng: random.Random) -> list[int]:
    """Shares of at least one each."""
    rest = World.spread(total - len(weights), weights, rng)
    return [1 + share for share in rest]


def _communities(build: _Builder, district: Place) -> None:
    world, rng = build.world, build.world.rng("communities")
    units = [u for u in world.units if world.size == "full" or u[1] in SMALL_STREETS]
    total = 108 if world.size == "full" else 2 * len(units)
    numbers = _shares(total, [STREETS[name][0] for _, name in units], rng)
    if world.size != "full":
        numbers = [2] * len(units)
    for (code, name), count in zip(units, numbers, strict=True):
        street = build.add(Kind.STREET, code, name, district, SINCE)
        known = STREETS[name][1][:count]
        short = name.removesuffix("街道").removesuffix("管理处")
        for n in range(1, count + 1):
            title = known[n - 1] if n <= len(known) else f"{short}第{numeral(n)}社区"
            build.add(Kind.COMMUNITY, f"{code}{n:03d}", title, street, SINCE)


def _outlines(build: _Builder, district: Place) -> None:
    """Schematic outlines of the district, its streets and their communities."""
    world = build.world
    streets = world.of_kind(Kind.STREET)
    below = [world.children(street.id, Kind.COMMUNITY) for street in streets]
    counts = [(street.name, len(each)) for street, each in zip(streets, below, strict=True)]
    whole, grounds, parts = outlines(counts, world.rng("outlines"))
    build.boundaries[district.id] = polygon(whole)
    for street, ground, communities, rings in zip(streets, grounds, below, parts, strict=True):
        build.boundaries[street.id] = polygon(ground)
        build.boundaries |= {c.id: polygon(ring) for c, ring in zip(communities, rings, strict=True)}


def _estate_outlines(build: _Builder, communities: Sequence[Place]) -> None:
    """Each estate within its community's outline; its houses have none and stand in order of their number."""
    world = build.world
    rng = world.rng("estate outlines")
    for community in communities:
        estates = world.children(community.id, Kind.ESTATE)
        whole = outline_rings(build.boundaries[community.id])[0][:-1]
        rings = estates_in(whole, len(estates), rng)
        build.boundaries |= {each.id: polygon(ring) for each, ring in zip(estates, rings, strict=True)}


def _below(
    build: _Builder, parents: Sequence[Place], kind: Kind, total: int, letter: str, word: str, since: date
) -> list[Place]:
    rng = build.world.rng(kind.value)
    weights = [build.world.size_of(p) * rng.uniform(0.7, 1.3) for p in parents]
    found = []
    for parent, count in zip(parents, _shares(total, weights, rng), strict=True):
        for n in range(1, count + 1):
            name = f"第{numeral(n)}{word}" if n < 100 else f"第{n}{word}"
            found.append(build.add(kind, f"{parent.code}{letter}{n:02d}", name, parent, since))
    return found


def _estates(build: _Builder, communities: Sequence[Place], total: int, buildings: int) -> None:
    world, rng = build.world, build.world.rng("estates")
    counts = _shares(total, [world.size_of(c) for c in communities], rng)
    estates = []
    for community, count in zip(communities, counts, strict=True):
        used: set[str] = set()
        for n in range(1, count + 1):
            known = KNOWN_ESTATES.get(community.name, ())
            name = known[n - 1] if n <= len(known) else _estate_name(rng, used)
            used.add(name)
            estates.append(build.add(Kind.ESTATE, f"{community.code}E{n:02d}", name, community, SINCE))
    for estate, count in zip(estates, _shares(buildings, [1.0] * len(estates), rng), strict=True):
        for n in range(1, count + 1):
            build.add(Kind.BUILDING, f"{estate.code}B{n:03d}", f"{estate.name}{n}栋", estate, SINCE)


def _estate_name(rng: random.Random, used: set[str]) -> str:
    while True:
        at = 2 * rng.randrange(len(ESTATE_FIRST) // 2)
        name = ESTATE_FIRST[at : at + 2] + rng.choice(ESTATE_LAST)
        if name not in used:
            return name


def _organisations(world: World) -> None:
    rng = world.rng("organisations")
    rows: list[tuple[int, str, str, int, int | None, int | None, date]] = []

    def add(
        kind: OrganisationKind, name: str, area: Place, parent: int | None = None, grid: Place | None = None
    ) -> int:
        key = world.writer.next_id(Organisation)
        first, last = (GRIDS_SINCE, date(2022, 6, 30)) if grid else (date(2010, 1, 4), date(2020, 12, 30))
        since = world.day(rng, first, last)
        rows.append((key, kind.value, name, area.id, parent, grid.id if grid else None, since))
        world.organisations.append(Org(key, kind.value, area.id, name))
        return key

    district = world.district
    top = add(OrganisationKind.PARTY_COMMITTEE, "中共岳阳楼区委员会", district)
    for name in DEPARTMENTS[: world.scaled(len(DEPARTMENTS), 10)]:
        add(OrganisationKind.DEPARTMENT, name, district)
        committee = add(OrganisationKind.PARTY_GENERAL_BRANCH, f"{name}党总支", district, top)
        for n in range(1, 1 + rng.choice((1, 1, 2, 3))):
            add(OrganisationKind.PARTY_BRANCH, f"{name}第{numeral(n)}党支部", district, committee)
    for street in world.of_kind(Kind.STREET):
        add(OrganisationKind.STREET_OFFICE, f"{street.name}机关", street)
        above = add(OrganisationKind.PARTY_COMMITTEE, f"中共{street.name}委员会", street, top)
        for community in world.children(street.id, Kind.COMMUNITY):
            _of_community(world, add, street, community, above)
    _units_at_large(world, rng, add, top)
    fields = ("id", "kind", "name", "area_id", "parent_id", "grid_id", "valid_from")
    world.writer.write(Organisation, fields, rows)


def _of_community(world: World, add: Add, street: Place, community: Place, above: int) -> None:
    add(OrganisationKind.COMMITTEE, f"{community.name}居民委员会", community)
    general = add(
        OrganisationKind.PARTY_GENERAL_BRANCH, f"中共{community.name}总支部委员会", community, above
    )
    for grid in world.children(community.id, Kind.LARGE_GRID):
        name = f"{community.name}{grid.name}党支部"
        add(OrganisationKind.PARTY_BRANCH, name, community, general, grid)


def _units_at_large(world: World, rng: random.Random, add: Add, top: int) -> None:
    """Schools, clinics, firms: units to guide, each with its party branch; and branches of riders and the like."""
    places = world.of_kind(Kind.COMMUNITY)
    kinds = ("小学", "幼儿园", "社区卫生服务站", "农贸市场", "物业服务公司", "中学", "环卫站", "养老服务中心")
    every = [(community, kind) for community in places for kind in kinds]
    chosen = rng.sample(every, world.scaled(230, 12))
    for community, kind in sorted(chosen, key=lambda pair: (pair[0].code, kinds.index(pair[1]))):
        name = f"{community.name.removesuffix('社区')}{kind}"
        add(OrganisationKind.ENTERPRISE, name, community)
        add(OrganisationKind.PARTY_BRANCH, f"{name}党支部", community, top)
    for community in rng.sample(places, min(len(places), world.scaled(16, 2))):
        name = f"{community.name}新就业群体功能型党支部"
        add(OrganisationKind.FUNCTIONAL_BRANCH, name, community, top)


def _campaigns(world: World) -> None:
    district = world.district
    organiser = next((o.id for o in world.organisations if o.name == "区委组织部"), None)
    campaigns = (
        (STUDY_CAMPAIGN, "党纪学习教育", date(2024, 4, 1), None, "中共中央办公厅关于开展党纪学习教育的通知"),
        ("theme-education-2023", "主题教育", date(2023, 9, 1), date(2024, 2, 1), "第二批主题教育部署"),
    )
    rows = []
    for code, name, start, end, basis in campaigns:
        key = world.writer.next_id(Campaign)
        world.campaigns[code] = key
        rows.append((key, code, name, district.id, organiser, basis, start, end))
    fields = ("id", "code", "name", "area_id", "organiser_id", "basis", "valid_from", "valid_to")
    world.writer.write(Campaign, fields, rows)
    themes = []
    for code, name in THEMES:
        key = world.writer.next_id(Theme)
        world.themes[code] = key
        themes.append((key, code, name, district.id))
    world.writer.write(Theme, ("id", "code", "name", "area_id"), themes)


def build(world: World) -> None:
    """Territory, organisations, campaigns and themes."""
    made = _Builder(world)
    district = made.add(Kind.DISTRICT, *DISTRICT, None, SINCE)
    _communities(made, district)
    _outlines(made, district)
    communities = world.of_kind(Kind.COMMUNITY)
    rng = world.rng("community sizes")
    for community in communities:  # a first guess, until households are counted
        weight = STREETS[world.street_of(community).name][0]
        world.households[community.id] = int(1000 * rng.uniform(0.6, 1.6) * (0.7 + weight / 12))
    least = len(communities)
    large = _below(
        made, communities, Kind.LARGE_GRID, world.scaled(675, 2 * least), "G", "大网格", GRIDS_SINCE
    )
    _below(made, large, Kind.MICRO_GRID, world.scaled(1819, 2 * len(large)), "W", "微网格", GRIDS_SINCE)
    sections = _below(made, communities, Kind.SECTION, world.scaled(650, least), "P", "片", NEIGHBOURS_SINCE)
    groups = _below(
        made, sections, Kind.GROUP, world.scaled(2177, len(sections)), "Z", "组", NEIGHBOURS_SINCE
    )
    total = world.scaled(12_043, len(groups))
    _below(made, groups, Kind.NEIGHBOURHOOD, total, "L", "邻", NEIGHBOURS_SINCE)
    _estates(made, communities, world.scaled(860, least), world.scaled(6_020, 2 * least))
    _estate_outlines(made, communities)
    made.write()
    _organisations(world)
    _campaigns(world)
