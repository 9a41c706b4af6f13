"""Committees and the mediators they appoint (第八至十五条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import add_months
from linli.mediation.limits import COMMITTEE_LEAST, COMMITTEE_MOST, TERM_YEARS
from linli.mediation.models import Committee, CommitteeMember, CommitteeTerm, Mediator, Office
from linli.mediation.policies import require, require_community
from linli.mediation.selectors import committee_on
from linli.mediation.services.telling import WHY
from linli.mediation.timeline import require_past
from linli.orgs.models import Area
from linli.people.models import Person

SIZE = f"调委会由 {COMMITTEE_LEAST} 到 {COMMITTEE_MOST} 名委员组成，要有女委员。依据：《人民调解法》第八条。"


@dataclass(frozen=True)
class Seat:
    """Who is to sit, as what."""

    person: Person
    office: Office = Office.MEMBER


def _log(actor: Actor, committee: Committee, code: str, **data: object) -> None:
    community = committee.community
    log.record(
        actor=actor,
        code=code,
        target=committee,
        area_id=community.pk,
        data={"community": community.name, **data},
    )


def _require_sound(persons: Sequence[Person], offices: Sequence[str]) -> None:
    if not COMMITTEE_LEAST <= len(persons) <= COMMITTEE_MOST or not any(p.sex == "f" for p in persons):
        raise ValidationError(
            f"{SIZE}现在 {len(persons)} 名，其中女 {sum(p.sex == 'f' for p in persons)} 名。"
        )
    if len({person.pk for person in persons}) != len(persons):
        raise ValidationError("有一位写了两次。一位委员只写一行。")
    if list(offices).count(Office.CHAIR) != 1:
        raise ValidationError("调委会要有一名主任。")


@transaction.atomic
def set_up_committee(
    *, actor: Actor, community: Area, name: str, mark: str, on: date, phone: str = "", place: str = ""
) -> Committee:
    """A community's committee; its first term is chosen with ``begin_term``."""
    require(actor, community)
    require_community(community)
    if (there := committee_on(community, on)) is not None:
        raise ValidationError(f"{community.name}已经有调委会（{there.name}），换人请登记换届或委员变动。")
    require_past(on, "设立")
    committee = Committee(
        community=community,
        name=name,
        mark=mark,
        phone=phone,
        place=place,
        valid_from=on,
        recorded_by_id=actor.account_id,
    )
    committee.full_clean()
    committee.save()
    _log(actor, committee, "mediation.committee.set_up")
    return committee


@transaction.atomic
def begin_term(
    *, actor: Actor, committee: Committee, seats: Sequence[Seat], chosen_at: str, on: date
) -> CommitteeTerm:
    """Three years from the day of choice; the term before ends that day. 3–9 members, a woman, one chair."""
    require(actor, committee.community)
    _require_sound([seat.person for seat in seats], [seat.office for seat in seats])
    rows = CommitteeTerm.objects.unscoped(WHY).filter(committee=committee).order_by("-number")
    last = rows.first()
    if last is not None and last.valid_to > on:
        if last.valid_from >= on:
            raise ValidationError(f"上一届 {last.valid_from} 才开始，新一届要在那以后。")
        last.valid_to = on
        last.save(update_fields=["valid_to"])
    if last is not None:
        seats_before = CommitteeMember.objects.unscoped(WHY).filter(term=last, valid_to__isnull=True)
        seats_before.filter(valid_from__lt=on).update(valid_to=on, left_reason="换届")
    term = CommitteeTerm(
        committee=committee,
        number=(last.number if last is not None else 0) + 1,
        valid_from=on,
        valid_to=add_months(on, 12 * TERM_YEARS),
        chosen_at=chosen_at,
        recorded_by_id=actor.account_id,
    )
    term.full_clean()
    term.save()
    for seat in seats:
        _seated(actor, term, seat, on)
    _log(actor, committee, "mediation.committee.term", number=term.number, members=len(seats))
    return term


