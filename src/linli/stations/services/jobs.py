"""Writes of the job desks: consultations, seekers, vacancies, referrals. No fee is ever noted."""

import re
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from stdnum.cn import uscc

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation
from linli.people.models import Person
from linli.stations.models import (
    Consultation,
    ConsultationTopic,
    ConsultationWay,
    Employer,
    JobDesk,
    JobSeeker,
    Referral,
    ReferralResult,
    SeekerGroup,
    Vacancy,
    WorkKind,
)
from linli.stations.policies import require
from linli.stations.states import REFERRAL, VACANCY
from linli.workflow.selectors import clock_on

SEEKER_VALID = "stations.job_seeker.valid"
UNFAIR = re.compile(r"限男|限女|男性优先|女性优先|只招男|只招女|本地户籍|限本地人|乙肝|未婚|已育")
"""Words a vacancy may not use (《就业促进法》第二十六条至第三十条)."""


@transaction.atomic
def open_desk(*, actor: Actor, community: Area, name: str, opened_on: date, address: str = "") -> JobDesk:
    """Open a job desk in a community."""
    require(actor, community)
    if community.kind != Kind.COMMUNITY:
        raise ValidationError(f"{community.name}不是社区（村）。请选到社区（村）。")
    desk = JobDesk(
        community=community,
        name=name,
        opened_on=opened_on,
        address=address,
        recorded_by_id=actor.account_id,
    )
    desk.full_clean()
    desk.save()
    log.record(
        actor=actor, code="stations.desk.opened", target=desk, area_id=community.pk, data={"desk": name}
    )
    return desk


def require_open(desk: JobDesk, day: date) -> None:
    """Raises ValidationError when the desk was not open on ``day``."""
    if day < desk.opened_on or (desk.closed_on is not None and day >= desk.closed_on):
        raise ValidationError(f"{desk.name}这一天没有开放。请核对日期。")


@transaction.atomic
def hold_consultation(
    *,
    actor: Actor,
    desk: JobDesk,
    held_on: date,
    topic: ConsultationTopic,
    way: ConsultationWay,
    seeker: JobSeeker | None = None,
    minutes: int | None = None,
) -> Consultation:
    """Note one consultation; whoever asked may stay unnamed."""
    require(actor, desk.community)
    require_open(desk, held_on)
    consultation = Consultation(
        desk=desk,
        held_on=held_on,
        topic=topic,
        way=way,
        seeker=seeker,
        minutes=minutes,
        recorded_by_id=actor.account_id,
    )
    consultation.full_clean()
    consultation.save()
    data = {"desk": desk.name, "topic": topic.label}
    log.record(
        actor=actor,
        code="stations.consultation.held",
        target=consultation,
        area_id=desk.community_id,
        data=data,
    )
    return consultation


@transaction.atomic
def register_seeker(
    *,
    actor: Actor,
    desk: JobDesk,
    person: Person,
    group: SeekerGroup,
    registered_on: date,
    wishes: dict[str, Any] | None = None,
) -> JobSeeker:
    """Register for 180 days (configurable). ``wishes``: skills and the wanted work, place, kind and pay."""
    require(actor, desk.community)
    require_open(desk, registered_on)
    days = clock_on(SEEKER_VALID, registered_on).amount
    seeker = JobSeeker(
        desk=desk,
        person=person,
        group=group,
        registered_on=registered_on,
        valid_to=registered_on + timedelta(days=days),
        recorded_by_id=actor.account_id,
        **(wishes or {}),
    )
    seeker.full_clean()
    seeker.save()
    data = {"desk": desk.name, "days": days}
    log.record(
        actor=actor, code="stations.seeker.registered", target=seeker, area_id=desk.community_id, data=data
    )
    return seeker


@transaction.atomic
def verify_employer(
    *, actor: Actor, organisation: Organisation, credit_code: str, verified_on: date
) -> Employer:
    """The licence was seen. Refused for a credit code whose check digit is wrong (GB 32100)."""
    require(actor, organisation.area)
    if not uscc.is_valid(credit_code):
        raise ValidationError("统一社会信用代码不对，请对照营业执照核对 18 位代码（GB 32100）。")
    employer = Employer(
        organisation=organisation,
        credit_code=uscc.compact(credit_code),
        verified_on=verified_on,
        recorded_by_id=actor.account_id,
    )
    employer.full_clean()
    employer.save()
    data = {"employer": organisation.name}
    log.record(
        actor=actor,
        code="stations.employer.verified",
        target=employer,
        area_id=organisation.area_id,
        data=data,
    )
    return employer


