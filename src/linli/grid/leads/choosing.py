"""From a proposal to office: assessed, posted, decided; every change of a post with its decision."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.grid.leads import states
from linli.grid.leads.models import (
    Adjusted,
    Candidacy,
    Lead,
    LeaderAdjustment,
    LeaveReason,
    ProducedBy,
    ResidentsRepresentative,
)
from linli.grid.leads.policies import require
from linli.grid.leads.selectors import WHY
from linli.grid.leads.services import Choosing, appoint_lead, dismiss_lead, standard_on
from linli.notices.models import Posting
from linli.notices.selectors import objections_of, postings_about
from linli.notices.services.postings import Content, post_for, withdraw
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import LEAD_POSTS, Appointment, Person, Post
from linli.people.services import AREA_KIND_OF

POSTING_KIND = "leads"


def community_of(area: Area) -> Area:
    """The community an area below it lies in."""
    ids = [int(step) for step in area.path.strip("/").split("/")]
    return Area.objects.unscoped(WHY).get(pk__in=ids, kind=Kind.COMMUNITY)


def _said(candidacy: Candidacy) -> dict[str, str]:
    return {"post": Post(candidacy.post).label, "area": candidacy.area.name}


@transaction.atomic
def propose(
    *,
    actor: Actor,
    person: Person,
    post: Post,
    area: Area,
    produced_by: ProducedBy,
    proposer: str,
    day: date,
) -> Candidacy:
    """Somebody is put forward. Refused for the wrong kind of area, or for somebody proposed there already."""
    require(actor, area)
    if post not in LEAD_POSTS or AREA_KIND_OF[post] != area.kind:
        raise ValidationError(f"{post.label}不在{Kind(area.kind).label}任职。请改选职务或地区。")
    candidacy = Candidacy(
        person=person,
        post=post,
        area=area,
        produced_by=produced_by,
        proposer=proposer.strip(),
        proposed_on=day,
        recorded_by_id=actor.account_id,
    )
    candidacy.full_clean(exclude=["standard", "assessed_by", "lead"])
    candidacy.save()
    log.record(
        actor=actor,
        code="grid.candidacy.proposed",
        target=candidacy,
        area_id=area.pk,
        data={**_said(candidacy), "how": produced_by.label},
    )
    return candidacy


def _apply(actor: Actor, candidacy: Candidacy, verb: str, **values: object) -> Candidacy:
    step = states.CANDIDACY.apply(candidacy, verb, actor=actor, at=business_now(), **values)
    candidacy.save()
    data = {**_said(candidacy), "step": step.transition.label}
    log.record(
        actor=actor, code="grid.candidacy.moved", target=candidacy, area_id=candidacy.area_id, data=data
    )
    return candidacy


def _fresh(candidacy: Candidacy) -> Candidacy:
    rows = Candidacy.objects.unscoped(WHY).select_for_update(of=("self",)).select_related("person", "area")
    return rows.get(pk=candidacy.pk)


@transaction.atomic
def assess(*, actor: Actor, candidacy: Candidacy, meets: bool, assessor: Person, day: date) -> Candidacy:
    """Yes or no on the whole checklist; a no ends the proposal and keeps neither line nor reason (PIPL art. 28)."""
    candidacy = _fresh(candidacy)
    require(actor, candidacy.area)
    if not meets:
        return _apply(actor, candidacy, "drop")
    candidacy.standard = standard_on(day)
    candidacy.assessed_by = assessor
    return _apply(actor, candidacy, "assess", assessed_on=day)


@transaction.atomic
def put_up(*, actor: Actor, candidacy: Candidacy, board: str = "") -> Posting:
    """Post the name in the community for the days the rules ask; objections go to the posting. Once more where the
    posting before was withdrawn, a slip of the pen for one."""
    candidacy = _fresh(candidacy)
    require(actor, candidacy.area)
    again = candidacy.state == states.POSTED
    if again and posting_of(candidacy) is not None:
        raise ValidationError("已经公示过，没有撤回，不用再公示。")
    community = community_of(candidacy.area)
    post = Post(candidacy.post).label
    content = Content(
        title=f"{candidacy.area.name}{post}人选公示",
        body=(
            f"{candidacy.get_produced_by_display()}，经审核符合三长选任条件，拟由{candidacy.person.name}担任"
            f"{candidacy.area.name}{post}，现予公示。有不同意见，可以在公示期内提出。"
        ),
        issuer=community.name,
        board=board.strip(),
    )
    _apply(actor, candidacy, "post_again" if again else "post")
    return post_for(actor=actor, record=candidacy, kind=POSTING_KIND, area=community, content=content)


def posting_of(candidacy: Candidacy) -> Posting | None:
    """The posting that counts: the latest that was not withdrawn."""
    return postings_about(candidacy).filter(withdrawn_on__isnull=True).first()


def _hung(candidacy: Candidacy, day: date) -> Posting:
    posting = posting_of(candidacy)
    if posting is None or posting.posted_on is None or posting.until is None:
        raise ValidationError("还没有公示，或公示已经撤回。请先公示人选。")
    if posting.until >= day:
        raise ValidationError(
            f"公示到 {posting.until:%Y年%-m月%-d日}，期满以后才能上任（{posting.basis}）。请改上任日期。"
        )
    waiting = objections_of(posting).filter(answered_at__isnull=True).count()
    if waiting:
        raise ValidationError(f"公示收到的疑问还有 {waiting} 条没有答复。请先在公示里答复。")
    return posting


@transaction.atomic
def put_in_office(
    *,
    actor: Actor,
    candidacy: Candidacy,
    day: date,
    decision: str,
    decided_on: date,
    leaves: LeaveReason | None = None,
) -> Lead:
    """Take office from ``day``. ``leaves``: why the one in office leaves in the same act (更换); without it the post
    must be vacant. Refused before the posting ran out, with questions unanswered, or without a decision.
    """
    candidacy = _fresh(candidacy)
    require(actor, candidacy.area)
    if candidacy.state != states.POSTED or candidacy.assessed_by is None or candidacy.assessed_on is None:
        states.CANDIDACY.check(candidacy, "appoint", decision=decision, decided_on=decided_on)
        raise ValidationError("还没有审核，不能上任。")
    if day > business_date():
        raise ValidationError({"day": "上任日期不能晚于今天，到那天再办。"})
    posting = _hung(candidacy, day)
    assert posting.posted_on is not None  # _hung looked
    assert posting.until is not None
    before = _in_office(candidacy)
    if before is not None:
        if leaves is None:
            raise ValidationError({"leaves": "现在还有一位在任。更换请写明前任离任的原因，或先办离任。"})
        dismiss_lead(actor=actor, lead=before, day=day, reason=leaves)
    lead = appoint_lead(
        actor=actor,
        person=candidacy.person,
        post=Post(candidacy.post),
        area=candidacy.area,
        day=day,
        choosing=Choosing(
            produced_by=ProducedBy(candidacy.produced_by),
            meets_standard=True,
            assessed_by=candidacy.assessed_by,
            assessed_on=candidacy.assessed_on,
            publicity_from=posting.posted_on,
            publicity_to=posting.until,
            decision=decision,
            decided_on=decided_on,
        ),
    )
    candidacy.lead = lead
    _apply(actor, candidacy, "appoint", decision=decision, decided_on=decided_on)
    kind = Adjusted.REPLACED if before else Adjusted.BY_ELECTION if _ever(candidacy) else Adjusted.ADDED
    _note(
        actor,
        kind=kind,
        post=candidacy.post,
        area=candidacy.area,
        before=before,
        after=lead,
        proposer=candidacy.proposer,
        decision=decision,
        decided_on=decided_on,
        day=day,
    )
    return lead


def _in_office(candidacy: Candidacy) -> Lead | None:
    rows = Lead.objects.unscoped(WHY).filter(
        appointment__area=candidacy.area,
        appointment__post=candidacy.post,
        appointment__valid_to__isnull=True,
    )
    return rows.select_related("appointment__person", "appointment__area").first()


def _ever(candidacy: Candidacy) -> bool:
    rows = Appointment.objects.unscoped(WHY).filter(area=candidacy.area, post=candidacy.post)
    return rows.filter(valid_to__isnull=False).exists()


def _note(actor: Actor, **values: Any) -> LeaderAdjustment:
    adjustment = LeaderAdjustment(recorded_by_id=actor.account_id, **values)
    adjustment.full_clean()
    adjustment.save()
    data = {
        "area": adjustment.area.name,
        "post": Post(adjustment.post).label,
        "what": Adjusted(adjustment.kind).label,
    }
    log.record(
        actor=actor, code="grid.lead.adjusted", target=adjustment, area_id=adjustment.area_id, data=data
    )
    return adjustment


class Ending(TextChoices):
    """Why a candidate goes no further, in the words that stand in the posting's place. Nothing else is kept of it:
    why somebody was found unfit is nobody's to read (PIPL art. 28)."""

    WITHDREW = "withdrew", "人选本人退出，不再公示。"
    NOT_SUITABLE = "not_suitable", "经复核，不再作为这一职务的人选。"
    OVERTAKEN = "overtaken", "这一职务的人选另行推荐。"


