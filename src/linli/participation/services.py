"""Writes: teams founded and approved, activities and events led through their lives."""

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation, OrganisationKind, Theme
from linli.participation.models import (
    EventFunding,
    EventKind,
    EventOrganiser,
    EventSeries,
    EventSponsor,
    NeighbourEvent,
    Speciality,
    VolunteerActivity,
    VolunteerTeam,
)
from linli.participation.policies import LARGE_EVENT, require, require_estate
from linli.participation.states import ACTIVITY, EVENT
from linli.people.models import Person

WHY = "the service admits the actor to the area of the record before it writes"
ACTIVITY_KINDS = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY, Kind.ESTATE)


@transaction.atomic
def found_team(
    *,
    actor: Actor,
    estate: Area,
    name: str,
    founded_on: date,
    speciality: Speciality | None = None,
    leader: Person | None = None,
) -> VolunteerTeam:
    """A team of an estate; it counts once the residents' committee has approved it."""
    require(actor, estate)
    require_estate(estate)
    if founded_on > business_date():
        raise ValidationError("组建日期不能晚于今天。")
    team = VolunteerTeam(
        estate=estate,
        name=name.strip(),
        speciality=speciality or "",
        leader=leader,
        founded_on=founded_on,
        recorded_by_id=actor.account_id,
    )
    team.full_clean()
    team.save()
    data = {"estate": estate.name, "team": team.name}
    log.record(actor=actor, code="participation.team.founded", target=team, area_id=estate.pk, data=data)
    return team


@transaction.atomic
def approve_team(*, actor: Actor, team: VolunteerTeam, committee: Organisation, day: date) -> VolunteerTeam:
    """The residents' committee agrees that the team serves in the community (《志愿服务条例》)."""
    require(actor, team.estate)
    if committee.kind != OrganisationKind.COMMITTEE:
        raise ValidationError(
            f"{committee.name}不是居（村）委会。小区志愿队伍由居（村）委会同意（《志愿服务条例》），请改选。"
        )
    if committee.area_id != team.estate.parent_id:
        raise ValidationError(f"{committee.name}不是{team.estate.name}所在社区的居（村）委会。请改选。")
    if team.approved_on is not None:
        raise ValidationError(f"这支队伍已在 {team.approved_on} 获得同意。")
    if day > business_date():
        raise ValidationError("同意日期不能晚于今天。")
    team.approved_by, team.approved_on = committee, day
    team.full_clean()
    team.save(update_fields=["approved_by", "approved_on"])
    data = {"committee": committee.name, "team": team.name}
    log.record(
        actor=actor, code="participation.team.approved", target=team, area_id=team.estate_id, data=data
    )
    return team


@transaction.atomic
def dissolve_team(*, actor: Actor, team: VolunteerTeam, day: date) -> VolunteerTeam:
    """The team is no more from ``day`` on."""
    require(actor, team.estate)
    if team.dissolved_on is not None:
        raise ValidationError(f"这支队伍已在 {team.dissolved_on} 解散。")
    team.dissolved_on = day
    team.full_clean()
    team.save(update_fields=["dissolved_on"])
    data = {"team": team.name, "day": day.isoformat()}
    log.record(
        actor=actor, code="participation.team.dissolved", target=team, area_id=team.estate_id, data=data
    )
    return team


@transaction.atomic
def draft_activity(
    *,
    actor: Actor,
    title: str,
    area: Area,
    held_on: date,
    organisation: Organisation | None = None,
    team: VolunteerTeam | None = None,
    theme: Theme | None = None,
    place: str = "",
    starts_at: time | None = None,
    ends_at: time | None = None,
    is_dangerous: bool = False,
    needs_training: bool = False,
    quota: int | None = None,
) -> VolunteerActivity:
    """Plan an activity led by ``organisation``, done by ``team``, or both."""
    require(actor, area)
    if area.kind not in ACTIVITY_KINDS:
        raise ValidationError("志愿服务活动的地区是小区、社区、街道或全区。请改选。")
    activity = VolunteerActivity(
        title=title.strip(),
        area=area,
        held_on=held_on,
        organisation=organisation,
        team=team,
        theme=theme,
        place=place.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        is_dangerous=is_dangerous,
        needs_training=needs_training,
        quota=quota,
        recorded_by_id=actor.account_id,
    )
    activity.full_clean()
    activity.save()
    data = {"title": activity.title, "day": held_on.isoformat()}
    log.record(
        actor=actor, code="participation.activity.drafted", target=activity, area_id=area.pk, data=data
    )
    return activity


