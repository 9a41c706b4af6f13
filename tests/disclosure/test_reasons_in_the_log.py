"""Why a volunteer left, and who gave money, do not stand in the log in clear."""

from datetime import date

import pytest

from linli.access.actor import SYSTEM
from linli.audit.log import told
from linli.audit.models import Act
from linli.grid.leads import services as leads
from linli.grid.leads.models import LeaveReason
from linli.mediation.models.notable import LeaveReason as Left
from linli.mediation.services import roster
from linli.participation import services as participation
from linli.people.log_keys import ShredReason, shred
from tests.grid.rows import lead as some_lead
from tests.mediation.rows import notable as some_notable
from tests.participation.rows import event as some_event
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
DAY = date(2024, 10, 1)


def act(code: str) -> Act:
    return Act.everything.get(code=code)


def test_the_reason_of_a_lead_is_sealed(territory: Territory) -> None:
    found = some_lead(territory)
    leads.dismiss_lead(actor=SYSTEM, lead=found, day=DAY, reason=LeaveReason.HEALTH)
    for code in ("grid.lead.dismissed", "people.appointment.closed"):
        assert "身体原因" not in str(act(code).data)
        assert "身体原因" not in told(act(code))
        assert "身体原因" in told(act(code), openly=True)
    shred(actor=SYSTEM, owner=found.appointment.person, reason=ShredReason.ASKED)
    assert "身体原因" not in told(act("grid.lead.dismissed"), openly=True)


def test_the_reason_of_a_notable_is_sealed(territory: Territory) -> None:
    found = some_notable(territory)
    roster.remove_notable(actor=SYSTEM, notable=found, left_on=DAY, reason=Left.UNABLE)
    assert "不再适宜" not in str(act("mediation.notable.left").data)
    assert "不再适宜担任" in told(act("mediation.notable.left"), openly=True)


def test_a_sponsor_is_not_named(territory: Territory) -> None:
    participation.record_sponsor(actor=SYSTEM, event=some_event(territory), name="刘桂兰", amount_fen=500)
    assert "刘桂兰" not in str(act("participation.event.sponsored").data)
    assert "收到一笔赞助" in told(act("participation.event.sponsored"))