@transaction.atomic
def drop(*, actor: Actor, candidacy: Candidacy, ending: Ending | None = None) -> Candidacy:
    """The proposal goes no further. While the posting hangs it is withdrawn in the same act, with ``ending`` as its
    reason; refused (ValidationError) without one."""
    candidacy = _fresh(candidacy)
    require(actor, candidacy.area)
    posting = posting_of(candidacy)
    if posting is not None and posting.runs_on(business_date()):
        if ending is None:
            raise ValidationError({"ending": "人选正在公示，撤回要写明理由。请选为什么不再推荐。"})
        withdraw(actor=actor, posting=posting, reason=ending.label)
    return _apply(actor, candidacy, "drop")


def _said_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@transaction.atomic
def leave(
    *, actor: Actor, lead: Lead, day: date, reason: LeaveReason, decision: str, decided_on: date
) -> LeaderAdjustment:
    """Out of office from ``day``, by a decision. The group lead stands in until somebody follows.

    Refused for a decision not taken yet, and for a day before the decision or still to come.
    """
    today = business_date()
    if decided_on > today:
        raise ValidationError(
            {"decided_on": f"今天是{_said_day(today)}，决定日期不能更晚。还没有作出的决定，作出以后再登记。"}
        )
    if day > today:
        raise ValidationError({"day": f"离任日期不能晚于今天（{_said_day(today)}），到那天再办。"})
    if day < decided_on:
        raise ValidationError(
            {"day": f"{_said_day(decided_on)}才决定，离任日期不能更早。请改成这一天或更晚。"}
        )
    dismiss_lead(actor=actor, lead=lead, day=day, reason=reason)
    return _note(
        actor,
        kind=Adjusted.LEFT,
        post=lead.appointment.post,
        area=lead.appointment.area,
        before=lead,
        decision=decision,
        decided_on=decided_on,
        day=day,
    )


