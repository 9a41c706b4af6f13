"""What happened on the way, written down; opinions; the vote that is an opinion and sets nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.mediation.models import (
    Capacity,
    DisputeCase,
    Meeting,
    MeetingKind,
    Opinion,
    OpinionVote,
    PanelMember,
)
from linli.mediation.services.cases import require_consent
from linli.mediation.services.panels import panel_of, sitting
from linli.mediation.services.telling import WHY, open_case, told
from linli.mediation.states import CASE, IN_MEDIATION, REGISTERED

WITH_PANEL = (MeetingKind.HEARING, MeetingKind.CONSULTATION, MeetingKind.JUDGING)
BEFORE_CONSENT = (MeetingKind.INQUIRY,)
NOT_BEFORE = {
    MeetingKind.HEARING: "hearing",
    MeetingKind.CONSULTATION: "consulting",
    MeetingKind.JUDGING: "judging",
}
"""The link of the six at which a meeting of the kind is held at the earliest."""


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What is written down of a meeting."""

    begun_at: datetime
    place: str
    attendees: str
    recorder: str
    ended_at: datetime | None = None
    asked: str = ""
    questions: Sequence[Sequence[str]] = ()
    statements: str = ""
    process: str = ""
    result: str = ""
    is_public: bool = False
    signed_on: date | None = None


@transaction.atomic
def hold(*, actor: Actor, case: DisputeCase, kind: MeetingKind, minutes: Minutes) -> Meeting:
    """Write a meeting down. Nobody is heard before rights were told and everybody agreed; an inquiry may come first.

    A hearing, consultation or judging needs a formed panel; a public one every party's yes.
    """
    case = open_case(actor, case)
    if case.stage == REGISTERED:
        raise ValidationError("案件还没有受理，不能记录调解经过。")
    if case.stage == "accepted" and kind not in BEFORE_CONSENT:
        raise ValidationError("各方还没有都被告知并同意调解，不能开始。依据：《人民调解法》第十七条。")
    if kind not in BEFORE_CONSENT:
        require_consent(case)
    panel = panel_of(case)
    if kind in WITH_PANEL and (panel is None or panel.formed_on is None):
        raise ValidationError("调解团还没有组成，不能听证、会诊或评议。")
    earliest = NOT_BEFORE.get(kind)
    if earliest is not None and IN_MEDIATION.index(case.stage) < IN_MEDIATION.index(earliest):
        raise ValidationError(
            f"现在是“{CASE.state(case.stage).label}”，还没有到“{CASE.state(earliest).label}”。"
        )
    if minutes.is_public and not case.is_public:
        raise ValidationError("各方没有都同意公开，这次不能公开。依据：《人民调解法》第二十三条。")
    values = {each.name: getattr(minutes, each.name) for each in fields(minutes)}
    values["questions"] = [list(pair) for pair in minutes.questions]
    serial = Meeting.objects.unscoped(WHY).filter(case=case).count() + 1
    meeting = Meeting(case=case, kind=kind, serial=serial, recorded_by_id=actor.account_id, **values)
    meeting.full_clean()
    meeting.save()
    told(actor, case, "mediation.meeting.held", kind=MeetingKind(kind).label)
    return meeting


@transaction.atomic
def note_opinion(*, actor: Actor, meeting: Meeting, member: PanelMember, words: str) -> Opinion:
    """What a member of this case's panel said."""
    case = open_case(actor, meeting.case)
    if member.panel.case_id != case.pk or member.left_on is not None:
        raise ValidationError("只记调解团里的人的意见；这位不在本案的调解团里。")
    opinion = Opinion(meeting=meeting, member=member, words=words.strip(), recorded_by_id=actor.account_id)
    opinion.full_clean()
    opinion.save()
    told(actor, case, "mediation.meeting.opinion")
    return opinion


@transaction.atomic
def vote(
    *,
    actor: Actor,
    meeting: Meeting,
    question: str,
    in_favour: int,
    against: int,
    abstained: int,
) -> OpinionVote:
    """A vote of the panel, stored as an opinion. It changes no stage and sets no outcome (domain.md T11)."""
    case = open_case(actor, meeting.case)
    if meeting.kind != MeetingKind.JUDGING:
        raise ValidationError("意见票在“群英明是非”时投。")
    panel = panel_of(case)
    voters = [each for each in sitting(panel) if each.capacity != Capacity.OFFICIAL] if panel else []
    if in_favour + against + abstained > len(voters):
        raise ValidationError(f"调解团里能投票的有 {len(voters)} 人，票数多了。部门人员不投票。")
    row = OpinionVote(
        meeting=meeting,
        question=question.strip(),
        in_favour=in_favour,
        against=against,
        abstained=abstained,
        recorded_by_id=actor.account_id,
    )
    row.full_clean()
    row.save()
    told(actor, case, "mediation.meeting.voted")
    return row
