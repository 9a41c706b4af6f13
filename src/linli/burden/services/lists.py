"""Burden lists, and the kinds of certificate communities issue or no longer issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.burden.models import (
    BurdenCategory,
    BurdenItem,
    BurdenList,
    BurdenRule,
    CertificateDecision,
    CertItem,
    ListLevel,
)
from linli.burden.policies import require
from linli.burden.selectors import WHY
from linli.burden.states import CERTIFICATE_ITEM, DROPPED
from linli.common.clock import business_now
from linli.orgs.kinds import Kind
from linli.orgs.models import Area

CERTIFICATE_RULES = "《关于改进和规范基层群众性自治组织出具证明工作的指导意见》（民发〔2020〕20号）"


@dataclass(frozen=True, kw_only=True)
class ItemText:
    """One item as the list has it."""

    category: BurdenCategory
    text: str
    rule: BurdenRule
    basis: str = ""
    lead_department: str = ""


@transaction.atomic
def issue_list(
    *,
    actor: Actor,
    area: Area,
    level: ListLevel,
    version: str,
    name: str,
    issuer: str,
    issued_on: date,
    valid_from: date,
    items: Sequence[ItemText],
    basis: str = "",
) -> BurdenList:
    """Enter a list with its items, numbered from 1, in force from ``valid_from``."""
    require(actor, area, Kind.DISTRICT)
    if not items:
        raise ValidationError("减负清单至少要有一条。请填写清单内容。")
    burden_list = BurdenList(
        area=area,
        level=level,
        version=version.strip(),
        name=name.strip(),
        issuer=issuer.strip(),
        basis=basis.strip(),
        issued_on=issued_on,
        recorded_by_id=actor.account_id,
    )
    burden_list.full_clean()
    burden_list.save()
    for no, item in enumerate(items, start=1):
        row = BurdenItem(
            burden_list=burden_list,
            no=no,
            category=item.category,
            text=item.text.strip(),
            rule=item.rule,
            basis=item.basis,
            lead_department=item.lead_department,
            valid_from=valid_from,
            recorded_by_id=actor.account_id,
        )
        row.full_clean()
        row.save()
    log.record(
        actor=actor,
        code="burden.list.issued",
        target=burden_list,
        area_id=area.pk,
        data={"name": burden_list.name, "count": len(items), "day": valid_from.isoformat()},
    )
    return burden_list


@transaction.atomic
def repeal_item(*, actor: Actor, item: BurdenItem, valid_to: date) -> BurdenItem:
    """The item is in force until, not on, ``valid_to``."""
    item = BurdenItem.objects.unscoped(WHY).select_for_update().get(pk=item.pk)
    require(actor, item.burden_list.area)
    if item.valid_to is not None:
        raise ValidationError(f"这一条已自 {item.valid_to} 起废止。")
    item.valid_to = valid_to
    item.full_clean()
    item.save(update_fields=["valid_to"])
    log.record(
        actor=actor,
        code="burden.item.repealed",
        target=item,
        area_id=item.burden_list.area_id,
        data={"name": item.burden_list.name, "no": item.no, "day": valid_to.isoformat()},
    )
    return item


@transaction.atomic
def list_certificate_item(
    *,
    actor: Actor,
    area: Area,
    name: str,
    basis: str,
    listed_on: date,
    on_spot: bool = False,
    on_negative_list: bool = False,
) -> CertItem:
    """A kind of certificate communities may issue, with its basis in law. Refused for the negative list."""
    require(actor, area, Kind.DISTRICT, Kind.STREET)
    if on_negative_list:
        raise ValidationError(
            f"“{name}”在国家不应出具的证明清单里（{CERTIFICATE_RULES}），任何社区（村）都不能出具。请告知群众到主管部门办理。"
        )
    item = CertItem(
        area=area,
        name=name.strip(),
        basis=basis.strip(),
        on_spot=on_spot,
        listed_on=listed_on,
        recorded_by_id=actor.account_id,
    )
    item.full_clean()
    item.save()
    log.record(
        actor=actor,
        code="burden.certificate_item.listed",
        target=item,
        area_id=area.pk,
        data={"name": item.name},
    )
    return item


@transaction.atomic
def record_negative_item(
    *, actor: Actor, area: Area, name: str, dropped_on: date, issued_instead_by: str
) -> CertItem:
    """An item of the national negative list: it enters as no longer issued, with who does it instead."""
    require(actor, area, Kind.DISTRICT)
    item = CertItem(
        area=area,
        name=name.strip(),
        on_negative_list=True,
        decision=CertificateDecision.NOT_ISSUABLE,
        basis=CERTIFICATE_RULES,
        issued_instead_by=issued_instead_by.strip(),
        listed_on=dropped_on,
        dropped_on=dropped_on,
        state=DROPPED,
        recorded_by_id=actor.account_id,
    )
    item.full_clean()
    item.save()
    _log_dropped(actor, item)
    return item


@transaction.atomic
def drop_certificate_item(
    *,
    actor: Actor,
    item: CertItem,
    dropped_on: date,
    decision: CertificateDecision,
    issued_instead_by: str,
) -> CertItem:
    """Communities no longer issue it; the counter tells who does (no vacuum)."""
    item = CertItem.objects.unscoped(WHY).select_for_update().get(pk=item.pk)
    require(actor, item.area)
    CERTIFICATE_ITEM.apply(
        item,
        "drop",
        actor=actor,
        at=business_now(),
        dropped_on=dropped_on,
        decision=decision,
        issued_instead_by=issued_instead_by,
    )
    if decision is CertificateDecision.ISSUABLE:
        raise ValidationError("不再出具的事项不能认定为“可出具”。请选“不应出具”或“应由部门办理”。")
    item.full_clean()
    item.save(update_fields=CERTIFICATE_ITEM.changed_fields("drop"))
    _log_dropped(actor, item)
    return item


def _log_dropped(actor: Actor, item: CertItem) -> None:
    log.record(
        actor=actor,
        code="burden.certificate_item.dropped",
        target=item,
        area_id=item.area_id,
        data={"name": item.name, "day": item.dropped_on.isoformat() if item.dropped_on else ""},
    )
