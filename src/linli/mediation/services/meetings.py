"""What happened on the way, written down; opinions; the vote that is an opinion and sets nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.mediation.consents import parties_of
from linli.mediation.limits import LONGEST_MEETING_DAYS, MEETING_AHEAD_DAYS
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
from linli.mediation.services.telling import WHY, locked, open_case, told
from linli.mediation.states import CASE, IN_MEDIATION, REGISTERED
from linli.mediation.timeline import first, require_day
from linli.workflow.deadlines import day_of

WITH_PANEL = (MeetingKind.HEARING, MeetingKind.CONSULTATION, MeetingKind.JUDGING)
UNSIGNED = {"begun_at", "ended_at", "signed_on"}
"""What may be put right without asking for the signatures anew."""
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
    _require_days(case, kind, minutes)
    values = {each.name: getattr(minutes, each.name) for each in fields(minutes)}
    values["questions"] = [list(pair) for pair in minutes.questions]
    serial = Meeting.objects.unscoped(WHY).filter(case=case).count() + 1
    meeting = Meeting(case=case, kind=kind, serial=serial, recorded_by_id=actor.account_id, **values)
    meeting.full_clean()
    meeting.save()
    told(actor, case, "mediation.meeting.held", kind=MeetingKind(kind).label)
    return meeting


def _require_days(case: DisputeCase, kind: MeetingKind, minutes: Minutes) -> None:
    """Held after the case was accepted, and nobody heard before a party was told; planned for some weeks at most."""
    begun = day_of(minutes.begun_at)
    since = [("受理", case.accepted_on)]
    if kind not in BEFORE_CONSENT:
        since.append(("告知权利义务", first(party.told_rights_on for party in parties_of(case))))
    ahead = 0 if minutes.signed_on is not None else MEETING_AHEAD_DAYS
    require_day(begun, "开始", *since, field="begun_at", ahead=ahead)
    if case.closed_on is not None and begun > case.closed_on:
        raise ValidationError({"begun_at": f"开始日期晚于结案：{begun}，{case.closed_on} 结案。请核对日期。"})
    if minutes.signed_on is not None:
        require_day(minutes.signed_on, "签字", ("开始", begun), field="signed")
    if minutes.ended_at is not None and (day_of(minutes.ended_at) - begun).days > LONGEST_MEETING_DAYS:
        raise ValidationError(
            {"ended_at": f"开始是 {begun}，结束是 {day_of(minutes.ended_at)}，隔得太久。请核对日期。"}
        )


@transaction.atomic
def correct_meeting(*, actor: Actor, meeting: Meeting, minutes: Minutes) -> Meeting:
    """Set a record of a meeting anew, also after the case was closed, until its file is archived; of which kind it is
    stays. The log says which fields, never what stood in them. What was signed said something else, so a change of
    more than the time takes the signatures away unless ``signed_on`` says that it was signed anew.

    Raises ValidationError where nothing changed and for what ``hold`` refuses.
    """
    case = locked(actor, meeting.case)
    meeting = Meeting.objects.unscoped(WHY).select_for_update().get(pk=meeting.pk)
    if minutes.is_public and not (case.is_public or meeting.is_public):
        raise ValidationError("各方没有都同意公开，这次不能公开。依据：《人民调解法》第二十三条。")
    _require_days(case, MeetingKind(meeting.kind), minutes)
    values = {each.name: getattr(minutes, each.name) for each in fields(minutes)}
    values["questions"] = [list(pair) for pair in minutes.questions]
    changed = [name for name, value in values.items() if getattr(meeting, name) != value]
    if minutes.signed_on is None and not set(changed) - UNSIGNED:
        values["signed_on"] = _still_signed(meeting, day_of(minutes.begun_at))
        changed = [name for name in changed if getattr(meeting, name) != values[name]]
    if not changed:
        raise ValidationError("和原来一样，没有要改的。")
    for name in changed:
        setattr(meeting, name, values[name])
    meeting.full_clean()
    meeting.save(update_fields=changed)
    what = "、".join(str(Meeting._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
    told(actor, case, "mediation.meeting.corrected", kind=meeting.get_kind_display(), what=what)
    return meeting


def _still_signed(meeting: Meeting, begun: date) -> date | None:
    return max(meeting.signed_on, begun) if meeting.signed_on is not None else None


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