@transaction.atomic
def submit_vacancy(
    *,
    actor: Actor,
    employer: Employer,
    area: Area,
    title: str,
    kind: WorkKind,
    headcount: int,
    pay_fen: tuple[int, int],
    place: str,
    submitted_on: date,
    expires_on: date,
    need: str = "",
) -> Vacancy:
    """Note what an employer offers; ``pay_fen`` is lowest and highest pay."""
    require(actor, area)
    vacancy = Vacancy(
        employer=employer,
        area=area,
        title=title,
        kind=kind,
        headcount=headcount,
        pay_from_fen=pay_fen[0],
        pay_to_fen=pay_fen[1],
        place=place,
        submitted_on=submitted_on,
        expires_on=expires_on,
        need=need,
        recorded_by_id=actor.account_id,
    )
    vacancy.full_clean()
    vacancy.save()
    log.record(
        actor=actor,
        code="stations.vacancy.submitted",
        target=vacancy,
        area_id=area.pk,
        data={"title": title, "headcount": headcount},
    )
    return vacancy


@transaction.atomic
def publish_vacancy(*, actor: Actor, vacancy: Vacancy, published_on: date) -> Vacancy:
    """Show it. Refused for an employer not verified, and for words that discriminate."""
    require(actor, vacancy.area)
    if vacancy.employer.verified_on is None:
        raise ValidationError("用人单位还没有核验营业执照，岗位不能发布。请先核验。")
    unfair = UNFAIR.search(f"{vacancy.title}{vacancy.need}")
    if unfair:
        raise ValidationError(
            f"岗位文字里的“{unfair.group()}”有就业歧视，不能发布。"
            "依据：《就业促进法》第二十六条至第三十条。请修改后再发布。"
        )
    VACANCY.apply(vacancy, "publish", actor=actor, at=business_now(), published_on=published_on)
    vacancy.full_clean()
    vacancy.save(update_fields=VACANCY.changed_fields("publish"))
    log.record(
        actor=actor,
        code="stations.vacancy.published",
        target=vacancy,
        area_id=vacancy.area_id,
        data={"title": vacancy.title},
    )
    return vacancy


@transaction.atomic
def refer(*, actor: Actor, desk: JobDesk, seeker: JobSeeker, vacancy: Vacancy, made_on: date) -> Referral:
    """Send a registered seeker to a published vacancy."""
    require(actor, desk.community)
    if not seeker.registered_on <= made_on < seeker.valid_to:
        raise ValidationError("求职登记这一天不在有效期内。请先续期登记，再推荐。")
    if vacancy.state != "published" or made_on >= vacancy.expires_on:
        raise ValidationError("这个岗位没有发布或已到期，不能推荐。请选在招的岗位。")
    referral = Referral(
        desk=desk, seeker=seeker, vacancy=vacancy, made_on=made_on, recorded_by_id=actor.account_id
    )
    referral.full_clean()
    referral.save()
    log.record(
        actor=actor,
        code="stations.referral.made",
        target=referral,
        area_id=desk.community_id,
        data={"title": vacancy.title},
    )
    return referral


def _moved(
    referral: Referral, verb: str, actor: Actor, result: ReferralResult | None = None, **values: Any
) -> Referral:
    require(actor, referral.desk.community)
    step = REFERRAL.apply(referral, verb, actor=actor, at=business_now(), **values)
    fields = REFERRAL.changed_fields(verb)
    if result is not None:
        referral.result = result
        fields.append("result")
    referral.full_clean()
    referral.save(update_fields=fields)
    log.record(
        actor=actor,
        code="stations.referral.moved",
        target=referral,
        area_id=referral.desk.community_id,
        data={"verb": step.transition.label},
    )
    return referral


@transaction.atomic
def interview(*, actor: Actor, referral: Referral, interviewed_on: date) -> Referral:
    """The employer saw the seeker."""
    return _moved(referral, "interview", actor, interviewed_on=interviewed_on)


@transaction.atomic
def hire(*, actor: Actor, referral: Referral) -> Referral:
    """The employer said yes; it counts only once work has begun."""
    return _moved(referral, "hire", actor, ReferralResult.HIRED)


@transaction.atomic
def start_work(*, actor: Actor, referral: Referral, started_on: date) -> Referral:
    """Work began: from this day the placement counts."""
    return _moved(referral, "start", actor, started_on=started_on)


@transaction.atomic
def reject(*, actor: Actor, referral: Referral) -> Referral:
    """The employer said no."""
    return _moved(referral, "reject", actor, ReferralResult.REJECTED)


@transaction.atomic
def give_up(*, actor: Actor, referral: Referral) -> Referral:
    """The seeker said no."""
    return _moved(referral, "give_up", actor, ReferralResult.GAVE_UP)
