"""The demo's reports: September's, sent, signed and public; and a draft of this year's."""

from datetime import date

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.reports.drafting.templates import DEFAULT
from linli.reports.models import Report, Rhythm
from linli.reports.preparing import filled
from linli.reports.services.drafting import Wording, start_report
from linli.reports.services.reviewing import issue, publish, send

SEPTEMBER = Period(date(2024, 9, 1), date(2024, 9, 30))


def build(*, area: Area, writer: Actor, signer: Actor) -> None:
    """Two people, as the rule asks: one writes and sends, the other signs."""
    signed = _start(area, SEPTEMBER, Rhythm.MONTH, writer)
    send(actor=writer, report=signed)
    issue(
        actor=signer,
        report=signed,
        number="岳楼社工〔2024〕11号",
        signer=signer.name,
        issued_on=business_date(),
    )
    publish(actor=signer, report=signed)
    _start(area, Period.to_date(), Rhythm.TO_DATE, writer)


def _start(area: Area, period: Period, rhythm: Rhythm, writer: Actor) -> Report:
    made = filled(area, period, rhythm, DEFAULT)
    return start_report(
        actor=writer,
        area=area,
        period=period,
        rhythm=rhythm,
        title=made.title,
        organ=made.organ,
        wordings=[Wording(each.level, each.heading, each.body) for each in made.sections],
        template=DEFAULT,
    )
