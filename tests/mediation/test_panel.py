"""Who may sit: recusal, acceptance, size; and the draw that anyone recomputes."""

import shutil
import subprocess
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from linli.access.actor import SYSTEM
from linli.mediation import drawing
from linli.mediation.models import (
    Capacity,
    DisputeKind,
    Draw,
    Ground,
    Meeting,
    MeetingKind,
    Notable,
    OpinionVote,
    PanelMember,
    Party,
    Reason,
    RecusalCheck,
    TeamMember,
)
from linli.mediation.services import draws, meetings, panels, roster
from linli.mediation.services.telling import noon
from linli.people.models import Person
from tests.mediation.rows import notable
from tests.mediation.walk import DAY, NOTHING, Walk, walk
from tests.territory import Territory

LATER = noon(DAY) + timedelta(days=1, hours=4)


def _asked(member: PanelMember, estate_asked: bool = False, **said: bool) -> list[Ground]:
    answers = NOTHING | {Ground(ground): value for ground, value in said.items()}
    return panels.check_recusal(actor=SYSTEM, member=member, said=answers, estate_asked=estate_asked, on=DAY)


@pytest.mark.parametrize("ground", ["kin", "household", "interest", "employer"])
def test_who_has_a_ground_does_not_sit(territory: Territory, ground: str) -> None:
    found = walk(territory).informed()
    member = found.listed()[0]
    assert _asked(member, **{ground: True}) == [Ground(ground)]
    member.refresh_from_db()
    assert member.left_on == DAY
    assert member.cleared_on is None
    assert not TeamMember.everything.filter(person=member.person, valid_to__isnull=True).exists()


def test_the_records_show_what_nobody_said(territory: Territory) -> None:
    found = walk(territory).informed()
    party, estate = found.parties[0], territory.estates[0]
    door = territory.household()
    Party.everything.filter(pk=party.pk).update(household=door, estate=estate, employer="区供水公司")
    lives_there, works_there, near, namesake = found.listed(4)
    Notable.everything.filter(person=lives_there.person).update(household=door)
    Notable.everything.filter(person=works_there.person).update(employer="区供水公司")
    Notable.everything.filter(person=near.person).update(home_estate=estate)
    Person.everything.filter(pk=namesake.person_id).update(name=party.name)
    fresh = [PanelMember.everything.get(pk=each.pk) for each in (lives_there, works_there, near, namesake)]
    assert _asked(fresh[0]) == [Ground.HOUSEHOLD]
    assert _asked(fresh[1]) == [Ground.EMPLOYER]
    assert _asked(fresh[2]) == []
    assert _asked(fresh[2], estate_asked=True) == [Ground.ESTATE]
    assert _asked(fresh[3]) == [Ground.INTEREST]
    assert RecusalCheck.everything.filter(from_records=True, found=True).count() == 4


def test_every_ground_is_asked(territory: Territory) -> None:
    member = walk(territory).informed().listed()[0]
    with pytest.raises(ValidationError, match="每一种"):
        panels.check_recusal(actor=SYSTEM, member=member, said={Ground.KIN: False}, on=DAY)


def test_one_party_s_no_lets_a_member_go(territory: Territory) -> None:
    found = walk(territory).informed()
    member = found.listed()[0]
    panels.accept_member(actor=SYSTEM, member=member, party=found.parties[1], accepted=False, on=DAY)
    member.refresh_from_db()
    assert member.left_reason == "被申请人不接受"


def _forming(found: Walk, match: str) -> None:
    with pytest.raises(ValidationError, match=match):
        panels.form_panel(actor=SYSTEM, case=found.case, on=DAY)


def test_a_panel_is_whole_before_it_is_formed(territory: Territory) -> None:
    found = walk(territory, kind=DisputeKind.FAMILY).informed()
    _forming(found, "现在 0 人")
    members = found.listed(2)
    _forming(found, "单数，现在 2 人")
    chair = panels.invite(
        actor=SYSTEM,
        case=found.case,
        person=found.mediator,
        capacity=Capacity.MEDIATOR,
        reason=Reason.EXPERT,
        is_convenor=True,
        on=DAY,
    )
    _forming(found, "3 人没有查回避")
    for member in (chair, *members):
        _asked(member)
    _forming(found, "要有一位女性")
    Person.everything.filter(pk=members[0].person_id).update(sex="f")
    _forming(found, "还有 6 个“是否接受”")
    for member in (chair, *members):
        for party in found.parties:
            panels.accept_member(actor=SYSTEM, member=member, party=party, accepted=True, on=DAY)
    assert panels.form_panel(actor=SYSTEM, case=found.case, on=DAY).formed_on == DAY
    panels.let_go(actor=SYSTEM, member=members[1], on=DAY, reason="出差")
    _forming(found, "单数，现在 2 人")


def test_only_listed_notables_who_are_not_paused(territory: Territory) -> None:
    found = walk(territory).informed()
    paused = notable(territory, paused_on=date(2024, 5, 1), paused_reason="生病")
    left = notable(territory, left_on=date(2024, 5, 1), left_reason="moved")
    for each in (paused, left):
        with pytest.raises(ValidationError, match="不在册或者暂停"):
            panels.invite(
                actor=SYSTEM,
                case=found.case,
                person=each.person,
                notable=each,
                capacity=Capacity.NOTABLE,
                reason=Reason.KNOWN,
                on=DAY,
            )


