"""Beginning a report and writing in it: several people, nothing lost, every wording kept with its author."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.reports.check import figures
from linli.reports.check import text as reading
from linli.reports.drafting import tokens
from linli.reports.models import ManualFigure, Part, PartText, Report, Rhythm
from linli.reports.models.text import LONGEST_BODY
from linli.reports.policies import require_write
from linli.reports.selectors import WHY, text_of
from linli.reports.states import DRAFT

MOST_PARTS = 60
NOT_A_DRAFT = "报告已经送审或签发，文字不能再改。要改，请先退回或撤回；已签发的另出一版更正。"


class Overtaken(Exception):
    """Somebody else saved the part meanwhile. ``theirs`` is what stands there now; nothing of either is lost."""

    def __init__(self, theirs: PartText) -> None:
        self.theirs = theirs
        super().__init__(
            f"这一节刚才由{theirs.author_name or '别人'}改过。请把两份合成一份再保存，哪一份都没有丢。"
        )


@dataclass(frozen=True)
class Wording:
    """Heading and stored body of one part."""

    level: int
    heading: str
    body: str


def locked_draft(report: Report) -> Report:
    """The row as it is now, locked. Raises ValidationError when it is no draft."""
    fresh = (
        Report.objects.unscoped(WHY).select_for_update(of=("self",)).select_related("area").get(pk=report.pk)
    )
    if fresh.state != DRAFT:
        raise ValidationError(NOT_A_DRAFT)
    return fresh


def _told(actor: Actor, report: Report, code: str, **data: object) -> None:
    log.record(
        actor=actor, code=code, target=report, area_id=report.area_id, data={"title": report.title, **data}
    )


@transaction.atomic
def start_report(
    *,
    actor: Actor,
    area: Area,
    period: Period,
    rhythm: Rhythm,
    title: str,
    organ: str,
    wordings: Sequence[Wording],
    template: str = "",
    how: PartText.How = PartText.How.TEMPLATE,
) -> Report:
    """A draft with the wordings of a template, an earlier report or an uploaded file.

    Raises PermissionDenied outside the actor's area; ValidationError for a period not yet begun or an empty title.
    """
    require_write(actor, area)
    if period.end > business_date():
        raise ValidationError({"end": f"只能写到今天（{business_date():%Y-%m-%d}），之后的日子还没有记录。"})
    report = Report(
        area=area,
        title=title.strip(),
        organ=organ.strip(),
        rhythm=rhythm,
        start=period.start,
        end=period.end,
        template=template,
        recorded_by_id=actor.account_id,
    )
    report.full_clean()
    report.save()
    write_parts(actor, report, wordings, how)
    _told(actor, report, "reports.report.started")
    return report


def write_parts(actor: Actor, report: Report, wordings: Sequence[Wording], how: PartText.How) -> None:
    """New parts behind those there are."""
    last = Part.objects.unscoped(WHY).filter(report=report).aggregate(last=Max("position"))["last"] or 0
    if last + len(wordings) > MOST_PARTS:
        raise ValidationError(f"一份报告最多 {MOST_PARTS} 节。请把几节合成一节。")
    parts = Part.everything.bulk_create(
        Part(report=report, position=last + n, level=each.level) for n, each in enumerate(wordings, start=1)
    )
    PartText.everything.bulk_create(
        _text(actor, part, 1, each.heading, each.body, how)
        for part, each in zip(parts, wordings, strict=True)
    )


def _text(actor: Actor, part: Part, seq: int, heading: str, body: str, how: PartText.How) -> PartText:
    if len(body) > LONGEST_BODY:
        raise ValidationError({"body": f"这一节有 {len(body):,} 字，最多 {LONGEST_BODY:,} 字。请分成几节。"})
    return PartText(
        part=part,
        seq=seq,
        heading=" ".join(heading.split())[:80],
        body=body,
        how=how,
        author_id=actor.account_id,
        author_name=actor.name,
    )


@transaction.atomic
def save_part(
    *,
    actor: Actor,
    part: Part,
    heading: str,
    body: str,
    base: int,
    how: PartText.How = PartText.How.WRITTEN,
) -> PartText:
    """Keep a new wording. ``body`` as an author writes it; ``base``: the ``seq`` one began to write from.

    Raises ValidationError for a figure nobody knows or a report that is no draft; ``Overtaken`` when the part has been
    saved by somebody else since. An unchanged wording is not kept twice.
    """
    report = locked_draft(part.report)
    require_write(actor, report.area)
    try:
        kept = tokens.stored(body.replace("\r\n", "\n").strip("\n"))
    except tokens.BrokenToken as error:
        raise ValidationError({"body": str(error)}) from error
    if "{{" in heading:
        raise ValidationError({"heading": "小标题里不能插数字，请把它写进正文。"})
    now = text_of(part)
    seq = now.seq if now is not None else 0
    text = _text(actor, part, seq + 1, heading, kept, how)
    if now is not None and (now.heading, now.body) == (text.heading, text.body):
        return now
    if now is not None and seq != base:
        raise Overtaken(now)
    text.full_clean()
    text.save()
    _told(actor, report, "reports.part.written", part=text.heading or "开头")
    return text


@transaction.atomic
def add_part(*, actor: Actor, report: Report, level: int, heading: str) -> Part:
    """A new part at the end of the report."""
    fresh = locked_draft(report)
    require_write(actor, fresh.area)
    if not heading.strip():
        raise ValidationError({"heading": "请写上小标题。"})
    if set(heading) & set("{}"):
        raise ValidationError({"heading": "小标题里不能有花括号，数字写在正文里。"})
    write_parts(actor, fresh, [Wording(level, heading, "")], PartText.How.WRITTEN)
    _told(actor, fresh, "reports.part.written", part=heading.strip())
    return Part.objects.unscoped(WHY).filter(report=fresh).order_by("-position")[0]


@transaction.atomic
def move_part(*, actor: Actor, part: Part, up: bool) -> None:
    """Exchange places with the part before or behind; at the edge nothing happens."""
    report = locked_draft(part.report)
    require_write(actor, report.area)
    parts = list(Part.objects.unscoped(WHY).filter(report=report).order_by("position"))
    at = next(n for n, each in enumerate(parts) if each.pk == part.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(parts):
        return
    mine, theirs = parts[at], parts[other]
    mine.position, theirs.position = theirs.position, mine.position
    # A place is taken once, so one of the two waits outside.
    Part.everything.filter(pk=theirs.pk).update(position=MOST_PARTS + 1)
    Part.everything.filter(pk=mine.pk).update(position=mine.position)
    Part.everything.filter(pk=theirs.pk).update(position=theirs.position)
    _told(actor, report, "reports.part.moved")


def titled(report: Report) -> str:
    """Title, organ and explanation in one, to see whether somebody changed them."""
    return "\n".join((report.title, report.organ, report.changes))


@transaction.atomic
def retitle(
    *, actor: Actor, report: Report, title: str, organ: str, changes: str = "", base: str | None = None
) -> Report:
    """Title, organ and, of a correction, what it changes. What stood there before is kept in the log.

    ``base``: ``titled(report)`` of what one began to write from; raises ValidationError when it is not so any more.
    """
    fresh = locked_draft(report)
    require_write(actor, fresh.area)
    if base is not None and base != titled(fresh):
        raise ValidationError(
            f"刚才有人改过：标题“{fresh.title}”，发文机关“{fresh.organ}”，更正说明“{fresh.changes}”。"
            "您写的还在下面，合成一份再保存。"
        )
    before = titled(fresh)
    fresh.title, fresh.organ = title.strip(), organ.strip()
    fresh.changes = changes.strip() if fresh.edition > 1 else ""
    fresh.full_clean()
    fresh.save()
    _told(actor, fresh, "reports.report.retitled", before=before)
    return fresh


@transaction.atomic
def vouch(
    *,
    actor: Actor,
    report: Report,
    text: str,
    name: str,
    vouched_by: str,
    reason: str,
    part: int | None = None,
) -> ManualFigure:
    """Say who vouches for a figure typed by hand, and why; its first unnamed mention becomes that figure.

    Only one: the same 98.7% elsewhere may be another fact. ``part``: position of the part to look in first.
    Raises ValidationError where a name or the reason is missing.
    """
    fresh = locked_draft(report)
    require_write(actor, fresh.area)
    if set(text + name) & set("{}\n"):
        raise ValidationError({"text": "数字和名称里不能有花括号，也不能换行。照文中的写法写，如 98.7%。"})
    figure = ManualFigure(
        report=fresh,
        text="".join(text.split()),
        name=" ".join(name.split()),
        vouched_by=vouched_by.strip(),
        reason=reason.strip(),
        author_id=actor.account_id,
    )
    figure.full_clean()
    figure.save()
    parts = list(Part.objects.unscoped(WHY).filter(report=fresh).order_by("position"))
    for each in sorted(parts, key=lambda p: p.position != part):
        if _mark_by_hand(actor, each, figure):
            break
    _told(actor, fresh, "reports.figure.vouched", text=figure.text, vouched_by=figure.vouched_by)
    return figure


def _mark_by_hand(actor: Actor, part: Part, figure: ManualFigure) -> bool:
    """Whether there was an unnamed mention, which now has its name."""
    now = text_of(part)
    if now is None:
        return False
    pieces = list(tokens.pieces(now.body))
    for n, piece in enumerate(pieces):
        named = _named(piece, figure)
        if named is not None:
            body = tokens.joined([*pieces[:n], *named, *pieces[n + 1 :]])
            _text(actor, part, now.seq + 1, now.heading, body, PartText.How.WRITTEN).save()
            return True
    return False


def _named(piece: tokens.Piece, figure: ManualFigure) -> list[tokens.Piece] | None:
    """The piece with its first mention of the figure named; None where it has none. 8% within 98% is another figure."""
    by_hand = tokens.ByHand(figure.text, figure.name)
    if isinstance(piece, tokens.ByHand):
        return [by_hand] if (piece.text, piece.name) == (figure.text, "") else None
    if isinstance(piece, tokens.Words):
        for found in figures.find(reading.read(piece.text)):
            if piece.text[found.start : found.end] == figure.text:
                before, after = piece.text[: found.start], piece.text[found.end :]
                return [tokens.Words(before), by_hand, tokens.Words(after)]
    return None
