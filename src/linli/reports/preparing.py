"""A report made out from a template without being kept: for the command line, and to begin a draft from."""

from functools import partial

from linli.common.clock import business_now
from linli.indicators.cache import Figures
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.indicators.wording import names_counted
from linli.orgs.models import Area
from linli.reports.drafting.compose import Known, Written, compose
from linli.reports.drafting.content import Content
from linli.reports.drafting.templates import Filled, fill, template
from linli.reports.models import Report, Rhythm


def filled(area: Area, period: Period, rhythm: Rhythm, code: str) -> Filled:
    """A template made out with today's figures."""
    found = Figures(area, period).all()
    return fill(template(code), area, period, rhythm, found.__getitem__)


def prepared(area: Area, period: Period, rhythm: Rhythm, code: str) -> tuple[Report, Content]:
    """The report, kept nowhere, and its content."""
    found = Figures(area, period).all()
    made = fill(template(code), area, period, rhythm, found.__getitem__)
    report = Report(
        area=area,
        title=made.title,
        organ=made.organ,
        rhythm=rhythm,
        start=period.start,
        end=period.end,
        template=code,
    )
    parts = [Written(n, s.level, s.heading, s.body) for n, s in enumerate(made.sections, start=1)]

    def known(wanted: str) -> Known:
        return Known(found[wanted], names=partial(names_counted, get(wanted), area, period))

    return report, compose(report, parts, known, {}, business_now())
