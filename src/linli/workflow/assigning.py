"""Who has a matter in hand: given, passed on, done with. One person has one matter; the past stays told.

Policies are asked by the system whose matter it is. A matter lies in an area, so its readers are those of the area;
``held_by`` is somebody's own list.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet

from linli.access.actor import SYSTEM, Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.orgs.models import Area
from linli.people.models import Person
from linli.workflow.machines import Machine, machine_of
from linli.workflow.models import Assignment
from linli.workflow.references import Reference, model_of

WHY_OWN = "a person's own work, wherever it lies"
WHY = "the caller has shown that it may read or write the matter"


# Reads


def held_by(person: Person | int | None) -> QuerySet[Assignment]:
    """What the person has in hand now, the longest first. For their own list, and for handing it over."""
    return (
        Assignment.objects.unscoped(WHY_OWN)
        .filter(holder=person, ended_at__isnull=True)
        .select_related("area")
        .order_by("since", "pk")
    )


def in_hand(actor: Actor) -> QuerySet[Assignment]:
    """Every matter somebody has in hand within the reader's areas."""
    return Assignment.objects.visible_to(actor).filter(ended_at__isnull=True).order_by("since", "pk")


def holder_of(target: models.Model) -> Person | None:
    """Who has the matter now, for its page; the caller has shown that the reader may see it."""
    found = _open_on(target).select_related("holder").first()
    return found.holder if found is not None else None


def holders_of(targets: Iterable[models.Model]) -> dict[Reference, Person]:
    """Who has each of these matters now: one query for each kind that occurs."""
    ids: dict[str, list[int]] = {}
    for target in targets:
        to = Reference.to(target)
        ids.setdefault(to.type, []).append(to.id)
    found: dict[Reference, Person] = {}
    for label, wanted in ids.items():
        rows = Assignment.objects.unscoped(WHY).filter(
            target_type=label, target_id__in=wanted, ended_at__isnull=True
        )
        found |= {Reference(label, row.target_id): row.holder for row in rows.select_related("holder")}
    return found


def held_ids(model: type[models.Model], person: Person | int | None) -> QuerySet[Assignment, int]:
    """Ids of the records of a kind the person has in hand: for a filter."""
    rows = Assignment.objects.unscoped(WHY_OWN).filter(holder=person, ended_at__isnull=True)
    return rows.filter(target_type=model._meta.label_lower).values_list("target_id", flat=True)


def others_hold(model: type[models.Model], person: Person | int | None) -> QuerySet[Assignment, int]:
    """Ids of the records of a kind somebody else has in hand: for a filter."""
    rows = Assignment.objects.unscoped(WHY).filter(ended_at__isnull=True).exclude(holder=person)
    return rows.filter(target_type=model._meta.label_lower).values_list("target_id", flat=True)


def history_of(actor: Actor, target: models.Model) -> QuerySet[Assignment]:
    """Who had the matter when, the latest first."""
    to = Reference.to(target)
    rows = Assignment.objects.visible_to(actor).filter(target_type=to.type, target_id=to.id)
    return rows.select_related("holder").order_by("-since", "-pk")


def _open_on(target: models.Model) -> QuerySet[Assignment]:
    to = Reference.to(target)
    return Assignment.objects.unscoped(WHY).filter(
        target_type=to.type, target_id=to.id, ended_at__isnull=True
    )


# Writes


def build_assignment(
    *, target: models.Model, area: Area, holder: Person, since: datetime, why: str
) -> Assignment:
    """An unsaved assignment: for ``bulk_create`` of many. Saves and logs nothing."""
    to = Reference.to(target)
    return Assignment(
        target_type=to.type, target_id=to.id, area=area, holder=holder, since=since, why=why.strip()
    )


@transaction.atomic
def assign(*, actor: Actor, target: models.Model, area: Area, holder: Person, why: str) -> Assignment:
    """Give a matter to somebody. Raises ValidationError while somebody has it, or without a why."""
    if _open_on(target).exists():
        raise ValidationError("这件事已经有人在办。要换人，请转交。")
    found = _given(actor, target, area, holder, why)
    _log(actor, "given", found)
    return found


@transaction.atomic
def reassign(*, actor: Actor, target: models.Model, holder: Person, why: str) -> Assignment:
    """Pass a matter on. Raises ValidationError when nobody has it, when its new holder has it already."""
    before = _in_hand(target)
    if before.holder_id == holder.pk:
        raise ValidationError("这件事本来就由这个人在办，不用转交。")
    _end(before, why)
    found = _given(actor, target, before.area, holder, why)
    _log(actor, "passed_on", found)
    return found


@transaction.atomic
def finish(*, actor: Actor, target: models.Model, why: str) -> Assignment | None:
    """The matter is done with, or went elsewhere. None when nobody had it: then there is nothing to end."""
    before = _open_on(target).select_for_update(of=("self",)).first()
    if before is None:
        return None
    _end(before, why)
    _log(actor, "ended", before)
    return before


def finish_at_end(*, actor: Actor, target: models.Model, machine: Machine) -> None:
    """For services, after each step: a matter in a final state is in nobody's hand any more."""
    state = machine.state(getattr(target, machine.attribute))
    if state.final:
        finish(actor=actor, target=target, why=state.label)


@transaction.atomic
def end_settled() -> int:
    """Daily work: a matter that came to its end by another way is in nobody's hand any more. How many."""
    still = Assignment.objects.unscoped("the machine looks at everything").filter(ended_at__isnull=True)
    count = 0
    for label in list(still.order_by().values_list("target_type", flat=True).distinct()):
        model = model_of(label)
        machine = machine_of(model) if model is not None else None
        if model is None or machine is None:
            continue
        settled = model._base_manager.filter(**{f"{machine.attribute}__in": machine.final}).values("pk")
        over = still.filter(target_type=label, target_id__in=settled)
        count += over.update(ended_at=business_now(), ended_why="已经办完")
    if count:
        log.record(actor=SYSTEM, code="workflow.assignments.ended", data={"count": count})
    return count


def _in_hand(target: models.Model) -> Assignment:
    before = _open_on(target).select_for_update(of=("self",)).first()
    if before is None:
        raise ValidationError("这件事现在没有人在办，不能转交。请先交给一个人。")
    return before


def _given(actor: Actor, target: models.Model, area: Area, holder: Person, why: str) -> Assignment:
    found = build_assignment(target=target, area=area, holder=holder, since=business_now(), why=_why(why))
    found.given_by_id = actor.account_id
    found.full_clean()
    found.save()
    return found


def _end(before: Assignment, why: str) -> None:
    before.ended_at, before.ended_why = business_now(), _why(why)
    before.full_clean()
    before.save(update_fields=["ended_at", "ended_why"])


def _why(why: str) -> str:
    if not why.strip():
        raise ValidationError("请写明为什么交给这个人办。")
    return why.strip()


def _log(actor: Actor, done: str, assignment: Assignment) -> None:
    # Who holds it and why stay in the record: the log names the matter, not the person who works on it.
    log.record(
        actor=actor,
        code=f"workflow.assignment.{done}",
        target=assignment,
        area_id=assignment.area_id,
        data={"kind": Reference(assignment.target_type, assignment.target_id).called},
    )
