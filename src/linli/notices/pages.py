"""What the pages of postings show, gathered for desk and public alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from linli.access.actor import Actor
from linli.access.areas import areas_within
from linli.audit.log import told
from linli.notices import selectors
from linli.notices.days import Standing, day_said, standing
from linli.notices.models import Objection, Posting
from linli.notices.policies import NOTICE_READ, NOTICE_WRITE, TRUNK
from linli.notices.tables import numeric_columns
from linli.orgs.kinds import Kind, child_kinds
from linli.orgs.models import Area
from linli.ui.tables import PER_PAGE
from linli.workflow.selectors import working_calendar

PUBLIC = "areas are public; the list of postings is for everybody"


@dataclass(frozen=True)
class Select:
    """A choice in the filter bar."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Asked:
    """A question as its page shows it."""

    objection: Objection
    day: str
    answered: str
    contact: str = ""


@dataclass(frozen=True)
class Event:
    """One thing that happened to a posting."""

    day: date
    what: str
    detail: str = ""


def page_of(rows: QuerySet[Any], number: str | None, count: int | None = None) -> Page[Any]:
    """25 rows. Raises Http404 for a page that does not exist."""
    paginator = Paginator(rows, PER_PAGE)
    if count is not None:
        paginator.count = count
    try:
        return paginator.page(number or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None


def _select(name: str, label: str, options: Sequence[tuple[str, str]], query: Mapping[str, str]) -> Select:
    wanted = query.get(name, "")
    return Select(name, label, options, wanted if wanted in dict(options) else "")


def _kinds(query: Mapping[str, str]) -> Select:
    options = [(kind.code, kind.name) for kind in selectors.kinds_for()]
    return _select("kind", "类别", options, query)


def desk_list(actor: Actor, query: Mapping[str, str], today: date) -> dict[str, Any]:
    """The postings of the reader's areas by tab, narrowed by kind and area."""
    kinds, areas = _kinds(query), _areas_below(actor, query)
    rows = selectors.visible(actor)
    if kinds.chosen:
        rows = rows.filter(kind__code=kinds.chosen)
    if areas is not None and areas.chosen:
        path = areas_within(actor, NOTICE_READ).values_list("path", flat=True)
        rows = rows.filter(area__path__under=path.get(code=areas.chosen))
    counts = selectors.counted(rows, today)
    chosen = query.get("tab", "")
    if chosen not in selectors.TABS:
        chosen = "running"
    found = selectors.with_questions(rows.filter(selectors.tab(chosen, today))).select_related("kind", "area")
    order = ("-recorded_at", "-pk") if chosen == "drafted" else ("-posted_on", "-pk")
    page = page_of(found.order_by(*order), query.get("page"), counts[chosen])
    writes = actor.may(NOTICE_WRITE)
    return {
        "writes": writes,
        "tabs": [
            (key, label, counts[key], key == chosen)
            for key, label in selectors.TABS.items()
            if writes or key != "drafted"
        ],
        "tab": chosen,
        "selects": [select for select in (areas, kinds) if select is not None],
        "narrowed": bool(kinds.chosen or (areas is not None and areas.chosen)),
        "page": page,
        "rows": [(posting, day_said(posting.until, today) if posting.until else "") for posting in page],
    }


def _areas_below(actor: Actor, query: Mapping[str, str]) -> Select | None:
    """The next level of the trunk below the reader's own area; another's code does not exist."""
    home = actor.home_area
    kind = next((each for each in child_kinds(Kind(home.kind)) if each in TRUNK), None) if home else None
    if home is None or kind is None:
        if query.get("area"):
            raise Http404
        return None
    below = areas_within(actor, NOTICE_READ).filter(parent=home, kind=kind).order_by("code")
    options = list(below.values_list("code", "name"))
    wanted = query.get("area", "")
    if wanted not in {"", home.code, *dict(options)}:
        raise Http404
    return Select("area", "地区", options, wanted if wanted in dict(options) else "")


def public_list(query: Mapping[str, str], today: date) -> dict[str, Any]:
    """What hangs now, or what hung before, narrowed by street, community and kind."""
    kinds = _kinds(query)
    streets = _select("street", "街道", _areas(Kind.STREET), query)
    communities = None
    rows = selectors.readable()
    if kinds.chosen:
        rows = rows.filter(kind__code=kinds.chosen)
    if streets.chosen:
        communities = _select("community", "社区", _areas(Kind.COMMUNITY, streets.chosen), query)
        code = communities.chosen or streets.chosen
        path = Area.objects.unscoped(PUBLIC).filter(code=code, valid_to__isnull=True)
        rows = rows.filter(area__path__under=path.values_list("path", flat=True)[0])
    past = query.get("past") == "1"
    rows = rows.filter(selectors.over(today) if past else selectors.hanging(today))
    page = page_of(
        selectors.with_questions(rows).select_related("kind", "area").order_by("-posted_on", "-pk"),
        query.get("page"),
    )
    calendar = working_calendar()
    return {
        "past": past,
        "selects": [select for select in (streets, communities, kinds) if select is not None],
        "narrowed": bool(kinds.chosen or streets.chosen),
        "page": page,
        "rows": [(posting, standing(posting, today, calendar)) for posting in page],
    }


def _areas(kind: Kind, parent: str = "") -> list[tuple[str, str]]:
    rows = Area.objects.unscoped(PUBLIC).filter(kind=kind, valid_to__isnull=True).order_by("code")
    if parent:
        rows = rows.filter(parent__code=parent)
    return list(rows.values_list("code", "name"))


def _asked(objection: Objection, today: date, *, contact: bool) -> Asked:
    answered = ""
    if objection.answered_at is not None:
        answered = day_said(timezone.localdate(objection.answered_at), today)
    return Asked(
        objection,
        day_said(timezone.localdate(objection.asked_at), today),
        answered,
        selectors.masked_contact(objection) if contact else "",
    )


def events(posting: Posting, objections: Sequence[Objection], today: date) -> list[Event]:
    """What happened in public, the latest first, from the records themselves."""
    found: list[Event] = []
    if posting.posted_on is None or posting.until is None:
        return found
    said = posting.minimum_said
    found.append(Event(posting.posted_on, "贴出", f"至少公示 {said}，依据{posting.basis}"))
    for each in selectors.extensions_of(posting):
        until = day_said(each.after, today)
        found.append(Event(each.decided_on, f"延长到 {until}", each.reason))
    for objection in objections:
        found.append(Event(timezone.localdate(objection.asked_at), "收到一条疑问"))
        if objection.answered_at is not None:
            found.append(Event(timezone.localdate(objection.answered_at), "答复了一条疑问"))
    if posting.withdrawn_on is not None:
        found.append(Event(posting.withdrawn_on, "撤回", posting.withdrawal_reason))
    elif posting.is_over(today):
        found.append(Event(posting.until, "期满"))
    found.sort(key=lambda event: event.day)
    return found[::-1]


@dataclass(frozen=True)
class Shown:
    """A posting with everything its page shows."""

    posting: Posting
    standing: Standing
    runs: bool
    asked: Sequence[Asked]
    waiting: int
    next_asked: Asked | None
    kept: int
    events: Sequence[Event]
    posted: str
    head: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[tuple[str, bool]]]
    """Cells, and whether their column holds numbers."""


