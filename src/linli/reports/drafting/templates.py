"""Templates of reports: text in our own words that names indicators, one for all areas and periods.

A template is a text file in ``reports/data/templates``. ``title:`` and ``organ:`` stand on top; ``# `` begins a
chapter, ``## `` a section, every other line is a paragraph. ``<地区>``, ``<全域>`` (全区, 全街道…), ``<期间>`` and
``<机关>`` are filled in. ``[[…]]`` is left out where a figure in it has nothing to say: no value, nought, or kept for
the whole district while the report is a street's; ``[[区|…]]`` is for the district alone. So one template serves
district, street and community, month, half-year and year.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from linli.common.clock import business_date
from linli.indicators.figure import Figure
from linli.indicators.period import Period
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.reports.checking import lies_above
from linli.reports.drafting import tokens
from linli.reports.drafting.manner import NAMES, exact, print_figure
from linli.reports.models import Part, Rhythm

FOLDER = Path(__file__).resolve().parents[1] / "data" / "templates"
DEFAULT = "three-threes"

_OPTIONAL = re.compile(r"\[\[((?:(?!\[\[|\]\]).)*)\]\]", re.DOTALL)
# What is left of the marks around a clause that was left out.
_STRAY = re.compile(r"[，；：、]+(?=。)|(?<=。)[，；：、。]+|^[，；：、。]+")
_DISTRICT_ONLY = "区|"
_WHOLE = {Kind.DISTRICT: "全区", Kind.COMMUNITY: "全社区"}


@dataclass(frozen=True)
class Section:
    """One part of a template."""

    level: int
    heading: str
    body: str


@dataclass(frozen=True)
class Template:
    """A template as written."""

    code: str
    name: str
    title: str
    organ: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Filled:
    """A template made out for an area and period."""

    title: str
    organ: str
    sections: tuple[Section, ...]


@cache
def all_templates() -> dict[str, Template]:
    """Code → template, of those that come with the software."""
    return {path.stem: _read(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt"))}


def template(code: str) -> Template:
    """KeyError for an unknown one."""
    return all_templates()[code]


def fill(
    found: Template, area: Area, period: Period, rhythm: Rhythm, figure: Callable[[str], Figure]
) -> Filled:
    """The template for one area and period; sections left without a word are left out."""
    filler = _Filler(area, period, rhythm, figure)
    sections = [Section(s.level, filler.words(s.heading), filler.body(s.body)) for s in found.sections]
    return Filled(filler.words(found.title), filler.words(found.organ), tuple(_with_text(sections)))


def _with_text(sections: list[Section]) -> Iterator[Section]:
    """Chapters that keep at least one section, and everything with a body."""
    for n, section in enumerate(sections):
        if section.level == Part.Level.CHAPTER and not section.body:
            rest = sections[n + 1 :]
            end = next((i for i, s in enumerate(rest) if s.level == Part.Level.CHAPTER), len(rest))
            if not any(s.body for s in rest[:end]):
                continue
        elif not section.body:
            continue
        yield section


class _Filler:
    def __init__(self, area: Area, period: Period, rhythm: Rhythm, figure: Callable[[str], Figure]) -> None:
        self.area = area
        self.figure = figure
        kind = Kind(area.kind)
        self.places = {
            "<地区>": area.name,
            "<全域>": _WHOLE.get(kind, f"全{_ending(area.name)}"),
            "<机关>": organ_of(area),
            "<期间>": said(period, rhythm),
        }

    def words(self, text: str) -> str:
        for name, value in self.places.items():
            text = text.replace(name, value)
        return text

    def body(self, text: str) -> str:
        lines = []
        for line in text.split("\n"):
            kept = line
            while _OPTIONAL.search(kept):
                kept = _OPTIONAL.sub(lambda m: self._clause(m[1]), kept)
            kept = _STRAY.sub("", kept).strip()
            if kept:
                lines.append(self._in_true_manner(self.words(kept)))
        return "\n".join(lines)

    def _clause(self, clause: str) -> str:
        if clause.startswith(_DISTRICT_ONLY):
            clause = clause.removeprefix(_DISTRICT_ONLY) if self.area.kind == Kind.DISTRICT else ""
        return clause if self._says_something(clause) else ""

    def _in_true_manner(self, line: str) -> str:
        """A manner that is not true of the value (70 is no 400余) gives way to the plain number."""
        return tokens.joined([self._true(piece) for piece in tokens.pieces(line)])

    def _true(self, piece: tokens.Piece) -> tokens.Piece:
        if not isinstance(piece, tokens.Live) or piece.sample == NAMES:
            return piece
        figure = self.figure(piece.code)
        return piece if print_figure(figure, piece.sample).kept else tokens.Live(piece.code, exact(figure))

    def _says_something(self, clause: str) -> bool:
        for code in tokens.codes_in(clause):
            figure = self.figure(code)
            if not figure.value or lies_above(figure, self.area):
                return False
        return True


def _ending(name: str) -> str:
    """街道, 镇, 乡, 管理处: what the unit calls itself."""
    return next((word for word in ("街道", "管理处", "镇", "乡", "社区", "村") if name.endswith(word)), "域")


def organ_of(area: Area) -> str:
    """Who issues the report of an area; may be changed in each report."""
    if area.kind == Kind.DISTRICT:
        return f"中共{area.name}委社会工作部"
    if area.kind == Kind.COMMUNITY:
        return f"中共{area.name}总支部委员会"
    return f"中共{area.name}工作委员会" if not area.name.endswith(("镇", "乡")) else f"中共{area.name}委员会"


def said(period: Period, rhythm: Rhythm) -> str:
    """``今年以来``, ``2024年9月``, ``2024年上半年``, ``2024年``; what is cut short is told by its months or days."""
    first, last = period.start, period.end
    if rhythm == Rhythm.TO_DATE and last.year == business_date().year:
        return "今年以来"
    year = f"{first.year}年"
    whole = rhythm.whole(last)
    if whole is not None and (first, last) == whole:
        half = "上" if first.month == 1 else "下"
        return {Rhythm.MONTH: f"{year}{first.month}月", Rhythm.HALF: f"{year}{half}半年"}.get(rhythm, year)
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year:
        return (
            f"{year}{first.month}月至{last.month}月"
            if first.month != last.month
            else f"{year}{first.month}月"
        )
    until = f"{last.month}月{last.day}日"
    return (
        f"{year}{first.month}月{first.day}日至{until if first.year == last.year else f'{last.year}年{until}'}"
    )


def _read(code: str, text: str) -> Template:
    told: dict[str, str] = {}
    sections: list[Section] = []
    for line in text.split("\n"):
        if not sections and (match := re.fullmatch(r"(name|title|organ):\s*(.+)", line)):
            told[match[1]] = match[2]
        elif match := re.fullmatch(r"(#{1,2}) (.+)", line):
            level = Part.Level.CHAPTER if len(match[1]) == 1 else Part.Level.SECTION
            sections.append(Section(level, match[2].strip(), ""))
        elif line.strip():
            if not sections:
                sections.append(Section(Part.Level.LEAD, "", ""))
            last = sections[-1]
            sections[-1] = Section(last.level, last.heading, f"{last.body}\n{line.strip()}".strip("\n"))
    return Template(code, told["name"], told["title"], told["organ"], tuple(sections))
