"""三长花名册 in: one lead in office per row, through the same service as by hand. Somebody in office there already is
known; somebody else in office there is refused by name of the rule, never replaced by a file.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.exchange.rosters import Column, Located, Roster
from linli.exchange.rosters.cells import code, day, telephone, yes
from linli.exchange.rosters.declared import Key, Progress, Values
from linli.grid.leads.choosing import community_of
from linli.grid.leads.models import ProducedBy
from linli.grid.leads.services import Choosing, appoint_lead, check_choosing, short_posting, standard_on
from linli.grid.policies import KEEP_LEADS
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.crypto import find_hash
from linli.people.models import LEAD_POSTS, Appointment, Person, Post
from linli.people.services import AREA_KIND_OF, register_person

WHY = "an import looks up what its rows name; each row is narrowed to the actor's areas"
EVERY = 20
OFFICERS = (Post.COMMUNITY_SECRETARY, Post.COMMUNITY_OFFICER, Post.STREET_OFFICER, Post.DISTRICT_OFFICER)


def post_of(text: str) -> Post:
    """片长, 组长 or 邻长."""
    for post in LEAD_POSTS:
        if text == post.label:
            return post
    wanted = "、".join(post.label for post in LEAD_POSTS)
    raise ValueError(f"没有这个职务。请写{wanted}中的一个。")


def produced_by(text: str) -> ProducedBy:
    """How the lead was found."""
    for way in ProducedBy:
        if text == way.label:
            return way
    wanted = "、".join(way.label for way in ProducedBy)
    raise ValueError(f"没有这种产生方式。请写{wanted}中的一个。")


COLUMNS = (
    Column(
        key="area",
        label="地区代码",
        synonyms=("代码", "邻代码", "片组邻代码"),
        read=code,
        required=True,
        longest=24,
        example="430602-示例",
        hint="片、组或邻的代码，在“地区”里可以查到。",
    ),
    Column(
        key="post",
        label="职务",
        synonyms=("岗位",),
        read=post_of,
        required=True,
        example="邻长",
        hint="片长、组长、邻长。",
    ),
    Column(
        key="called",
        label="姓名",
        synonyms=("三长姓名",),
        required=True,
        longest=40,
        private=True,
        example="李建国",
        hint="本社区里有同名的人时要写电话，好认是哪一位。",
    ),
    Column(
        key="phone",
        label="电话",
        synonyms=("联系电话", "手机"),
        read=telephone,
        private=True,
        example="0730-8600000",
        hint="加密存放。可以空着。",
    ),
    Column(
        key="day",
        label="上任日期",
        synonyms=("任职日期", "上任"),
        read=day,
        required=True,
        example="2024-06-03",
        hint="公示结束、作出决定以后的一天，不能晚于今天。",
    ),
    Column(
        key="basis",
        label="会议或决定",
        synonyms=("依据", "任职依据"),
        required=True,
        longest=120,
        example="群英议事会（2024年5月28日）",
        hint="哪次会议或哪份文件定的。",
    ),
    Column(
        key="decided_on",
        label="决定日期",
        read=day,
        required=True,
        example="2024-05-28",
        hint="会议或文件的日期。",
    ),
    Column(
        key="produced_by",
        label="产生方式",
        read=produced_by,
        required=True,
        example=ProducedBy.RESIDENTS.label,
        hint="、".join(way.label for way in ProducedBy) + "。",
    ),
    Column(
        key="meets",
        label="符合选任条件",
        synonyms=("审核结论", "是否符合"),
        read=yes,
        required=True,
        example="是",
        hint="五有、一无、四个不宜审核下来的结论，写“是”或“否”；只写结论，不写原因。",
    ),
    Column(
        key="assessed_on",
        label="审核日期",
        read=day,
        required=True,
        example="2024-05-13",
        hint="不晚于决定日期。",
    ),
    Column(
        key="assessor",
        label="审核人",
        longest=40,
        private=True,
        example="",
        hint="当地社区、街道或区里在任的工作人员；空着就是导入的人自己。",
    ),
    Column(
        key="publicity_from",
        label="公示自",
        synonyms=("公示开始",),
        read=day,
        required=True,
        example="2024-05-20",
        hint="公示的第一天。",
    ),
    Column(
        key="publicity_to",
        label="公示至",
        synonyms=("公示结束",),
        read=day,
        required=True,
        example="2024-05-27",
        hint="公示的最后一天，要够规定的工作日。",
    ),
)


@dataclass
class Context:
    """What rows are looked up in. ``taken``: posts given in this file already; ``named``: numbers by community
    and name in it; ``registered``: whom its import made persons of."""

    actor: Actor
    today: date
    areas: dict[str, Area]
    held: dict[tuple[int, str], tuple[str, date | None]]
    taken: set[tuple[int, str]] = field(default_factory=set)
    named: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    registered: dict[tuple[str, str, str], Person] = field(default_factory=dict)
    communities: dict[str, Area] = field(default_factory=dict)
    officers: dict[tuple[str, str], Person | None] = field(default_factory=dict)

    def community(self, area: Area) -> Area:
        """Which community an area lies in; asked once for each."""
        above = area.path.rsplit("/", 2)[0]
        if above not in self.communities:
            self.communities[above] = community_of(area)
        return self.communities[above]


def prepare(actor: Actor) -> Context:
    """Two queries for the whole file: areas with a lead's post, and who held one last."""
    today = business_date()
    kinds = [str(AREA_KIND_OF[post]) for post in LEAD_POSTS]
    areas = Area.objects.unscoped(WHY).filter(in_force(today), kind__in=kinds)
    held: dict[tuple[int, str], tuple[str, date | None]] = {}
    posts = Appointment.objects.unscoped(WHY).filter(post__in=[str(post) for post in LEAD_POSTS])
    for each in posts.order_by("valid_from").values_list("area_id", "post", "person__name", "valid_to"):
        held[each[0], each[1]] = (each[2], each[3])
    return Context(actor, today, {area.code: area for area in areas}, held)


