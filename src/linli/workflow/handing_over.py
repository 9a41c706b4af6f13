"""Somebody leaves: everything they still have in hand goes to a successor in one act, and nothing stays behind.

Rooms register what hangs on a person (``register``; ready-made kinds: ``handing_kinds``).
The act counts again before it is done: whatever did not move undoes it all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet

from linli.access.actor import Actor
from linli.access.policies import MANAGE_POSTS, VIEW_RECORDS
from linli.access.roles import ROLE_OF_POST, Capability
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.orgs.selectors import in_force
from linli.people.models import LEAD_POSTS, Appointment, Person, Post
from linli.people.services import appoint, leave_post
from linli.workflow.policies import HAND_OVER, may_change_post, require_hand_over

WHY = "whoever hands over was admitted to where all of it lies, or sees numbers only"

LEADS_APART = (
    "三长的任免要先审核、公示、有决定（三长选任条件），不随工作交接办。手里的事可以交接；"
    "任免由社区书记、街道或区里在“三长名册”里推荐人选、登记离任。"
)


class LeftBehind(RuntimeError):
    """Something did not move: a room's ``move`` is wrong, or somebody gave the leaver more meanwhile."""


@dataclass(frozen=True, kw_only=True)
class Moving:
    """What a room is told when it moves its own."""

    actor: Actor
    leaver: Person
    successor: Person
    why: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """One kind of thing that hangs on a person.

    rows: what the person still has; after ``move`` it must be empty. Moving is a handful of queries, never one a row.
    move: raises ValidationError in words where this successor may not have one of them: then nothing moves.
    area: lookup path to where a row lies, "" for what lies nowhere: a successor must have a post there ...
    capability: ... that gives this, so that they can go on with it.
    ends: what is the leaver's alone and nobody's work: it ends with every hand-over, also where nothing moves.
    holds: which field of which model names the person, ``mediation.TeamMember.person``.
    """

    code: str
    label: str
    rows: Callable[[Person], QuerySet[Any]]
    move: Callable[[Moving], object]
    ends: Callable[[Moving], object] | None = None
    area: str = "area"
    capability: Capability = VIEW_RECORDS
    holds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """So many of a kind lie here."""

    kind: HandOver
    path: str
    name: str
    count: int