@transaction.atomic
def move_activity(
    *, actor: Actor, activity: VolunteerActivity, verb: str, **values: Any
) -> VolunteerActivity:
    """Do one verb of ``states.ACTIVITY``: publish, open_enrolment, hold, keep_record, confirm, upload,
    open_certificates, cancel, with the values its table names.

    Raises TransitionRefused when the table does not allow it now; ValidationError when danger is not insured,
    risks are not told (《志愿服务条例》), or it is said to have been held on a day to come.
    """
    activity = (
        VolunteerActivity.objects.unscoped(WHY)
        .select_for_update(of=("self",))
        .select_related("area")
        .get(pk=activity.pk)
    )
    require(actor, activity.area)
    step = ACTIVITY.apply(activity, verb, actor=actor, at=business_now(), **values)
    if verb == "hold" and activity.held_on > business_date():
        raise ValidationError("活动办完再登记成行：日期不能晚于今天。")
    activity.full_clean()
    activity.save(update_fields=ACTIVITY.changed_fields(verb))
    log.record(
        actor=actor,
        code="participation.activity.changed",
        target=activity,
        area_id=activity.area_id,
        data={
            "title": activity.title,
            "verb": step.transition.label,
            "source": ACTIVITY.state(step.source).label,
            "target": ACTIVITY.state(step.target).label,
        },
    )
    return activity


@transaction.atomic
def draft_event(
    *,
    actor: Actor,
    estate: Area,
    title: str,
    kind: EventKind,
    held_on: date,
    organiser: EventOrganiser,
    funding: EventFunding,
    series: EventSeries = EventSeries.NEIGHBOUR_FESTIVAL,
    budget_fen: int = 0,
    expected_count: int | None = None,
    place: str = "",
) -> NeighbourEvent:
    """Prepare an event of an estate; ``budget_fen`` in fen."""
    require(actor, estate)
    require_estate(estate)
    event = NeighbourEvent(
        estate=estate,
        series=series,
        title=title.strip(),
        kind=kind,
        held_on=held_on,
        organiser=organiser,
        funding=funding,
        budget_fen=budget_fen,
        expected_count=expected_count,
        place=place.strip(),
        recorded_by_id=actor.account_id,
    )
    event.full_clean()
    event.save()
    data = {"title": event.title, "day": held_on.isoformat()}
    log.record(actor=actor, code="participation.event.drafted", target=event, area_id=estate.pk, data=data)
    return event


@transaction.atomic
def move_event(*, actor: Actor, event: NeighbourEvent, verb: str, **values: Any) -> NeighbourEvent:
    """Do one verb of ``states.EVENT``: announce, hold, cancel, with the values its table names.

    Raises TransitionRefused when the table does not allow it now; ValidationError when a large event is
    announced without a safety plan and filing, or one is said to have been held on a day to come.
    """
    event = (
        NeighbourEvent.objects.unscoped(WHY)
        .select_for_update(of=("self",))
        .select_related("estate")
        .get(pk=event.pk)
    )
    require(actor, event.estate)
    step = EVENT.apply(event, verb, actor=actor, at=business_now(), **values)
    is_large = (event.expected_count or 0) > LARGE_EVENT
    if verb == "announce" and is_large and (event.filed_on is None or not event.safety_plan.strip()):
        raise ValidationError(
            f"预计超过 {LARGE_EVENT} 人的活动要有安全方案并报备（区内约定）。请补上安全方案和报备日期。"
        )
    if verb == "hold" and event.held_on > business_date():
        raise ValidationError("活动办完再登记：举办日期不能晚于今天。")
    event.full_clean()
    event.save(update_fields=EVENT.changed_fields(verb))
    log.record(
        actor=actor,
        code="participation.event.changed",
        target=event,
        area_id=event.estate_id,
        data={
            "title": event.title,
            "verb": step.transition.label,
            "source": EVENT.state(step.source).label,
            "target": EVENT.state(step.target).label,
        },
    )
    return event


@transaction.atomic
def record_sponsor(
    *,
    actor: Actor,
    event: NeighbourEvent,
    name: str,
    amount_fen: int = 0,
    goods: str = "",
    posted_on: date | None = None,
) -> EventSponsor:
    """What a sponsor gave, in fen or in goods; it is posted to the residents."""
    require(actor, event.estate)
    sponsor = EventSponsor(
        event=event,
        name=name.strip(),
        amount_fen=amount_fen,
        goods=goods.strip(),
        posted_on=posted_on,
        recorded_by_id=actor.account_id,
    )
    sponsor.full_clean()
    sponsor.save()
    log.record(
        actor=actor,
        code="participation.event.sponsored",
        target=sponsor,
        area_id=event.estate_id,
        data={"title": event.title},
    )
    return sponsor