@transaction.atomic
def register_representative(
    *, actor: Actor, person: Person, area: Area, day: date, basis: str
) -> ResidentsRepresentative:
    """居民代表 of a residents' group, by its election: a fact apart from any lead's post."""
    require(actor, area)
    if area.kind != Kind.GROUP:
        raise ValidationError(
            {"area": "居民代表由居民小组选举，请选组。依据：《城市居民委员会组织法》第十三条。"}
        )
    found = ResidentsRepresentative(
        person=person, area=area, valid_from=day, basis=basis.strip(), recorded_by_id=actor.account_id
    )
    found.full_clean()
    found.save()
    data = {"area": area.name, "day": day.isoformat()}
    log.record(actor=actor, code="grid.representative.registered", target=found, area_id=area.pk, data=data)
    return found


@transaction.atomic
def end_representative(*, actor: Actor, found: ResidentsRepresentative, day: date) -> ResidentsRepresentative:
    """The term ended, or the person stepped down."""
    require(actor, found.area)
    found.valid_to = day
    found.full_clean()
    found.save(update_fields=["valid_to"])
    data = {"area": found.area.name, "day": day.isoformat()}
    log.record(actor=actor, code="grid.representative.ended", target=found, area_id=found.area_id, data=data)
    return found


def is_representative(person: Person, day: date) -> bool:
    """Whether the person represents residents anywhere on ``day``."""
    return ResidentsRepresentative.objects.unscoped(WHY).filter(in_force(day), person=person).exists()
