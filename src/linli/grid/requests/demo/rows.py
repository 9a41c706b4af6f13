"""Turns lived courses into rows, and writes them in the order in which they stand on one another."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from linli.common.world import Place, World
from linli.grid.requests.demo import words
from linli.grid.requests.demo.course import Clock, Course, Given
from linli.grid.requests.demo.reviews import Asked
from linli.grid.requests.models import (
    AnswerWay,
    PetitionReview,
    Request,
    RequestCounter,
    RequestStep,
    RequestTask,
    Source,
    Teller,
    Wish,
)
from linli.grid.requests.services.intake import PHONE
from linli.people.crypto import find_hash, seal
from linli.workflow.calendar import SHANGHAI
from linli.workflow.deadlines import due
from linli.workflow.models import Deadline, Suspension
from linli.workflow.selectors import clocks_on, read_calendar

REQUEST_FIELDS = (
    "id",
    "number",
    "text",
    "source",
    "told_at",
    "told_on",
    "area_id",
    "neighbourhood_id",
    "place_id",
    "spot",
    "kind_id",
    "urgency",
    "is_petition",
    "is_police",
    "is_accusation",
    "accused_area_id",
    "state",
    "level",
    "holder_id",
    "settled_level",
    "result",
    "plan",
    "answer",
    "answer_way",
    "done_at",
    "answered_at",
    "closed_at",
    "verdict",
    "verdict_at",
    "verdict_from",
    "reopened",
    "teller_reopened",
    "merged_into_id",
)
STEP_FIELDS = (
    "request_id",
    "verb",
    "source",
    "target",
    "level",
    "holder_id",
    "unit_id",
    "actor_kind",
    "actor_title",
    "at",
    "words",
    "public",
)
TASK_FIELDS = (
    "id",
    "request_id",
    "unit_id",
    "area_id",
    "asked",
    "state",
    "designated",
    "given_at",
    "signed_at",
    "finished_at",
    "result",
    "words",
)
TELLER_FIELDS = ("request_id", "wish", "called", "phone_sealed", "phone_hash", "way", "on_behalf")
CLOCK_FIELDS = (
    "id",
    "target_type",
    "target_id",
    "area_id",
    "kind",
    "amount",
    "unit",
    "rolls",
    "basis",
    "started_at",
    "due_at",
    "met_at",
    "paused_at",
)
REVIEW_FIELDS = (
    "id",
    "request_id",
    "round",
    "organ_id",
    "asked_on",
    "words",
    "outcome",
    "opinion",
    "decided_on",
)
PAUSE_FIELDS = ("deadline_id", "number", "reason", "suspended_at")


class Rows:
    """Gathers rows of many requests. ``serial``: the last number of a day taken before."""

    def __init__(self, world: World, today: date, noon: datetime, serial: int) -> None:
        self.world, self.noon = world, noon
        self.rng = world.rng(f"grid.requests.tellers{serial or ''}")
        self.calendar, self.rules = read_calendar(), clocks_on(today)
        self.serial = serial
        self.numbers: dict[tuple[int, date], int] = defaultdict(lambda: serial)
        self.requests: list[tuple[Any, ...]] = []
        self.steps: list[tuple[Any, ...]] = []
        self.tasks: list[tuple[Any, ...]] = []
        self.tellers: list[tuple[Any, ...]] = []
        self.reviews: list[tuple[Any, ...]] = []
        self.clocks: list[tuple[Any, ...]] = []
        self.pauses: list[tuple[Any, ...]] = []

    def add(self, course: Course, about: dict[str, Any], merged: int | None) -> dict[str, Any]:
        """One request with everything that hangs on it; its id and number."""
        key, got = self.world.writer.next_id(Request), course.values
        community: Place = about["community"]
        day = course.told_at.astimezone(SHANGHAI).date()
        self.numbers[community.id, day] += 1
        number = f"{community.code[-6:]}-{day:%y%m%d}-{self.numbers[community.id, day]:02d}"
        way = self._teller(key, about["source"])
        kind, accused = about.get("kind"), about.get("accused")
        self.requests.append(
            (
                key,
                number,
                course.text,
                about["source"],
                course.told_at,
                day,
                community.id,
                about.get("neighbourhood"),
                about.get("estate"),
                about.get("spot", ""),
                kind.pk if kind is not None else None,
                about["urgency"],
                about.get("petition", False),
                kind is not None and kind.code.startswith("security") and key % 3 == 0,
                accused is not None,
                accused,
                course.state,
                course.level,
                course.holder.id,
                got.get("settled_level", ""),
                got.get("result", ""),
                got.get("plan", ""),
                got.get("answer", ""),
                way if "answer" in got else "",
                got.get("done_at"),
                got.get("answered_at"),
                got.get("closed_at"),
                got.get("verdict", ""),
                got.get("verdict_at"),
                got.get("verdict_from", ""),
                course.reopened,
                course.reopened,  # the demo's are all the tellers' own
                merged,
            )
        )
        for verb, source, target, level, holder, unit, title, at, said, public in course.steps:
            by = "system" if title == "自动" else "account" if title not in ("", "报事人") else "public"
            self.steps.append((key, verb, source, target, level, holder, unit, by, title, at, said, public))
        parts = [self._task(key, part) for part in course.tasks]
        if accused is None:  # dates of what is told in confidence stand on its own page
            for clock in course.clocks:
                self._clock(clock, key, parts)
        return {"id": key, "number": number}

    def _task(self, request: int, part: Given) -> int:
        key = self.world.writer.next_id(RequestTask)
        self.tasks.append(
            (
                key,
                request,
                part.unit,
                part.area,
                part.asked,
                part.state,
                part.designated,
                part.at,
                part.signed,
                part.finished,
                part.result,
                part.words,
            )
        )
        return key

    def _teller(self, request: int, source: str) -> str:
        rng = self.rng
        way = rng.choices(list(AnswerWay), (38, 16, 22, 8, 16))[0]
        if source in (Source.PATROL, Source.MEDIA, Source.DEPARTMENT):
            way = AnswerWay.RECEIPT
        named = rng.random() < 0.6
        sealed, found = None, ""
        if way in (AnswerWay.PHONE, AnswerWay.MESSAGE):
            phone = self.world.phone(5_000_000 + request)
            sealed, found = seal(phone, PHONE), find_hash(phone, PHONE)
        self.tellers.append(
            (
                request,
                (Wish.NAMED if named else Wish.ANONYMOUS).value,
                rng.choice(words.CALLED) if named else "",
                sealed,
                found,
                way.value,
                source in (Source.LEAD, Source.COUNTER, Source.TELEPHONE),
            )
        )
        return way.value

    def review(self, request: int, asked: Asked, clock: Clock) -> None:
        """One review of a petition, with the time for its opinion."""
        key = self.world.writer.next_id(PetitionReview)
        outcome = asked.outcome.value if asked.outcome is not None else ""
        self.reviews.append(
            (
                key,
                request,
                asked.round.value,
                clock.holder.id,
                asked.on,
                asked.words,
                outcome,
                asked.opinion,
                asked.decided,
            )
        )
        self._set(clock, PetitionReview, key)

    def _clock(self, clock: Clock, request: int, parts: list[int]) -> None:
        model, target = (Request, request) if clock.task is None else (RequestTask, parts[clock.task])
        self._set(clock, model, target)

    def _set(self, clock: Clock, model: type[Model], target: int) -> None:
        rule = self.rules[clock.code]
        assert rule.unit is not None
        key = self.world.writer.next_id(Deadline)
        ends = due(clock.started, rule.amount, rule.unit, self.calendar, rolls=rule.rolls)
        self.clocks.append(
            (
                key,
                model._meta.label_lower,
                target,
                clock.holder.id,
                rule.code,
                rule.amount,
                rule.unit.value,
                rule.rolls,
                rule.basis,
                clock.started,
                ends,
                clock.met,
                clock.paused if clock.met is None else None,
            )
        )
        if clock.paused is not None and clock.met is None:
            self.pauses.append((key, 1, "条件暂不具备", clock.paused))

    def write(self) -> None:
        """Everything gathered, requests first."""
        write = self.world.writer.write
        write(Request, REQUEST_FIELDS, self.requests)
        write(Teller, TELLER_FIELDS, self.tellers, keyed=("phone_sealed", "phone_hash"))
        write(RequestTask, TASK_FIELDS, self.tasks)
        write(RequestStep, STEP_FIELDS, self.steps)
        write(PetitionReview, REVIEW_FIELDS, self.reviews)
        write(Deadline, CLOCK_FIELDS, self.clocks)
        write(Suspension, PAUSE_FIELDS, self.pauses)
        counters = [(area, day, last) for (area, day), last in (self._counted() | self.numbers).items()]
        write(RequestCounter, ("area_id", "day", "last"), counters)

    def _counted(self) -> dict[tuple[int, date], int]:
        """Counters of those told before; taken out, to be written with ours. A serial is above every one of them."""
        if not self.serial:
            return {}
        before = RequestCounter.everything.values_list("area_id", "day", "last")
        found = {(area, day): last for area, day, last in before}
        RequestCounter.everything.all().delete()
        return found
