"""Writes of postings: drafted, posted, extended, withdrawn; and the job that says when days have run out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction

from linli.access.actor import SYSTEM, Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.notices.days import day_said, earliest_end, shorter_said
from linli.notices.models import Posting, PostingExtension, PostingKind
from linli.notices.policies import TRUNK, require
from linli.notices.selectors import KINDS, kinds_for
from linli.notices.states import DRAFTED, POSTED, POSTING
from linli.notices.words import require_no_id_number, require_no_number
from linli.orgs.models import Area
from linli.workflow.calendar import YearUnpublished
from linli.workflow.deadlines import Unit
from linli.workflow.machines import TransitionRefused
from linli.workflow.references import Reference
from linli.workflow.selectors import working_calendar

WHY = "the service has admitted the actor to the posting's area"
MOST_ROWS, MOST_CELLS = 500, 8


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a posting says, and where it hangs. ``table``: rows of equal length, the first one the head."""

    title: str
    body: str
    issuer: str
    table: Sequence[Sequence[str]] = ()
    online: bool = True
    board: str = ""


def _fresh(posting: Posting) -> Posting:
    """The row as it is now, locked."""
    return (
        Posting.objects.unscoped(WHY)
        .select_for_update(of=("self",))
        .select_related("kind", "area")
        .get(pk=posting.pk)
    )


def _log(actor: Actor, done: str, posting: Posting, **data: str) -> None:
    # Titles and reasons stay in the records: they may name a person, and the log cannot forget.
    log.record(
        actor=actor,
        code=f"notices.posting.{done}",
        target=posting,
        area_id=posting.area_id,
        data={"kind": posting.kind.name, **data},
    )


def _fill(posting: Posting, content: Content) -> None:
    cells = [cell for row in content.table for cell in row]
    require_no_id_number("body", content.title, content.body, *cells)
    posting.title, posting.body = content.title.strip(), content.body.strip()
    posting.issuer, posting.board = content.issuer.strip(), content.board.strip()
    posting.online = content.online
    posting.table = [[cell.strip() for cell in row] for row in content.table]
    if posting.table and (
        len(posting.table) > MOST_ROWS
        or len(posting.table[0]) > MOST_CELLS
        or any(len(row) != len(posting.table[0]) for row in posting.table)
    ):
        raise ValidationError(
            f"表格每行的格数要与第一行相同，最多 {MOST_CELLS} 格、{MOST_ROWS} 行。请改好表格。"
        )
    posting.full_clean()


@transaction.atomic
def draft(
    *,
    actor: Actor,
    kind: PostingKind,
    area: Area,
    content: Content,
    subject: models.Model | None = None,
) -> Posting:
    """A posting nobody outside sees yet. ``subject``: the record it is about.

    Raises PermissionDenied outside the actor's area; ValidationError for an area below the community, a kind
    of another area, no title or text, a crooked table.
    """
    require(actor, area)
    if area.kind not in TRUNK:
        raise ValidationError(f"公示由区、街道、社区贴出。请选{area.name}所在的社区。")
    if not kinds_for(area).filter(pk=kind.pk).exists():
        raise ValidationError(f"{area.name}不用“{kind.name}”这一类。请改选类别。")
    posting = Posting(kind=kind, area=area, recorded_by_id=actor.account_id)
    if subject is not None:
        to = Reference.to(subject)
        posting.subject_type, posting.subject_id = to.type, to.id
    _fill(posting, content)
    posting.save()
    _log(actor, "drafted", posting)
    return posting


@transaction.atomic
def edit(*, actor: Actor, posting: Posting, kind: PostingKind, area: Area, content: Content) -> Posting:
    """Change a draft. Refused once posted: what hangs is what everybody read."""
    posting = _fresh(posting)
    require(actor, posting.area)
    require(actor, area)
    if posting.state != DRAFTED:
        raise TransitionRefused(
            code="posted",
            what="这份公示已经贴出，题目和正文不能再改。",
            rule=f"依据：{POSTING.transition('post').rule}。",
            todo="写错了，请撤回并写明理由，再贴一份新的。",
        )
    if area.kind not in TRUNK or not kinds_for(area).filter(pk=kind.pk).exists():
        raise ValidationError(f"{area.name}不用“{kind.name}”这一类。请改选类别或地区。")
    posting.kind, posting.area = kind, area
    _fill(posting, content)
    posting.save()
    _log(actor, "edited", posting)
    return posting


@transaction.atomic
def discard(*, actor: Actor, posting: Posting) -> str:
    """Throw a draft away; its ref. What was posted stays for good (the database refuses its deletion too)."""
    posting = _fresh(posting)
    require(actor, posting.area)
    if posting.state != DRAFTED:
        raise TransitionRefused(
            code="posted",
            what="这份公示已经贴出，不能删去。",
            rule="依据：贴出的公示留存备查。",
            todo="要提前拿下来，请撤回并写明理由。",
        )
    _log(actor, "discarded", posting)
    posting.delete()
    return str(posting.ref)


