"""Writes about stations: planned, opened, paused, closed, checked, honoured."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Person
from linli.stations.models import (
    Honour,
    Host,
    StandardKind,
    Station,
    StationCheck,
    StationHonour,
    StationPause,
)
from linli.stations.models.check import ITEMS, LENGTH
from linli.stations.policies import require
from linli.stations.selectors import WHY, standard_on
from linli.stations.states import STATION


@transaction.atomic
def plan_station(
    *,
    actor: Actor,
    code: str,
    name: str,
    community: Area,
    address: str,
    host: Host,
    is_new_build: bool,
    further: dict[str, Any] | None = None,
) -> Station:
    """A place was chosen. ``further``: optional fields of the station (hours, manager, office phone)."""
    require(actor, community)
    if community.kind != Kind.COMMUNITY:
        raise ValidationError(f"{community.name}不是社区（村）。请选到社区（村）。")
    station = Station(
        code=code,
        name=name,
        community=community,
        address=address,
        host=host,
        is_new_build=is_new_build,
        recorded_by_id=actor.account_id,
        **(further or {}),
    )
    station.full_clean()
    station.save()
    log.record(
        actor=actor,
        code="stations.station.planned",
        target=station,
        area_id=community.pk,
        data={"station": name},
    )
    return station


def _moved(station: Station, verb: str, actor: Actor, **values: Any) -> Station:
    require(actor, station.community)
    step = STATION.apply(station, verb, actor=actor, at=business_now(), **values)
    station.full_clean()
    station.save(update_fields=STATION.changed_fields(verb))
    data = {"station": station.name, "verb": step.transition.label}
    log.record(
        actor=actor,
        code="stations.station.moved",
        target=station,
        area_id=station.community_id,
        data=data,
    )
    return station


@transaction.atomic
def build_station(*, actor: Actor, station: Station) -> Station:
    """Work began."""
    return _moved(station, "build", actor)


@transaction.atomic
def open_station(*, actor: Actor, station: Station, opened_on: date) -> Station:
    """Users may come from ``opened_on``."""
    return _moved(station, "open", actor, opened_on=opened_on)


@transaction.atomic
def pause_station(*, actor: Actor, station: Station, from_day: date, reason: str) -> StationPause:
    """Closed for repair from ``from_day``; it is not in use until resumed."""
    _moved(station, "pause", actor, from_day=from_day, reason=reason)
    pause = StationPause(station=station, reason=reason, valid_from=from_day, recorded_by_id=actor.account_id)
    pause.full_clean()
    pause.save()
    return pause


@transaction.atomic
def resume_station(*, actor: Actor, station: Station, to_day: date) -> Station:
    """In use again from ``to_day``."""
    _moved(station, "resume", actor, to_day=to_day)
    for pause in StationPause.objects.unscoped(WHY).filter(station=station, valid_to__isnull=True):
        pause.valid_to = to_day
        pause.full_clean()
        pause.save(update_fields=["valid_to"])
    return station


@transaction.atomic
def close_station(*, actor: Actor, station: Station, closed_on: date, reason: str) -> Station:
    """For good: ``closed_on`` is the first day out of use."""
    return _moved(station, "close", actor, closed_on=closed_on, closing_reason=reason)


@transaction.atomic
def check_station(
    *,
    actor: Actor,
    station: Station,
    kind: StandardKind,
    checked_on: date,
    results: Sequence[bool],
    checked_by: Person | None = None,
    note: str = "",
) -> StationCheck:
    """Record a check against the list in force; it supersedes the earlier one from that day."""
    require(actor, station.community)
    standard = standard_on(kind, checked_on)
    if standard is None:
        raise ValidationError(f"这一天还没有施行中的“{kind.label}”标准。请先由区里登记标准条目。")
    if len(results) != LENGTH[kind]:
        raise ValidationError(f"“{kind.label}”共 {LENGTH[kind]} 条，要逐条回答。")
    earlier = (
        StationCheck.objects.unscoped(WHY)
        .filter(station=station, kind=kind, superseded_on__isnull=True)
        .first()
    )
    if earlier is not None:
        if earlier.checked_on >= checked_on:
            raise ValidationError(f"{earlier.checked_on} 已有一次核验，新的核验日期要更晚。")
        earlier.superseded_on = checked_on
        earlier.save(update_fields=["superseded_on"])
    check = StationCheck(
        station=station,
        standard=standard,
        kind=kind,
        checked_on=checked_on,
        checked_by=checked_by,
        note=note,
        recorded_by_id=actor.account_id,
        **dict(zip(ITEMS, results, strict=False)),
    )
    check.full_clean()
    check.save()
    data = {"station": station.name, "standard": kind.label, "met": sum(results), "of": len(results)}
    log.record(
        actor=actor, code="stations.station.checked", target=check, area_id=station.community_id, data=data
    )
    return check


@transaction.atomic
def award_honour(
    *, actor: Actor, station: Station, kind: Honour, awarded_on: date, awarded_by: str, basis: str = ""
) -> StationHonour:
    """Record a title. Refused while the station holds it already."""
    require(actor, station.community)
    honour = StationHonour(
        station=station,
        kind=kind,
        awarded_on=awarded_on,
        awarded_by=awarded_by,
        basis=basis,
        recorded_by_id=actor.account_id,
    )
    honour.full_clean()
    honour.save()
    data = {"station": station.name, "honour": kind.label}
    log.record(
        actor=actor, code="stations.station.honoured", target=honour, area_id=station.community_id, data=data
    )
    return honour


@transaction.atomic
def revoke_honour(*, actor: Actor, honour: StationHonour, revoked_on: date) -> StationHonour:
    """The title was taken back: ``revoked_on`` is the first day without it."""
    require(actor, honour.station.community)
    if honour.revoked_on is not None:
        raise ValidationError(f"这个称号已在 {honour.revoked_on} 撤销。")
    honour.revoked_on = revoked_on
    honour.full_clean()
    honour.save(update_fields=["revoked_on"])
    data = {"station": honour.station.name, "honour": Honour(honour.kind).label}
    log.record(
        actor=actor,
        code="stations.honour.revoked",
        target=honour,
        area_id=honour.station.community_id,
        data=data,
    )
    return honour
