"""The lift of a stairwell: eight parties, a drawn panel, a hearing, an opinion vote, an agreement of five clauses."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from linli.access.actor import SYSTEM, actor_for
from linli.common import uploads
from linli.mediation.models import (
    Agreement,
    Capacity,
    CasePiece,
    Clause,
    CourtResult,
    DisputeCase,
    DisputeKind,
    FollowUp,
    Form,
    Intensity,
    Matter,
    MeetingKind,
    PanelMember,
    PieceKind,
    Reason,
    Side,
)
from linli.mediation.services import (
    agreements,
    cases,
    draws,
    follow_ups,
    meetings,
    panels,
    parties,
    performing,
    pieces,
)
from linli.mediation.services.agreements import Owed
from linli.mediation.services.follow_ups import Seen
from linli.mediation.services.parties import Particulars
from linli.mediation.services.team import keep
from linli.mediation.services.telling import noon
from linli.people.models import Post
from tests.documents.test_bundle import png
from tests.mediation.rows import notable
from tests.mediation.walk import DAY, NOTHING, Walk, walk
from tests.territory import Territory

NAMES = ("何大海", "罗小梅", "方志远", "彭秀英", "邓国庆", "曾丽华", "蒋文斌", "易桂珍")
FACTS = "荣发小区3栋2单元8户协商加装电梯，1楼两户担心采光、通风和噪声，没有同意施工。"
CLAIMS = ("确定加装电梯的费用分担办法", "确定对低楼层住户的补偿")
SEED = "2024年5月21日上证指数收盘 3157.97"
BEGUN, TOLD, SEATED, HEARD, JUDGED = (date(2024, 5, day) for day in (13, 14, 22, 25, 31))
"""Registered and accepted; told and asked; drawn, checked, formed; heard; judged. All sign on ``DAY``."""
EXTENDED = date(2024, 7, 13)


def named(territory: Territory) -> Territory:
    """With the names of the story, so that its file reads like one."""
    for area, name in (
        (territory.community, "高山坡社区"),
        (territory.estates[0], "荣发小区"),
        (territory.buildings[0], "3栋"),
    ):
        area.name = name
        area.save()
    return territory


def _particulars(number: int, name: str) -> Particulars:
    about = Particulars(
        name=name,
        sex="f" if number % 2 else "m",
        ethnicity="汉族",
        age=41 + 3 * number,
        occupation="退休教师",
    )
    if name == "易桂珍":
        return replace(about, agent_name="易小军", agent_authority="代为承认、变更请求，签署协议")
    return about


def lift(territory: Territory) -> Walk:
    """Accepted, its eight parties told and asked, a panel of five formed: three of them drawn."""
    found = walk(
        territory,
        kind=DisputeKind.NEIGHBOURS,
        intensity=Intensity.GRAVE,
        title="加装电梯",
        summary="一个单元加装电梯，低楼层住户不同意。",
        account=f"{FACTS}\n2024年3月起业主自行协商四次，没有结果。",
        claims=list(CLAIMS),
        place=territory.estates[0],
        registered_on=BEGUN,
    )
    _kept_by_zhou(territory, found)
    cases.accept_case(actor=SYSTEM, case=found.case, accepted_on=BEGUN)
    for number, name in enumerate(NAMES):
        side = Side.APPLICANT if number < 6 else Side.RESPONDENT
        found.parties.append(
            parties.add_party(
                actor=SYSTEM,
                case=found.case,
                side=side,
                about=_particulars(number, name),
                phone=f"1390730000{number}",
                address=f"荣发小区3栋2单元{8 - number}01室",
            )
        )
    found.day = TOLD
    found.asked(Matter.MEDIATION, Matter.NOTABLES, Matter.DATA, Matter.EXTENSION, Matter.PUBLIC)
    cases.inform_parties(actor=SYSTEM, case=found.case)
    parties.hold_in_public(actor=SYSTEM, case=found.case)
    found.through("match", "visit")
    found.day = SEATED
    _panel(territory, found)
    return found


def _kept_by_zhou(territory: Territory, found: Walk) -> None:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    assert account.person is not None
    account.person.name = "周敏"
    account.person.save()
    keep(actor=actor_for(account), case=found.case, on=BEGUN)


def _panel(territory: Territory, found: Walk) -> None:
    pool = [
        notable(territory, person=territory.person(name=name))
        for name in ("任建新", "毛晓云", "卢广仲", "骆平", "乐怡")
    ]
    closed = draws.close_pool(
        actor=SYSTEM,
        case=found.case,
        pool=pool,
        size=3,
        seed_source="公开的指数收盘",
        seed_on=TOLD + timedelta(days=7),
        at=noon(TOLD),
    )
    _, drawn = draws.draw_members(actor=SYSTEM, draw=closed, seed=SEED, at=noon(SEATED))
    chair = panels.invite(
        actor=SYSTEM,
        case=found.case,
        person=found.mediator,
        capacity=Capacity.MEDIATOR,
        reason=Reason.EXPERT,
        words="调解过同类纠纷",
        is_convenor=True,
        on=SEATED,
    )
    official = panels.invite(
        actor=SYSTEM,
        case=found.case,
        person=territory.person(name="肖工"),
        capacity=Capacity.OFFICIAL,
        reason=Reason.EXPERT,
        words="住建部门，懂结构和采光",
        on=SEATED,
    )
    left = panels.invite(
        actor=SYSTEM,
        case=found.case,
        person=territory.person(name="何亲"),
        capacity=Capacity.OFFICIAL,
        reason=Reason.KNOWN,
        on=SEATED,
    )
    panels.check_recusal(actor=SYSTEM, member=left, said={**NOTHING, "kin": True}, on=SEATED)  # type: ignore[dict-item]
    found.members = [chair, *drawn, official]
    for member in found.members:
        panels.check_recusal(actor=SYSTEM, member=member, said=NOTHING, on=SEATED)
        for party in found.parties:
            panels.accept_member(actor=SYSTEM, member=member, party=party, accepted=True, on=SEATED)
    panels.form_panel(actor=SYSTEM, case=found.case, on=SEATED)
    found.members = list(
        PanelMember.everything.filter(panel__case=found.case, left_on__isnull=True).order_by("pk")
    )


def _after(day: date) -> datetime:
    return noon(day) + timedelta(minutes=100)


def heard(found: Walk) -> Walk:
    """Inquiry, visit, hearing, judging with opinion and vote, settling; to the last link."""
    found.through("convene", "hear", "consult", "judge", "settle")
    found.day = TOLD
    found.meeting(
        MeetingKind.INQUIRY,
        place="荣发小区物业办公室",
        attendees="物业张经理、周敏、任国平",
        ended_at=_after(TOLD),
        asked="物业张经理",
        questions=[
            ["电梯井占不占1楼的窗户？", "图纸上离窗户两米四。"],
            ["以前协商过几次？", "四次，都有记录。"],
        ],
    )
    said = {
        "statements": "申请人：老人上下楼难，愿意按楼层分摊。\n被申请人：采光和噪声要有说法。",
        "process": "住建部门讲解了采光测算。\n调解团分别和双方谈话。",
        "result": "双方同意继续谈补偿数额。",
        "signed_on": DAY,
        "is_public": True,
    }
    found.day = HEARD
    found.meeting(MeetingKind.HEARING, **(said | {"signed_on": HEARD, "ended_at": _after(HEARD)}))
    found.day = JUDGED
    own = {"result": "意见一致：装，给补偿。", "signed_on": JUDGED, "ended_at": _after(JUDGED)}
    judging = found.meeting(MeetingKind.JUDGING, **(said | own))
    for member, words in zip(found.members, ("应当互相体谅。", "补偿要一次说清。"), strict=False):
        meetings.note_opinion(actor=SYSTEM, meeting=judging, member=member, words=words)
    meetings.vote(actor=SYSTEM, meeting=judging, question="补偿是否合理", in_favour=3, against=0, abstained=1)
    cases.extend_case(actor=SYSTEM, case=found.case, until=EXTENDED, on=JUDGED)
    found.day = DAY
    found.meeting(MeetingKind.SETTLING, **(said | {"result": "各方达成协议。", "ended_at": _after(DAY)}))
    return found


def _owed(found: Walk) -> list[Owed]:
    up, low, due = found.parties[0], found.parties[-1], DAY + timedelta(days=30)
    return [
        Owed(obligor=up, obligee=low, duty="支付采光补偿", amount_fen=1_200_000, due_on=due, way="银行转账"),
        Owed(obligor=found.parties[1], duty="承担安装费中本户的份额", amount_fen=3_500_000, due_on=due, way="交到专户"),
        Owed(obligor=found.parties[2], duty="和其他用电梯的各户一起分担维护费", due_on=due, way="按月交"),
        Owed(obligor=low, duty="配合施工，不阻拦", due_on=due, way="签名后执行"),
        Owed(obligor=found.parties[3], duty="保持1楼过道畅通，不堆放杂物", due_on=due, way="日常遵守"),
    ]  # fmt: skip


def agreed(found: Walk) -> Agreement:
    """Five clauses, signed by everybody (one by the agent), sealed, in force, the first performed, confirmed."""
    agreement = agreements.draft_agreement(
        actor=SYSTEM,
        case=found.case,
        form=Form.WRITTEN,
        facts=FACTS,
        issues="费用怎么分担、低楼层怎么补偿。",
        clauses=_owed(found),
        mediator=found.mediator,
        recorder="周敏",
        on=DAY,
    )
    for party in found.parties:
        agreements.sign(
            actor=SYSTEM,
            agreement=agreement,
            party=party,
            way="hand",
            on=DAY,
            by_agent=bool(party.agent_name),
        )
    agreements.seal_agreement(actor=SYSTEM, agreement=agreement, on=DAY)
    agreement = agreements.take_effect(actor=SYSTEM, agreement=agreement, on=DAY)
    first = Clause.everything.select_related("agreement__case").get(agreement=agreement, serial=1)
    performing.note_performance(
        actor=SYSTEM,
        clause=first,
        done_on=DAY + timedelta(days=9),
        evidence="银行汇款回单",
        amount_fen=1_200_000,
    )
    asked = agreements.apply_for_confirmation(
        actor=SYSTEM, agreement=agreement, court="岳阳楼区人民法院", on=DAY + timedelta(days=10)
    )
    agreements.note_decision(
        actor=SYSTEM,
        confirmation=asked,
        result=CourtResult.CONFIRMED,
        accepted_on=DAY + timedelta(days=12),
        decided_on=DAY + timedelta(days=20),
        document="（2024）湘0602民特18号",
    )
    visit = FollowUp.everything.select_related("case").get(case=found.case, serial=1)
    seen = Seen(
        visited="何大海、易桂珍",
        cause="协议生效后第一次回访",
        performed_percent=40,
        satisfaction="satisfied",
        by="周敏",
        risk="1楼担心施工噪声",
        measures="和施工方约定时段",
    )
    follow_ups.note_follow_up(actor=SYSTEM, follow_up=visit, seen=seen, on=DAY + timedelta(days=7))
    return agreement


SIGNED = (
    PieceKind.APPLICATION,
    PieceKind.RIGHTS,
    PieceKind.IDENTITY,
    PieceKind.AUTHORITY,
    PieceKind.RECORD,
    PieceKind.AGREEMENT,
)


def piece(
    case: DisputeCase,
    kind: PieceKind,
    data: bytes = b"",
    title: str = "",
    pages: int = 1,
    dated: date = DAY,
) -> CasePiece:
    """Paper that came in; with its scan where there is one."""
    return pieces.add_piece(
        actor=SYSTEM,
        case=case,
        kind=kind,
        title=title,
        dated=dated,
        pages=pages,
        media="png" if data else "",
        size=len(data),
        key=uploads.store(data) if data else "",
    )


def filed(found: Walk) -> list[CasePiece]:
    """Everything that is signed by hand lies in the file; two of them scanned."""
    case = found.case
    scan = {PieceKind.AGREEMENT: png(300, 420), PieceKind.IDENTITY: png(400, 260)}
    day = {PieceKind.AGREEMENT: DAY, PieceKind.RECORD: DAY}
    rows = [piece(case, kind, scan.get(kind, b""), dated=day.get(kind, TOLD)) for kind in SIGNED]
    return [
        *rows,
        piece(case, PieceKind.EVIDENCE, title="施工图纸", pages=3, dated=TOLD),
        piece(case, PieceKind.RECEIPT, title="银行汇款回单", dated=DAY + timedelta(days=9)),
        piece(
            case, PieceKind.CONFIRMATION, title="不动产权证书复印件", pages=8, dated=DAY + timedelta(days=10)
        ),
        piece(case, PieceKind.CONFIRMATION, title="民事裁定书", pages=2, dated=DAY + timedelta(days=20)),
    ]


def whole(territory: Territory) -> Walk:
    """The lift case from its beginning to its file."""
    found = heard(lift(territory))
    agreed(found)
    filed(found)
    found.case.refresh_from_db()
    return found


MADE_UP = date(2024, 10, 30)
