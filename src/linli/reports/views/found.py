"""A report or a part by its address, as far as its reader may see it: outside one's area there is none."""

from django.http import Http404

from linli.access.actor import Actor
from linli.reports.models import Part, Report
from linli.reports.policies import may_write
from linli.reports.selectors import WHY, reports_for


def report_or_404(actor: Actor, ref: str) -> Report:
    """The report, if its area is the reader's."""
    found = reports_for(actor).filter(ref=ref).first()
    if found is None or not may_write(actor, found.area):
        raise Http404
    return found


def part_or_404(report: Report, position: int) -> Part:
    """A part of a report found before."""
    part = (
        Part.objects.unscoped(WHY).filter(report=report, position=position).select_related("report").first()
    )
    if part is None:
        raise Http404
    return part
