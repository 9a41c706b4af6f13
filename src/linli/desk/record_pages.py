"""What stands around a record on its page: its state and clocks, who has it, what comes next, what refers to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from linli.access.actor import Actor
from linli.common.clock import business_now
from linli.common.text import masked_name
from linli.desk.due import TINTS
from linli.desk.filters import area_path
from linli.desk.work_sources import STATES
from linli.documents import qr
from linli.notices.models import Posting
from linli.notices.policies import NOTICE_WRITE
from linli.notices.selectors import postings_about
from linli.orgs.models import Area
from linli.ui.records import RecordPage
from linli.ui.tables import worked_at
from linli.workflow import assigning
from linli.workflow.machines import State, Transition, machine_of
from linli.workflow.models import Assignment, Deadline
from linli.workflow.selectors import deadlines_of, told, working_calendar

FEW = 5


@dataclass(frozen=True)
class Clock:
    """One deadline of the record, running or over."""

    deadline: Deadline
    left: str
    tint: str

    @property
    def ends(self) -> datetime | None:
        """When it was met, or falls due."""
        return self.deadline.met_at or self.deadline.due_at


@dataclass(frozen=True)
class Next:
    """What may be done now: acts by the transition table, who has the matter, until when, and where it is done."""

    acts: Sequence[Transition]
    holder: str
    is_mine: bool
    until: Clock | None
    address: str

    @property
    def first(self) -> Transition | None:
        """The first act the table lists."""
        return self.acts[0] if self.acts else None


@dataclass(frozen=True)
class Around:
    """Everything beside the record's own lines."""

    state: State | None
    tint: str
    clocks: Sequence[Clock]
    next: Next | None
    holders: Sequence[Assignment]
    postings: Sequence[tuple[Posting, str]]
    area: Area | None
    worked_at: str

    @property
    def running(self) -> Sequence[Clock]:
        """Those that tick or stand still."""
        return [clock for clock in self.clocks if clock.deadline.is_running]


def around(declared: RecordPage, record: Model, actor: Actor) -> Around:
    """Three queries: deadlines, who has or had it, postings about it."""
    machine = machine_of(declared.model)
    state = machine.state(getattr(record, machine.attribute)) if machine is not None else None
    clocks = _clocks(actor, record)
    holders = list(assigning.history_of(actor, record)[:FEW])
    path = area_path(declared.model)
    area = getattr(record, path, None) if path and "__" not in path else None
    at = _worked_at(declared, record, actor)
    return Around(
        state=state,
        tint=STATES[state.tone] if state is not None else "",
        clocks=clocks,
        next=_next(record, actor, state, machine.allowed(state.code), clocks, holders, at)
        if machine is not None and state is not None and not state.final
        else None,
        holders=holders,
        postings=_postings(record, actor),
        area=area if isinstance(area, Area) else None,
        worked_at=at,
    )


def _clocks(actor: Actor, record: Model) -> list[Clock]:
    rows = list(deadlines_of(actor, record)[:FEW])
    if not rows:
        return []
    now, calendar = business_now(), working_calendar()
    found = []
    for row in rows:
        left = told(row, now, calendar)
        found.append(Clock(row, left.text, TINTS[left.tone]))
    return found


def _next(
    record: Model,
    actor: Actor,
    state: State,
    acts: Sequence[Transition],
    clocks: Sequence[Clock],
    holders: Sequence[Assignment],
    at: str,
) -> Next | None:
    if not acts:
        return None
    held = next((each for each in holders if each.ended_at is None), None)
    own = actor.account.person_id if actor.account is not None else None
    is_mine = held is not None and held.holder_id == own
    running = [each for each in clocks if each.deadline.is_running and each.deadline.due_at is not None]
    return Next(
        acts=acts,
        holder="" if held is None else held.holder.name if is_mine else masked_name(held.holder.name),
        is_mine=is_mine,
        until=min(running, key=lambda each: each.deadline.due_at or business_now(), default=None),
        address=at,
    )


def _worked_at(declared: RecordPage, record: Any, actor: Actor) -> str:
    """The page on which acts on it are done, where there is one and this actor may open it."""
    if route := worked_at(declared, actor):
        return reverse(route, args=(record.ref,))
    if isinstance(record, Posting) and actor.may(NOTICE_WRITE, record.area):
        return reverse("notices:posting", args=(record.ref,))
    return ""


def _postings(record: Model, actor: Actor) -> list[tuple[Posting, str]]:
    """Postings about the record, with the page this reader may open."""
    found = []
    for posting in postings_about(record).select_related("area", "kind")[:FEW]:
        if actor.may(NOTICE_WRITE, posting.area):
            found.append((posting, reverse("notices:posting", args=(posting.ref,))))
        elif posting.online and posting.posted_on is not None:
            found.append((posting, reverse("postings:posting", args=(posting.ref,))))
    return found


def drawn(path: str) -> SafeString:
    """A QR code of an address; it takes 20 ms, so only the page made to be printed asks for it."""
    return mark_safe(qr.svg(path).decode())  # noqa: S308  # drawn by us from an address of ours
