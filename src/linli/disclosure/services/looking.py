"""Reveals, and looks at pages that are in clear: on record before anything is shown."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from linli.access.actor import Actor
from linli.audit import log
from linli.common.text import ID_NUMBER, MOBILE
from linli.disclosure.models import Field, Reveal
from linli.disclosure.policies import REVEAL_PERSONAL, grant_for, require
from linli.disclosure.purposes import MOST_WORDS, Purpose, to_reveal
from linli.disclosure.selectors import LISTED, REVEALED, SEEN, Owner, areas_of, held, value_of
from linli.people.log_keys import sealed
from linli.people.models import Person

NO_PURPOSE = "请选一个用途。用途会留痕，本人可以查到。"


def chosen(code: str, words: str, find: Callable[[str], Purpose] = to_reveal) -> tuple[Purpose, str]:
    """The purpose with its words. Raises ValidationError, by field, for none, and where the words are missing."""
    try:
        purpose = find(code)
    except KeyError:
        raise ValidationError({"purpose": NO_PURPOSE}) from None
    if purpose.retired:
        raise ValidationError({"purpose": NO_PURPOSE})
    words = words.strip()
    if purpose.says_little and not words:
        raise ValidationError({"words": "这个用途请写明是什么事，一句话就行。"})
    if len(words) > MOST_WORDS:
        raise ValidationError({"words": f"用途说明最多 {MOST_WORDS} 个字。"})
    if MOBILE.search(words) or ID_NUMBER.search(words):
        raise ValidationError({"words": "用途说明里不要写电话或证件号，说清是什么事就行。"})
    return purpose, words


@transaction.atomic
def reveal(*, actor: Actor, owner: Owner, field: Field, purpose: str, words: str = "") -> Reveal:
    """Let the actor's account see one field of one person or household for some minutes; logged first.

    Raises PermissionDenied for who may not look there, ValidationError without a purpose or where nothing is kept,
    LookupError for a field the owner has not.
    """
    areas = areas_of(owner)
    require(actor, areas, "disclosure.field.reveal")
    why, said = chosen(purpose, words)
    if not value_of(owner, field):
        raise ValidationError(f"没有留{field.label}，不用查看。")
    grant = grant_for(actor, REVEAL_PERSONAL, areas)
    if grant is None or actor.account_id is None:
        raise ValidationError("查看个人信息要用本人账号，写明任职和用途。")
    now = timezone.now()
    kept = sealed(owner, said) if said else None
    is_person = isinstance(owner, Person)
    found = Reveal(
        account_id=actor.account_id,
        post=grant.post,
        area=grant.area,
        person_id=owner.pk if is_person else None,
        household_id=None if is_person else owner.pk,
        field=field,
        purpose=why.code,
        words=kept,
        revealed_at=now,
        until=now + timedelta(minutes=settings.LINLI_REVEAL_MINUTES),
        recorded_by_id=actor.account_id,
    )
    data = {
        "field": field.label,
        "purpose": why.label,
        "post": held(grant.post, grant.area),
        "words": sealed(owner, f"，{said}" if said else ""),
        "reveal": found.ref,
    }
    log.record(actor=actor, code=REVEALED, target=owner, area_id=areas[0].pk, data=data)
    found.full_clean(exclude=["account", "person", "household", "area"])
    found.save(force_insert=True)
    return found


@transaction.atomic
def list_seen(*, actor: Actor, what: str, count: int, fields: Sequence[str]) -> None:
    """A page of a list stood in clear: one act, whatever the number of rows."""
    data = {"what": what, "count": count, "fields": "、".join(fields), "post": actor.title}
    log.record(
        actor=actor,
        code=LISTED,
        area_id=actor.home_area.pk if actor.home_area else None,
        data=data,
    )


@transaction.atomic
def record_seen(*, actor: Actor, target: Model, what: str, fields: Sequence[str], purpose: str) -> None:
    """One record stood in clear. ``target``: the person or household it is about, or the record of a case."""
    data = {"what": what, "fields": "、".join(fields), "post": actor.title, "purpose": purpose}
    log.record(
        actor=actor,
        code=SEEN,
        target=target,
        area_id=actor.home_area.pk if actor.home_area else None,
        data=data,
    )
