"""最美邻长: put forward, reviewed by the street, posted, decided. No points and no counts of votes anywhere."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.grid.leads import states
from linli.grid.leads.models import HonourLevel, HonourQuota, Nomination
from linli.grid.leads.policies import require
from linli.grid.leads.selectors import WHY
from linli.grid.leads.services import honour_neighbour_lead
from linli.grid.policies import DECIDE_HONOUR, REVIEW_HONOUR, SET_UP_LEADS
from linli.notices.models import Posting
from linli.notices.selectors import objections_of, postings_about
from linli.notices.services.postings import Content, post_for
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Appointment, Post

POSTING_KIND = "commendation"
DEPTH = {HonourLevel.DISTRICT: Kind.DISTRICT, HonourLevel.STREET: Kind.STREET}


def decided_in(nomination: Nomination) -> Area:
    """The district or street that decides."""
    return _above(nomination.appointment.area, DEPTH[HonourLevel(nomination.level)])


def street_of(nomination: Nomination) -> Area:
    """The street that reviews."""
    return _above(nomination.appointment.area, Kind.STREET)


def _above(area: Area, kind: Kind) -> Area:
    ids = [int(step) for step in area.path.strip("/").split("/")]
    return Area.objects.unscoped(WHY).defer("boundary").get(pk__in=ids, kind=kind)


def _fresh(nomination: Nomination) -> Nomination:
    rows = Nomination.objects.unscoped(WHY).select_for_update(of=("self",))
    return rows.select_related("appointment__area", "appointment__person").get(pk=nomination.pk)


def _apply(actor: Actor, nomination: Nomination, verb: str, **values: object) -> Nomination:
    step = states.NOMINATION.apply(nomination, verb, actor=actor, at=business_now(), **values)
    nomination.save()
    area = nomination.appointment.area
    data = {"area": area.name, "step": step.transition.label}
    log.record(actor=actor, code="grid.nomination.moved", target=nomination, area_id=area.pk, data=data)
    return nomination


@transaction.atomic
def nominate(
    *,
    actor: Actor,
    appointment: Appointment,
    year: int,
    level: HonourLevel,
    proposer: str,
    deeds: str,
    day: date,
) -> Nomination:
    """Put a neighbour lead in office forward, by what they did. Refused for other posts, and twice in a year."""
    require(actor, appointment.area)
    if appointment.post != Post.NEIGHBOUR_LEAD:
        raise ValidationError("“最美邻长”只授予邻长。请选邻长任职。")
    if appointment.valid_to is not None and appointment.valid_to <= day:
        raise ValidationError("这位邻长已经离任。请推荐在任的邻长。")
    nomination = Nomination(
        appointment=appointment,
        year=year,
        level=level,
        proposer=proposer.strip(),
        deeds=deeds.strip(),
        nominated_on=day,
        recorded_by_id=actor.account_id,
    )
    nomination.full_clean(exclude=["honour"])
    nomination.save()
    data = {"area": appointment.area.name, "year": year}
    log.record(
        actor=actor, code="grid.nomination.made", target=nomination, area_id=appointment.area_id, data=data
    )
    return nomination


@transaction.atomic
def review(*, actor: Actor, nomination: Nomination, opinion: str, day: date) -> Nomination:
    """The street agrees, in words."""
    nomination = _fresh(nomination)
    _allow(actor, REVIEW_HONOUR, street_of(nomination), "审核")
    return _apply(actor, nomination, "review", opinion=opinion.strip(), reviewed_on=day)


def _allow(actor: Actor, capability: str, area: Area, act: str) -> None:
    if not actor.may(capability, area):
        raise PermissionDenied(f"要由{area.name}的工作人员{act}。")


@transaction.atomic
def put_up(*, actor: Actor, nomination: Nomination) -> Posting:
    """Post the name and the deeds where it will be decided. Refused when the year's places are taken."""
    nomination = _fresh(nomination)
    area = decided_in(nomination)
    _allow(actor, DECIDE_HONOUR, area, "公示")
    states.NOMINATION.check(nomination, "post")
    _room(nomination, area)
    person, place = nomination.appointment.person.name, nomination.appointment.area.name
    content = Content(
        title=f"{nomination.year}年{nomination.get_level_display()}最美邻长拟表彰公示",
        body=f"经推荐和街道审核，拟表彰{place}邻长{person}。\n事迹：{nomination.deeds}",
        issuer=area.name,
    )
    _apply(actor, nomination, "post")
    return post_for(actor=actor, record=nomination, kind=POSTING_KIND, area=area, content=content)


