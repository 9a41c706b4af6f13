"""What 我的信息 shows its reader: what is held, who looked, what was agreed and asked. And the copy to take along."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from linli.access.actor import Actor
from linli.common.clock import business_date, business_now
from linli.desk.me_doors import Owner
from linli.disclosure.selectors import Look, LookKind, lists_named_nobody, looks_at
from linli.exchange.tables import Heading, Table
from linli.orgs.kinds import Kind
from linli.people.models import Person
from linli.people.selectors import appointments_on, stay_on
from linli.privacy import selectors
from linli.privacy.holdings import Subject
from linli.privacy.models import OF_HOUSEHOLDS, RightsKind, RightsRequest
from linli.privacy.notices import signed
from linli.privacy.states import REQUEST
from linli.privacy.texts import HOUSEHOLD_LEDGER
from linli.workflow.machines import Tone
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import told, working_calendar

MOST_LOOKS = 100
LED = (Kind.SECTION, Kind.GROUP, Kind.NEIGHBOURHOOD)
IN_OFFICE = "本人任职范围内的日常工作"
OWN_ACTS = ("本人凭电话查看自己的信息", "本人取走自己信息的副本")
TINTS = {Tone.GOING: "lake", Tone.DONE: "pine", Tone.PAUSED: "plum", Tone.DUE: "amber", Tone.LATE: "cinn"}


@dataclass(frozen=True)
class Seen:
    """One look as its person reads it. ``who``: surname, with the post; the law gives the person no more than that."""

    at: datetime
    what: str
    who: str
    purpose: str
    basis: str
    of: str


def named(owner: Owner) -> str:
    """How an owner is called where somebody has several."""
    return owner.name if isinstance(owner, Person) else f"{owner.building.name} {owner.door}"


def looks(subject: Subject, actor: Actor) -> list[Seen]:
    """Looks at all of the subject, newest first; one's own are left out."""
    several = len(subject.owners) > 1
    found = [
        _seen(look, named(owner) if several else "")
        for owner in subject.owners
        for look in looks_at(owner, most=MOST_LOOKS)
        if not _own(look, actor)
    ]
    return sorted(found, key=lambda seen: seen.at, reverse=True)


def _own(look: Look, actor: Actor) -> bool:
    return (look.account_id is not None and look.account_id == actor.account_id) or look.fields.startswith(
        OWN_ACTS
    )


def _seen(look: Look, of: str) -> Seen:
    # In full: who looks does so in office, and the person concerned may know who it was (PIPL art. 44, 45).
    who = look.who
    post = f"（{look.post}）" if look.post else ""
    purpose = "：".join(part for part in (look.purpose, look.words) if part)
    often = f"，这一天 {look.times} 次" if look.times > 1 else ""
    if look.kind is LookKind.LIST and not purpose:
        purpose = IN_OFFICE
    return Seen(look.at, f"{look.label}{look.fields}{often}", f"{who}{post}", purpose, look.basis, of)


def always(subject: Subject) -> list[str]:
    """Who reads name and door without asking each time: true also while nobody has looked."""
    day, said = business_date(), []
    for owner in subject.owners:
        of = f"（{named(owner)}）" if len(subject.owners) > 1 else ""
        if isinstance(owner, Person):
            held = appointments_on(day).filter(person=owner, area__kind__in=LED)
            if held.exists():
                said.append(f"您所在的组、片的组长和片长平时看得到您的姓名{of}。")
        elif stay_on(owner, day) is not None:
            said.append(f"您的邻长、组长和片长平时看得到姓名和门牌{of}，电话平时遮盖。")
    return said


def shown(subject: Subject, actor: Actor, space: str) -> dict[str, Any]:
    """The page; ``space``: whose addresses."""
    day = business_date()
    return {
        "subject": subject,
        "owners": [(each, named(each)) for each in subject.owners],
        "kinds": selectors.held_about(subject, day),
        "looks": looks(subject, actor),
        "always": always(subject),
        "unnamed": lists_named_nobody(),
        "consents": [
            (each, reverse(f"{space}:me-consent", args=(key_of(each.owner), each.what)), _words(each))
            for each in selectors.running_consents(subject, day)
        ],
        "requests": standings(list(selectors.requests_of(subject)[:MOST_LOOKS])),
    }


def _words(consent: selectors.Running) -> str:
    """Address of the words agreed to, "" where they were never published."""
    if consent.what in OF_HOUSEHOLDS:
        return reverse("privacy:notice", args=(HOUSEHOLD_LEDGER.code,))
    code = signed(consent.what, consent.version)
    return f"{reverse('privacy:notice', args=(code,))}?version={consent.version}" if code else ""