def _seated(actor: Actor, term: CommitteeTerm, seat: Seat, on: date) -> CommitteeMember:
    member = CommitteeMember(
        term=term, person=seat.person, office=seat.office, valid_from=on, recorded_by_id=actor.account_id
    )
    member.full_clean()
    member.save()
    return member


@transaction.atomic
def change_members(
    *,
    actor: Actor,
    term: CommitteeTerm,
    leaving: Sequence[tuple[CommitteeMember, str]] = (),
    joining: Sequence[Seat] = (),
    on: date,
) -> None:
    """Members leave and join in one act, so that the committee stays lawful; the change is to be reported (第十条)."""
    committee = term.committee
    require(actor, committee.community)
    require_past(on, "变动")
    if not leaving and not joining:
        raise ValidationError("没有人离任，也没有人新任。请选离任的委员，或写新任的委员。")
    if on <= term.valid_from:
        raise ValidationError({"on": f"这一届 {term.valid_from} 才产生，变动要在那以后。请改日期。"})
    for member, reason in leaving:
        if member.term_id != term.pk:
            raise ValidationError("这位不是这一届的委员。")
        member.valid_to, member.left_reason = on, reason
        member.full_clean()
        member.save(update_fields=["valid_to", "left_reason"])
    for seat in joining:
        _seated(actor, term, seat, on)
    rows = CommitteeMember.objects.unscoped(WHY).filter(term=term, valid_to__isnull=True)
    sitting = list(rows.select_related("person"))
    _require_sound([each.person for each in sitting], [each.office for each in sitting])
    change = f"离任 {len(leaving)} 名、新任 {len(joining)} 名"
    _log(actor, committee, "mediation.committee.changed", change=change)


@transaction.atomic
def report_term(*, actor: Actor, term: CommitteeTerm, on: date) -> CommitteeTerm:
    """The term and every change so far are reported to the judicial office."""
    require(actor, term.committee.community)
    require_past(on, "上报")
    if on < term.valid_from:
        raise ValidationError({"on": f"这一届 {term.valid_from} 才推选，上报要在那以后。请改日期。"})
    term.reported_on = on
    term.full_clean()
    term.save(update_fields=["reported_on"])
    CommitteeMember.objects.unscoped(WHY).filter(term=term, reported_on__isnull=True).update(reported_on=on)
    _log(actor, term.committee, "mediation.committee.reported", number=term.number)
    return term


@transaction.atomic
def appoint_mediator(
    *, actor: Actor, committee: Committee, person: Person, knows: str, on: date, is_full_time: bool = False
) -> Mediator:
    """Appoint a people's mediator; ``knows``: what the law asks of one (第十四条)."""
    require(actor, committee.community)
    require_past(on, "聘任")
    rows = Mediator.objects.unscoped(WHY).filter(committee=committee, person=person)
    if rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).exists():
        raise ValidationError(f"{person.name}已经聘任为人民调解员，不用再聘。")
    row = Mediator(
        committee=committee,
        person=person,
        knows=knows,
        is_full_time=is_full_time,
        valid_from=on,
        recorded_by_id=actor.account_id,
    )
    row.full_clean()
    row.save()
    _log(actor, committee, "mediation.mediator.appointed")
    return row


@transaction.atomic
def dismiss_mediator(*, actor: Actor, mediator: Mediator, on: date, reason: str) -> Mediator:
    """End an appointment (第十五条 names bias, insult, taking benefits, leaking; own wish counts too)."""
    require(actor, mediator.committee.community)
    require_past(on, "解聘")
    if on <= mediator.valid_from:
        raise ValidationError({"on": f"{mediator.valid_from} 才聘任，解聘要在那以后。请改日期。"})
    mediator.valid_to, mediator.left_reason = on, reason
    mediator.full_clean()
    mediator.save(update_fields=["valid_to", "left_reason"])
    _log(actor, mediator.committee, "mediation.mediator.dismissed")
    return mediator
