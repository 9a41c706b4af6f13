"""The three ledgers that are cleared: plaques, secondments, public accounts."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.burden.models import (
    AccountDecision,
    Plaque,
    PlaqueFinding,
    PlaquePlace,
    Platform,
    PublicAccount,
    Secondment,
    SecondmentFinding,
)
from linli.burden.policies import require
from linli.burden.selectors import WHY
from linli.burden.states import ACCOUNT, PLAQUE, SECONDMENT
from linli.common.clock import business_now
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation
from linli.people.models import Person

NO_BORROWING = "《整治形式主义为基层减负若干规定》：上级机关原则上不得从县级及以下单位借调人员"


@transaction.atomic
def register_plaque(
    *,
    actor: Actor,
    community: Area,
    name: str,
    place: PlaquePlace,
    registered_on: date,
    demanded_by: Organisation | None = None,
) -> Plaque:
    """Note a plaque that hangs; whether it may is judged afterwards."""
    require(actor, community, Kind.COMMUNITY)
    plaque = Plaque(
        community=community,
        name=name.strip(),
        place=place,
        demanded_by=demanded_by,
        registered_on=registered_on,
        recorded_by_id=actor.account_id,
    )
    plaque.full_clean()
    plaque.save()
    data = {"name": plaque.name}
    log.record(actor=actor, code="burden.plaque.registered", target=plaque, area_id=community.pk, data=data)
    return plaque


def allow_plaque(*, actor: Actor, plaque: Plaque, judged_on: date, basis: str) -> Plaque:
    """It stands in the table of allowed plaques."""
    return _move_plaque(actor, plaque, "allow", PlaqueFinding.ALLOWED, judged_on=judged_on, basis=basis)


def forbid_plaque(*, actor: Actor, plaque: Plaque, judged_on: date) -> Plaque:
    """It breaks the rules and has to come down."""
    return _move_plaque(actor, plaque, "forbid", PlaqueFinding.NOT_ALLOWED, judged_on=judged_on)


def remove_plaque(*, actor: Actor, plaque: Plaque, removed_on: date) -> Plaque:
    """It was taken down; counts if it had been found to break the rules."""
    return _move_plaque(actor, plaque, "remove", removed_on=removed_on)


def verify_removal(*, actor: Actor, plaque: Plaque, verified_on: date) -> Plaque:
    """A photograph shows it gone."""
    return _move_plaque(actor, plaque, "verify", verified_on=verified_on)


@transaction.atomic
def _move_plaque(
    actor: Actor, plaque: Plaque, verb: str, finding: PlaqueFinding | None = None, **values: Any
) -> Plaque:
    rows = Plaque.objects.unscoped(WHY).select_related("community")
    plaque = rows.select_for_update(of=("self",)).get(pk=plaque.pk)
    require(actor, plaque.community)
    step = PLAQUE.apply(plaque, verb, actor=actor, at=business_now(), **values)
    plaque.finding = finding or plaque.finding
    plaque.full_clean()
    plaque.save(update_fields=[*PLAQUE.changed_fields(verb), "finding"])
    log.record(
        actor=actor,
        code="burden.plaque.moved",
        target=plaque,
        area_id=plaque.community_id,
        data={"name": plaque.name, "step": step.transition.label},
    )
    return plaque


@transaction.atomic
def record_secondment(
    *,
    actor: Actor,
    person: Person,
    from_area: Area,
    to_unit: Organisation,
    started_on: date,
    planned_until: date | None = None,
    approval_doc: str = "",
) -> Secondment:
    """Note a loan from a street or community; it waits to be judged at once."""
    require(actor, from_area, Kind.STREET, Kind.COMMUNITY)
    secondment = Secondment(
        person=person,
        from_area=from_area,
        to_unit=to_unit,
        started_on=started_on,
        planned_until=planned_until,
        approval_doc=approval_doc.strip(),
        recorded_by_id=actor.account_id,
    )
    secondment.full_clean()
    secondment.save()
    _log_secondment(actor, "recorded", secondment, {"day": started_on.isoformat()})
    return secondment


@transaction.atomic
def judge_secondment(*, actor: Actor, secondment: Secondment, finding: SecondmentFinding) -> Secondment:
    """Whether the loan keeps the rules. Lawful only with a paper that approved it; a return does not undo it."""
    secondment = _locked_secondment(secondment)
    require(actor, secondment.from_area)
    if finding is SecondmentFinding.PENDING:
        raise ValidationError("请选“合规”或“违规”。")
    if finding is SecondmentFinding.LAWFUL and not secondment.approval_doc:
        raise ValidationError(f"没有批准文件，不能认定为合规（{NO_BORROWING}）。请补登批准文件或认定为违规。")
    secondment.finding = finding
    secondment.full_clean()
    secondment.save(update_fields=["finding"])
    _log_secondment(actor, "judged", secondment, {"finding": finding.label})
    return secondment


@transaction.atomic
def end_secondment(*, actor: Actor, secondment: Secondment, returned_on: date) -> Secondment:
    """The person went back; ``returned_on`` is the first day at home."""
    secondment = _locked_secondment(secondment)
    require(actor, secondment.from_area)
    SECONDMENT.apply(secondment, "send_back", actor=actor, at=business_now(), returned_on=returned_on)
    secondment.full_clean()
    secondment.save(update_fields=SECONDMENT.changed_fields("send_back"))
    _log_secondment(actor, "ended", secondment, {"day": returned_on.isoformat()})
    return secondment


def _locked_secondment(secondment: Secondment) -> Secondment:
    rows = Secondment.objects.unscoped(WHY).select_related("from_area", "to_unit")
    return rows.select_for_update(of=("self",)).get(pk=secondment.pk)


def _log_secondment(actor: Actor, done: str, secondment: Secondment, data: dict[str, str]) -> None:
    log.record(
        actor=actor,
        code=f"burden.secondment.{done}",
        target=secondment,
        area_id=secondment.from_area_id,
        data={"unit": secondment.to_unit.name, **data},
    )


@transaction.atomic
def register_account(
    *,
    actor: Actor,
    owner: Organisation,
    platform: Platform,
    name: str,
    registered_on: date,
    is_government: bool = True,
    last_post_on: date | None = None,
    followers: int = 0,
) -> PublicAccount:
    """Note an account found in the survey."""
    require(actor, owner.area)
    account = PublicAccount(
        owner=owner,
        platform=platform,
        name=name.strip(),
        is_government=is_government,
        registered_on=registered_on,
        last_post_on=last_post_on,
        followers=followers,
        recorded_by_id=actor.account_id,
    )
    account.full_clean()
    account.save()
    log.record(
        actor=actor,
        code="burden.account.registered",
        target=account,
        area_id=owner.area_id,
        data={"name": account.name},
    )
    return account


@transaction.atomic
def move_account(*, actor: Actor, account: PublicAccount, verb: str, **values: Any) -> PublicAccount:
    """Any verb of ``states.ACCOUNT``: ``keep``, ``judge`` (merge or close), ``announce``, ``close``."""
    rows = PublicAccount.objects.unscoped(WHY).select_related("owner__area")
    account = rows.select_for_update(of=("self",)).get(pk=account.pk)
    require(actor, account.owner.area)
    step = ACCOUNT.apply(account, verb, actor=actor, at=business_now(), **values)
    changed = ACCOUNT.changed_fields(verb)
    if verb == "keep":
        account.decision = AccountDecision.KEEP
        changed.append("decision")
    account.full_clean()
    account.save(update_fields=changed)
    log.record(
        actor=actor,
        code="burden.account.moved",
        target=account,
        area_id=account.owner.area_id,
        data={"name": account.name, "step": step.transition.label},
    )
    return account