@dataclass(frozen=True)
class Standing:
    """A request with where it stands, in words and a tint."""

    request: RightsRequest
    label: str
    tint: str
    icon: str
    left: str
    left_tint: str
    said: str


def deadlines_of(requests: Sequence[RightsRequest]) -> dict[int, Deadline]:
    """The latest of each of those still open: one query for all of them."""
    ids = [each.pk for each in requests if each.is_open]
    if not ids:
        return {}
    rows = Deadline.objects.unscoped("the reader was admitted to the requests")
    label = Reference.to(requests[0]).type
    found = rows.filter(target_type=label, target_id__in=ids).order_by("started_at", "pk")
    return {each.target_id: each for each in found}


ICONS = {Tone.DONE: "circle-check", Tone.PAUSED: "clock-pause", Tone.NEUTRAL: "circle-x"}
LEFT_TINTS = {"late": "cinn", "due": "amber"}


def standing(request: RightsRequest) -> Standing:
    """Where it stands and by when it is answered."""
    return standings([request])[0]


def standings(requests: Sequence[RightsRequest]) -> list[Standing]:
    """Of each."""
    deadlines = deadlines_of(requests)
    return [_standing(each, deadlines.get(each.pk)) for each in requests]


def _standing(request: RightsRequest, deadline: Deadline | None) -> Standing:
    state = REQUEST.state(request.state)
    left, tint = "", ""
    if request.is_open and deadline is not None:
        remaining = told(deadline, business_now(), working_calendar())
        left, tint = remaining.text, LEFT_TINTS.get(remaining.tone.value, "")
    return Standing(
        request,
        state.label,
        TINTS.get(state.tone, ""),
        ICONS.get(state.tone, "clock"),
        left,
        tint,
        state.public_text,
    )


# The copy


def copy(subject: Subject, actor: Actor) -> dict[str, Any]:
    """Everything as data (PIPL art. 45)."""
    return {
        "说明": "依《个人信息保护法》第四十五条提供的个人信息副本",
        "时间": timezone.localtime().isoformat(timespec="seconds"),
        "保存的信息": [
            {
                "种类": kind.holding.label,
                "用途": kind.holding.purpose,
                "依据": f"{kind.holding.ground.label}；{kind.holding.law}",
                "条数": kind.count,
                "内容": [dict(row.lines) | {"来源": row.origin, "保存": row.until} for row in kind.rows],
            }
            for kind in selectors.held_about(subject)
        ],
        "谁看过": [
            {
                "时间": timezone.localtime(seen.at).isoformat(timespec="seconds"),
                "看了什么": seen.what,
                "谁": seen.who,
                "用途": seen.purpose,
                "依据": seen.basis,
            }
            for seen in looks(subject, actor)
        ],
        "请求": [
            {
                "编号": each.ref,
                "请求": each.get_kind_display(),
                "收到": each.asked_on.isoformat(),
                "状态": each.get_state_display(),
                "答复": each.answer,
            }
            for each in selectors.requests_of(subject)
        ],
    }


def as_json(subject: Subject, actor: Actor) -> bytes:
    """The copy for machines."""
    return json.dumps(copy(subject, actor), ensure_ascii=False, indent=1).encode()


HEADINGS = tuple(
    Heading(label) for label in ("种类", "第几条", "项目", "内容", "用途", "依据", "来源", "保存")
)


def as_table(subject: Subject) -> Table:
    """The copy for a spreadsheet: one line per value."""
    return Table(title="我的信息", notes=(), headings=HEADINGS, rows=list(_cells(subject)))


def _cells(subject: Subject) -> Iterator[list[str]]:
    for kind in selectors.held_about(subject):
        basis = f"{kind.holding.ground.label}；{kind.holding.law}"
        for number, row in enumerate(kind.rows, start=1):
            for label, value in row.lines:
                yield [
                    kind.holding.label,
                    str(number),
                    label,
                    value,
                    kind.holding.purpose,
                    basis,
                    row.origin,
                    row.until,
                ]


def owner_with(subject: Subject, key: str) -> Owner | None:
    """One of the subject by ``person-ref`` or ``household-ref``."""
    return {key_of(each): each for each in subject.owners}.get(key)


def key_of(owner: Owner) -> str:
    """See ``owner_with``."""
    return f"{'person' if isinstance(owner, Person) else 'household'}-{owner.ref}"


ASKABLE = [each for each in RightsKind if each is not RightsKind.WITHDRAW]
"""A consent is ended beside it, at once; everything else is asked for."""
