"""A matter about one of the three leads begins above that lead, who never learns who told it (domain.md §3.1)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.grid.requests import places
from linli.grid.requests.models import Request, RequestSubject
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import under_paths
from linli.people.models import LEAD_POSTS, Account, Appointment, Post
from linli.people.selectors import appointments_on, leads_on

WHY = "who leads the place of a matter, to keep from them who told it"
RANK = {Kind.NEIGHBOURHOOD: 0, Kind.GROUP: 1, Kind.SECTION: 2}
NAMED_AS = {Post.NEIGHBOUR_LEAD: "邻长", Post.GROUP_LEAD: "组长", Post.SECTION_LEAD: "片长"}
WRONG_CONTACT = "公布的邻长、组长或片长，名字或电话不对"
"""What the page of a place puts into the form for who finds a name or number wrong: about the board, not the lead."""
_POST = "邻长|组长|片长"
_GAP = "[我们咱这那个里边的本第一二三四五六七八九十0-9楼栋小区位下了过片组邻长]{0,8}?"
_TO = "(?:跟|和|向|给|对|同)"
_BEGGED = "(?:请|由|让|叫|喊|找|麻烦|通知|联系|告诉|谢谢|感谢)"
_THEN = "[^，。；！？]{0,3}?(?:说|讲|反映|提|打|报|问|联系|沟通|商量|发)"
_GREETED = "[，,]?(?:您好|你好|[早上下午晚]{0,2}好[，,：:！!。]|辛苦|[：:])"
_HARSH = re.compile(
    "[他她]|骂|吵|凶|难听|态度|不理|不见|不接|不来|不上门|不作为|不负责|从来|推脱|推诿|敷衍|偏心|懒|收钱|送礼|红包|骗|欺|威胁"
    "|报复|打人|乱说|泄露|不要|别|保密"
)
"""Beside such words no lead is merely greeted or asked: when in doubt the teller is kept from them."""


@dataclass(frozen=True)
class Complained:
    """Whom of the leads it is about, and the highest of the areas they lead, where those lie in one line."""

    persons: frozenset[int] = frozenset()
    highest: Area | None = None


class _Held(NamedTuple):
    """What has to be known of a lead here."""

    person_id: int
    name: str
    post: str
    area_id: int
    kind: str


def complained_of(
    text: str, *, area: Area, neighbourhood: Area | None, place: Area | None, is_said: bool, but: int | None
) -> Complained:
    """Those of the leads of whom ``text`` speaks by name, or by post in their own place, and not only to greet or ask
    them; where it is said that it is about one of them (``is_said``) and none of that place is named, all who lead
    there, or, of no known door, those of the leads who would read it by another post. ``but``: who tells it is never
    the one it is about.
    """
    line = _line(neighbourhood, place)
    squeezed = "".join(text.split())
    near = [each for each in _leads(area, line, squeezed) if each.person_id != but]
    found = [each for each in near if _is_spoken_of(each, squeezed, line)]
    inside = [each for each in found if each.area_id in line]
    if is_said and not inside:
        inside = [each for each in near if each.area_id in line]
        found += inside or [each for each in _in_two_posts(area) if each.person_id != but]
    top = max(inside, key=lambda each: RANK[Kind(each.kind)], default=None)
    highest = Area.objects.unscoped(WHY).get(pk=top.area_id) if top is not None else None
    return Complained(frozenset(each.person_id for each in found), highest)


def _is_spoken_of(lead: _Held, squeezed: str, line: set[int]) -> bool:
    said = _without_asking(squeezed, lead.name)
    return lead.name in said or (lead.area_id in line and NAMED_AS[Post(lead.post)] in said)


def _without_asking(squeezed: str, name: str) -> str:
    """The sentence without what greets or asks a lead, or tells that one was asked (跟邻长说过了)."""
    if _HARSH.search(squeezed):
        return squeezed
    one = f"(?:{re.escape(name)}|[^，。；！？的]?(?:{_POST}))"
    who = f"{one}{one}?"
    asked = f"{_BEGGED}{_GAP}{who}|{_TO}{_GAP}{who}{_THEN}|{who}{_GREETED}"
    return re.sub(asked, "", squeezed.replace(WRONG_CONTACT, ""))


def _line(neighbourhood: Area | None, place: Area | None) -> set[int]:
    """The neighbourhood and all above it; of a building or estate those of every neighbourhood that serves it."""
    if neighbourhood is not None:
        return _ids([neighbourhood.path])
    if place is None or place.kind not in (Kind.BUILDING, Kind.ESTATE):
        return set()
    return _ids(each.path for each in places.serving(place))


def _ids(paths: Iterable[str]) -> set[int]:
    return {int(step) for path in paths for step in path.strip("/").split("/")}


def _leads(area: Area, line: set[int], squeezed: str) -> list[_Held]:
    """Those in office in the line, and those of the area who are called by name: looked for in the database, which
    knows every lead of the district, so that a handful of rows is made.
    """
    rows = leads_on(business_date()).annotate(at=StrIndex(Value(squeezed), F("person__name")))
    return _held(rows.filter(Q(area__in=line) | (under_paths([area.path], "area__path") & Q(at__gt=0))))


def _in_two_posts(area: Area) -> list[_Held]:
    """Leads of the area who hold a post of another kind as well."""
    others = appointments_on(business_date()).exclude(post__in=LEAD_POSTS)
    rows = leads_on(business_date()).filter(under_paths([area.path], "area__path"))
    return _held(rows.filter(person__in=others.values("person")))


def _held(rows: QuerySet[Appointment]) -> list[_Held]:
    return [
        _Held(*row) for row in rows.values_list("person_id", "person__name", "post", "area_id", "area__kind")
    ]


def keep(request: Request, found: Complained) -> None:
    """Writes down from whom its teller is hidden; those written down before stay."""
    if not found.persons:
        return
    known = RequestSubject.objects.in_confidence(WHY).filter(request=request)
    new = found.persons - set(known.values_list("person_id", flat=True))
    rows = [RequestSubject(request=request, person_id=person) for person in sorted(new)]
    RequestSubject.everything.bulk_create(rows)


def keep_named(requests: Sequence[Request]) -> None:
    """Of many told at once without a door: whom of the leads of its area each names."""
    paths = sorted({each.area.path for each in requests})
    rows = leads_on(business_date()).filter(under_paths(paths, "area__path"))
    called: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, person, path in rows.values_list("person__name", "person_id", "area__path"):
        called[name].append((person, path))
    sizes = {len(name) for name in called}
    kept = []
    for request in requests:
        said = "".join(request.text.split())
        words = {said[at : at + size] for size in sizes for at in range(len(said) - size + 1)}
        found = {
            person
            for name in words & called.keys()
            if name in _without_asking(said, name)
            for person, path in called[name]
            if path.startswith(request.area.path)
        }
        kept += [RequestSubject(request=request, person_id=person) for person in sorted(found)]
    RequestSubject.everything.bulk_create(kept, batch_size=500)


def before_it_comes_to(holder: Area, request: Request) -> None:
    """Whom of the leads of ``holder`` and above it complains of is asked again, and kept: where it was told, their
    door may not have been known.

    Raises ValidationError where the teller said that it is about a lead, and it would come down to one: the form
    promised that it goes to the level above, and whom it is about may only be guessed.
    """
    if request.is_accusation or holder.kind not in RANK:
        return
    if request.is_about_lead and not request.holder.path.startswith(holder.path):
        raise ValidationError(
            f"报事人说了，说的就是邻长、组长或片长，答应过交给上一级办，不能交给{holder.name}的三长。"
            f"请在{request.holder.name}办，或者上报。"
        )
    found = complained_of(
        request.text,
        area=request.area,
        neighbourhood=holder,
        place=None,
        is_said=False,
        but=who_told(request),
    )
    keep(request, found)


def who_told(request: Request) -> int | None:
    """The person who wrote it down, where somebody with an account did."""
    account = Account.objects.filter(pk=request.recorded_by_id or 0)
    return account.values_list("person", flat=True).first()


def may_know_teller(actor: Actor, request: Request) -> bool:
    """False for whom the matter is about, wherever they hold a post."""
    if actor.account is None or actor.account.person_id is None:
        return True
    rows = RequestSubject.objects.in_confidence(WHY)
    return not rows.filter(request=request, person=actor.account.person_id).exists()


def is_about_a_lead(request: Request) -> bool:
    """Whether its teller is hidden from somebody."""
    return RequestSubject.objects.in_confidence(WHY).filter(request=request).exists()