def shown(posting: Posting, today: date, *, contacts: bool = False, public: bool = False) -> Shown:
    """public: only questions everybody may read; ``kept`` says how many more were answered without their words."""
    objections = list(selectors.objections_of(posting))
    waiting = sum(each.answered_at is None for each in objections)
    listed = [each for each in objections if not public or (each.answered_at is not None and each.is_public)]
    asked = [_asked(each, today, contact=contacts) for each in listed]
    numeric = numeric_columns(posting.table)
    cells = [[(cell, n in numeric) for n, cell in enumerate(row)] for row in posting.table]
    return Shown(
        posting,
        standing(posting, today, working_calendar()),
        posting.runs_on(today),
        asked,
        waiting,
        next((each for each in asked if not each.answered), None),
        len(objections) - waiting - len(listed) if public else 0,
        events(posting, objections, today),
        day_said(posting.posted_on, today).rsplit(" ", 1)[0] if posting.posted_on else "",
        cells[0] if cells else (),
        cells[1:],
    )


def acts(posting: Posting) -> list[tuple[Any, str]]:
    """What the log holds of a posting, as sentences."""
    return [(act.at, told(act)) for act in selectors.acts_of(posting)]


def writable(actor: Actor) -> list[Area]:
    """Where this reader may post, in order of code: the widest of their own first."""
    return list(areas_within(actor, NOTICE_WRITE).filter(kind__in=TRUNK).order_by("code"))


def usual_issuer(area: Area | None) -> str:
    """Who signs in an area as a rule; the writer may change it."""
    if area is None:
        return ""
    if area.kind == Kind.COMMUNITY:
        return f"{area.name}居委会" if area.name.endswith("社区") else f"{area.name}村委会"
    if area.name.endswith("街道"):
        return f"{area.name}办事处"
    return area.name if area.kind == Kind.STREET else f"{area.name}人民政府"