def known(keys: Collection[Key]) -> set[Key]:
    """Those in office there under this name."""
    found = Appointment.objects.unscoped(WHY).filter(
        valid_to__isnull=True,
        post__in=[str(post) for post in LEAD_POSTS],
        area__code__in={area for area, _, _ in keys},
    )
    held: set[Key] = set(found.values_list("area__code", "post", "person__name"))
    return held & set(keys)


def check(context: Context, values: Values) -> Sequence[Located]:
    """Where, who and how chosen, in the words of the rules. A good row takes its post for the rest of the file."""
    wrong = _place(context, values)
    if wrong:
        return wrong
    wrong = [*_person(context, values), *_choosing(context, values), *_vacancy(context, values)]
    if not wrong:
        context.taken.add((values["found_area"].pk, str(values["post"])))
        context.named.setdefault(_name(context, values), set()).add(values["phone"] or "")
    return wrong


def _place(context: Context, values: Values) -> list[Located]:
    area, post = context.areas.get(values["area"]), values["post"]
    if area is None:
        return [Located("area", "没有这个片、组或邻，或者已经撤销。请核对代码。")]
    if not context.actor.may(KEEP_LEADS, area):
        return [Located("area", "您的任职不包括这里。请由当地工作人员导入。")]
    if Kind(area.kind) is not AREA_KIND_OF[post]:
        return [Located("post", f"{post.label}不在{Kind(area.kind).label}任职。请改职务或代码。")]
    values["found_area"] = area
    return []


def _name(context: Context, values: Values) -> tuple[str, str]:
    return context.community(values["found_area"]).path, values["called"]


def _person(context: Context, values: Values) -> list[Located]:
    """Somebody known by name and number, or somebody new; never a guess between namesakes."""
    people = Person.objects.unscoped(WHY).filter(
        name=values["called"], area__path__startswith=context.community(values["found_area"]).path
    )
    same = list(people[:50])
    if values["phone"]:
        mark = find_hash(values["phone"], "person.phone")
        same = [each for each in same if each.phone_hash == mark]
    inside = context.named.get(_name(context, values), set())
    unsure = inside and (not values["phone"] or "" in inside)
    if len(same) > 1 or unsure or (same and not values["phone"]):
        return [
            Located(
                "called", "本社区已有同名的人，认不出是哪一位。请写上登记过的电话；是另一个人也请写电话。"
            )
        ]
    values["found_person"] = same[0] if same else None
    own = context.actor.account.person_id if context.actor.account else None
    if same and same[0].pk == own:
        return [Located("called", "不能给自己登记任职。请由另一位有权限的人办理。")]
    return []


