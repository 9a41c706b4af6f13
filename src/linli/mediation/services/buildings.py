"""Writes to the ledger of illegal buildings: opened each year; buildings found, stopped, disposed of."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common import uploads
from linli.common.clock import business_date, business_now
from linli.common.pictures import bare
from linli.common.uploads import FileKind
from linli.mediation.clocks import BUILDING_ACTION
from linli.mediation.models import (
    BuildingEvidence,
    BuildingKind,
    Disposal,
    IllegalBuilding,
    IllegalBuildingLedger,
)
from linli.mediation.policies import require
from linli.mediation.states import BUILDING
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.workflow.machines import Step
from linli.workflow.services import start_deadline

ONCE = "whether the area the actor was admitted to has one already"
LEDGER_KINDS = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)


@transaction.atomic
def open_ledger(*, actor: Actor, area: Area, year: int, opened_on: date) -> IllegalBuildingLedger:
    """Open the year's ledger of a district, street or community, once."""
    require(actor, area)
    if Kind(area.kind) not in LEDGER_KINDS:
        raise ValidationError("违建治理台账由区、街道、社区（村）建立。请改选地区。")
    if opened_on.year != year:
        raise ValidationError(f"{year} 年的台账要在 {year} 年内建立。请核对建账日期。")
    if opened_on > business_date():
        raise ValidationError({"on": f"建账日期在以后。请填 {business_date()} 或更早的一天。"})
    if IllegalBuildingLedger.objects.unscoped(ONCE).filter(area=area, year=year).exists():
        raise ValidationError(f"{area.name} {year} 年的台账已经建过，一年一本，不用再建。")
    ledger = IllegalBuildingLedger(area=area, year=year, opened_on=opened_on, recorded_by_id=actor.account_id)
    ledger.full_clean()
    ledger.save()
    data = {"area": area.name, "year": year}
    log.record(actor=actor, code="mediation.ledger.opened", target=ledger, area_id=area.pk, data=data)
    return ledger


@transaction.atomic
def report_building(
    *,
    actor: Actor,
    estate: Area,
    place: str,
    kind: BuildingKind,
    area_m2: Decimal,
    found_on: date,
    standing_since: int | None = None,
) -> IllegalBuilding:
    """Note a building found. A new one must be acted upon in three workdays (configurable)."""
    require(actor, estate)
    if estate.kind != Kind.ESTATE:
        raise ValidationError(f"{estate.name}不是小区。请选到小区。")
    if found_on > business_date():
        raise ValidationError({"on": f"发现日期在以后。请填 {business_date()} 或更早的一天。"})
    building = IllegalBuilding(
        estate=estate,
        place=place,
        kind=kind,
        area_m2=area_m2,
        found_on=found_on,
        standing_since=standing_since,
        recorded_by_id=actor.account_id,
    )
    building.full_clean()
    building.save()
    if kind is BuildingKind.NEW:
        start_deadline(actor=actor, target=building, code=BUILDING_ACTION.code, area=estate, started=found_on)
    data = {"estate": estate.name, "kind": kind.label}
    log.record(actor=actor, code="mediation.building.found", target=building, area_id=estate.pk, data=data)
    return building


def _saved(building: IllegalBuilding, step: Step, actor: Actor) -> IllegalBuilding:
    building.full_clean()
    building.save(update_fields=BUILDING.changed_fields(step.transition.verb))
    data = {"estate": building.estate.name, "verb": step.transition.label}
    log.record(
        actor=actor, code="mediation.building.moved", target=building, area_id=building.estate_id, data=data
    )
    return building


@transaction.atomic
def act_on_building(
    *, actor: Actor, building: IllegalBuilding, acted_on: date, action: str
) -> IllegalBuilding:
    """The first action: work was stopped, a notice served."""
    require(actor, building.estate)
    if not building.found_on <= acted_on <= business_date():
        raise ValidationError({"on": f"处置日期要在发现（{building.found_on}）以后、今天以前。请核对。"})
    step = BUILDING.apply(
        building, "stop", actor=actor, at=business_now(), first_action_on=acted_on, first_action=action
    )
    return _saved(building, step, actor)


@transaction.atomic
def dispose_of_building(
    *,
    actor: Actor,
    building: IllegalBuilding,
    disposed_on: date,
    disposal: Disposal,
    compensation_fen: int = 0,
) -> IllegalBuilding:
    """It is gone. Compensation in fen spoils the year's 零补偿."""
    require(actor, building.estate)
    since = building.first_action_on or building.found_on
    if not since <= disposed_on <= business_date():
        raise ValidationError({"on": f"拆除日期要在首次处置（{since}）以后、今天以前。请核对。"})
    step = BUILDING.apply(
        building,
        "dispose",
        actor=actor,
        at=business_now(),
        disposed_on=disposed_on,
        disposal=disposal,
        compensation_fen=compensation_fen,
    )
    return _saved(building, step, actor)


@transaction.atomic
def note_petition(*, actor: Actor, building: IllegalBuilding, petition_on: date) -> IllegalBuilding:
    """Somebody petitioned about it; the first petition is kept."""
    require(actor, building.estate)
    if building.petition_on is not None:
        raise ValidationError(f"已登记 {building.petition_on} 的上访，首次上访不再改动。")
    if not building.found_on <= petition_on <= business_date():
        raise ValidationError({"on": f"上访日期要在发现（{building.found_on}）以后、今天以前。请核对。"})
    building.petition_on = petition_on
    building.full_clean()
    building.save(update_fields=["petition_on"])
    log.record(
        actor=actor,
        code="mediation.building.petitioned",
        target=building,
        area_id=building.estate_id,
        data={"estate": building.estate.name},
    )
    return building


@transaction.atomic
def add_evidence(
    *, actor: Actor, building: IllegalBuilding, title: str, kind: FileKind, data: bytes, on: date
) -> BuildingEvidence:
    """Keep a photograph or paper, as examined; where and when a photograph was taken stays with whoever took it."""
    require(actor, building.estate)
    if on < building.found_on or on > business_date():
        raise ValidationError({"on": f"证据的日期要在发现（{building.found_on}）以后、今天以前。请核对。"})
    content = bare(data)
    row = BuildingEvidence(
        building=building,
        title=title.strip(),
        dated=on,
        media=kind.code,
        size=len(content),
        key=uploads.store(content),
        recorded_by_id=actor.account_id,
    )
    row.full_clean()
    row.save()
    data_ = {"estate": building.estate.name}
    log.record(
        actor=actor,
        code="mediation.building.evidence",
        target=building,
        area_id=building.estate_id,
        data=data_,
    )
    return row
