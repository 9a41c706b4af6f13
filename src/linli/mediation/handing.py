"""What of mediation hangs on an officer: the cases they keep and those they work on with others.

Who sits on a panel sits there by name, accepted by the parties (第十九条): that seat is nobody else's, and as
long as the case is open its holder works on it, though another keeps it.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from linli.common.clock import business_date
from linli.mediation.models import PanelMember, Party, TeamMember
from linli.mediation.policies import KEEP_MEDIATION
from linli.people.models import Person
from linli.workflow.handing_over import HandOver, Moving

WHY = "whoever hands over was admitted to where all of it lies, or sees numbers only"


def _seat() -> Exists:
    seats = PanelMember.objects.unscoped(WHY).filter(
        panel__case=OuterRef("case"), person=OuterRef("person"), left_on__isnull=True
    )
    return Exists(seats.filter(panel__case__closed_on__isnull=True))


def rows(person: Person) -> QuerySet[Any]:
    """Cases kept, whatever became of them: the keeper answers for the file; and those one works on without a seat."""
    held = TeamMember.objects.unscoped(WHY).filter(person=person, valid_to__isnull=True)
    return held.filter(Q(is_keeper=True) | ~_seat())


def _refuse_parties(cases: Sequence[int], successor: Person) -> None:
    named = Party.objects.unscoped(WHY).filter(
        Q(name=successor.name) | Q(agent_name=successor.name), case__in=cases
    )
    if count := named.values("case").distinct().count():
        raise ValidationError(
            f"要交的调解案件里有 {count} 件的当事人或代理人和{successor.name}同名，本人不能办自己的案件。请另选一位；"
            "确实不是同一个人的，由承办人先在案件里移交。"
        )


def move(moving: Moving) -> None:
    """The successor works on each of the cases, and keeps those the leaver kept. Raises ValidationError for a party."""
    leaving = list(rows(moving.leaver).select_for_update(of=("self",)))
    cases = [row.case_id for row in leaving]
    _refuse_parties(cases, moving.successor)
    kept, today = {row.case_id for row in leaving if row.is_keeper}, business_date()
    team = TeamMember.objects.unscoped(WHY).filter(valid_to__isnull=True, case__in=cases)
    old = team.filter(person=moving.leaver)
    old.update(is_keeper=False)
    gone = old.filter(~_seat())
    gone.filter(valid_from__gt=today).update(valid_to=F("valid_from"))
    gone.update(valid_to=today)
    there = team.filter(person=moving.successor)
    there.filter(case__in=kept).update(is_keeper=True)
    have = set(there.values_list("case", flat=True))
    TeamMember.everything.bulk_create(
        TeamMember(
            case_id=case,
            person=moving.successor,
            is_keeper=case in kept,
            valid_from=today,
            recorded_by_id=moving.actor.account_id,
        )
        for case in cases
        if case not in have
    )


TEAM = HandOver(
    code="mediation.team",
    label="承办和参加办理的调解案件",
    rows=rows,
    move=move,
    area="case__community",
    capability=KEEP_MEDIATION,
    holds=("mediation.TeamMember.person",),
)
