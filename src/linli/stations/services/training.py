"""Writes about classes made to order: opened, joined, completed, left."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.people.models import Person
from linli.stations.models import JobDesk, OrderTraining, Trade, Trainee
from linli.stations.policies import require
from linli.stations.selectors import WHY
from linli.stations.services.jobs import require_open


@transaction.atomic
def open_training(
    *,
    actor: Actor,
    desk: JobDesk,
    trade: Trade,
    title: str,
    partner: str,
    hours: int,
    seats: int,
    days: tuple[date, date],
) -> OrderTraining:
    """A class from its first to its last day."""
    require(actor, desk.community)
    require_open(desk, days[0])
    training = OrderTraining(
        desk=desk,
        trade=trade,
        title=title,
        partner=partner,
        hours=hours,
        seats=seats,
        starts_on=days[0],
        ends_on=days[1],
        recorded_by_id=actor.account_id,
    )
    training.full_clean()
    training.save()
    log.record(
        actor=actor,
        code="stations.training.opened",
        target=training,
        area_id=desk.community_id,
        data={"title": title},
    )
    return training


@transaction.atomic
def enrol(*, actor: Actor, training: OrderTraining, person: Person, enrolled_on: date) -> Trainee:
    """Take a seat. Refused when the class is cancelled or full."""
    require(actor, training.desk.community)
    if training.cancelled_on is not None:
        raise ValidationError("这个班已经取消。请改报其他班。")
    taken = Trainee.objects.unscoped(WHY).filter(training=training, dropped_on__isnull=True).count()
    if taken >= training.seats:
        raise ValidationError(f"{training.title}的 {training.seats} 个名额已满。请改报下一期。")
    trainee = Trainee(
        training=training, person=person, enrolled_on=enrolled_on, recorded_by_id=actor.account_id
    )
    trainee.full_clean()
    trainee.save()
    log.record(
        actor=actor,
        code="stations.trainee.enrolled",
        target=trainee,
        area_id=training.desk.community_id,
        data={"title": training.title},
    )
    return trainee


@transaction.atomic
def complete(*, actor: Actor, trainee: Trainee, completed_on: date) -> Trainee:
    """The class was learned to its end: from this day the person counts as trained."""
    training = trainee.training
    require(actor, training.desk.community)
    if trainee.dropped_on is not None or trainee.completed_on is not None:
        raise ValidationError("这名学员已经退出或学完，不用再办。")
    if completed_on < training.starts_on or training.cancelled_on is not None:
        raise ValidationError("这个班这一天还没有开或已取消，不能记为学完。请核对日期。")
    trainee.completed_on = completed_on
    trainee.full_clean()
    trainee.save(update_fields=["completed_on"])
    log.record(
        actor=actor,
        code="stations.trainee.completed",
        target=trainee,
        area_id=training.desk.community_id,
        data={"title": training.title},
    )
    return trainee


@transaction.atomic
def drop_out(*, actor: Actor, trainee: Trainee, dropped_on: date) -> Trainee:
    """Left before the end; the seat is free again."""
    require(actor, trainee.training.desk.community)
    if trainee.dropped_on is not None or trainee.completed_on is not None:
        raise ValidationError("这名学员已经退出或学完，不用再办。")
    trainee.dropped_on = dropped_on
    trainee.full_clean()
    trainee.save(update_fields=["dropped_on"])
    log.record(
        actor=actor,
        code="stations.trainee.dropped",
        target=trainee,
        area_id=trainee.training.desk.community_id,
        data={"title": trainee.training.title},
    )
    return trainee
