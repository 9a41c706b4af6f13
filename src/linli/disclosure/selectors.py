"""Reads: what stands revealed to somebody now, and who looked at a person or household."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from linli.access.actor import Actor
from linli.audit import log
from linli.audit.models import Act
from linli.audit.personal import opened, sealed_in
from linli.audit.selectors import about
from linli.common.clock import business_date
from linli.disclosure.models import Export, ExportSubject, Field, ListedBlock, Reveal
from linli.disclosure.models.listed import HOUSEHOLD, PERSON, place_of
from linli.disclosure.models.reveal import OF_HOUSEHOLD, OF_PERSON
from linli.disclosure.purposes import to_export, to_reveal
from linli.orgs.models import Area
from linli.people.models import Account, Household, Person, Post
from linli.people.selectors import id_number_of, phone_of, stay_on

WHY = "the person concerned is admitted by the caller; the rows are about nobody else"
REVEALED, SEEN, LISTED, EXPORTED = (
    "disclosure.field.revealed",
    "disclosure.record.seen",
    "disclosure.list.seen",
    "disclosure.export.made",
)
WHOM = "whom"
"""Under this name a look says whose values it showed: the numbers of persons and households."""
MOST = 200
MOST_LISTED = 500

Owner = Person | Household


class LookKind(StrEnum):
    """How somebody looked."""

    REVEAL = "reveal"  # one field, for a purpose, until a minute
    DETAIL = "detail"  # a page that was in clear to the own lead or the team of a case
    EXPORT = "export"  # a file in which the person stood, masked
    LIST = "list"  # a page of a list in which the person stood in clear, told once a day
    OTHER = "other"  # found by a number, sought in the log, or seen before there were reveals


LOOK_LABELS = {
    LookKind.REVEAL: "查看",
    LookKind.DETAIL: "看到原文",
    LookKind.EXPORT: "导出（已遮盖）",
    LookKind.LIST: "名单里看到",
    LookKind.OTHER: "查找",
}


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look, as the person concerned is told of it.

    at:         real time.                       account_id, who: the account and its person's name in full;
                                                 "系统" or "公众" for a look by none.
    post:       职务 with its area, 五里牌街道·街道（乡镇、管理处）工作人员; "" where the log does not say.
    fields:     what was seen: 电话; of a file all its personal columns.
    purpose:    the chosen purpose; words: what was typed beside it (opened; destroyed once the key is).
    basis:      the rule that allows it.         until: to when it stood in clear; None but for reveals.
    masked:     names, doors and numbers were masked in it.
    ref:        number of the reveal or export; "" for others.
    times:      how often that day, of looks in lists; ``at`` is the latest of them.
    """

    kind: LookKind
    at: datetime
    account_id: int | None
    who: str
    post: str
    fields: str
    purpose: str
    words: str = ""
    basis: str = ""
    until: datetime | None = None
    masked: bool = False
    ref: str = ""
    times: int = 1

    @property
    def label(self) -> str:
        """In one word."""
        return LOOK_LABELS[self.kind]


def fields_of(owner: Owner) -> tuple[Field, ...]:
    """What can be shown of it."""
    return OF_PERSON if isinstance(owner, Person) else OF_HOUSEHOLD


def value_of(owner: Owner, field: Field) -> str:
    """The value in clear, for masking or behind a reveal; "" when none is kept. Raises LookupError for a field
    the owner has not.
    """
    if field not in fields_of(owner):
        raise LookupError(field)
    if field is Field.PHONE:
        return phone_of(owner)
    if isinstance(owner, Person):
        return owner.name if field is Field.NAME else id_number_of(owner)
    return owner.door if field is Field.DOOR else owner.contact_name


def areas_of(owner: Owner) -> list[Area]:
    """Where the owner belongs today: the areas whose workers may look."""
    if isinstance(owner, Person):
        return [owner.area]
    stay = stay_on(owner, business_date())
    return [owner.building, *([stay.neighbourhood, stay.micro_grid] if stay is not None else [])]


def standing(actor: Actor, owner: Owner) -> dict[Field, Reveal]:
    """What this account may still see in clear, by its own reveals: real time decides."""
    if actor.account_id is None:
        return {}
    rows = _about(owner).filter(account_id=actor.account_id, until__gt=timezone.now()).order_by("until")
    return {Field(row.field): row for row in rows}


def _about(owner: Owner) -> QuerySet[Reveal]:
    rows = Reveal.objects.unscoped(WHY)
    return rows.filter(person=owner) if isinstance(owner, Person) else rows.filter(household=owner)


def exports_of(actor: Actor) -> QuerySet[Export]:
    """The actor's own, newest first; somebody else's are in the log alone."""
    rows = Export.objects.unscoped("the actor's own").filter(account=actor.account)
    return rows.select_related("area", "post_area", "account__person").order_by("-asked_at", "-pk")


