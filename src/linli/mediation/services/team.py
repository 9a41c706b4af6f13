"""Who works on a case: they see the parties' names, nobody else does."""

from datetime import date

from linli.access.actor import Actor
from linli.mediation.models import DisputeCase, TeamMember
from linli.mediation.services.telling import WHY
from linli.people.models import Person


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


def keep(*, actor: Actor, case: DisputeCase, on: date) -> None:
    """Whoever takes the case up keeps it."""
    if actor.account is None or actor.account.person is None:
        return
    TeamMember.objects.unscoped(WHY).filter(case=case, is_keeper=True, valid_to__isnull=True).update(
        is_keeper=False
    )
    member = join(case=case, person=actor.account.person, on=on)
    member.is_keeper = True
    member.save(update_fields=["is_keeper"])
