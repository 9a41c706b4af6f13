"""What of mediation hangs on an officer: the cases they keep and those they work on with others.

Who sits on a panel sits there by name, accepted by the parties (第十九条): that seat is nobody else's and no work
to be given on. As long as the case is open its holder works on it, though another keeps it; in a closed case
what was read from that seat ends with the leaver.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Greatest

from linli.common.clock import business_date
from linli.mediation.models import PanelMember, Party, TeamMember
from linli.mediation.naming import is_party
from linli.mediation.policies import KEEP_MEDIATION
from linli.mediation.selectors import stood_aside
from linli.people.models import Person
from linli.workflow.handing_over import HandOver, Moving

WHY = "whoever hands over was admitted to where all of it lies, or sees numbers only"


def _seat() -> QuerySet[PanelMember]:
    return PanelMember.objects.unscoped(WHY).filter(
        panel__case=OuterRef("case"), person=OuterRef("person"), left_on__isnull=True
    )


def _open_seat() -> Exists:
    return Exists(_seat().filter(panel__case__closed_on__isnull=True))


def rows(person: Person) -> QuerySet[Any]:
    """Cases kept, whatever became of them: the keeper answers for the file; and those one works on without a seat."""
    held = TeamMember.objects.unscoped(WHY).filter(person=person, valid_to__isnull=True)
    return held.filter(Q(is_keeper=True) | ~Exists(_seat()))


def _refuse_parties(cases: Sequence[int], successor: Person) -> None:
    parties = Party.objects.unscoped(WHY).filter(case__in=cases).only("case", "name", "agent_name")
    if named := {party.case_id for party in parties if is_party(successor.name, party)}:
        raise ValidationError(
            f"要交的调解案件里有 {len(named)} 件的当事人或代理人和{successor.name}同名，本人不能办自己的案件。"
            "请另选一位；确实不是同一个人的，由承办人先在案件里移交。"
        )


def _refuse_aside(cases: Sequence[int], successor: Person) -> None:
    if aside := stood_aside(successor, cases):
        raise ValidationError(
            f"要交的调解案件里有 {len(aside)} 件，{successor.name}已经回避，不能办。请另选一位。"
            "依据：《人民调解法》第十五条。"
        )


def _end(members: QuerySet[TeamMember]) -> None:
    today = Value(business_date(), DateField())
    members.update(valid_to=Greatest(today, "valid_from"))  # nobody leaves before they came


def move(moving: Moving) -> None:
    """The successor works on each of the cases, and keeps those the leaver kept.

    Raises ValidationError for a party, and for one who stood aside.
    """
    leaving = list(rows(moving.leaver).select_for_update(of=("self",)))
    cases = [row.case_id for row in leaving]
    _refuse_parties(cases, moving.successor)
    _refuse_aside(cases, moving.successor)
    kept, today = {row.case_id for row in leaving if row.is_keeper}, business_date()
    team = TeamMember.objects.unscoped(WHY).filter(valid_to__isnull=True, case__in=cases)
    old = team.filter(person=moving.leaver)
    old.update(is_keeper=False)
    _end(old.filter(~_open_seat()))
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


def end_seats(moving: Moving) -> None:
    """What the leaver may still read of closed cases for having sat there."""
    sat = TeamMember.objects.unscoped(WHY).filter(
        Exists(_seat()), person=moving.leaver, valid_to__isnull=True
    )
    _end(sat.filter(is_keeper=False, case__closed_on__isnull=False))


TEAM = HandOver(
    code="mediation.team",
    label="承办和参加办理的调解案件",
    rows=rows,
    move=move,
    ends=end_seats,
    area="case__community",
    capability=KEEP_MEDIATION,
    holds=("mediation.TeamMember.person",),
)
