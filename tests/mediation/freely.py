"""A case in which everybody who may write freely names a party: for the tests that nobody else reads it."""

from dataclasses import replace
from datetime import timedelta

from linli.access.actor import SYSTEM
from linli.mediation.models import Form, MeetingKind, PanelMember
from linli.mediation.services import agreements, draws, meetings, panels
from linli.mediation.services.telling import noon
from tests.mediation.walk import DAY, Walk


def told_freely(found: Walk) -> Walk:
    """Agreed; wherever the team may write freely, somebody is named."""
    found.informed().through("match", "visit")
    drawn = found.listed()[0].notable
    assert drawn is not None
    panels.let_go(
        actor=SYSTEM, member=PanelMember.everything.get(panel__case=found.case), on=DAY, reason="在外地"
    )
    pool = draws.close_pool(
        actor=SYSTEM,
        case=found.case,
        pool=[drawn],
        size=1,
        seed_source="收盘指数",
        seed_on=DAY + timedelta(days=1),
        at=noon(DAY),
    )
    draws.drop_draw(actor=SYSTEM, draw=pool, reason="何大海不想抽")
    found.panel().through("convene", "hear", "consult", "judge")
    PanelMember.everything.update(reason_words="何大海信得过")
    meeting = found.meeting(
        MeetingKind.JUDGING, place="罗小梅家", attendees="何大海", result="何大海同意", process="罗小梅说"
    )
    meetings.vote(
        actor=SYSTEM, meeting=meeting, question="罗小梅该不该搬", in_favour=1, against=0, abstained=0
    )
    meetings.note_opinion(actor=SYSTEM, meeting=meeting, member=found.members[0], words="何大海有理")
    owed = replace(found.owed(), duty="给罗小梅搬走杂物", way="何大海当面交")
    agreement = found.signed(found.drafted(Form.WRITTEN, owed))
    agreements.take_effect(actor=SYSTEM, agreement=agreement, on=DAY)
    return found
