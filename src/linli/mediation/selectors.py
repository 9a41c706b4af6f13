"""Questions about the roster and the cases; the run of four-zero years is in ``four_zero``."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.access.actor import Actor
from linli.indicators.period import Period
from linli.mediation.limits import PANEL_LEAST, PANEL_MOST
from linli.mediation.models import (
    MEDIATED,
    Committee,
    CommitteeMember,
    ContactLook,
    DisputeCase,
    IllegalBuilding,
    IllegalBuildingLedger,
    Mediator,
    Notable,
    PanelMember,
    PanelRule,
    TeamMember,
)
from linli.mediation.recusal import ABSOLUTE
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Theme
from linli.orgs.selectors import in_force, paths_of, placed
from linli.people.models import Person

ASIDE = "回避"
"""How the reason begins with which somebody left a panel who has a ground."""
USUAL = "区内约定，可调整"
WHY = "a figure counts over the whole territory; the caller narrows it to an area the actor may see"


def listed_on(day: date) -> QuerySet[Notable]:
    """Listings in force."""
    return Notable.objects.unscoped(WHY).filter(in_force(day, start="listed_on", end="left_on"))


def mediated_within(period: Period) -> QuerySet[DisputeCase]:
    """Cases closed in the period that were mediated: agreed, failed or ended. Declined and transferred ones
    are not (domain.md 4.3.6, rule 3)."""
    return DisputeCase.objects.unscoped(WHY).filter(
        closed_on__range=(period.start, period.end), outcome__in=MEDIATED
    )


def buildings_of(ledger: IllegalBuildingLedger) -> QuerySet[IllegalBuilding]:
    """The buildings a year's ledger lists: found by the end of the year, not disposed of before it began,
    in estates lying in the ledger's area on the day they were found."""
    first, last = date(ledger.year, 1, 1), date(ledger.year, 12, 31)
    return (
        IllegalBuilding.objects.unscoped(WHY)
        .filter(placed("estate", paths_of(ledger.area), "found_on"), found_on__lte=last)
        .exclude(disposed_on__lt=first)
        .order_by("found_on", "pk")
    )


def committee_on(community: Area, day: date) -> Committee | None:
    """The committee that stands in the community that day."""
    return Committee.objects.unscoped(WHY).filter(in_force(day), community=community).first()


def is_mediator_on(committee: Committee, person: Person, day: date) -> bool:
    """Whether the committee's appointment of the person runs that day; a member of its term is one (第十三条)."""
    appointed = Mediator.objects.unscoped(WHY).filter(in_force(day), committee=committee, person=person)
    seated = CommitteeMember.objects.unscoped(WHY).filter(
        in_force(day), in_force(day, prefix="term__"), term__committee=committee, person=person
    )
    return appointed.exists() or seated.exists()


def listings_of(persons: Iterable[Person], day: date) -> dict[int, Notable]:
    """The listings in force of these persons, by person: what the roster knows of them, whatever they sit as."""
    rows = listed_on(day).filter(person__in=[person.pk for person in persons])
    return {notable.person_id: notable for notable in rows}


def in_team(actor: Actor, case: DisputeCase) -> bool:
    """Whether the actor works on the case and so may see who its parties are."""
    person = actor.account.person_id if actor.account is not None else None
    if person is None:
        return False
    rows = TeamMember.objects.unscoped(WHY).filter(case=case, person=person, valid_to__isnull=True)
    return rows.exists()


def estates_of(community: Area) -> list[Area]:
    """小区 of the community, by name."""
    rows = Area.objects.unscoped(WHY).filter(parent=community, kind=Kind.ESTATE, valid_to__isnull=True)
    return list(rows.defer("boundary").order_by("name"))


def mediators_on(committee: Committee, day: date) -> list[Person]:
    """Appointed mediators and members of the committee, by name."""
    seated = CommitteeMember.objects.unscoped(WHY).filter(
        in_force(day), in_force(day, prefix="term__"), term__committee=committee
    )
    appointed = Mediator.objects.unscoped(WHY).filter(in_force(day), committee=committee)
    rows = Person.objects.unscoped(WHY).filter(
        Q(pk__in=seated.values("person")) | Q(pk__in=appointed.values("person"))
    )
    return list(rows.order_by("name", "pk"))


def stood_aside(person: Person, cases: Iterable[int]) -> set[int]:
    """Of these cases those in which the person had a ground to stand aside: no member of theirs again."""
    rows = PanelMember.objects.unscoped(WHY).filter(person=person, panel__case__in=list(cases))
    aside = rows.filter(Q(left_reason__startswith=ASIDE) | Q(checks__found=True, checks__ground__in=ABSOLUTE))
    return set(aside.values_list("panel__case", flat=True))


def panel_rule_on(day: date) -> PanelRule:
    """How a panel is made up that day: as the district set it, or as it is usual."""
    own = PanelRule.objects.unscoped(WHY).filter(in_force(day)).first()
    return own or PanelRule(least=PANEL_LEAST, most=PANEL_MOST, basis=USUAL, valid_from=day)


def team_of(case: DisputeCase) -> list[TeamMember]:
    """Who works on the case today, the keeper first, then in the order they came."""
    rows = TeamMember.objects.unscoped(WHY).filter(case=case, valid_to__isnull=True)
    return list(rows.select_related("person__area").order_by("-is_keeper", "valid_from", "pk"))


def contacts_open(actor: Actor, case: DisputeCase) -> ContactLook | None:
    """The actor's look at telephone and address that still runs; it ends when the actor leaves the team."""
    rows = ContactLook.objects.unscoped(WHY).filter(
        case=case, account=actor.account_id, until__gt=timezone.now()
    )
    found = rows.order_by("-until").first()
    return found if found is not None and in_team(actor, case) else None


def themes(used: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Code and name of the campaigns in use, and of those in ``used`` that are over (六治、旧改、加梯)."""
    rows = Theme.objects.unscoped("campaigns are published configuration")
    return list(
        rows.filter(Q(is_open=True) | Q(code__in=list(used))).order_by("pk").values_list("code", "name")
    )


def theme_called(code: str) -> Theme | None:
    """The campaign of this code, None for ""."""
    return (
        Theme.objects.unscoped("campaigns are published configuration").filter(code=code).first()
        if code
        else None
    )
