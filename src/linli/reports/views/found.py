"""A report or a part by its address, as far as its reader may see it: outside one's area there is none."""

from django.http import Http404

from linli.access.actor import Actor
from linli.reports.drafting.content import Content
from linli.reports.drafting.tokens import BrokenToken
from linli.reports.models import Part, Report
from linli.reports.policies import may_write
from linli.reports.selectors import WHY, content_of, reports_for


def report_or_404(actor: Actor, ref: str) -> Report:
    """The report, if its area is the reader's."""
    found = reports_for(actor).filter(ref=ref).first()
    if found is None or not may_write(actor, found.area):
        raise Http404
    return found


def content_or_404(report: Report) -> Content:
    """What stands in it; while a figure of its text cannot be read, only its own page has something to show."""
    try:
        return content_of(report)
    except BrokenToken as error:
        raise Http404 from error


def part_or_404(report: Report, position: int, key: str = "") -> Part:
    """A part of a report found before: by its ``key``, which stays when parts are moved, or by its place."""
    parts = Part.objects.unscoped(WHY).filter(report=report).select_related("report")
    part = parts.filter(pk=int(key)).first() if key.isdecimal() else parts.filter(position=position).first()
    if part is None:
        raise Http404
    return part
