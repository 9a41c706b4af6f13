"""Hiring and leaving, certificates, and the rules for levels and allowances."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.common.money import yuan
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Person
from linli.workforce.models import (
    AllowanceRule,
    Certificate,
    CertificateKind,
    CertificateLevel,
    Education,
    EmploymentKind,
    HiredThrough,
    LevelRule,
    Worker,
    WorkerPost,
)
from linli.workforce.policies import require
from linli.workforce.selectors import WHY, level_rules_on
from linli.workforce.states import CERTIFICATE

LEVEL_OF_KIND: dict[CertificateKind, str] = {
    CertificateKind.ASSISTANT: CertificateLevel.JUNIOR,
    CertificateKind.SOCIAL_WORKER: CertificateLevel.INTERMEDIATE,
    CertificateKind.SENIOR: CertificateLevel.SENIOR,
    CertificateKind.OTHER: "",
}


@transaction.atomic
def hire_worker(
    *,
    actor: Actor,
    person: Person,
    community: Area,
    employment: EmploymentKind,
    hired_through: HiredThrough,
    post: WorkerPost,
    level: int,
    hired_on: date,
    seniority_from: date | None = None,
    education: Education | None = None,
    contract_to: date | None = None,
) -> Worker:
    """Take a person into the register from ``hired_on``.

    Raises ValidationError when the level lies outside the band in force for the post, or the person is in
    the register already.
    """
    require(actor, community, Kind.COMMUNITY)
    _refuse_level_outside_band(community, post, level, hired_on)
    worker = Worker(
        person=person,
        community=community,
        employment=employment,
        hired_through=hired_through,
        education=education or "",
        post=post,
        level=level,
        level_since=hired_on,
        seniority_from=seniority_from or hired_on,
        hired_on=hired_on,
        contract_to=contract_to,
        recorded_by_id=actor.account_id,
    )
    worker.full_clean()
    worker.save()
    log.record(
        actor=actor,
        code="workforce.worker.hired",
        target=worker,
        area_id=community.pk,
        data={"post": post.label, "day": hired_on.isoformat()},
    )
    return worker


@transaction.atomic
def end_employment(*, actor: Actor, worker: Worker, left_on: date, reason: str) -> Worker:
    """``left_on`` is the first day out of the register."""
    worker = Worker.objects.unscoped(WHY).select_for_update().get(pk=worker.pk)
    require(actor, worker.community)
    if worker.left_on is not None:
        raise ValidationError(f"已登记 {worker.left_on} 离职，不能重复登记。")
    if not reason.strip():
        raise ValidationError("请写明离职原因。")
    worker.left_on, worker.left_reason = left_on, reason.strip()
    worker.full_clean()
    worker.save(update_fields=["left_on", "left_reason"])
    log.record(
        actor=actor,
        code="workforce.worker.left",
        target=worker,
        area_id=worker.community_id,
        data={"day": left_on.isoformat()},
    )
    return worker


@transaction.atomic
def set_level_rule(
    *,
    actor: Actor,
    area: Area,
    post: WorkerPost,
    min_level: int,
    max_level: int,
    step_years: int,
    basis: str,
    valid_from: date,
) -> LevelRule:
    """Lay down the band of a post from ``valid_from`` on; ends the one before."""
    require(actor, area, Kind.DISTRICT)
    _end_before(LevelRule.objects.unscoped(WHY).filter(area=area, post=post), valid_from)
    rule = LevelRule(
        area=area,
        post=post,
        min_level=min_level,
        max_level=max_level,
        step_years=step_years,
        basis=basis.strip(),
        valid_from=valid_from,
        recorded_by_id=actor.account_id,
    )
    rule.full_clean()
    rule.save()
    log.record(
        actor=actor,
        code="workforce.level_rule.set",
        target=rule,
        area_id=area.pk,
        data={"post": post.label, "low": min_level, "high": max_level, "day": valid_from.isoformat()},
    )
    return rule


@transaction.atomic
def set_allowance(
    *, actor: Actor, area: Area, level: CertificateLevel, monthly_fen: int, basis: str, valid_from: date
) -> AllowanceRule:
    """Lay down the monthly allowance of a level, in fen, from ``valid_from`` on; ends the one before."""
    require(actor, area, Kind.DISTRICT)
    _end_before(AllowanceRule.objects.unscoped(WHY).filter(area=area, level=level), valid_from)
    rule = AllowanceRule(
        area=area,
        level=level,
        monthly_fen=monthly_fen,
        basis=basis.strip(),
        valid_from=valid_from,
        recorded_by_id=actor.account_id,
    )
    rule.full_clean()
    rule.save()
    log.record(
        actor=actor,
        code="workforce.allowance.set",
        target=rule,
        area_id=area.pk,
        data={"level": level.label, "amount": yuan(monthly_fen), "day": valid_from.isoformat()},
    )
    return rule


@transaction.atomic
def declare_certificate(
    *,
    actor: Actor,
    worker: Worker,
    kind: CertificateKind,
    issued_on: date,
    cert_no: str = "",
    issuer: str = "",
) -> Certificate:
    """Note a certificate a worker holds. Its level follows from its kind; the number is needed to verify it."""
    require(actor, worker.community)
    certificate = Certificate(
        worker=worker,
        kind=kind,
        level=LEVEL_OF_KIND[kind],
        issued_on=issued_on,
        cert_no=cert_no.strip(),
        issuer=issuer.strip(),
        recorded_by_id=actor.account_id,
    )
    certificate.full_clean()
    certificate.save()
    log.record(
        actor=actor,
        code="workforce.certificate.declared",
        target=certificate,
        area_id=worker.community_id,
        data={"kind": kind.label, "day": issued_on.isoformat()},
    )
    return certificate


def verify_certificate(
    *, actor: Actor, certificate: Certificate, verified_on: date, cert_no: str
) -> Certificate:
    """The number was found with the issuer. Not by whoever noted it (two-person rule, domain.md T05)."""
    if actor.account_id is not None and actor.account_id == certificate.recorded_by_id:
        raise ValidationError("登记证书和核验证书要由两个人办理。请由另一位工作人员核验。")
    return _move_certificate(actor, certificate, "verify", verified_on=verified_on, cert_no=cert_no)


def reject_certificate(*, actor: Actor, certificate: Certificate, reason: str) -> Certificate:
    """The number was not found: it counts nowhere."""
    return _move_certificate(actor, certificate, "reject", reason=reason)


def revoke_certificate(
    *, actor: Actor, certificate: Certificate, revoked_on: date, reason: str
) -> Certificate:
    """The certificate ended; it counts until, not on, ``revoked_on``."""
    return _move_certificate(actor, certificate, "revoke", revoked_on=revoked_on, reason=reason)


@transaction.atomic
def _move_certificate(actor: Actor, certificate: Certificate, verb: str, **values: Any) -> Certificate:
    rows = Certificate.objects.unscoped(WHY).select_related("worker__community")
    certificate = rows.select_for_update(of=("self",)).get(pk=certificate.pk)
    require(actor, certificate.worker.community)
    step = CERTIFICATE.apply(certificate, verb, actor=actor, at=business_now(), **values)
    certificate.full_clean()
    certificate.save(update_fields=CERTIFICATE.changed_fields(verb))
    log.record(
        actor=actor,
        code="workforce.certificate.moved",
        target=certificate,
        area_id=certificate.worker.community_id,
        data={"kind": CertificateKind(certificate.kind).label, "step": step.transition.label},
    )
    return certificate


def _end_before(rules: Any, day: date) -> None:
    """Close the rule in force; a later one already laid down must not be cut short."""
    if rules.filter(valid_from__gte=day).exists():
        raise ValidationError("已经有从同一天或更晚开始的规定。请改选更晚的施行日期。")
    rules.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).update(valid_to=day)


def _refuse_level_outside_band(community: Area, post: WorkerPost, level: int, day: date) -> None:
    chain = [int(part) for part in community.path.strip("/").split("/")]
    band = level_rules_on(day).filter(post=post, area__in=chain).order_by("-area__path").first()
    if band is None:
        raise ValidationError(f"{day} 没有施行中的{post.label}岗位等级规定。请先登记岗位等级规定。")
    if not band.min_level <= level <= band.max_level:
        raise ValidationError(
            f"{post.label}岗位的等级是 {band.min_level}–{band.max_level} 级（{band.basis}），"
            f"不能定为 {level} 级。请核对岗位或等级。"
        )
