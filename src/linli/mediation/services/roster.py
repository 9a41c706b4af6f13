"""Writes to the roster of notables: listed, left, moved to another category."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.mediation.models import Category, ListingSource, Notable
from linli.mediation.models.notable import DUTIES, EXPERTISE, Avoid, LeaveReason, Tier
from linli.mediation.policies import require, require_community
from linli.notices.models import Posting
from linli.notices.selectors import postings_about
from linli.notices.services.postings import Content, post_for
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.log_keys import sealed
from linli.people.models import Consent, Household, Person, Purpose
from linli.people.services import give_consent

TEXT_VERSION = "2024-11"
"""Of the notice ``notable`` (``linli.mediation.privacy``) that is signed today."""
POSTING_KIND = "notables"
WHY = "whether the person agreed is asked of whoever is to be listed"


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
    public_since: date | None = None


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
        public_since=notable.public_since,
    )


def _require_known(expertise: Sequence[str], duties: Sequence[str]) -> None:
    if set(expertise) - EXPERTISE.keys():
        raise ValidationError("专长不在目录里。请从目录中选择，或先由区里增加。")
    if set(duties) - DUTIES.keys():
        raise ValidationError("分工不在目录里。请从目录中选择。")


def _log(actor: Actor, notable: Notable, code: str, **data: object) -> None:
    community = notable.community
    log.record(
        actor=actor,
        code=f"mediation.notable.{code}",
        target=notable,
        area_id=community.pk,
        data={"community": community.name, **data},
    )


@transaction.atomic
def agree_to_be_listed(*, actor: Actor, person: Person, day: date) -> None:
    """The person's own consent, without which nobody is listed; one that runs already is enough."""
    rows = Consent.objects.unscoped(WHY).filter(in_force(day), person=person, purpose=Purpose.NAMED_NOTABLE)
    if not rows.exists():
        give_consent(
            actor=actor,
            person=person,
            purpose=Purpose.NAMED_NOTABLE,
            text_version=TEXT_VERSION,
            way="paper",
            day=day,
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
    further = about or About()
    _require_known(expertise, further.duties)
    if listed_on > business_date():
        raise ValidationError({"on": f"列入日期在以后。请填 {business_date()} 或更早的一天。"})
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
        public_since=further.public_since,
        recorded_by_id=actor.account_id,
    )
    notable.full_clean()
    notable.save()
    _log(actor, notable, "listed", category=category.label)
    return notable


@transaction.atomic
def remove_notable(*, actor: Actor, notable: Notable, left_on: date, reason: LeaveReason) -> Notable:
    """End a listing: ``left_on`` is the first day off the roster."""
    require(actor, notable.community)
    if notable.left_on is not None:
        raise ValidationError(f"已在 {notable.left_on} 退出群英谱，不用再办。")
    if left_on <= notable.listed_on:
        raise ValidationError({"on": f"{notable.listed_on} 才列入，退出要在那以后。请改日期。"})
    notable.left_on, notable.left_reason = left_on, reason
    notable.full_clean()
    notable.save(update_fields=["left_on", "left_reason"])
    _log(actor, notable, "left", reason=sealed(notable.person, reason.label))
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
    if on < notable.listed_on:
        raise ValidationError({"on": f"{notable.listed_on} 才列入，暂停要在那以后。请改日期。"})
    notable.paused_on, notable.paused_reason = on, reason.strip()
    notable.full_clean()
    notable.save(update_fields=["paused_on", "paused_reason"])
    _log(actor, notable, "paused")
    return notable


@transaction.atomic
def resume_notable(*, actor: Actor, notable: Notable) -> Notable:
    """The person is called again."""
    require(actor, notable.community)
    if notable.paused_on is None:
        raise ValidationError("没有暂停，不用恢复。")
    notable.paused_on, notable.paused_reason = None, ""
    notable.save(update_fields=["paused_on", "paused_reason"])
    _log(actor, notable, "resumed")
    return notable


@dataclass(frozen=True, kw_only=True)
class Details:
    """What may change of a listing without a new one: never the category it counts under."""

    tier: Tier
    other_roles: Sequence[Category] = ()
    expertise: Sequence[str] = ()
    duties: Sequence[str] = ()
    avoids: Sequence[Avoid] = ()
    home_estate: Area | None = None
    household: Household | None = None
    employer: str = ""
    training_hours: int = 0


@transaction.atomic
def edit_notable(*, actor: Actor, notable: Notable, to: Details) -> Notable:
    """Set the details anew. The sum by categories stays what it was (T09)."""
    require(actor, notable.community)
    if notable.left_on is not None:
        raise ValidationError(f"已在 {notable.left_on} 退出群英谱，不能再改。")
    _require_known(to.expertise, to.duties)
    notable.tier, notable.employer, notable.training_hours = to.tier, to.employer.strip(), to.training_hours
    notable.other_roles = [role.value for role in to.other_roles if role != notable.primary_category]
    notable.expertise, notable.duties = list(to.expertise), list(to.duties)
    notable.avoids = [avoid.value for avoid in to.avoids]
    notable.home_estate, notable.household = to.home_estate, to.household
    notable.full_clean()
    notable.save(update_fields=[each.name for each in fields(Details)])
    _log(actor, notable, "edited")
    return notable


@transaction.atomic
def name_publicly(*, actor: Actor, notable: Notable, on: date) -> Notable:
    """The person agrees that everybody may read name, category and expertise."""
    require(actor, notable.community)
    if notable.left_on is not None or notable.public_since is not None:
        raise ValidationError("已经退出，或者已经同意公开，不用再办。")
    if on > business_date():
        raise ValidationError({"on": f"同意的日期在以后。请填 {business_date()} 或更早的一天。"})
    notable.public_since = on
    notable.save(update_fields=["public_since"])
    _log(actor, notable, "published")
    return notable


@transaction.atomic
def stop_naming(*, actor: Actor, notable: Notable) -> Notable:
    """The person does not want to be named any more; they stay listed."""
    require(actor, notable.community)
    if notable.public_since is None:
        raise ValidationError("没有公开姓名，不用撤。")
    notable.public_since = None
    notable.save(update_fields=["public_since"])
    _log(actor, notable, "unpublished")
    return notable


@transaction.atomic
def put_up(*, actor: Actor, notable: Notable) -> Posting:
    """Post a listing, or that it ended; never why. Only of somebody who agreed to be named, once for each."""
    require(actor, notable.community)
    if notable.public_since is None:
        raise ValidationError("本人没有同意公开姓名，不能公示。依据：《个人信息保护法》第二十五条。")
    if posting_of(notable) is not None:
        raise ValidationError("已经公示过，没有撤回，不用再公示。")
    community, name = notable.community, notable.person.name
    left = notable.left_on is not None
    body = (
        f"{name}不再列入{community.name}群英谱。"
        if left
        else f"经{notable.get_source_display()}，本人同意，{name}（{notable.get_primary_category_display()}）列入"
        f"{community.name}群英谱，可以请来参加调解。有不同意见，可以在公示期内提出。"
    )
    title = f"{community.name}群英谱{'退出' if left else '列入'}名单公示"
    content = Content(title=title, body=body, issuer=community.name)
    return post_for(actor=actor, record=notable, kind=POSTING_KIND, area=community, content=content)


def posting_of(notable: Notable) -> Posting | None:
    """The posting that counts: of a listing that ended, the one put up since; not one that was withdrawn."""
    rows = postings_about(notable).filter(withdrawn_on__isnull=True)
    if notable.left_on is not None:
        rows = rows.filter(posted_on__gte=notable.left_on)
    return rows.first()
