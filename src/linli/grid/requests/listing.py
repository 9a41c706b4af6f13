"""The list of requests: tabs with counts, filters from the address, rows by deadline. One queryset behind all three."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from linli.access.actor import Actor
from linli.access.policies import SEE_OWN_UNIT
from linli.common.clock import business_now
from linli.grid.policies import SETTLE_REQUEST
from linli.grid.requests.acts import next_label
from linli.grid.requests.deciding import to_decide
from linli.grid.requests.models import Level, Request, RequestKind, RequestStep, RequestTask, Source
from linli.grid.requests.selectors import (
    OBJECTED,
    awaits_decision,
    requests_all,
    requests_for,
)
from linli.grid.requests.states import (
    ANSWERED,
    CLOSED,
    FINISHED,
    IN_HAND,
    MERGED,
    REQUEST,
    SUSPENDED,
    TASK_OPEN,
)
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.ui.tables import kept
from linli.workflow.deadlines import Tone, Unit, remaining
from linli.workflow.models import Deadline
from linli.workflow.selectors import TICKING, working_calendar

PER_PAGE = 25
NARROWS = ("q", "state", "level", "source", "kind", "area")
"""What of an address narrows the rows; the tab and the page do not."""
WHY = "clocks, parts and words of requests the reader may see"
TYPE = Request._meta.label_lower
REVIEW = "grid.suspended.review"
TINTS = {Tone.DUE: "amber", Tone.LATE: "cinn", Tone.PAUSED: "plum", Tone.DONE: "pine", Tone.NEUTRAL: ""}
TABS = {
    "mine": "待我办",
    "others": "在别人手里",
    "answered": "待评价",
    "suspended": "挂账",
    "closed": "已办结",
    "all": "全部",
}
GROUPS = {
    -1: "报事人还是不满意，等上一级决定",
    0: "今天到期",
    1: "过了期限",
    2: "还没有受理",
    3: "本周",
    4: "以后",
    5: "挂账",
    6: "待评价",
    7: "已办结",
}
BELOW = {Kind.DISTRICT: Kind.STREET, Kind.STREET: Kind.COMMUNITY, Kind.COMMUNITY: Kind.ESTATE}
SHUT = (CLOSED, MERGED)
FEW = 2_000
BY_END, BY_CLOSING = ("stretch", "due_at", "told_at", "pk"), ("-closed_at", "-pk")
WORKING = tuple(state for state in IN_HAND if state != SUSPENDED)
WORKED_ON = Q(state__in=WORKING) | OBJECTED
NOT_SHUT = (*IN_HAND, ANSWERED)
CLOSED_ONES = ~Q(state__in=NOT_SHUT)
"""Nearly all: said so that no index on the state is tried, but that by the day of closing, which has them in order."""


def mine(actor: Actor) -> Q:
    """With the areas in which the reader holds a post, or a part of it given to the reader's unit; and what a teller is
    displeased with again, there or to be decided there.
    """
    held = [grant.area.pk for grant in actor.grants if grant.unit_id is None]
    units = [grant.unit_id for grant in actor.grants if grant.unit_id is not None]
    found = Q(holder__in=held)
    decide = to_decide(actor)
    if units:
        parts = RequestTask.objects.unscoped(WHY).filter(unit__in=units, state__in=TASK_OPEN)
        found |= Q(pk__in=parts.values("request"))
    return found & Q(state__in=WORKING) | decide


def my_open(actor: Actor) -> QuerySet[Request]:
    """What stands in the tab 待我办, as the menu counts it."""
    return requests_for(actor).filter(mine(actor)).order_by()


def count_my_open(actor: Actor) -> int:
    """One question for whoever can have anything in hand, none for anybody else."""
    if not (actor.may(SETTLE_REQUEST) or actor.units(SEE_OWN_UNIT)):
        return 0
    return my_open(actor).count()


def conditions(actor: Actor) -> dict[str, Q]:
    """Tab → what stands in it; ``mine`` and ``others`` share out what is being worked on."""
    own = mine(actor)
    return {
        "mine": own,
        "others": WORKED_ON & ~own,
        "answered": Q(state=ANSWERED) & ~OBJECTED,
        "suspended": Q(state=SUSPENDED),
        "closed": CLOSED_ONES,
        "all": Q(),
    }


@dataclass(frozen=True)
class Select:
    """One filter as the page draws it."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Row:
    """One request as a row."""

    request: Any
    where: str
    left: str
    tint: str
    act: str
    reason: str


@dataclass
class Group:
    """Rows that fall due in one stretch of time."""

    label: str
    rows: list[Row] = field(default_factory=list)


