"""Writes to the roster of notables: listed, left, moved to another category."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.mediation.models import Category, ListingSource, Notable
from linli.mediation.models.notable import EXPERTISE, LeaveReason
from linli.mediation.policies import require, require_community
from linli.orgs.models import Area
from linli.people.log_keys import sealed
from linli.people.models import Person


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
) -> Notable:
    """Enter a person in the roster. Refused while the person is listed anywhere."""
    require(actor, community)
    require_community(community)
    unknown = set(expertise) - EXPERTISE.keys()
    if unknown:
        raise ValidationError("专长不在目录里。请从目录中选择，或先由区里增加。")
    notable = Notable(
        person=person,
        community=community,
        primary_category=category,
        source=source,
        listed_on=listed_on,
        other_roles=[role.value for role in other_roles if role is not category],
        expertise=list(expertise),
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
    )
