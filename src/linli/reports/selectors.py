"""Questions about reports: which there are, what their parts say, what stands in them today and when signed."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max, OuterRef, QuerySet, Subquery

from linli.access.actor import Actor
from linli.common.clock import business_now
from linli.indicators.cache import Figures
from linli.indicators.registry import get
from linli.indicators.wording import names_counted
from linli.reports.drafting.compose import Known, Written, compose, frozen
from linli.reports.drafting.content import Content, read
from linli.reports.models import Edition, FrozenFigure, ManualFigure, Part, PartText, Publication, Report
from linli.reports.states import DISCARDED, IN_REVIEW, ISSUED

if TYPE_CHECKING:
    from linli.indicators.figure import Figure

WHY = "the report was found in the reader's scope"


def reports_for(actor: Actor) -> QuerySet[Report]:
    """Those whose area the actor sees, newest period first."""
    return (
        Report.objects.visible_to(actor)
        .select_related("area")
        .order_by("-end", "area__code", "-edition", "-pk")
    )


def texts_of(report: Report) -> QuerySet[PartText]:
    """The present words of each part, in order."""
    latest = (
        PartText.objects.unscoped(WHY)
        .filter(part=OuterRef("part"))
        .order_by()
        .values("part")
        .annotate(last=Max("seq"))
        .values("last")
    )
    return (
        PartText.objects.unscoped(WHY)
        .filter(part__report=report, seq=Subquery(latest))
        .select_related("part")
        .order_by("part__position")
    )


def text_of(part: Part) -> PartText | None:
    """The present words of one part."""
    return PartText.objects.unscoped(WHY).filter(part=part).order_by("-seq").first()


def history_of(report: Report) -> QuerySet[PartText]:
    """Every saved wording, newest first."""
    return (
        PartText.objects.unscoped(WHY)
        .filter(part__report=report)
        .select_related("part")
        .order_by("-written_at", "-pk")
    )


def by_hand_in(report: Report) -> dict[tuple[str, str], ManualFigure]:
    """Figures typed by hand, by what they count and how they are printed; the one recorded last counts."""
    rows = ManualFigure.objects.unscoped(WHY).filter(report=report).order_by("pk")
    return {(row.name, row.text): row for row in rows}


def frozen_in(report: Report, *, with_members: bool = False) -> dict[str, FrozenFigure]:
    """The figures of the present round, by code; ``with_members``: with the records they counted, which are many."""
    rows = FrozenFigure.objects.unscoped(WHY).filter(report=report, round=report.round)
    rows = rows.select_related("snapshot", "snapshot__area")
    return {row.code: row for row in (rows if with_members else rows.defer("snapshot__members_packed"))}


def edition_of(report: Report) -> Edition | None:
    """The report as signed."""
    return Edition.objects.unscoped(WHY).filter(report=report).first()


def living(report: Report) -> Content:
    """The draft with today's figures. Raises ``tokens.BrokenToken``."""
    return composed(report, of_today(report), business_now())


def of_today(report: Report) -> Callable[[str], Known]:
    """Figures as the records give them now; asked once, when the first is wanted."""
    found: dict[str, Figure] = {}

    def known(code: str) -> Known:
        if not found:
            found.update(Figures(report.area, report.period).all())
        return Known(found[code], names=lambda: names_counted(get(code), report.area, report.period))

    return known


def composed(report: Report, figures: Callable[[str], Known], cut_off: datetime) -> Content:
    """The present words with the figures given."""
    parts = [
        Written(text.part.position, text.part.level, text.heading, text.body) for text in texts_of(report)
    ]
    return compose(report, parts, figures, by_hand_in(report), cut_off)


def content_of(report: Report) -> Content:
    """What a reader gets: today's figures of a draft, the frozen ones in review, the signed edition."""
    if report.state == ISSUED:
        edition = edition_of(report)
        assert edition is not None  # issued in the same transaction
        return read(edition.content)
    if report.state == IN_REVIEW:
        return frozen_content(report)
    return living(report)


def frozen_content(report: Report) -> Content:
    """The words with the figures frozen when it was sent to review."""
    kept = {code: frozen(row.snapshot, row.names) for code, row in frozen_in(report).items()}
    assert report.sent_at is not None  # frozen when it was sent
    cut_off = next((known.snapshot.cut_off for known in kept.values() if known.snapshot), report.sent_at)
    return composed(report, lambda code: kept[code], cut_off)


def publication_of(report: Report) -> Publication | None:
    """The latest decision on its publication."""
    return Publication.objects.unscoped(WHY).filter(report=report).order_by("-pk").first()


def public_reports() -> QuerySet[Report]:
    """Issued reports residents may read."""
    latest = (
        Publication.objects.unscoped(WHY)
        .filter(report=OuterRef("pk"))
        .order_by("-pk")
        .values("is_public")[:1]
    )
    return (
        Report.objects.unscoped("issued and published: anybody may read it")
        .filter(state=ISSUED)
        .annotate(public=Subquery(latest))
        .filter(public=True)
        .select_related("area")
        .order_by("-end", "area__code", "-edition")
    )


def later_edition(report: Report) -> Report | None:
    """The correction that followed, if there is one; drafts given up do not count."""
    return Report.objects.unscoped(WHY).filter(corrects=report).exclude(state=DISCARDED).first()


def editions(report: Report) -> list[Report]:
    """All editions of a report, the first one first."""
    found = [report]
    while (before := found[0].corrects) is not None:
        found.insert(0, before)
    while (after := later_edition(found[-1])) is not None:
        found.append(after)
    return found


def later_public(report: Report) -> Report | None:
    """The newest public edition behind this one."""
    ahead = [each for each in editions(report) if each.edition > report.edition]
    public = set(public_reports().filter(pk__in=[each.pk for each in ahead]).values_list("pk", flat=True))
    return next((each for each in reversed(ahead) if each.pk in public), None)


def taken_back(ref: str) -> Publication | None:
    """The decision by which a report that was public is so no more."""
    rows = Publication.objects.unscoped("it was public; its reason is").filter(report__ref=ref)
    return rows.select_related("report__area").order_by("-pk").first()
