"""Writes: classes planned and held, learners enrolled and present."""

from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.academy.models import (
    ClassKind,
    Course,
    Enrolment,
    LearnerKind,
    Result,
    Session,
    Target,
    Teacher,
    TrainingClass,
)
from linli.academy.policies import require
from linli.academy.states import CLASS, ENROLMENT, HELD
from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation
from linli.people.models import Person

WHY = "the service admits the actor to the class's area before it writes"


@transaction.atomic
def plan_class(
    *,
    actor: Actor,
    area: Area,
    kind: ClassKind,
    number: int,
    theme: str,
    starts_on: date,
    ends_on: date,
    target: Target,
    quota: int | None = None,
    place: str = "",
    budget_fen: int = 0,
    head_teacher: Person | None = None,
) -> TrainingClass:
    """Put 第 ``number`` 期 of a kind into the plan; the last day is included, ``budget_fen`` in fen."""
    require(actor, area)
    if area.kind not in (Kind.DISTRICT, Kind.COMMUNITY):
        raise ValidationError("培训班次的地区是全区，或学院所在的社区。请改选。")
    training = TrainingClass(
        area=area,
        kind=kind,
        number=number,
        theme=theme.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        target=target,
        quota=quota,
        place=place.strip(),
        budget_fen=budget_fen,
        head_teacher=head_teacher,
        recorded_by_id=actor.account_id,
    )
    training.full_clean()
    training.save()
    data = {"training": str(training), "day": starts_on.isoformat()}
    log.record(actor=actor, code="academy.class.planned", target=training, area_id=area.pk, data=data)
    return training


@transaction.atomic
def move_class(*, actor: Actor, training: TrainingClass, verb: str, **values: Any) -> TrainingClass:
    """Do one verb of ``states.CLASS``: announce, open_enrolment, begin, evaluate, finish, archive, cancel.

    Raises TransitionRefused when the table does not allow it now; ValidationError when a class is said to
    have begun on a day to come.
    """
    training = (
        TrainingClass.objects.unscoped(WHY)
        .select_for_update(of=("self",))
        .select_related("area")
        .get(pk=training.pk)
    )
    require(actor, training.area)
    step = CLASS.apply(training, verb, actor=actor, at=business_now(), **values)
    if verb == "begin" and training.starts_on > business_date():
        raise ValidationError("开班后再登记：开始日期不能晚于今天。")
    training.full_clean()
    training.save(update_fields=CLASS.changed_fields(verb))
    log.record(
        actor=actor,
        code="academy.class.changed",
        target=training,
        area_id=training.area_id,
        data={
            "training": str(training),
            "verb": step.transition.label,
            "source": CLASS.state(step.source).label,
            "target": CLASS.state(step.target).label,
        },
    )
    return training


@transaction.atomic
def add_session(
    *,
    actor: Actor,
    training: TrainingClass,
    held_on: date,
    starts_at: time,
    ends_at: time,
    course: Course,
    teacher: Teacher | None = None,
    room: str = "",
) -> Session:
    """One lesson on a day of the class."""
    require(actor, training.area)
    if not training.starts_on <= held_on <= training.ends_on:
        raise ValidationError("课次的日期要在班次的开始和结束之间。请改正日期。")
    session = Session(
        training_class=training,
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        course=course,
        teacher=teacher,
        room=room.strip(),
        recorded_by_id=actor.account_id,
    )
    session.full_clean()
    session.save()
    data = {"training": str(training), "day": held_on.isoformat()}
    log.record(actor=actor, code="academy.session.added", target=session, area_id=training.area_id, data=data)
    return session


@transaction.atomic
def enrol(
    *,
    actor: Actor,
    training: TrainingClass,
    person: Person,
    learner_kind: LearnerKind,
    community: Area,
    nominated_by: Organisation | None = None,
) -> Enrolment:
    """A community sends somebody to a class that is still open."""
    require(actor, community)
    if community.kind != Kind.COMMUNITY:
        raise ValidationError(f"{community.name}不是社区（村）。人次计入学员所在的社区（村），请改选。")
    if training.state not in CLASS.open or training.state in HELD:
        raise ValidationError(f"{training}现在是“{CLASS.state(training.state).label}”，不能再报名。")
    enrolment = Enrolment(
        training_class=training,
        person=person,
        learner_kind=learner_kind,
        community=community,
        nominated_by=nominated_by,
        recorded_by_id=actor.account_id,
    )
    enrolment.full_clean()
    enrolment.save()
    data = {"community": community.name, "training": str(training)}
    log.record(
        actor=actor, code="academy.enrolment.opened", target=enrolment, area_id=community.pk, data=data
    )
    return enrolment


def _move(*, actor: Actor, enrolment: Enrolment, verb: str, **values: Any) -> Enrolment:
    enrolment = (
        Enrolment.objects.unscoped(WHY)
        .select_for_update(of=("self",))
        .select_related("training_class__area", "community")
        .get(pk=enrolment.pk)
    )
    training = enrolment.training_class
    require(actor, training.area)
    if verb in ("attend", "miss") and training.state not in HELD:
        raise ValidationError(f"{training}还没有开班，不能登记到训或缺席。")
    if verb == "attend" and not training.starts_on <= values["attended_on"] <= training.ends_on:
        raise ValidationError("到训日期要在班次的开始和结束之间。请改正日期。")
    step = ENROLMENT.apply(enrolment, verb, actor=actor, at=business_now(), **values)
    enrolment.full_clean()
    enrolment.save(update_fields=ENROLMENT.changed_fields(verb))
    log.record(
        actor=actor,
        code="academy.enrolment.changed",
        target=enrolment,
        area_id=enrolment.community_id,
        data={
            "community": enrolment.community.name,
            "training": str(training),
            "verb": step.transition.label,
            "source": ENROLMENT.state(step.source).label,
            "target": ENROLMENT.state(step.target).label,
        },
    )
    return enrolment


@transaction.atomic
def admit(*, actor: Actor, enrolment: Enrolment) -> Enrolment:
    """录取."""
    return _move(actor=actor, enrolment=enrolment, verb="admit")


@transaction.atomic
def attend(*, actor: Actor, enrolment: Enrolment, day: date) -> Enrolment:
    """The learner came on ``day`` and stays to the end of the class.

    Raises ValidationError when these days are taken by another class: one class a day.
    """
    until = enrolment.training_class.ends_on + timedelta(days=1)
    return _move(actor=actor, enrolment=enrolment, verb="attend", attended_on=day, attended_until=until)


@transaction.atomic
def miss(*, actor: Actor, enrolment: Enrolment) -> Enrolment:
    """The learner did not come."""
    return _move(actor=actor, enrolment=enrolment, verb="miss")


@transaction.atomic
def excuse(*, actor: Actor, enrolment: Enrolment, note: str) -> Enrolment:
    """The learner asked for leave."""
    return _move(actor=actor, enrolment=enrolment, verb="excuse", note=note.strip())


@transaction.atomic
def complete(*, actor: Actor, enrolment: Enrolment, study_hours: int, result: Result) -> Enrolment:
    """结业, with the lessons attended."""
    return _move(actor=actor, enrolment=enrolment, verb="complete", study_hours=study_hours, result=result)
