"""Reveals, and looks at pages that are in clear: on record before anything is shown."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from linli.access.actor import Actor
from linli.audit import log
from linli.audit.models import Act
from linli.common.text import ID_NUMBER, MOBILE
from linli.disclosure.models import Field, ListedBlock, Reveal
from linli.disclosure.models.listed import Whom, blocks_of
from linli.disclosure.policies import REVEAL_PERSONAL, grant_for, require
from linli.disclosure.purposes import MOST_WORDS, Purpose, to_reveal
from linli.disclosure.selectors import LISTED, REVEALED, SEEN, WHOM, Owner, areas_of, held, value_of
from linli.people.log_keys import sealed
from linli.people.models import Person

NO_PURPOSE = "请选一个用途。用途会留痕，本人可以查到。"
ONE_LOOK = timedelta(minutes=5)
"""So soon behind the page that showed them, the same rows sent again are the same look."""


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
def list_seen(
    *, actor: Actor, what: str, count: int, fields: Sequence[str], whom: Whom, again: bool = False
) -> None:
    """A page of a list stood in clear: one act, whatever the number of rows, that each of ``whom`` can find.

    again: these very rows go out a second time behind the page that showed them (the copy a device keeps of it); within
           minutes of that page this is no other look.
    """
    data: dict[str, Any] = {"what": what, "count": count, "fields": "、".join(fields), "post": actor.title}
    data[WHOM] = _numbers(whom)
    if not (again and _just_seen(actor, LISTED, data)):
        _note(actor, LISTED, data, whom)


@transaction.atomic
def record_seen(
    *, actor: Actor, target: Model, what: str, fields: Sequence[str], purpose: str, whom: Whom | None = None
) -> None:
    """One record stood in clear. ``target``: the person or household it is about, or the record of a case; ``whom``:
    the others whose values stood in it.
    """
    said = {"what": what, "fields": "、".join(fields), "post": actor.title, "purpose": purpose}
    data: dict[str, Any] = {**said}
    others = {
        kind: [pk for pk in found if (kind, pk) != (target._meta.model_name, target.pk)]
        for kind, found in (whom or {}).items()
    }
    if any(others.values()):
        data[WHOM] = _numbers(others)
    _note(actor, SEEN, data, others, target)


def _numbers(whom: Whom) -> dict[str, list[int]]:
    return {kind: sorted(set(found)) for kind, found in sorted(whom.items()) if found}


def _just_seen(actor: Actor, code: str, data: dict[str, Any]) -> bool:
    lately = timezone.now() - ONE_LOOK
    rows = Act.objects.unscoped("the actor's own looks of the last minutes")
    rows = rows.filter(actor_id=actor.account_id, actor_kind=actor.audit_kind, at__gt=lately, code=code)
    return data in rows.values_list("data", flat=True)


def _note(actor: Actor, code: str, data: dict[str, Any], whom: Whom, target: Model | None = None) -> None:
    area_id = actor.home_area.pk if actor.home_area else None
    act = log.record(actor=actor, code=code, target=target, area_id=area_id, data=data)
    blocks = [
        ListedBlock(act_id=act.pk, kind=kind, block=block, bits=bits) for kind, block, bits in blocks_of(whom)
    ]
    if blocks:
        ListedBlock.objects.unscoped("those of the look being recorded").bulk_create(blocks)
