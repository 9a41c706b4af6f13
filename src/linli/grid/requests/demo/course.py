"""One request lived through, from the sentence to the verdict, or to where it stands at the demo's noon.

Every act is laid down as the services would have written it: step, state, holder, clock. What would happen after noon
has not happened yet, so the last days are open by themselves.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from linli.common.world import Place
from linli.grid.requests.demo import words
from linli.grid.requests.models import LEVELS, Level
from linli.grid.requests.services.answering import BY_TELLER
from linli.grid.requests.states import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    CONFIRMED,
    DONE,
    FINISHED,
    GIVEN,
    MERGED,
    REQUEST,
    RETURNED,
    SIGNED,
    SUSPENDED,
    TOLD,
    WORKING,
)

TITLES: dict[str, str] = {
    Level.NEIGHBOURHOOD: "邻长",
    Level.GROUP: "组长",
    Level.SECTION: "片长",
    Level.COMMUNITY: "社区（村）工作人员",
    Level.STREET: "街道（乡镇、管理处）工作人员",
    Level.DISTRICT: "区级工作人员",
}
PUBLIC: dict[str, str] = {each.verb: each.public_text for each in REQUEST.transitions} | {"reopen": BY_TELLER}
OPENS, SHUTS = 8, 20


class Noon(Exception):
    """It has come to the moment the demo stands at, or to the state asked for."""


@dataclass(slots=True)
class Given:
    """A part given to a unit or an area."""

    unit: int | None
    area: int | None
    at: datetime
    asked: str
    state: str = GIVEN
    designated: bool = False
    signed: datetime | None = None
    finished: datetime | None = None
    result: str = ""
    words: str = ""


@dataclass(slots=True)
class Clock:
    """A clock on the request, or on the n-th part given away."""

    code: str
    holder: Place
    started: datetime
    task: int | None = None
    met: datetime | None = None
    paused: datetime | None = None


@dataclass(slots=True)
class Course:
    """One request. ``stop``: the state in which it is left though there was time to go on."""

    rng: random.Random
    noon: datetime
    told_at: datetime
    text: str
    outcome: str
    kind_code: str
    chain: dict[str, Place]
    level: str
    settled: str
    units: Callable[[str, int], list[int]]
    clock: str = "grid.request"
    pace: float = 1.0
    stop: str = ""
    hold: bool = False
    urgent: bool = False
    state: str = TOLD
    at: datetime = field(init=False)
    steps: list[tuple[Any, ...]] = field(default_factory=list)
    tasks: list[Given] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    accepted: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    reopened: int = 0

    def __post_init__(self) -> None:
        self.at = self.told_at

    @property
    def holder(self) -> Place:
        """Who has it."""
        return self.chain[self.level]

    def live(self) -> None:
        """From the sentence to the end, or to noon."""
        title = TITLES[self.level] if self.level == Level.NEIGHBOURHOOD else ""
        self.steps.append(
            ("tell", "", TOLD, self.level, self.holder.id, None, title, self.at, "", "收到您说的事。")
        )
        if self.urgent:
            self.clocks.append(Clock("grid.urgent", self.holder, self.at))
        try:
            self._stopped()
            self._work()
            self._end()
        except Noon:
            pass

    # --- time ---
    def _pass(self, low: float, high: float) -> None:
        moment = self.at + timedelta(minutes=int(self.rng.uniform(low, high) * 60 * self.pace) + 1)
        local = moment + timedelta(hours=8)  # Shanghai
        if local.hour >= SHUTS:
            moment += timedelta(hours=24 - local.hour + OPENS)
        elif local.hour < OPENS:
            moment += timedelta(hours=OPENS - local.hour)
        if moment > self.noon:
            raise Noon
        self.at = moment

    # --- acts ---
    def _act(self, verb: str, target: str, said: str = "", unit: int | None = None, by: str = "") -> None:
        line = (verb, self.state, target, self.level, self.holder.id, unit, by or TITLES[self.level])
        self.steps.append((*line, self.at, said, PUBLIC[verb]))
        self.state = target

    def _stopped(self) -> None:
        if self.stop == self.state and self.level == self.settled:
            raise Noon

    def _work(self) -> None:
        while LEVELS.index(Level(self.level)) < LEVELS.index(Level(self.settled)):
            self._pass(1, 14)
            self._climb("pass_up", self.rng.choice(words.PASSED))
        self._stopped()
        if self._on_the_spot():
            self._pass(1, 40)
            self._done("settle")
            return
        self._pass(0.5, 9)
        self._act("accept", ACCEPTED)
        self.accepted = True
        self.clocks.append(Clock(self.clock, self.holder, self.at))
        if self.urgent:
            self._meet("grid.urgent")
        self._stopped()
        if self.hold or self.stop == SUSPENDED:
            self._suspend()
        if self.level != Level.SECTION and self.rng.random() < (
            0.5 if self.level == Level.COMMUNITY else 0.95
        ):
            self._give()
        self._pass(2, self._longest())
        refused = self.rng.random() < 0.03
        self._done("explain" if refused else "finish", words.UNANSWERABLE if refused else "")

    def _on_the_spot(self) -> bool:
        if self.stop in (ACCEPTED, WORKING, SUSPENDED):
            return False
        low = self.level in (Level.NEIGHBOURHOOD, Level.GROUP)
        return low or (self.level in (Level.SECTION, Level.COMMUNITY) and self.rng.random() < 0.45)

    def _longest(self) -> float:
        """Hours until done: usually within the limit, one in twelve beyond."""
        if self.rng.random() < 0.08:
            return 400
        return 16 if self.clock == "grid.consult" else 70

    def _climb(self, verb: str, said: str) -> None:
        """Up one level; the step is written by the holder it comes to, as ``moving`` does."""
        below = TITLES[self.level]
        above = LEVELS[min(LEVELS.index(Level(self.level)) + 1, len(LEVELS) - 1)]
        self.level = above.value
        self._act(verb, TOLD, said, by="报事人" if verb == "reopen" else below)

    def _suspend(self) -> None:
        self._pass(2, 30)
        self.values["plan"] = self.rng.choice(words.PLANS)
        self._act("suspend", SUSPENDED, "条件暂不具备")
        for clock in self.clocks:
            if clock.met is None:
                clock.paused = self.at
        self.clocks.append(Clock("grid.suspended.review", self.holder, self.at))
        raise Noon

    def _give(self) -> None:
        """To one unit, or, where a street calls several together, to two or three."""
        self._pass(0.5, 8)
        many = self.rng.choice((1, 1, 1, 2, 3)) if self.level == Level.STREET else 1
        asked = "请到现场核实办理，报告结果"
        for unit in self.units(self.kind_code, many):
            self._part(Given(unit, None, self.at, asked), asked)
        if self.rng.random() < 0.06 and not self.stop:
            self._sent_back(asked)
        self._stopped()
        for number, part in enumerate(self.tasks):
            if part.state == GIVEN:
                self._pass(0.5, 5)
                part.state, part.signed = SIGNED, self.at
                self._meet("grid.sign", number)
        for part in self.tasks:
            if part.state == SIGNED:
                self._pass(2, self._longest())
                part.state, part.finished, part.result = FINISHED, self.at, self.outcome
        for part in self.tasks:
            if part.state == FINISHED:
                self._pass(0.5, 6)
                part.state = CONFIRMED

    def _part(self, part: Given, asked: str) -> None:
        self.tasks.append(part)
        self._act("dispatch", WORKING, asked, part.unit)
        self.clocks.append(Clock("grid.sign", self.holder, self.at, len(self.tasks) - 1))

    def _sent_back(self, asked: str) -> None:
        self._pass(1, 4)
        first = self.tasks[0]
        first.state, first.words = RETURNED, self.rng.choice(words.BACK)
        self._meet("grid.sign", 0)
        self._pass(0.5, 4)
        other = next(u for u in self.units("other", 1))
        taken = {part.unit for part in self.tasks[1:]}
        if other not in taken:
            self._part(Given(other, None, self.at, asked, designated=True), asked)

    def _done(self, verb: str, result: str = "") -> None:
        level = "" if verb == "explain" else self.level
        self.values |= {"result": result or self.outcome, "done_at": self.at, "settled_level": level}
        self._act(verb, DONE, self.values["result"])
        for clock in self.clocks:
            if clock.met is None:
                clock.met = self.at
        self.clocks.append(Clock("grid.answer", self.holder, self.at))
        self._stopped()
        self._answer()

    def _answer(self) -> None:
        self._pass(0.3, 10)
        said = f"您好。您说的“{self.text}”，{self.values['result']}。如果又出现，请直接回电话，我们接着办。"
        self.values |= {"answer": said, "answered_at": self.at}
        self._act("answer", ANSWERED, said)
        self._meet("grid.answer")
        self._stopped()

    def _end(self) -> None:
        """What the teller thinks, or seven silent days."""
        if self.rng.random() > 0.7 and not self.stop:
            self.at = self.at + timedelta(days=7)
            self._pass(1, 2)
            self._close("答复后 7 天没有评价", "自动")
            return
        verdict = self.rng.choices(("pleased", "fair", "displeased"), (68, 24, 8))[0]
        if self.stop.startswith("reopened"):
            verdict = "displeased"
        self._pass(1, 60)
        self.values |= {"verdict": verdict, "verdict_at": self.at, "verdict_from": "own"}
        if verdict != "displeased":
            self._close("", "报事人")
            return
        self.reopened = 1
        for gone in ("done_at", "settled_level"):
            del self.values[gone]
        self._climb("reopen", self.rng.choice(words.DISPLEASED))
        self.settled = self.level
        if self.stop:
            raise Noon
        self._work()
        self._pass(2, 50)
        again = self.rng.choice(("pleased", "fair", "fair"))
        self.values |= {"verdict": again, "verdict_at": self.at, "verdict_from": "own"}
        self._close("", "报事人")

    def _close(self, said: str, by: str) -> None:
        self.values["closed_at"] = self.at
        self._act("close", CLOSED, said, by=by)

    def _meet(self, code: str, task: int | None = None) -> None:
        for clock in self.clocks:
            if clock.code == code and clock.task == task and clock.met is None:
                clock.met = self.at

    def petition(self, noticed: datetime | None) -> None:
        """Taken as a petition once accepted: the law's clocks replace ours. ``noticed``: told in writing that it is."""
        self.clocks = [Clock("petition.notice", self.holder, self.told_at, met=noticed)]
        self._aside("petition", "按信访事项办理，15 日内书面告知您是否受理。")
        if noticed is not None:
            self.at = noticed
            self._aside("petition_accept", "信访事项已受理，60 日内办结并书面答复您。")
            self.clocks.append(Clock("petition.decision", self.holder, noticed))

    def decided(self, at: datetime, result: str) -> None:
        """The petition is answered in writing within the day; after seven silent days it is closed."""
        self.at, self.pace = at, 0.1
        self._meet("petition.decision")
        self._aside("petition_decide", f"书面处理意见已经送达您：{result}"[:200], result)
        self._done("finish", result)
        self.at += timedelta(days=7)
        self._close("答复后 7 天没有评价", "自动")

    def reviewed(self, verb: str, at: datetime, words: str, public: str, by: str) -> None:
        """A review was asked for or decided, after the end: the state stays."""
        self.at = at
        self._aside(verb, public, words, by)

    def _aside(self, verb: str, public: str, said: str = "", by: str = "") -> None:
        line = (verb, self.state, self.state, self.level, self.holder.id, None, by or TITLES[self.level])
        self.steps.append((*line, self.at, said, public))

    def merge(self, into: "Course", number: str) -> bool:
        """Joined to an open one of the same matter, a few hours after it was told. False: it was done by then."""
        at = self.told_at + timedelta(hours=3)
        done = into.values.get("done_at")
        if at > self.noon or into.state == MERGED or (done is not None and done <= at):
            return False
        self.at = at
        self.steps.append(
            ("tell", "", TOLD, self.level, self.holder.id, None, "", self.told_at, "", "收到您说的事。")
        )
        self._act("merge", MERGED, f"并入 {number}")
        for name in ("answer", "answered_at"):
            if name in into.values:
                self.values[name] = into.values[name]
        return True
