"""Congresses, who came, who was commended."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.workflow.calendar import SHANGHAI, YearUnpublished
from linli.workflow.deadlines import due
from linli.workflow.selectors import clock_on, working_calendar
from linli.workforce.models import (
    AttendanceStatus,
    Commendation,
    Congress,
    CongressAttendance,
    Worker,
)
from linli.workforce.policies import require
from linli.workforce.selectors import WHY
from linli.workforce.states import COMMENDATION

POSTING = "notices.appointment.posting"


@transaction.atomic
def call_congress(*, actor: Actor, area: Area, held_on: date, name: str, place: str = "") -> Congress:
    """Note the congress of a year; it counts from ``held_on``."""
    require(actor, area, Kind.DISTRICT, Kind.STREET)
    congress = Congress(
        area=area,
        year=held_on.year,
        held_on=held_on,
        name=name.strip(),
        place=place.strip(),
        recorded_by_id=actor.account_id,
    )
    congress.full_clean()
    congress.save()
    log.record(
        actor=actor,
        code="workforce.congress.called",
        target=congress,
        area_id=area.pk,
        data={"name": congress.name, "day": held_on.isoformat()},
    )
    return congress


@transaction.atomic
def note_attendance(
    *, actor: Actor, congress: Congress, worker: Worker, status: AttendanceStatus
) -> CongressAttendance:
    """Whether a worker who was in post that day came to the congress."""
    require(actor, worker.community)
    if not _in_post(worker, congress.held_on):
        raise ValidationError(f"这位工作者 {congress.held_on} 不在岗，不能登记参会。请核对人员。")
    attendance = CongressAttendance(
        congress=congress,
        worker=worker,
        community=worker.community,
        status=status,
        recorded_by_id=actor.account_id,
    )
    attendance.full_clean()
    attendance.save()
    log.record(
        actor=actor,
        code="workforce.congress.attended",
        target=attendance,
        area_id=worker.community_id,
        data={"status": status.label},
    )
    return attendance


@transaction.atomic
def nominate(
    *, actor: Actor, congress: Congress, worker: Worker, title: str, nominated_on: date
) -> Commendation:
    """The community puts a worker in post forward."""
    require(actor, worker.community)
    if not _in_post(worker, nominated_on):
        raise ValidationError(f"这位工作者 {nominated_on} 不在岗，不能推荐表彰。请核对人员。")
    commendation = Commendation(
        congress=congress,
        worker=worker,
        community=worker.community,
        title=title.strip(),
        nominated_on=nominated_on,
        recorded_by_id=actor.account_id,
    )
    commendation.full_clean()
    commendation.save()
    _log(actor, "nominated", commendation, {"title": commendation.title})
    return commendation


def pass_review(*, actor: Actor, commendation: Commendation, verb: str) -> Commendation:
    """``pass_street``, ``pass_district`` or ``vet``: one review more is done."""
    return _move(actor, commendation, verb)


def post_commendation(
    *, actor: Actor, commendation: Commendation, posted_from: date, posted_until: date
) -> Commendation:
    """Post the name for at least as many workdays as the clock says (first day not counted)."""
    rule = clock_on(POSTING, posted_from)
    if rule.unit is None:
        raise TypeError(f"clock {POSTING} is a period")
    try:
        ends = due(posted_from, rule.amount, rule.unit, working_calendar(), rolls=False)
    except YearUnpublished as missing:
        raise ValidationError(str(missing)) from missing
    earliest = ends.astimezone(SHANGHAI).date()
    if posted_until < earliest:
        raise ValidationError(
            f"表彰公示不少于 {rule.said}（{rule.basis}），最早到 {earliest}。请改为这一天或更晚。"
        )
    return _move(actor, commendation, "post", posted_from=posted_from, posted_until=posted_until)


def decide_commendation(*, actor: Actor, commendation: Commendation, decided_on: date) -> Commendation:
    """Commended, after the posting ended."""
    return _move(actor, commendation, "decide", decided_on=decided_on)


def decline_commendation(*, actor: Actor, commendation: Commendation, reason: str) -> Commendation:
    """Not commended, with the reason."""
    return _move(actor, commendation, "decline", reason=reason)


@transaction.atomic
def _move(actor: Actor, commendation: Commendation, verb: str, **values: Any) -> Commendation:
    rows = Commendation.objects.unscoped(WHY).select_related("community")
    commendation = rows.select_for_update(of=("self",)).get(pk=commendation.pk)
    require(actor, commendation.community)
    step = COMMENDATION.apply(commendation, verb, actor=actor, at=business_now(), **values)
    if verb == "decide" and commendation.posted_until and values["decided_on"] <= commendation.posted_until:
        raise ValidationError(f"公示到 {commendation.posted_until} 才满，决定日期要在这之后。")
    commendation.full_clean()
    commendation.save(update_fields=COMMENDATION.changed_fields(verb))
    _log(actor, "moved", commendation, {"title": commendation.title, "step": step.transition.label})
    return commendation


def _in_post(worker: Worker, day: date) -> bool:
    return worker.hired_on <= day and (worker.left_on is None or worker.left_on > day)


def _log(actor: Actor, done: str, commendation: Commendation, data: dict[str, str]) -> None:
    log.record(
        actor=actor,
        code=f"workforce.commendation.{done}",
        target=commendation,
        area_id=commendation.community_id,
        data=data,
    )