def looks_at(owner: Owner, *, most: int = MOST) -> list[Look]:
    """Who looked at this person or household, newest first: reveals, files it stood in, pages and lists seen in clear,
    and searches by its number. Looks in lists come on top of ``most``, so that a lead who sees the door every day does
    not push a reveal out.
    """
    reveals = list(_about(owner).select_related("area").order_by("-revealed_at")[:most])
    exports = list(_exports_with(owner, most))
    looked = about(owner).filter(is_look=True).exclude(code=REVEALED)
    acts = list(looked[:most])
    listing = list(acts_naming([owner]).order_by("-pk")[:MOST_LISTED])
    acts += [act for act in listing if act.code != LISTED]
    listed = [act for act in listing if act.code == LISTED]
    accounts = {row.account_id for row in reveals} | {row.account_id for row in exports}
    names = _names(accounts | {act.actor_id for act in [*acts, *listed] if act.actor_id})
    found = [
        *_revealed(reveals, names),
        *(_exported(row, names) for row in exports),
        *_acted(acts, names),
    ]
    found = sorted(found, key=lambda look: look.at, reverse=True)[:most]
    return sorted([*found, *_listed(listed, names)], key=lambda look: look.at, reverse=True)


def acts_naming(owners: Iterable[Owner]) -> QuerySet[Act]:
    """The looks, in lists or beside somebody else, in which one of these stood in clear."""
    found = Q(pk__in=[])
    for owner in owners:
        kind = PERSON if isinstance(owner, Person) else HOUSEHOLD
        block, bit = place_of(owner.pk)
        rows = ListedBlock.objects.unscoped(WHY).filter(kind=kind, block=block)
        hit = rows.annotate(hit=F("bits").bitand(bit)).filter(hit__gt=0)
        found |= Q(pk__in=hit.values("act_id"))
    return Act.objects.unscoped(WHY).filter(found)


def lists_named_nobody() -> bool:
    """Whether there are looks in lists from before each said whom it showed: of these nobody can be told."""
    first = Act.objects.unscoped(WHY).filter(code=LISTED).order_by("pk").first()
    return first is not None and WHOM not in first.data


def _listed(acts: list[Act], names: dict[int, str]) -> Iterator[Look]:
    """One for each day, reader and list."""
    days: dict[tuple[object, ...], list[Act]] = defaultdict(list)
    for act in acts:
        what = (act.data["post"], act.data["what"], act.data["fields"])
        days[(timezone.localtime(act.at).date(), act.actor_id, *what)].append(act)
    for each in days.values():
        latest = each[0]
        yield Look(
            kind=LookKind.LIST,
            at=latest.at,
            account_id=latest.actor_id,
            who=names.get(latest.actor_id or 0, f"账号 {latest.actor_id}"),
            post=latest.data["post"],
            fields=f"{latest.data['fields']}（{latest.data['what']}）",
            purpose="",
            times=len(each),
        )


def _names(accounts: Collection[int]) -> dict[int, str]:
    rows = Account.objects.filter(pk__in=accounts).values_list("pk", "person__name", "username")
    return {pk: name or username for pk, name, username in rows}


def held(post: str, area: Area) -> str:
    """``五里牌街道·街道（乡镇、管理处）工作人员``."""
    return f"{area.name}·{Post(post).label}"


def _revealed(rows: list[Reveal], names: dict[int, str]) -> Iterator[Look]:
    sealed = {row.pk: value for row in rows if (value := sealed_in(row.words)) is not None}
    clear = opened(set(sealed.values()))
    for row in rows:
        purpose = to_reveal(row.purpose)
        yield Look(
            kind=LookKind.REVEAL,
            at=row.revealed_at,
            account_id=row.account_id,
            who=names[row.account_id],
            post=held(row.post, row.area),
            fields=Field(row.field).label,
            purpose=purpose.label,
            words=clear[sealed[row.pk]] if row.pk in sealed else "",
            basis=purpose.basis,
            until=row.until,
            ref=row.ref,
        )


def _exports_with(owner: Owner, most: int) -> Iterator[Export]:
    """Short files by their rows; the few long ones by the ids packed in them."""
    kind = "person" if isinstance(owner, Person) else "household"
    rows = Export.objects.unscoped(WHY).filter(made_at__isnull=False).select_related("post_area")
    short = ExportSubject.objects.unscoped(WHY).filter(**{kind: owner}).values("export_id")
    yield from rows.filter(pk__in=short).order_by("-made_at")[:most]
    for each in rows.filter(subjects_packed__isnull=False).order_by("-made_at").iterator(chunk_size=20):
        if owner.pk in each.packed_subjects().get(kind, ()):
            yield each


def _exported(row: Export, names: dict[int, str]) -> Look:
    purpose = to_export(row.purpose) if row.purpose else None
    assert row.made_at is not None
    return Look(
        kind=LookKind.EXPORT,
        at=row.made_at,
        account_id=row.account_id,
        who=names[row.account_id],
        post=held(row.post, row.post_area),
        fields="、".join(row.personal),
        purpose=purpose.label if purpose else "",
        words=row.words,
        basis=purpose.basis if purpose else "",
        masked=True,
        ref=row.ref,
    )


def _acted(acts: list[Act], names: dict[int, str]) -> Iterator[Look]:
    for act, sentence in zip(acts, log.told_each(acts, openly=True), strict=True):
        seen = act.code == SEEN
        by_none = {"system": "系统", "public": "公众"}.get(act.actor_kind, f"账号 {act.actor_id}")
        yield Look(
            kind=LookKind.DETAIL if seen else LookKind.OTHER,
            at=act.at,
            account_id=act.actor_id,
            who=names.get(act.actor_id or 0, by_none),
            post=act.data.get("post", ""),
            fields=act.data.get("fields", "") if seen else sentence,
            purpose=act.data.get("purpose", ""),
        )
