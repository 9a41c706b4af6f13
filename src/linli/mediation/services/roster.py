"""Writes to the roster of notables: listed, left, moved to another category."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.mediation.models import Category, ListingSource, Notable
from linli.mediation.models.notable import DUTIES, EXPERTISE, Avoid, LeaveReason, Tier
from linli.mediation.policies import require, require_community
from linli.orgs.models import Area
from linli.people.log_keys import sealed
from linli.people.models import Household, Person


@dataclass(frozen=True, kw_only=True)
class About:
    """What further is known of a notable; home, household and employer serve the recusal check alone."""

    tier: Tier = Tier.TEAM
    duties: Sequence[str] = ()
    avoids: Sequence[Avoid] = ()
    home_estate: Area | None = None
    household: Household | None = None
    employer: str = ""
    training_hours: int = 0
    is_mediator: bool = False


def about_of(notable: Notable) -> About:
    """As a listing has it."""
    return About(
        tier=Tier(notable.tier),
        duties=notable.duties,
        avoids=[Avoid(code) for code in notable.avoids],
        home_estate=notable.home_estate,
        household=notable.household,
        employer=notable.employer,
        training_hours=notable.training_hours,
        is_mediator=notable.is_mediator,
    )


@transaction.atomic
def list_notable(
    *,
    actor: Actor,
    person: Person,
    community: Area,
    category: Category,
    source: ListingSource,
    listed_on: date,
    other_roles: Sequence[Category] = (),
    expertise: Sequence[str] = (),
    about: About | None = None,
) -> Notable:
    """Enter a person in the roster. Refused while the person is listed anywhere."""
    require(actor, community)
    require_community(community)
    unknown = set(expertise) - EXPERTISE.keys()
    if unknown:
        raise ValidationError("专长不在目录里。请从目录中选择，或先由区里增加。")
    further = about or About()
    if set(further.duties) - DUTIES.keys():
        raise ValidationError("分工不在目录里。请从目录中选择。")
    notable = Notable(
        person=person,
        community=community,
        primary_category=category,
        source=source,
        listed_on=listed_on,
        other_roles=[role.value for role in other_roles if role is not category],
        expertise=list(expertise),
        tier=further.tier,
        duties=list(further.duties),
        avoids=[avoid.value for avoid in further.avoids],
        home_estate=further.home_estate,
        household=further.household,
        employer=further.employer,
        training_hours=further.training_hours,
        is_mediator=further.is_mediator,
        recorded_by_id=actor.account_id,
    )
    notable.full_clean()
    notable.save()
    data = {"community": community.name, "category": category.label}
    log.record(actor=actor, code="mediation.notable.listed", target=notable, area_id=community.pk, data=data)
    return notable


@transaction.atomic
def remove_notable(*, actor: Actor, notable: Notable, left_on: date, reason: LeaveReason) -> Notable:
    """End a listing: ``left_on`` is the first day off the roster."""
    require(actor, notable.community)
    if notable.left_on is not None:
        raise ValidationError(f"已在 {notable.left_on} 退出群英谱，不用再办。")
    notable.left_on, notable.left_reason = left_on, reason
    notable.full_clean()
    notable.save(update_fields=["left_on", "left_reason"])
    data = {"community": notable.community.name, "reason": sealed(notable.person, reason.label)}
    log.record(
        actor=actor, code="mediation.notable.left", target=notable, area_id=notable.community_id, data=data
    )
    return notable


@transaction.atomic
def recategorise(*, actor: Actor, notable: Notable, category: Category, day: date) -> Notable:
    """From ``day`` the person counts under another primary category: one listing ends, the next begins."""
    if notable.primary_category == category:
        raise ValidationError(f"主要类别本来就是“{category.label}”。")
    remove_notable(actor=actor, notable=notable, left_on=day, reason=LeaveReason.RECLASSIFIED)
    return list_notable(
        actor=actor,
        person=notable.person,
        community=notable.community,
        category=category,
        source=ListingSource(notable.source),
        listed_on=day,
        other_roles=[Category(role) for role in notable.other_roles],
        expertise=notable.expertise,
        about=about_of(notable),
    )


@transaction.atomic
def pause_notable(*, actor: Actor, notable: Notable, on: date, reason: str) -> Notable:
    """From ``on`` the person is not called to cases; they stay on the roster and in its sum."""
    require(actor, notable.community)
    if notable.left_on is not None or notable.paused_on is not None:
        raise ValidationError("已经退出或者已经暂停，不用再办。")
    notable.paused_on, notable.paused_reason = on, reason.strip()
    notable.full_clean()
    notable.save(update_fields=["paused_on", "paused_reason"])
    data = {"community": notable.community.name}
    log.record(
        actor=actor, code="mediation.notable.paused", target=notable, area_id=notable.community_id, data=data
    )
    return notable


@transaction.atomic
def resume_notable(*, actor: Actor, notable: Notable) -> Notable:
    """The person is called again."""
    require(actor, notable.community)
    if notable.paused_on is None:
        raise ValidationError("没有暂停，不用恢复。")
    notable.paused_on, notable.paused_reason = None, ""
    notable.save(update_fields=["paused_on", "paused_reason"])
    data = {"community": notable.community.name}
    log.record(
        actor=actor, code="mediation.notable.resumed", target=notable, area_id=notable.community_id, data=data
    )
    return notable