def quota_of(area: Area, year: int) -> HonourQuota | None:
    """How many may be honoured there in a year, once set."""
    return HonourQuota.objects.unscoped(WHY).filter(area=area, year=year).first()


def taken(area: Area, year: int, level: str) -> int:
    """Places posted or given away already."""
    rows = Nomination.objects.unscoped(WHY).filter(
        year=year, level=level, appointment__area__path__under=area.path
    )
    return rows.filter(state__in=(states.HONOUR_POSTED, states.HONOURED)).count()


def _room(nomination: Nomination, area: Area) -> None:
    quota = quota_of(area, nomination.year)
    if quota is None:
        raise ValidationError(f"{area.name}还没有定 {nomination.year} 年的名额。请先登记名额和依据。")
    if taken(area, nomination.year, nomination.level) >= quota.quota:
        raise ValidationError(
            f"{nomination.year} 年名额 {quota.quota} 名已满（{quota.basis}）。请调整名额，或写明没有列入。"
        )


def posting_of(nomination: Nomination) -> Posting | None:
    """The posting that counts: the latest that was not withdrawn."""
    return postings_about(nomination).filter(withdrawn_on__isnull=True).first()


@transaction.atomic
def decide(*, actor: Actor, nomination: Nomination, decision: str, decided_on: date) -> Nomination:
    """Honoured by a decision, after the posting ran out and every question was answered."""
    nomination = _fresh(nomination)
    area = decided_in(nomination)
    _allow(actor, DECIDE_HONOUR, area, "决定")
    states.NOMINATION.check(nomination, "decide", decision=decision, decided_on=decided_on)
    posting = posting_of(nomination)
    if posting is None or posting.posted_on is None or posting.until is None:
        raise ValidationError("公示已经撤回，不能决定。请写明没有列入，或重新推荐。")
    if posting.until >= decided_on or decided_on > business_date():
        raise ValidationError(
            {"decided_on": f"公示到 {posting.until:%Y年%-m月%-d日}，决定日期要在这以后、今天以前。"}
        )
    if objections_of(posting).filter(answered_at__isnull=True).exists():
        raise ValidationError("公示收到的疑问还没有都答复。请先在公示里答复。")
    nomination.honour = honour_neighbour_lead(
        actor=actor,
        appointment=nomination.appointment,
        year=nomination.year,
        level=HonourLevel(nomination.level),
        decision=decision,
        decided_on=decided_on,
        publicity_from=posting.posted_on,
        publicity_to=posting.until,
        deeds=nomination.deeds,
    )
    return _apply(actor, nomination, "decide", decision=decision, decided_on=decided_on)


@transaction.atomic
def leave_out(*, actor: Actor, nomination: Nomination, opinion: str) -> Nomination:
    """Not honoured this year, with the reason."""
    nomination = _fresh(nomination)
    _allow(actor, REVIEW_HONOUR, street_of(nomination), "办理")
    return _apply(actor, nomination, "leave_out", opinion=opinion.strip())


@transaction.atomic
def set_quota(*, actor: Actor, area: Area, year: int, quota: int, basis: str) -> HonourQuota:
    """How many may be honoured in a year; set anew, the number is replaced and the log keeps both."""
    if not actor.may(DECIDE_HONOUR if area.kind == Kind.STREET else SET_UP_LEADS, area):
        raise PermissionDenied
    found = quota_of(area, year) or HonourQuota(area=area, year=year, recorded_by_id=actor.account_id)
    found.quota, found.basis = quota, basis.strip()
    found.full_clean()
    found.save()
    data = {"area": area.name, "year": year, "quota": quota}
    log.record(actor=actor, code="grid.quota.set", target=found, area_id=area.pk, data=data)
    return found
