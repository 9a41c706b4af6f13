"""One case as its page shows it: where it stands, what is owed next, what the law says here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from linli.access.actor import Actor
from linli.documents.words import day as full
from linli.mediation import filing
from linli.mediation.case_file import gather
from linli.mediation.consents import answer_of, parties_of
from linli.mediation.models import (
    PAPER_ONLY,
    Acceptance,
    Agreement,
    Clause,
    Confirmation,
    DisputeCase,
    Draw,
    Matter,
    Meeting,
    MeetingKind,
    Opinion,
    OpinionVote,
    Outcome,
    PanelMember,
    Party,
    Way,
)
from linli.mediation.next_steps import MEETING_OF, late_by, next_of
from linli.mediation.policies import may_keep_mediation
from linli.mediation.selectors import in_team, team_of
from linli.mediation.services import agreements, panels, stories
from linli.mediation.services.agreements import CONFIRM
from linli.mediation.services.cases import SETTLE
from linli.mediation.services.team import is_orphaned
from linli.mediation.states import ARCHIVED, CASE, CLOSED_STAGES, IN_MEDIATION, REGISTERED
from linli.workflow import referrals
from linli.workflow.calendar import SHANGHAI
from linli.workflow.deadlines import Unit, day_of, remaining
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import RUNNING, working_calendar

WITH_OPINIONS = (MeetingKind.HEARING, MeetingKind.CONSULTATION, MeetingKind.JUDGING, MeetingKind.SETTLING)
WHY = "belongs to a case the reader was admitted to"
LINKS = (
    ("matching", "以案挖群英"),
    ("visiting", "带案访群英"),
    ("hearing", "听证邀群英"),
    ("consulting", "会诊靠群英"),
    ("judging", "群英明是非"),
    ("settling", "群英作调停"),
)
SHOWN = (Matter.MEDIATION, Matter.NOTABLES, Matter.PUBLIC, Matter.E_SIGN)
LAW: dict[str, tuple[str, str, str]] = {
    "registered": (
        "三个工作日内审查",
        "法律规定由专门机关管的、法院已受理或审结的、一方不愿意的，不予受理，要说明理由。",
        "第十七、十八条",
    ),
    "accepted": (
        "先告知，再问意见",
        "调解自愿、平等、不收费。任何一方可以随时不调，另走法院、仲裁或行政途径。",
        "第二十三、二十四条",
    ),
    "closed": ("协议有约束力", "当事人应当履行。对协议有争议的，可以向法院起诉。", "第三十一、三十二条"),
    "ended": (
        "还有别的路",
        "可以申请仲裁、请行政机关处理，或者向法院起诉。",
        "第二十六条",
    ),
    "going": (
        "群英的意见不是裁决",
        "群英评理，双方自己定。意见票只作参考，不写进结果。任何一方可以随时不调，另走法院。",
        "第十七、二十三条",
    ),
}
ORDER = (REGISTERED, "accepted", *IN_MEDIATION)


LATE = {
    "mediation.review": "今天就定受理还是不予受理。",
    SETTLE: "各方都同意的可以延长；谈不成的，按未达成结案，告知其他解决途径。",
    CONFIRM: "不能再共同申请；对协议有争议的，可以向法院起诉。",
}
"""What is to be done where a day went by."""


@dataclass(frozen=True)
class Link:
    """One of the six: its name, whether it is behind us, where we are, and when it took place."""

    number: int
    label: str
    is_done: bool
    is_here: bool
    when: date | None


def links_of(case: DisputeCase, meetings: Sequence[Meeting]) -> list[Link]:
    """The six links with their state. A closed case may have come to its end from any of them: done is what a record
    shows, and the candidates were looked for where anybody came after them."""
    at = ORDER.index(case.stage) if case.stage in ORDER else len(ORDER)
    held = {meeting.kind: timezone.localdate(meeting.begun_at, SHANGHAI) for meeting in meetings}
    found = []
    for number, (stage, label) in enumerate(LINKS, start=1):
        place = ORDER.index(stage)
        kind = MEETING_OF.get(stage)
        here = case.stage == stage or (stage == "hearing" and case.stage == "convened")
        done = at > place if case.stage in ORDER else kind in held if kind else bool(held)
        found.append(Link(number, label, done, here, held.get(kind) if kind else None))
    return found


def consents_of(parties: Sequence[Party]) -> list[tuple[Party, list[tuple[str, str, str]]]]:
    """Each party with its answers: label of the question, words, tint."""
    rows = []
    for party in parties:
        cells = []
        for matter in SHOWN:
            said = answer_of(party, matter)
            words = "待确认" if said is None else said.said
            tint = "amber" if said is None else "pine" if said.holds else "plum"
            if matter is Matter.PUBLIC and said is not None and not said.holds:
                words = "不公开"
            if matter is Matter.E_SIGN and (said is None or not said.holds):
                words, tint = "用纸签", ""
            cells.append((matter.label, words, tint))
        rows.append((party, cells))
    return rows


FEW = 3
"""Up to so many parties are shown each in a row; more are summed up by side, and listed below."""


@dataclass(frozen=True)
class Group:
    """The parties of one side, summed up: how many, who was told, what they said to each question."""

    side: str
    count: int
    told: str
    cells: Sequence[tuple[str, str, str]]


def groups_of(rows: Sequence[tuple[Party, list[tuple[str, str, str]]]]) -> list[Group]:
    """By side, in the order of the parties; nothing while they are few."""
    if len(rows) <= FEW:
        return []
    sides: dict[str, list[tuple[Party, list[tuple[str, str, str]]]]] = {}
    for party, cells in rows:
        sides.setdefault(party.get_side_display(), []).append((party, cells))
    return [_group(side, of_side) for side, of_side in sides.items()]


def _group(side: str, rows: Sequence[tuple[Party, list[tuple[str, str, str]]]]) -> Group:
    untold = sum(party.told_rights_on is None for party, _ in rows)
    told = f"{untold} 方还没有告知" if untold else "都告知了"
    cells = []
    for at, matter in enumerate(SHOWN):
        said = [each[at] for _, each in rows]
        counted = Counter(words for _, words, _ in said)
        tints = {tint for _, _, tint in said}
        words = "，".join(f"{many} 方{each}" for each, many in counted.items())
        if len(counted) == 1:
            words = f"都{words.partition('方')[2]}" if len(rows) > 1 else words.partition("方")[2]
        tint = next((each for each in ("amber", "plum", "pine") if each in tints), "")
        cells.append((matter.label, words, tint))
    return Group(side, len(rows), told, cells)


def members_of(case: DisputeCase, parties: Sequence[Party]) -> list[tuple[PanelMember, str, str]]:
    """Members with what recusal and the parties say of them."""
    panel = panels.panel_of(case)
    if panel is None:
        return []
    sitting = panels.sitting(panel)
    yes = Acceptance.objects.unscoped(WHY).filter(member__in=sitting, accepted=True)
    accepted = set(yes.values_list("member_id", "party_id"))
    found = []
    for member in sitting:
        open_ = sum((member.pk, party.pk) not in accepted for party in parties)
        said = "都接受" if parties and not open_ else f"{open_} 方待确认"
        found.append((member, "无关系" if member.cleared_on else "待查", said))
    return found


def clocks_of(case: DisputeCase, agreement: Agreement | None, now: Any) -> list[tuple[str, str, str, str]]:
    """Month, court, follow-ups: what, how long, a sentence, tint; those not begun say so."""
    found = []
    calendar = working_calendar()
    targets = [Reference.to(case)] + ([Reference.to(agreement)] if agreement is not None else [])
    running = {
        row.kind: row
        for to in targets
        for row in Deadline.objects.unscoped(WHY).filter(RUNNING, target_type=to.type, target_id=to.id)
    }
    is_open = case.closed_on is None
    for code, label, waiting, words in (
        ("mediation.review", "受理审查", "", "登记后三个工作日。"),
        (SETTLE, "调解一个月", "受理后开始" if is_open else "", "延长须各方同意。"),
        (
            CONFIRM,
            "申请司法确认",
            "协议生效后开始" if is_open else "",
            "协议生效起 30 日内，各方共同向法院申请，不收费。",
        ),
    ):
        if code == CONFIRM and not agreements.may_be_confirmed(case):
            continue
        row = running.get(code)
        if row is not None and row.due_at is not None:
            left = remaining(row.due_at, Unit(row.unit), now, calendar)
            last, over = full(day_of(row.due_at)), now > row.due_at
            words = f"{last}已经期满。{LATE[code]}" if over else f"{last}期满。{words}"
            found.append((label, left.text, words, "cinn" if over else ""))
        elif waiting:  # once the case is over nothing is said of a clock that cannot start any more
            found.append((label, "未开始", f"{waiting}。{words}", ""))
    return found


def court_of(confirmation: Confirmation) -> list[tuple[str, str]]:
    """The joint application and what the court said, as far as it has come; the number of its paper is the team's."""
    said = [
        ("共同申请", f"{full(confirmation.applied_on)}，{confirmation.court}"),
        ("法院受理", full(confirmation.accepted_on) if confirmation.accepted_on else "还没有记录"),
    ]
    if confirmation.decided_on is not None:
        said.append(("结果", f"{full(confirmation.decided_on)}，{confirmation.get_result_display()}"))
    else:
        said.append(("结果", "等法院决定"))
    return said


