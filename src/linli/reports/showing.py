"""What the pages of a report show: a card for each figure, contents with counts, the frozen records, what changed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone

from linli.access.actor import Actor
from linli.access.policies import VIEW_RECORDS
from linli.indicators.drill import DENOMINATOR, NUMERATOR
from linli.indicators.snapshots import Difference, marks_of
from linli.orgs.kinds import Kind
from linli.reports.comparing import Explained
from linli.reports.drafting.content import Content, Counted
from linli.reports.models import PartText, Report
from linli.reports.papers import anchor
from linli.reports.selectors import frozen_in, texts_of
from linli.ui import records
from linli.ui.tables import PER_PAGE, Row, address_of, head_of, row_of

WHOLE = {Kind.DISTRICT: "（全区）"}
PARTS = {NUMERATOR: "分子", DENOMINATOR: "分母"}
MOST_TOLD = 20
MOST_ASKED = 500


@dataclass(frozen=True)
class Card:
    """The popover of one figure."""

    number: int
    figure: Counted
    area: str
    period: str
    cut_off: datetime | None
    page: str
    records: str
    by_street: str

    @property
    def value(self) -> str:
        """``4,217``, ``95.3%``: the number, without a unit that stands apart."""
        return self.figure.shown.partition(" ")[0]

    @property
    def unit(self) -> str:
        """``次``; "" for %."""
        return self.figure.shown.partition(" ")[2]

    @property
    def anchor(self) -> str:
        """Its place on the public page."""
        return anchor(self.figure)

    @property
    def is_exact(self) -> bool:
        """Whether the text prints the value itself."""
        return self.figure.printed.replace(" ", "") == self.figure.shown.replace(" ", "").replace(",", "")


def cards(report: Report, content: Content) -> list[Card]:
    """One for each figure, in order."""
    found = []
    query = urlencode(
        {"area": content.area_code, "from": content.start.isoformat(), "to": content.end.isoformat()}
    )
    kind = Kind(report.area.kind)
    for number, figure in enumerate(content.figures, start=1):
        page = reverse("reports:figure", args=(report.ref, number))
        records_page = by_street = ""
        if figure.code:
            today = reverse("indicators:records", args=(figure.code,))
            records_page = page if figure.snapshot else f"{today}?{query}"
            by_street = f"{reverse('indicators:indicator', args=(figure.code,))}?{query}"
        found.append(
            Card(
                number=number,
                figure=figure,
                area=content.area + WHOLE.get(kind, ""),
                period=str(report.period),
                cut_off=datetime.fromisoformat(figure.cut_off) if figure.cut_off else None,
                page=page,
                records=records_page,
                by_street=by_street,
            )
        )
    return found


@dataclass(frozen=True)
class Entry:
    """A line of the contents: its part, and how many figures stand in it."""

    position: int
    level: int
    title: str
    figures: int
    author: str


def present_parts(report: Report) -> list[PartText]:
    """The parts with their present words."""
    return list(texts_of(report))


def table_of_contents(content: Content, texts: Sequence[PartText]) -> list[Entry]:
    """All parts, those without a word as well, so that they can be written."""
    titles = {part.position: part.title for part in content.parts}
    counts = Counter(figure.part for figure in content.figures)
    return [
        Entry(
            text.part.position,
            text.part.level,
            titles.get(text.part.position) or text.heading or "开头",
            counts[text.part.position],
            text.author_name,
        )
        for text in texts
    ]


def once(found: Sequence[Card]) -> list[Card]:
    """Each figure at its first mention."""
    kept: dict[str, Card] = {}
    for card in found:
        kept.setdefault(anchor(card.figure), card)
    return list(kept.values())


def for_machines(report: Report, content: Content, *, public: bool = False) -> dict[str, Any]:
    """The figures as data; values as strings, exact. ``public``: nobody who vouched for one is named."""
    return {
        "report": report.ref,
        "title": content.title,
        "state": report.state,
        "edition": report.edition,
        "number": report.number,
        "area": content.area_code,
        "from": content.start.isoformat(),
        "to": content.end.isoformat(),
        "cut_off": timezone.localtime(content.cut_off).isoformat(),
        "figures": [
            {
                "no": number,
                "indicator": figure.code or None,
                "name": figure.name,
                "printed": figure.printed,
                "value": figure.value or None,
                "unit": figure.unit,
                "kind": figure.kind,
                "definition": figure.definition,
                "records": figure.count,
                "digest": figure.digest or None,
                "by_hand": _by_hand(figure, content, public=public),
            }
            for number, figure in enumerate(content.figures, start=1)
        ],
    }


def _by_hand(figure: Counted, content: Content, *, public: bool) -> dict[str, str] | None:
    if not figure.is_by_hand:
        return None
    if public:
        return {"by": content.organ}
    return {"by": figure.vouched_by, "reason": figure.reason}


@dataclass(frozen=True)
class KeptRow:
    """A record as it stands today, and whether it said something else when it was frozen."""

    row: Row
    changed: bool


@dataclass(frozen=True)
class Kept:
    """The records a frozen figure counted, one page of one set."""

    sets: Sequence[tuple[str, str, int]]
    chosen: str
    label: str
    columns: Sequence[records.Column]
    rows: Sequence[KeptRow]
    page: Page[Any]
    hidden: int


def kept_records(actor: Actor, report: Report, figure: Counted, query: Mapping[str, str]) -> Kept | None:
    """None while the figure is not frozen, or is typed by hand."""
    if not figure.snapshot:
        return None
    snapshot = frozen_in(report, with_members=True)[figure.code].snapshot
    members = snapshot.members()
    in_order = sorted(members, key=lambda key: key.startswith(DENOMINATOR))
    sets = [(key, _set_label(key), len(members[key])) for key in in_order]
    chosen = query.get("set", "")
    if chosen not in members:
        chosen = sets[0][0]
    model: Any = apps.get_model(chosen.partition(":")[2])
    declared = records.for_model(model)
    page = Paginator(sorted(members[chosen]), PER_PAGE).get_page(query.get("page"))
    ids = list(page)
    found = {
        row.pk: row
        for row in model.objects.visible_to(actor).filter(pk__in=ids).select_related(*declared.select_related)
    }
    now = marks_of(model.objects.visible_to(actor).filter(pk__in=ids))
    head = head_of(declared)
    rows = [
        KeptRow(row_of(declared, found[pk], head), now[pk] != members[chosen][pk])
        for pk in ids
        if pk in found
    ]
    may_see = actor.may(VIEW_RECORDS, report.area)
    return Kept(
        sets=sets,
        chosen=chosen,
        label=declared.label,
        columns=declared.columns,
        rows=rows if may_see else [],
        page=page,
        hidden=len(ids) - len(rows),
    )


def _set_label(key: str) -> str:
    part, _, label = key.partition(":")
    declared = records.for_model(apps.get_model(label))
    return f"{PARTS[part]}：{declared.label}" if part in PARTS else declared.label


@dataclass(frozen=True)
class Told:
    """A record that made a difference, as far as the reader may see it."""

    what: str
    name: str
    address: str


@dataclass(frozen=True)
class Step:
    """One figure of a comparison with the records that explain it."""

    explained: Explained
    told: Sequence[Told]
    more: int


def steps(actor: Actor, explained: Sequence[Explained]) -> list[Step]:
    """Names and addresses of the records behind each change; at most ``MOST_TOLD`` a figure, ``more`` stay untold."""
    found = []
    for each in explained:
        told = list(_told(actor, each.difference))
        shown = told[:MOST_TOLD]
        found.append(Step(each, shown, sum(each.counts) - len(shown)))
    return found


def _told(actor: Actor, difference: Difference) -> list[Told]:
    found: list[Told] = []
    seen: set[tuple[str, int]] = set()
    for what, by_set in (
        ("新计入", difference.entered),
        ("不再计入", difference.left),
        ("改过", difference.changed),
    ):
        for key, ids in by_set.items():
            model: Any = apps.get_model(key.partition(":")[2])
            declared = records.for_model(model)
            rows = model.objects.visible_to(actor).filter(pk__in=ids[:MOST_ASKED])
            for row in rows.select_related(*declared.select_related).order_by("pk")[:MOST_TOLD]:
                if (declared.slug, row.pk) in seen:
                    continue
                seen.add((declared.slug, row.pk))
                head = declared.columns[head_of(declared)]
                found.append(Told(what, f"{declared.label} {head.written(row)}", address_of(declared, row)))
    return found


@dataclass(frozen=True)
class Saved:
    """One saved wording of the history, with the paragraphs it brought and took away."""

    text: PartText
    came: Sequence[str]
    went: Sequence[str]

    @property
    def paragraphs(self) -> int:
        """How many it touched."""
        return len(self.came) + len(self.went)


def entries(texts: Sequence[PartText], read: Callable[[str], str]) -> list[Saved]:
    """Each wording against the one before it in its part; ``read`` makes a stored text readable."""
    before = {
        (row.part_id, row.seq): row
        for row in PartText.objects.unscoped("the report was found in the reader's scope").filter(
            part__in={text.part_id for text in texts}
        )
    }
    found = []
    for text in texts:
        old = before.get((text.part_id, text.seq - 1))
        was, now = (_lines(old, read) if old else []), _lines(text, read)
        found.append(
            Saved(text, [line for line in now if line not in was], [line for line in was if line not in now])
        )
    return found


def _lines(text: PartText, read: Callable[[str], str]) -> list[str]:
    lines = [line.strip() for line in read(text.body).split("\n") if line.strip()]
    return [text.heading, *lines] if text.heading else lines
