"""Of which place and which time a figure speaks. A figure of another place or year is named, but cannot be judged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from linli.reports.check import moments, vocabulary
from linli.reports.check.places import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from linli.reports.check.settings import Placed
    from linli.reports.check.text import Reading


@dataclass(frozen=True)
class Scope:
    """What was asked: the area by its names (full and short) and the period, both days in.

    above: names of the areas it lies in; they may lead its own name (岳阳楼区东茅岭街道), alone they are another place.
    other_places: other places a text may name, such as the streets and communities below.
    """

    area_names: Sequence[str]
    start: date
    end: date
    above: Sequence[str] = ()
    other_places: Sequence[str] = ()


class Bearing(Enum):
    """How a figure's place and time relate to what was asked."""

    ASKED = "asked"
    NARROWER = "narrower"  # one month, one quarter: still good for what happens on one occasion
    SINCE = "since"  # from an earlier year on: still good for what is counted as of a day
    ELSEWHERE = "elsewhere"


_LEAD_TITLE, _NEAR = 60, 160
_STILL_THEN = re.compile(r"其中|当时|那时|那年|同期|该")


def bearings(reading: Reading, places: list[Placed], scope: Scope) -> list[Bearing]:
    """One bearing per figure."""
    gazetteer = Gazetteer(scope.area_names, (*scope.other_places, *scope.above), scope.above)
    where = _document_place(reading, gazetteer)
    document_year_differs = _document_year_differs(reading, scope)
    follower = _Follower(reading, gazetteer, scope, home_differs=where, year_differs=document_year_differs)
    return [follower.at(place) for place in places]


def _head(reading: Reading) -> str:
    """The title: the first line, when it is short and no sentence."""
    line = reading.bare.lstrip("\n| ").split("\n", 1)[0]
    return line if len(line) <= _LEAD_TITLE and "。" not in line and "\n" in reading.bare.strip() else ""


def _document_place(reading: Reading, gazetteer: Gazetteer) -> bool:
    """Whether the title is about another place."""
    for clause in re.split(r"[:，,|]", _head(reading)):
        found = gazetteer.subject(clause)
        if found is not None:
            return found
    return False


def _document_year_differs(reading: Reading, scope: Scope) -> bool:
    years = re.findall(r"(20\d\d)年", _head(reading))
    return bool(years) and not any(scope.start.year <= int(year) <= scope.end.year for year in years)


class _Follower:
    """Walks through the text once, clause by clause, and remembers the place and time last spoken of."""

    def __init__(
        self, reading: Reading, gazetteer: Gazetteer, scope: Scope, *, home_differs: bool, year_differs: bool
    ) -> None:
        self.reading, self.gazetteer, self.scope = reading, gazetteer, scope
        self.home_differs, self.year_differs = home_differs, year_differs
        self.clause = 0
        self.paragraph = self.sentence = -1
        self.away = home_differs
        self.time = Bearing.ELSEWHERE if year_differs else Bearing.ASKED
        self.lasting = self.time

    def at(self, place: Placed) -> Bearing:
        while self.clause <= place.clause:
            self._enter(self.clause, place)
            self.clause += 1
        time = self.time
        inside = self.reading.bare[
            max(self.reading.clauses[place.clause].start, place.start - _NEAR) : place.start
        ]
        said = moments.last(inside, self.scope)
        # 由去年的93%提升到95%: the new value is of the time spoken of before the change.
        if said is not None and not (vocabulary.reached(inside) and vocabulary.origin(inside)):
            time = self._heard(said)
        ahead = self.reading.bare[place.end : place.end + 12]
        if moments.LOOKS_BACK.match(ahead) or moments.OLD_VALUE.search(inside):
            time = Bearing.ELSEWHERE
        if self.away or time is Bearing.ELSEWHERE:
            return Bearing.ELSEWHERE
        return time

    def _enter(self, index: int, place: Placed) -> None:
        clause = self.reading.clauses[index]
        words = self.reading.bare[clause.start : clause.end]
        self._new_line(clause.start)
        subject = self.gazetteer.subject(words)
        if subject is not None:
            self.away = subject
        elif self.gazetteer.home(words):
            self.away = self.home_differs
        if index <= place.clause:
            # Of the figure's own clause only a time at its head goes on to the next: 去年邻长9800人，片长600人.
            said = (moments.last if index < place.clause else moments.leading)(words, self.scope)
            if said is not None:
                self.time = self._heard(said)
                if said is not moments.Said.THEN:
                    self.lasting = self.time

    def _heard(self, said: moments.Said) -> Bearing:
        if said is moments.Said.NOW:
            return Bearing.ELSEWHERE if self.year_differs else Bearing.ASKED
        return {
            moments.Said.ASKED: Bearing.ASKED,
            moments.Said.NARROWER: Bearing.NARROWER,
            moments.Said.SINCE: Bearing.SINCE,
            moments.Said.OTHER: Bearing.ELSEWHERE,
            moments.Said.THEN: Bearing.ELSEWHERE,
        }[said]

    def _new_line(self, at: int) -> None:
        """A new paragraph starts from the document's own place and time; a new sentence drops a passing month
        and a point of comparison."""
        paragraph = self.reading.paragraph_start(at)
        if paragraph != self.paragraph:
            self.paragraph = paragraph
            self.away = self.home_differs
            self.time = self.lasting = Bearing.ELSEWHERE if self.year_differs else Bearing.ASKED
        sentence = self.reading.sentence_index(at)
        if sentence != self.sentence:
            self.sentence = sentence
            self.time = self.time if _STILL_THEN.match(self.reading.bare, at) else self.lasting
            if self.time in (Bearing.NARROWER, Bearing.SINCE):
                self.time = Bearing.ASKED