@dataclass(frozen=True)
class Plan:
    """What would move: by kind and place, and where the successor has no post."""

    places: tuple[Place, ...]
    counts: tuple[tuple[HandOver, int], ...]
    uncovered: tuple[Place, ...] = ()

    @property
    def total(self) -> int:
        """Of all kinds."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True)
class HandedOver:
    """What moved."""

    total: int
    counts: tuple[tuple[str, int], ...]
    digest: str


_kinds: dict[str, HandOver] = {}


def register(*found: HandOver) -> None:
    """Add kinds. Raises ValueError for a code taken."""
    for kind in found:
        if kind.code in _kinds:
            raise ValueError(f"hand-over {kind.code} is registered already")
        _kinds[kind.code] = kind


def all_kinds() -> tuple[HandOver, ...]:
    """In order of registration."""
    return tuple(_kinds.values())


# What would move


def posts_of(person: Person, day: date) -> list[Appointment]:
    """The posts somebody holds on a day, or will hold, widest first."""
    rows = Appointment.objects.unscoped(WHY).filter(person=person).exclude(valid_to__lte=day)
    return list(rows.select_related("area", "unit").order_by("area__path", "post"))


def plan(*, actor: Actor, leaver: Person, successor: Person | None = None) -> Plan:
    """What the leaver has, as far as the actor may hand it over.

    Raises PermissionDenied where the actor may hand over nothing of this person's.
    """
    require_hand_over(actor)
    places, counts = [], []
    for kind in all_kinds():
        rows = kind.rows(leaver).order_by()
        if kind.area:
            found = rows.values_list(f"{kind.area}__path", f"{kind.area}__name").annotate(found=Count("pk"))
            lying = [
                Place(kind, path, name, number) for path, name, number in found.order_by(f"{kind.area}__path")
            ]
            places += lying
            counts.append((kind, sum(place.count for place in lying)))
        else:
            counts.append((kind, rows.count()))
    _require_within(actor, leaver, places)
    uncovered = () if successor is None else _uncovered(places, successor)
    return Plan(tuple(places), tuple(counts), uncovered)


def _require_within(actor: Actor, leaver: Person, places: Sequence[Place]) -> None:
    if actor.may(MANAGE_POSTS):
        return
    paths = actor.paths(HAND_OVER)
    above = [each for each in posts_of(leaver, business_date()) if _is_above(each.area.path, paths)]
    if above:
        raise PermissionDenied(
            f"{leaver.name}还在{above[0].area.name}任职，在您的上级。工作交接请由上级或安全管理员办理。"
        )
    outside = sum(place.count for place in places if not place.path.startswith(paths))
    if outside:
        raise PermissionDenied(
            f"{leaver.name}手里有 {outside} 件不在您的任职地区，交接要一次办全。请由上级或安全管理员办理。"
        )
    known = [a.area.path for a in posts_of(leaver, date.min)] + [place.path for place in places]
    if not any(path.startswith(paths) for path in known):
        raise PermissionDenied("这个人不在您的任职地区任职。请由其所在地方或安全管理员办理。")


def _is_above(post: str, paths: tuple[str, ...]) -> bool:
    """Whether a post lies over those who hand over, and not among them: nobody takes work away from above."""
    return not post.startswith(paths) and any(path.startswith(post) for path in paths)


def _uncovered(places: Sequence[Place], successor: Person) -> tuple[Place, ...]:
    """Places in which no post of the successor lets them go on with the matter today."""
    held = Appointment.objects.unscoped(WHY).filter(in_force(business_date()), person=successor)
    posts = [(ROLE_OF_POST[Post(post)], path) for post, path in held.values_list("post", "area__path")]

    def covers(place: Place) -> bool:
        return any(role.holds(place.kind.capability) and place.path.startswith(path) for role, path in posts)

    return tuple(place for place in places if not covers(place))


# The act


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    leaver: Person,
    successor: Person,
    reason: str,
    posts: Sequence[Appointment] = (),
    day: date | None = None,
    succeed: bool = True,
) -> HandedOver:
    """Everything the leaver has goes to the successor; one entry in the log.

    ``posts`` end on ``day`` (the first day out of office; default: today), and with ``succeed`` the successor begins
    in them that day, in the same unit. Raises PermissionDenied; ValidationError without a reason, where there is
    nothing to do, for the post of a lead, or naming the places in which no post of the successor lets them go on
    today; LeftBehind when something did not move.
    """
    require_hand_over(actor)
    reason = reason.strip()
    if leaver.pk == successor.pk:
        raise ValidationError("接任的人不能是离岗的人自己。请另选一位。")
    if not reason:
        raise ValidationError({"reason": "请写明为什么交接，接任的人会看到。"})
    Person.objects.unscoped(WHY).select_for_update(of=("self",)).get(pk=leaver.pk)  # one hand-over at a time
    _change_posts(actor, leaver, successor if succeed else None, posts, day or business_date(), reason)
    found = plan(actor=actor, leaver=leaver, successor=successor)
    if not found.total and not posts:
        raise ValidationError(f"{leaver.name}手里没有要交接的事，也没有选要结束的任职。")
    if found.uncovered:
        raise ValidationError(_uncovered_said(successor, found.uncovered))
    ids = {
        kind.code: sorted(kind.rows(leaver).values_list("pk", flat=True))
        for kind, count in found.counts
        if count
    }
    moving = Moving(
        actor=actor, leaver=leaver, successor=successor, why=f"工作交接：{reason}"[:120], at=business_now()
    )
    for kind, count in found.counts:
        if count:
            kind.move(moving)
        if kind.ends is not None:
            kind.ends(moving)
    if left := [kind.code for kind in all_kinds() if kind.rows(leaver).exists()]:
        raise LeftBehind(", ".join(left))
    done = HandedOver(
        total=found.total,
        counts=tuple((kind.label, count) for kind, count in found.counts if count),
        digest=sha256(repr(sorted(ids.items())).encode()).hexdigest(),
    )
    _log(actor, leaver, successor, done, len(posts))
    return done


def _change_posts(
    actor: Actor,
    leaver: Person,
    successor: Person | None,
    posts: Sequence[Appointment],
    day: date,
    reason: str,
) -> None:
    for held in posts:
        if held.person_id != leaver.pk:
            raise ValidationError("选中的任职不是离岗的人的。请重新选。")
        if held.post in LEAD_POSTS:
            raise ValidationError(f"{held.area.name}的{Post(held.post).label}：{LEADS_APART}")
        if not may_change_post(actor, held):
            raise PermissionDenied(
                f"“{held.area.name}·{Post(held.post).label}”的任免由安全管理员登记。请交给安全管理员。"
            )
        leave_post(actor=actor, appointment=held, day=day, reason=reason)
        if successor is not None:
            appoint(
                actor=actor,
                person=successor,
                post=Post(held.post),
                area=held.area,
                unit=held.unit,
                day=day,
                basis=reason[:120],
            )


def _uncovered_said(successor: Person, places: Sequence[Place]) -> str:
    listed = "、".join(f"{place.name} {place.count} 件{place.kind.label}" for place in places[:5])
    more = f"等 {len(places)} 处" if len(places) > 5 else ""
    return (
        f"{successor.name}今天在这些地方没有任职，或者任职办不了这类事：{listed}{more}。"
        "请先登记任职（今天起算），或另选一位。"
    )


def _log(actor: Actor, leaver: Person, successor: Person, done: HandedOver, posts: int) -> None:
    said = "，".join(f"{label} {count} 件" for label, count in done.counts) or "没有未结的事"
    log.record(
        actor=actor,
        code="workflow.work.handed_over",
        target=leaver,
        area_id=leaver.area_id,
        data={
            "total": done.total,
            "what": said,
            "to": successor.pk,
            "posts": posts,
            "digest": done.digest,
        },
    )