def narrowed(actor: Actor, asked: Mapping[str, str]) -> QuerySet[Request]:
    """What the reader may see of what the address asks for, whatever the tab."""
    rows = requests_for(actor)
    words = asked.get("q", "").strip()[:60]
    if words:
        rows = rows.filter(
            Q(number__icontains=words)
            | Q(text__icontains=words)
            | Q(spot__icontains=words)
            | Q(foreign_number=words)
        )
    if (state := asked.get("state", "")) in REQUEST.codes:
        rows = rows.filter(state=state)
    if (level := asked.get("level", "")) in Level.values:
        rows = rows.filter(level=level)
    if (source := asked.get("source", "")) in Source.values:
        rows = rows.filter(source=source)
    if kind := asked.get("kind", ""):
        family = RequestKind.objects.unscoped(WHY).filter(Q(code=kind) | Q(parent__code=kind))
        rows = rows.filter(kind__in=family.values("pk"))
    if code := asked.get("area", "")[:24]:
        within = Area.objects.unscoped("the requests are the reader's own").filter(code=code)
        path = within.values_list("path", flat=True).first() or "/none/"
        below = Area.objects.unscoped(WHY).filter(path__under=path).values("pk")
        rows = rows.filter(Q(area__in=below) | Q(place__in=below) | Q(neighbourhood__in=below))
    return rows


def with_due(rows: QuerySet[Request], now: datetime) -> QuerySet[Any]:
    """Each with its next end, the unit it is counted in, its parts, and the group it falls into."""
    running = Deadline.objects.unscoped(WHY).filter(
        TICKING, target_type=TYPE, target_id=OuterRef("pk"), due_at__isnull=False
    )
    clock = running.exclude(kind=REVIEW).order_by("due_at")
    words = (
        RequestStep.objects.in_confidence(WHY)
        .filter(request=OuterRef("pk"))
        .exclude(words="")
        .exclude(verb="tell")
    )
    parts = RequestTask.objects.in_confidence(WHY).filter(request=OuterRef("pk"))
    tonight = timezone.localtime(now).replace(hour=23, minute=59, second=59)
    sunday = tonight + timedelta(days=6 - tonight.weekday())
    rows = rows.annotate(
        due_at=Subquery(clock.values("due_at")[:1], output_field=DateTimeField()),
        due_unit=Subquery(clock.values("unit")[:1], output_field=CharField()),
        reason=Subquery(words.order_by("-at", "-pk").values("words")[:1], output_field=CharField()),
        to_confirm=Exists(parts.filter(state=FINISHED)),
        parts_open=Exists(parts.filter(state__in=TASK_OPEN)),
    )
    return rows.annotate(
        stretch=Case(
            When(OBJECTED, then=Value(-1)),
            When(state=SUSPENDED, then=Value(5)),
            When(state=ANSWERED, then=Value(6)),
            When(state__in=SHUT, then=Value(7)),
            When(due_at__isnull=True, then=Value(2)),
            When(due_at__lt=now, then=Value(1)),
            When(due_at__lte=tonight, then=Value(0)),
            When(due_at__lte=sunday, then=Value(3)),
            default=Value(4),
            output_field=IntegerField(),
        )
    )