def first_lawful_end(kind: PostingKind, posted_on: date) -> date:
    """The earliest last day of a posting of this kind. Raises ValidationError while no calendar can tell."""
    try:
        return earliest_end(posted_on, kind.minimum, Unit(kind.unit), working_calendar())
    except YearUnpublished as missing:
        raise ValidationError(str(missing)) from missing


@transaction.atomic
def post(*, actor: Actor, posting: Posting, until: date | None = None) -> Posting:
    """Hang it up today, to ``until`` or to the earliest lawful end.

    Raises ValidationError when ``until`` is earlier than the law allows, or the law wants a notice board and
    none is named (居民委员会组织法第三十四条).
    """
    posting = _fresh(posting)
    require(actor, posting.area, POSTING.transition("post").policy)
    today, kind = business_date(), posting.kind
    end = first_lawful_end(kind, today)
    if until is not None and until < end:
        raise ValidationError(
            {
                "until": f"公示还没满 {kind.said}（{kind.basis}），最早 {day_said(end, today)}。改成这一天或更晚。"
            }
        )
    _require_place(posting)
    POSTING.apply(
        posting,
        "post",
        actor=actor,
        at=business_now(),
        posted_on=today,
        minimum=kind.minimum,
        unit=kind.unit,
        basis=kind.basis,
        earliest_end=end,
        until=until or end,
    )
    posting.full_clean()
    posting.save()
    _log(actor, "posted", posting, day=_iso(posting.until))
    return posting


def _require_place(posting: Posting) -> None:
    if posting.kind.needs_board and not posting.board:
        raise ValidationError(
            {
                "board": f"{posting.kind.name}要张贴在公示栏，网上可以同时公示（{posting.kind.basis}）。"
                "请写明公示栏在哪里。"
            }
        )
    if not posting.online and not posting.board:
        raise ValidationError({"board": "还没有公示的地方。请选在网上公示，或写明公示栏在哪里。"})


def post_for(
    *,
    actor: Actor,
    record: models.Model,
    kind: str,
    area: Area,
    content: Content,
    until: date | None = None,
) -> Posting:
    """Draft and post about a record of another room in one act. ``kind``: its code, such as ``leads``."""
    with transaction.atomic():
        found = PostingKind.objects.unscoped(KINDS).get(code=kind)
        drafted = draft(actor=actor, kind=found, area=area, content=content, subject=record)
        return post(actor=actor, posting=drafted, until=until)


@transaction.atomic
def extend(*, actor: Actor, posting: Posting, until: date, reason: str) -> Posting:
    """Let it hang longer. Raises ValidationError for a day that is not later: postings never get shorter."""
    posting = _fresh(posting)
    require(actor, posting.area, POSTING.transition("extend").policy)
    _require_running(posting, "延长")
    today, before = business_date(), posting.until
    POSTING.check(posting, "extend", until=until, reason=reason)
    if before is None or until <= before:
        raise ValidationError(
            {
                "until": f"公示只能延长，不能缩短。现在公示到 {day_said(before or today, today)}，请改成更晚的一天。"
            }
        )
    POSTING.apply(posting, "extend", actor=actor, at=business_now(), until=until, reason=reason)
    posting.full_clean()
    posting.save()
    extension = PostingExtension(
        posting=posting,
        before=before,
        after=until,
        reason=reason.strip(),
        decided_on=today,
        recorded_by_id=actor.account_id,
    )
    extension.full_clean()
    extension.save()
    _log(actor, "extended", posting, before=_iso(before), after=_iso(until))
    return posting


@transaction.atomic
def withdraw(*, actor: Actor, posting: Posting, reason: str) -> Posting:
    """Take it down. Its address and place stay, with the reason, to the day it would have hung (T15)."""
    posting = _fresh(posting)
    require(actor, posting.area, POSTING.transition("withdraw").policy)
    _require_running(posting, "撤回")
    require_no_number("reason", reason, "请改写单位的固定电话。")
    POSTING.apply(
        posting,
        "withdraw",
        actor=actor,
        at=business_now(),
        withdrawn_on=business_date(),
        withdrawal_reason=reason.strip(),
    )
    posting.full_clean()
    posting.save()
    _log(actor, "withdrawn", posting, day=_iso(posting.until))
    return posting


def _require_running(posting: Posting, act: str) -> None:
    today = business_date()
    if posting.state == POSTED and posting.until is not None and today > posting.until:
        raise TransitionRefused(
            code="over",
            what=f"公示已经在 {shorter_said(posting.until, today)} 期满，不能{act}。",
            rule="依据：期满的公示留存备查。",
            todo="还要公示，请另贴一份。",
        )


@transaction.atomic
def close_expired(*, actor: Actor = SYSTEM, day: date | None = None) -> int:
    """Say of every posting whose last day is past that it has ended; how many. A second run finds none."""
    today = day or business_date()
    rows = (
        Posting.objects.unscoped("the job closes them everywhere")
        .filter(state=POSTED, until__lt=today)
        .select_related("kind", "area")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    closed = 0
    for posting in rows:
        require(actor, posting.area, POSTING.transition("close").policy)
        POSTING.apply(posting, "close", actor=actor, at=business_now(), closed_on=today)
        posting.save()
        _log(actor, "ended", posting)
        closed += 1
    return closed


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
