"""Who works on a case: they see the parties' names, nobody else does. One of them keeps it."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from linli.access.actor import Actor, actor_for, in_office
from linli.mediation.models import DisputeCase, TeamMember
from linli.mediation.policies import may_keep_mediation
from linli.mediation.selectors import stood_aside
from linli.mediation.services.telling import WHY, locked, told
from linli.people.models import Account, Person

ONLY_KEEPER = "办案人员由承办人定。请和承办人说。"


def join(*, case: DisputeCase, person: Person, on: date, is_keeper: bool = False) -> TeamMember:
    """Be of the team from ``on``; whoever is already stays so. Inside the caller's act."""
    found = TeamMember.objects.unscoped(WHY).filter(case=case, person=person, valid_to__isnull=True).first()
    if found is not None:
        return found
    member = TeamMember(case=case, person=person, valid_from=on, is_keeper=is_keeper)
    member.full_clean()
    member.save()
    return member


def leave(*, case: DisputeCase, person: Person, on: date) -> None:
    """No longer of the team. The keeper stays until another keeps the case."""
    rows = TeamMember.objects.unscoped(WHY).filter(
        case=case, person=person, valid_to__isnull=True, is_keeper=False
    )
    for member in rows:
        member.valid_to = max(on, member.valid_from)
        member.save(update_fields=["valid_to"])


def keeper_of(case: DisputeCase) -> TeamMember | None:
    """Who keeps the case, if anybody does."""
    rows = TeamMember.objects.unscoped(WHY).filter(case=case, is_keeper=True, valid_to__isnull=True)
    return rows.select_related("person").first()


def _kept_by(case: DisputeCase, person: Person, on: date) -> TeamMember:
    TeamMember.objects.unscoped(WHY).filter(case=case, is_keeper=True, valid_to__isnull=True).update(
        is_keeper=False
    )
    member = join(case=case, person=person, on=on)
    member.is_keeper = True
    member.save(update_fields=["is_keeper"])
    return member


def keep(*, actor: Actor, case: DisputeCase, on: date) -> None:
    """Whoever takes the case up keeps it; a case already kept stays with its keeper (``hand_over``)."""
    if actor.account is None or actor.account.person is None or keeper_of(case) is not None:
        return
    _kept_by(case, actor.account.person, on)


def keeps(actor: Actor, case: DisputeCase) -> bool:
    """Whether the actor is the keeper."""
    own, keeper = actor.account.person_id if actor.account is not None else None, keeper_of(case)
    return keeper is not None and own is not None and keeper.person_id == own


def is_orphaned(case: DisputeCase) -> bool:
    """Nobody keeps it, or the keeper's posts no longer reach the case's community."""
    keeper = keeper_of(case)
    if keeper is None:
        return True
    return not may_keep_mediation(in_office(keeper.person_id), case.community)


@transaction.atomic
def add_colleague(*, actor: Actor, case: DisputeCase, person: Person, on: date) -> TeamMember:
    """The keeper lets somebody more work on the case, from now on seeing its parties' names."""
    case = _locked_for_keeper(actor, case)
    rows = TeamMember.objects.unscoped(WHY).filter(case=case, person=person, valid_to__isnull=True)
    if rows.exists():
        raise ValidationError(f"{person.name}已经是办案人员。")
    member = join(case=case, person=person, on=on)
    told(actor, case, "mediation.team.joined")
    return member


def _locked_for_keeper(actor: Actor, case: DisputeCase) -> DisputeCase:
    case = locked(actor, case, in_the_cabinet=True)
    if not keeps(actor, case):
        raise PermissionDenied(ONLY_KEEPER)
    return case


@transaction.atomic
def let_leave(*, actor: Actor, member: TeamMember, on: date) -> None:
    """Somebody no longer works on the case: said by the keeper, or of oneself. The keeper hands over first."""
    case, own = (
        locked(actor, member.case, in_the_cabinet=True),
        actor.account.person_id if actor.account is not None else None,
    )
    if own != member.person_id and not keeps(actor, case):
        raise PermissionDenied(ONLY_KEEPER)
    fresh = TeamMember.objects.unscoped(WHY).select_related("person").get(pk=member.pk)
    if fresh.is_keeper:
        raise ValidationError("承办人先把案件交给别人承办，再退出。")
    if fresh.valid_to is not None:
        raise ValidationError(f"已在 {fresh.valid_to} 退出。")
    leave(case=case, person=fresh.person, on=on)
    told(actor, case, "mediation.team.left")


def _refuse_aside(case: DisputeCase, person: Person) -> None:
    if stood_aside(person, [case.pk]):
        raise ValidationError(f"{person.name}在这个案件里已经回避，不能承办。依据：《人民调解法》第十五条。")


@transaction.atomic
def hand_over(*, actor: Actor, member: TeamMember, on: date) -> TeamMember:
    """Another of the team keeps the case from now on; the former keeper stays a member."""
    case = _locked_for_keeper(actor, member.case)
    fresh = TeamMember.objects.unscoped(WHY).select_related("person").get(pk=member.pk)
    if fresh.case_id != case.pk or fresh.valid_to is not None:
        raise ValidationError("要交给现在的办案人员。请先把接手的人加进来。")
    accounts = Account.objects.filter(person=fresh.person_id, is_active=True).select_related("person")
    if not any(may_keep_mediation(actor_for(each), case.community) for each in accounts):
        raise ValidationError(f"{fresh.person.name}的任职不能登记{case.community.name}的案件，不能承办。")
    _refuse_aside(case, fresh.person)
    found = _kept_by(case, fresh.person, on)
    told(actor, case, "mediation.team.handed_over")
    return found


@transaction.atomic
def take_over(*, actor: Actor, case: DisputeCase, on: date) -> TeamMember:
    """Keep a case that nobody keeps any more: its keeper left the post. Raises ValidationError while one does."""
    case = locked(actor, case, in_the_cabinet=True)
    if actor.account is None or actor.account.person is None:
        raise PermissionDenied("承办要用本人账号。")
    if not is_orphaned(case):
        raise ValidationError("案件有人承办。要换承办人，请现在的承办人移交。")
    _refuse_aside(case, actor.account.person)
    found = _kept_by(case, actor.account.person, on)
    told(actor, case, "mediation.team.taken_over")
    return found
