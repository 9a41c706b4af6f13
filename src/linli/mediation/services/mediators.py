"""Who may settle a case as its mediator: no ground to stand aside, asked, and accepted by every party (第十五、十九条).

The mediator sits in the case's panel, alone where no panel was formed; there recusal and acceptance are on record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.mediation.consents import parties_of
from linli.mediation.models import (
    Capacity,
    Committee,
    DisputeCase,
    Ground,
    Notable,
    PanelMember,
    Party,
    Reason,
    Way,
)
from linli.mediation.recusal import ABSOLUTE, from_records
from linli.mediation.selectors import is_mediator_on, listings_of, mediators_on
from linli.mediation.services.panels import accept_member, check_recusal, invite, panel_of, sitting, unasked
from linli.mediation.services.telling import WHY, open_case
from linli.people.models import Person

LAW = "依据：《人民调解法》第十五条、第十九条。"


@dataclass(frozen=True)
class _Known:
    """What is on record of a case and of these people, read once. ``left``: by person, why they left last."""

    parties: Sequence[Party]
    listed: Mapping[int, Notable]
    formed: bool
    there: frozenset[int]
    left: Mapping[int, str]

    def barred(self, person: Person) -> str:
        found = from_records(person, self.listed.get(person.pk), self.parties)
        if shown := [ground.label for ground in ABSOLUTE if ground in found]:
            return f"登记里查得出{person.name}要回避（{'、'.join(shown)}）"
        if person.pk in self.there:
            return ""
        if person.pk in self.left:
            return f"{person.name}已经退出（{self.left[person.pk]}）"
        return f"{person.name}不在已经组成的调解团里" if self.formed else ""


def _known(case: DisputeCase, people: Sequence[Person], on: date) -> _Known:
    panel = panel_of(case)
    rows = PanelMember.objects.unscoped(WHY).filter(panel=panel) if panel is not None else []
    members = sorted(rows, key=lambda each: (each.left_on or date.min, each.pk))
    return _Known(
        parties=parties_of(case),
        listed=listings_of(people, on),
        formed=panel is not None and panel.formed_on is not None,
        there=frozenset(each.person_id for each in members if each.left_on is None),
        left={each.person_id: each.left_reason for each in members if each.left_on is not None},
    )


def barred(case: DisputeCase, person: Person, on: date) -> str:
    """Why this one can never be the mediator of the case, in words; "" where nothing bars."""
    return _known(case, [person], on).barred(person)


def may_settle(case: DisputeCase, committee: Committee | None, on: date) -> list[Person]:
    """The committee's mediators whom nothing bars; of a panel that stands, those who sit in it."""
    people = mediators_on(committee, on) if committee is not None else []
    known = _known(case, people, on)
    return [person for person in people if not known.barred(person)]


def require_unbarred(case: DisputeCase, person: Person, on: date) -> None:
    """Raises ValidationError at the mediator when something bars this one from settling the case."""
    if reason := barred(case, person, on):
        raise ValidationError({"mediator": f"{reason}，不能做这个案件的调解员，请另选一位。{LAW}"})


def unasked_of(case: DisputeCase, person: Person) -> list[str]:
    """What was not yet asked about this mediator, in words; empty when recusal and every party's word are there."""
    panel = panel_of(case)
    own = next((each for each in sitting(panel) if each.person_id == person.pk), None) if panel else None
    if own is None:
        return [f"还没有问{person.name}要不要回避、各方接不接受"]
    found = [] if own.cleared_on is not None else [f"还没有查{person.name}的回避"]
    if open_ := unasked(case, [own]):
        found.append(f"还有 {open_} 方没有说接不接受{person.name}")
    return found


def require_fit(case: DisputeCase, committee: Committee, person: Person | None, on: date) -> None:
    """The mediator is the committee's, has no ground, was asked, and every party accepts. Raises ValidationError."""
    if person is None:
        raise ValidationError(
            "协议要有调解员：书面的签名，口头的记录。依据：《人民调解法》第二十八条、第二十九条。"
        )
    if not is_mediator_on(committee, person, on):
        raise ValidationError("协议要有本调委会聘任的人民调解员签名。依据：《人民调解法》第二十九条。")
    require_unbarred(case, person, on)
    if lacking := unasked_of(case, person):
        raise ValidationError({"mediator": f"{'；'.join(lacking)}。先问清楚、记下来。{LAW}"})


@transaction.atomic
def seat_mediator(
    *,
    actor: Actor,
    case: DisputeCase,
    person: Person,
    said: Mapping[Ground, bool],
    estate_asked: bool = False,
    way: Way = Way.PAPER,
    on: date,
) -> list[Ground]:
    """The mediator was asked for every ground, and every party accepts: on record. Gives the grounds, with which the
    mediator leaves again.

    Raises ValidationError for one whom something bars.
    """
    case = open_case(actor, case)
    panel = panel_of(case)
    member = next((each for each in sitting(panel) if each.person_id == person.pk), None) if panel else None
    require_unbarred(case, person, on)
    if member is None:
        member = invite(
            actor=actor,
            case=case,
            person=person,
            capacity=Capacity.MEDIATOR,
            reason=Reason.EXPERT,
            words="调委会调解员",
            is_convenor=panel is None or not any(each.is_convenor for each in sitting(panel)),
            on=on,
        )
    grounds = check_recusal(actor=actor, member=member, said=said, estate_asked=estate_asked, on=on)
    if not grounds:
        for party in parties_of(case):
            accept_member(actor=actor, member=member, party=party, accepted=True, on=on, way=way)
    return grounds