def _assessor(context: Context, values: Values) -> Person | None:
    if not values["assessor"]:
        return context.actor.account.person if context.actor.account else None
    community = context.community(values["found_area"])
    key = (community.path, values["assessor"])
    if key not in context.officers:
        above = [int(step) for step in community.path.strip("/").split("/")]
        held = Appointment.objects.unscoped(WHY).filter(
            in_force(context.today),
            Q(area_id__in=above),
            post__in=[str(post) for post in OFFICERS],
            person__name=values["assessor"],
        )
        people = {each.person_id: each.person for each in held.select_related("person")}
        context.officers[key] = next(iter(people.values())) if len(people) == 1 else None
    return context.officers[key]


def _choosing(context: Context, values: Values) -> list[Located]:
    assessor = _assessor(context, values)
    if assessor is None:
        return [Located("assessor", "在当地在任的工作人员里找不到这一位审核人。请核对姓名。")]
    if values["publicity_to"] <= values["publicity_from"]:
        return [Located("publicity_to", "公示结束要晚于公示开始。请核对两个日期。")]
    if values["assessed_on"] > values["decided_on"]:
        return [Located("assessed_on", "审核要在作出决定之前。请核对两个日期。")]
    choosing = Choosing(
        produced_by=values["produced_by"],
        meets_standard=values["meets"],
        assessed_by=assessor,
        assessed_on=values["assessed_on"],
        publicity_from=values["publicity_from"],
        publicity_to=values["publicity_to"],
        decision=values["basis"],
        decided_on=values["decided_on"],
    )
    try:
        check_choosing(choosing, values["day"])
        standard_on(values["assessed_on"])
    except ValidationError as error:
        return [Located(_column(values), "".join(error.messages))]
    values["choosing"] = choosing
    return []


def _column(values: Values) -> str:
    """Which column the refusal is about."""
    if not values["meets"]:
        return "meets"
    if short_posting(values["publicity_from"], values["publicity_to"]) is not None:
        return "publicity_to"
    return "day" if values["day"] < max(values["publicity_to"], values["decided_on"]) else "assessed_on"


def _vacancy(context: Context, values: Values) -> list[Located]:
    """A post has one holder at a time."""
    place = (values["found_area"].pk, str(values["post"]))
    if values["day"] > context.today:
        return [Located("day", "上任日期不能晚于今天，到那天再导入。")]
    if place in context.taken:
        return [Located("area", "这份文件里这个岗位写了两个人。一个岗位同一时间只有一位，请留一行。")]
    _, until = context.held.get(place, ("", date.min))
    if until is None:
        return [Located("area", "这里现在还有一位在任。更换请先在三长名册里办理前任离任。")]
    if values["day"] < until:
        return [Located("day", f"前一位到 {until:%Y-%m-%d} 才离任，上任不能早于那一天。请核对日期。")]
    return []


def write(actor: Actor, context: Context, rows: Sequence[Values], progress: Progress) -> int:
    """One service call a row, so that what holds by hand holds here."""
    for at, values in enumerate(rows, start=1):
        area = values["found_area"]
        appoint_lead(
            actor=actor,
            person=values["found_person"] or _registered(actor, context, values),
            post=values["post"],
            area=area,
            day=values["day"],
            choosing=values["choosing"],
        )
        if at % EVERY == 0 or at == len(rows):
            progress(at, len(rows))
    return len(rows)


def _registered(actor: Actor, context: Context, values: Values) -> Person:
    """Somebody new; the same one for each post the file gives them."""
    who = (*_name(context, values), values["phone"] or "")
    if who not in context.registered:
        context.registered[who] = register_person(
            actor=actor,
            name=values["called"],
            area=context.community(values["found_area"]),
            phone=values["phone"] or "",
        )
    return context.registered[who]


ROLL = Roster(
    kind="leads",
    label="三长花名册",
    explanation="片长、组长、邻长，一行一位：在哪里、什么职务、怎么产生、哪天上任。已经在任的不重复登记，也不会被顶替。",
    columns=COLUMNS,
    natural_key=("area", "post", "called"),
    capability=KEEP_LEADS,
    known=known,
    prepare=prepare,
    check=check,
    write=write,
)