def _closing(case: DisputeCase) -> str:
    if case.stage not in CLOSED_STAGES:
        return "going"
    return "closed" if case.outcome == Outcome.AGREED else "ended"


def _late(done: date | None, due: date, today: date) -> str:
    return late_by(due, today) if done is None else ""


def _written_yes(parties: Sequence[Party]) -> int:
    """How many agreed in writing to the case being told."""
    said = [answer_of(party, Matter.STORY) for party in parties]
    return sum(each is not None and each.holds and each.way != Way.SPOKEN for each in said)


def shown(actor: Actor, case: DisputeCase, now: Any) -> dict[str, Any]:
    """Everything the page shows. Names are clear to the case's team alone."""
    team = in_team(actor, case)
    keeps = may_keep_mediation(actor, case.community)
    acts = keeps and team
    reviews = keeps and case.stage == REGISTERED
    parties = parties_of(case)
    opinions = Opinion.objects.unscoped(WHY).select_related("member__person").order_by("pk")
    votes = OpinionVote.objects.unscoped(WHY).order_by("pk")
    rows_of = Meeting.objects.unscoped(WHY).filter(case=case).order_by("serial")
    meetings = list(rows_of.prefetch_related(Prefetch("opinions", opinions), Prefetch("votes", votes)))
    panel = panels.panel_of(case)
    consents, members = consents_of(parties), members_of(case, parties)
    draws = list(Draw.objects.unscoped(WHY).filter(panel=panel).order_by("closed_at", "pk")) if panel else []
    today = day_of(now)
    rows = Agreement.objects.unscoped(WHY).filter(case=case)
    agreement = rows.select_related("case", "committee", "mediator").first()
    clauses = Clause.objects.unscoped(WHY).filter(agreement__case=case).select_related("obligor", "obligee")
    in_force = agreement is not None and agreement.effective_on is not None
    confirmation = Confirmation.objects.unscoped(WHY).filter(agreement__case=case).first()
    file = gather(case) if team else None
    own = actor.account is not None and case.recorded_by_id == actor.account_id
    law = LAW.get(case.stage) or LAW[_closing(case)]
    return {
        "case": case,
        "state": CASE.state(case.stage),
        "links": links_of(case, meetings),
        "next": next_of(case, parties, meetings, file) if acts or reviews else None,
        "team": team,
        "reads": team or reviews,
        "origin": referrals.origin_of(actor, Reference.to(case)),
        "acts": acts,
        "corrects": keeps
        and (team or (case.stage == REGISTERED and own))
        and (in_force or case.stage != ARCHIVED),
        "corrects_parties": keeps and team and not in_force and case.stage != ARCHIVED,
        "keeps": keeps,
        "may_take": keeps and not acts and not reviews and is_orphaned(case),
        "consents": consents,
        "groups": groups_of(consents),
        "unseen": sum(party.id_seen_on is None for party in parties),
        "matters": [matter.label for matter in SHOWN],
        "members": members,
        "how": panel.how([member for member, _, _ in members]) if panel else "",
        "cleared": bool(members) and all(member.cleared_on for member, _, _ in members),
        "draws": draws,
        "opinion_kinds": WITH_OPINIONS,
        "count": filing.count_of(file) if file is not None else 0,
        "colleagues": team_of(case),
        "story": stories.story_of(case) if case.closed_on else None,
        "agreeing": _written_yes(parties),
        "meetings": meetings,
        # Clauses on the table bind nobody and are the team's; once the case is over they are told to be none.
        "agreement": agreement if in_force or team else None,
        "in_force": in_force,
        "confirmation": confirmation,
        "court": court_of(confirmation) if confirmation is not None else [],
        "may_visit": case.closed_on is None or case.outcome == Outcome.AGREED,
        "clauses": [
            (each, _late(each.performed_on, each.due_on, today)) for each in clauses.order_by("serial")
        ],
        "clocks": clocks_of(case, agreement, now),
        "law": law,
        "paper_only": case.special in PAPER_ONLY,
        "closed": case.stage in CLOSED_STAGES,
        "visits": [
            (each, _late(each.done_on, each.due_on, today)) for each in case.follow_ups.order_by("serial")
        ],
    }