def listed(actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """Everything the list page shows. What is counted, and what there is to choose, is kept until a record changes."""
    now = business_now()
    rows, tabs = narrowed(actor, asked), conditions(actor)
    narrowing = urlencode([(name, asked[name]) for name in NARROWS if asked.get(name)])
    home = actor.home_area.pk if actor.home_area is not None else ""
    counts, options = kept(
        actor, f"requests {home}?{narrowing}", lambda: (_counts(actor, rows), _options(actor))
    )
    words = asked.get("q", "").strip()
    tab = asked.get("tab", "")
    tab = tab if tab in TABS else "all" if words or asked.get("state") else "mine"
    page = _page(_parts(rows.filter(tabs[tab]), tab, counts), asked.get("page", "1"), now)
    selects = [Select(name, label, found, asked.get(name, "")) for name, label, found in options if found]
    return {
        "tabs": [(key, label, counts[key], key == tab) for key, label in TABS.items()],
        "tab": tab,
        "words": words,
        "groups": _groups(page.object_list, actor, now, tab),
        "page": page,
        "selects": selects,
        "narrowed": bool(words or asked.get("state") or any(each.chosen for each in selects)),
    }


def _counts(actor: Actor, rows: QuerySet[Request]) -> dict[str, int]:
    """Tab → how many stand in it: one question. Most are closed, so they are those that are left over."""
    tabs = conditions(actor)
    asked = {"mine": tabs["mine"], "working": WORKED_ON}
    asked |= {tab: tabs[tab] for tab in ("answered", "suspended")}
    columns = {f"n_{tab}": Count("pk", filter=where) for tab, where in asked.items()}
    found = rows.order_by().aggregate(n_all=Count("*"), **columns)
    counts = {tab: found.get(f"n_{tab}", 0) for tab in TABS}
    counts["others"] = found["n_working"] - counts["mine"]
    counts["closed"] = counts["all"] - found["n_working"] - counts["answered"] - counts["suspended"]
    return counts


@dataclass(frozen=True)
class _Part:
    """Rows in one order; ``count`` of them."""

    rows: QuerySet[Request]
    order: tuple[str, ...]
    count: int


def _parts(rows: QuerySet[Request], tab: str, counts: Mapping[str, int]) -> list[_Part]:
    """What is open by its next end, then what is closed, the latest first: most are closed, and have no end to ask."""
    count = counts[tab]
    if tab == "closed":
        return [_Part(rows, BY_CLOSING, count)]
    if tab != "all":
        return [_Part(rows, BY_END, count)]
    closed = counts["closed"]
    return [
        _Part(rows.filter(state__in=NOT_SHUT), BY_END, count - closed),
        _Part(rows.filter(CLOSED_ONES), BY_CLOSING, closed),
    ]


def _page(parts: list[_Part], number: str, now: datetime) -> Page[Any]:
    """One page of parts one behind the other; counted already, with the tabs."""
    paginator: Paginator[Any] = Paginator([], PER_PAGE)
    paginator.count = sum(part.count for part in parts)
    page = paginator.get_page(number)
    start = (page.number - 1) * PER_PAGE
    stop = start + PER_PAGE
    shown: list[Any] = []
    for part in parts:
        if start < part.count and stop > 0:
            shown += _slice(part, max(start, 0), min(stop, part.count), now)
        start, stop = start - part.count, stop - part.count
    page.object_list = shown
    return page


def _slice(part: _Part, start: int, stop: int, now: datetime) -> QuerySet[Any]:
    """Which they are is found first, so that parts, words and names are looked up for those shown alone."""
    bare = part.rows.select_related(None)
    order: tuple[Any, ...] = part.order
    if part.order == BY_END:
        bare = with_due(bare, now)
    elif part.count <= FEW:
        # Said so that no index gives the order: among few, it would be walked through for all those of others.
        order = (Coalesce("closed_at", "closed_at").desc(), "-pk")
    chosen = bare.order_by(*order)
    rows = requests_all().filter(pk__in=chosen.values("pk")[start:stop])
    return with_due(rows, now).order_by(*part.order)


def _groups(rows: Any, actor: Actor, now: datetime, tab: str) -> list[Group]:
    groups: list[Group] = []
    calendar = working_calendar()
    for request in rows:
        label = GROUPS[request.stretch]
        if not groups or groups[-1].label != label:
            groups.append(Group(label))
        left, tint = "", ""
        if request.due_at is not None and request.state in WORKING:
            told = remaining(request.due_at, Unit(request.due_unit), now, calendar)
            left, tint = told.text, TINTS[told.tone]
        if request.reopened and tint == "":
            tint = "plum"
        groups[-1].rows.append(
            Row(
                request=request,
                where=_where(request),
                left=left
                or ("还是不满意" if awaits_decision(request) else REQUEST.state(request.state).label),
                tint=tint if left else "plum" if request.state == SUSPENDED else "",
                act=next_label(actor, request, request.to_confirm, request.parts_open),
                reason=request.reason if request.stretch in (-1, 1, 5) and request.reason else "",
            )
        )
    return groups


def _where(request: Request) -> str:
    place = request.place or request.neighbourhood or request.area
    parts = [place.name, request.get_source_display(), request.number]
    if request.reopened:
        parts.insert(1, f"第 {request.reopened + 1} 次办理")
    return "·".join(parts)


def _options(actor: Actor) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Name and label of each filter, and what there is to choose."""
    kinds = RequestKind.objects.unscoped("the tree of kinds is the district's").filter(parent__isnull=True)
    return [
        ("area", "地区", _places(actor)),
        ("kind", "类别", list(kinds.order_by("order").values_list("code", "name"))),
        ("source", "来源", [(each.value, each.label) for each in Source]),
        ("level", "在哪一级", [(each.value, each.label) for each in Level]),
    ]


def _places(actor: Actor) -> list[tuple[str, str]]:
    home = actor.home_area
    below = BELOW.get(Kind(home.kind)) if home is not None and actor.sees_records else None
    if home is None or below is None:
        return []
    rows = Area.objects.unscoped("below the reader's own post").filter(
        parent=home, kind=below, valid_to__isnull=True
    )
    return list(rows.order_by("code").values_list("code", "name"))