def test_a_draw_recomputes_from_what_is_published(territory: Territory) -> None:
    found = walk(territory).informed()
    pool = [notable(territory) for _ in range(9)]
    closed = _closed(found, pool, 4)
    assert (closed.seed, closed.drawn, closed.pool) == ("", [], sorted(each.ref for each in pool))
    _, members = draws.draw_members(actor=SYSTEM, draw=closed, seed="2024-06-03 上证指数 3078.49", at=LATER)
    row = Draw.everything.get(pk=closed.pk)
    assert row.drawn == drawing.draw(row.seed, row.pool, 4)
    assert [member.notable.ref for member in members if member.notable] == row.drawn
    with pytest.raises(ValidationError, match="已经抽过"):
        draws.draw_members(actor=SYSTEM, draw=closed, seed="另一个数", at=LATER)


def _closed(found: Walk, pool: list[Notable], size: int) -> Draw:
    return draws.close_pool(
        actor=SYSTEM,
        case=found.case,
        pool=pool,
        size=size,
        seed_source="次日收盘后公布",
        seed_on=DAY + timedelta(days=1),
        at=noon(DAY),
    )


def test_nobody_looks_for_a_seed_that_suits(territory: Territory) -> None:
    """One pool at a time, closed before its seed; a second only after the first was drawn or dropped with a reason."""
    found = walk(territory).informed()
    pool = [notable(territory) for _ in range(9)]
    for size in (0, 30):
        with pytest.raises(ValidationError, match=f"抽不出 {size} 人"):
            _closed(found, pool, size)
    with pytest.raises(ValidationError, match="最多 7 人"):
        _closed(found, pool, 8)
    closed = _closed(found, pool, 3)
    with pytest.raises(ValidationError, match="先抽完"):
        _closed(found, pool, 3)
    with pytest.raises(ValidationError, match="请填公布的随机数"):
        draws.draw_members(actor=SYSTEM, draw=closed, seed=" ", at=LATER)
    with pytest.raises(ValidationError, match="写明为什么"):
        draws.drop_draw(actor=SYSTEM, draw=closed, reason=" ")
    draws.drop_draw(actor=SYSTEM, draw=closed, reason="漏了两位")
    with pytest.raises(ValidationError, match="不抽了"):
        draws.draw_members(actor=SYSTEM, draw=closed, seed="x", at=LATER)
    again = _closed(found, pool, 3)
    with pytest.raises(ValidationError, match="2024-06-04 才公布，今天是 2024-06-03"):
        draws.draw_members(actor=SYSTEM, draw=again, seed="x", at=again.closed_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.everything.filter(pk=again.pk).update(seed="x", drawn=pool[0].ref, drawn_at=again.closed_at)
    assert Draw.everything.filter(panel__case=found.case).count() == 2


def test_who_paused_after_the_pool_was_closed_is_not_called(territory: Territory) -> None:
    found = walk(territory).informed()
    pool = [notable(territory) for _ in range(3)]
    closed = _closed(found, pool, 3)
    roster.pause_notable(actor=SYSTEM, notable=pool[0], on=DAY, reason="生病")
    row, members = draws.draw_members(actor=SYSTEM, draw=closed, seed="3078.49", at=LATER)
    assert len(row.drawn) == 3
    assert {member.notable_id for member in members} == {pool[1].pk, pool[2].pk}


@given(
    seed=st.text("abc0123456789 上证", min_size=1, max_size=12).filter(str.strip),
    pool=st.sets(st.text("ABCDEFGH", min_size=1, max_size=6), min_size=1, max_size=30),
    data=st.data(),
)
def test_a_draw_asks_nothing_but_seed_and_numbers(seed: str, pool: set[str], data: Any) -> None:
    size = data.draw(st.integers(1, len(pool)))
    drawn = drawing.draw(seed, sorted(pool), size)
    assert drawn == drawing.draw(seed, data.draw(st.permutations(sorted(pool))), size)
    assert len(set(drawn)) == size
    assert set(drawn) <= pool


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_the_method_is_what_a_shell_says() -> None:
    said = subprocess.run(["sha256sum"], input="种子|A1".encode(), capture_output=True, check=True)
    assert said.stdout.decode().split()[0] == drawing.fingerprint("种子", "A1")


def test_a_vote_is_an_opinion_and_sets_nothing(territory: Territory) -> None:
    found = walk(territory).informed().through("match", "visit").panel().through("convene", "hear")
    hearing = found.meeting(MeetingKind.HEARING)
    with pytest.raises(ValidationError, match="群英明是非"):
        meetings.vote(actor=SYSTEM, meeting=hearing, question="谁付", in_favour=1, against=0, abstained=0)
    found.through("consult", "judge")
    judging = found.meeting(MeetingKind.JUDGING)
    with pytest.raises(ValidationError, match="票数多了"):
        meetings.vote(actor=SYSTEM, meeting=judging, question="谁付", in_favour=4, against=0, abstained=0)
    meetings.vote(actor=SYSTEM, meeting=judging, question="二楼以上分摊", in_favour=3, against=0, abstained=0)
    meetings.note_opinion(actor=SYSTEM, meeting=judging, member=found.members[1], words="各让一步")
    found.case.refresh_from_db()
    assert (found.case.stage, found.case.outcome) == ("judging", "")
    points = {field.related_model for field in OpinionVote._meta.get_fields() if field.is_relation}
    assert points == {Meeting}
