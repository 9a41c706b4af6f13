"""What may be recorded about study, and what is refused in words."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.orgs.models import OrganisationKind
from linli.people.models import Post
from linli.study.models import (
    Finding,
    FindingCategory,
    Gathering,
    GuidanceGroup,
    GuidedUnit,
    LessonKind,
    PracticeKind,
    SessionForm,
    Severity,
    SpeakerKind,
    VisitMode,
)
from linli.study.services import findings, gatherings, guidance
from linli.study.services.gatherings import Absence, Film, Lesson, Practice
from linli.workflow.machines import TransitionRefused
from linli.workflow.models import Deadline
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
MAY = date(2024, 5, 20)


def session(territory: Territory, **changed: Any) -> Gathering:
    values: dict[str, Any] = {
        "actor": SYSTEM,
        "org": changed.pop("org", None) or territory.organisation(),
        "held_on": MAY,
        "topic": "学习《条例》",
        "form": SessionForm.DISCUSSION,
        "speaker": SpeakerKind.SECRETARY,
        "present_count": 12,
        "campaign": territory.campaign(),
    }
    return gatherings.record_study_session(**values | changed)


def theme_day(territory: Territory, **changed: Any) -> Gathering:
    values: dict[str, Any] = {
        "actor": SYSTEM,
        "org": changed.pop("org", None) or territory.organisation(),
        "held_on": MAY,
        "topic": "学党纪主题党日",
        "present_count": 12,
        "due_count": 14,
        "absence": Absence(ill=1, away=1, made_up_at_home=1),
        "lesson": Lesson(title="把纪律挺在前面", kind=LessonKind.SECRETARY),
        "film": Film(title="《镜鉴》", source="警示教育片", minutes=42),
        "practice": Practice(title="清扫背街小巷", kind=PracticeKind.CLEANING),
    }
    return gatherings.record_theme_day(**values | changed)


def test_a_study_session_is_recorded_once_and_logged(territory: Territory) -> None:
    row = session(territory)
    assert (row.month, row.is_extra, row.study_session.form) == ("", False, "discussion")
    act = Act.everything.get(code="study.gathering.recorded")
    assert act.target_id == row.pk
    assert act.area_id == row.org.area_id


def test_a_theme_day_has_its_three_parts(territory: Territory) -> None:
    row = theme_day(territory)
    assert row.month == "2024-05"
    assert str(row.theme_day) == "把纪律挺在前面、《镜鉴》、清扫背街小巷"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"held_on": date(2024, 10, 31)}, "不能晚于今天"),
        ({"held_on": date(2024, 3, 31)}, "不归入这项专项工作"),
        ({"due_count": 11}, "实到人数不能多于应到人数"),
        ({"topic": " "}, "topic"),
    ],
)
def test_refused_sessions(territory: Territory, changed: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        session(territory, **changed)
    assert not Gathering.everything.exists()


def test_only_party_organisations_study(territory: Territory) -> None:
    office = territory.organisation(kind=OrganisationKind.DEPARTMENT)
    with pytest.raises(ValidationError, match="不是党组织"):
        session(territory, org=office)


def test_a_community_records_its_own_only(territory: Territory) -> None:
    actor = territory.actor(Post.COMMUNITY_SECRETARY, territory.communities[0])
    session(territory, actor=actor)
    with pytest.raises(PermissionDenied, match="不包括"):
        session(territory, actor=actor, org=territory.organisation(territory.communities[1]))


def test_a_second_theme_day_of_a_month_is_said_to_be_extra(territory: Territory) -> None:
    org = theme_day(territory).org
    with pytest.raises(ValidationError, match="当月追加"):
        theme_day(territory, org=org, held_on=date(2024, 5, 28))
    assert theme_day(territory, org=org, held_on=date(2024, 5, 28), is_extra=True).is_extra


def test_present_and_absent_make_due(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="对不上"):
        theme_day(territory, due_count=15)
    with pytest.raises(ValidationError, match="补学人数"):
        theme_day(territory, absence=Absence(ill=2, made_up_at_home=3))


def guided(territory: Territory) -> GuidedUnit:
    people = tuple(territory.person(territory.district) for _ in range(3))
    of = guidance.form_group(
        actor=SYSTEM,
        campaign=territory.campaign(),
        number=1,
        day=date(2024, 4, 10),
        leader=people[0],
        members=people,
    )
    assert of.members.count() == 3
    return guidance.assign_unit(
        actor=SYSTEM, group=of, organisation=territory.organisation(), day=date(2024, 4, 10)
    )


def test_groups_and_units(territory: Territory) -> None:
    unit = guided(territory)
    assert str(GuidanceGroup.everything.get()) == "第1指导组"
    with pytest.raises(ValidationError, match="已由一个指导组联系"):
        guidance.assign_unit(
            actor=SYSTEM, group=unit.group, organisation=unit.organisation, day=date(2024, 5, 1)
        )
    guidance.release_unit(actor=SYSTEM, unit=unit, day=date(2024, 6, 1))
    with pytest.raises(ValidationError, match="已在"):
        guidance.release_unit(actor=SYSTEM, unit=unit, day=date(2024, 6, 2))
    guidance.assign_unit(actor=SYSTEM, group=unit.group, organisation=unit.organisation, day=date(2024, 6, 1))
    with pytest.raises(ValidationError, match="不归本组联系"):
        guidance.record_visit(actor=SYSTEM, unit=unit, mode=VisitMode.ON_SITE, held_on=date(2024, 6, 1))
    street = territory.actor(Post.STREET_OFFICER, territory.streets[0])
    with pytest.raises(PermissionDenied):
        guidance.record_visit(actor=street, unit=unit, mode=VisitMode.ON_SITE, held_on=MAY)
    assert guidance.record_visit(actor=SYSTEM, unit=unit, mode=VisitMode.ON_SITE, held_on=MAY).pk


def test_a_group_belongs_to_a_campaign_that_runs(territory: Territory) -> None:
    leader = territory.person()
    with pytest.raises(ValidationError, match="没有进行"):
        guidance.form_group(
            actor=SYSTEM,
            campaign=territory.campaign(),
            number=1,
            day=date(2024, 3, 31),
            leader=leader,
            members=(),
        )


def registered(territory: Territory, **changed: Any) -> Finding:
    values: dict[str, Any] = {
        "actor": SYSTEM,
        "category": FindingCategory.SHALLOW,
        "severity": Severity.ORDINARY,
        "description": "学习停留在领读。",
        "found_on": date(2024, 5, 6),
    }
    if "unit" not in changed:
        values["unit"] = guided(territory)
    return findings.register_finding(**values | changed)


def to_verify(territory: Territory) -> Finding:
    row = registered(territory)
    row = findings.feed_back(actor=SYSTEM, finding=row, day=date(2024, 5, 8), feedback_no="反馈001")
    owner = territory.person()
    row = findings.plan(actor=SYSTEM, finding=row, owner=owner, measures="补学", day=date(2024, 5, 10))
    return findings.submit(
        actor=SYSTEM, finding=row, rectified_by=owner, day=date(2024, 5, 27), evidence="已补学"
    )


def test_a_finding_goes_its_way_and_its_clocks_with_it(territory: Territory) -> None:
    row = to_verify(territory)
    # 15 workdays from 8 May; 11 May was a make-up workday.
    assert row.due_on == date(2024, 5, 28)
    verifier = territory.person(territory.district)
    row = findings.send_back(
        actor=SYSTEM, finding=row, verifier=verifier, day=date(2024, 5, 28), reason="只补了记录"
    )
    assert (row.state, row.verdict) == ("returned", "returned")
    assert row.rectified_by is not None
    row = findings.submit(
        actor=SYSTEM, finding=row, rectified_by=row.rectified_by, day=date(2024, 5, 30), evidence="已补学"
    )
    assert (row.verdict, row.verifier) == ("", None)
    row = findings.close(actor=SYSTEM, finding=row, verifier=verifier, day=date(2024, 6, 3))
    assert (row.state, row.closed_on) == ("closed", date(2024, 6, 3))
    clocks = Deadline.everything.filter(target_id=row.pk)
    assert {clock.kind for clock in clocks} == {
        "study.finding.feed_back",
        "study.finding.plan",
        "study.finding.rectify",
        "study.finding.verify",
    }
    assert all(clock.met_at is not None for clock in clocks)
    told = Act.everything.filter(code="study.finding.changed").order_by("id")
    assert [act.data["target"] for act in told][-1] == "已销号"
    assert not any("只补了记录" in str(act.data) for act in told)


def test_nobody_verifies_what_they_put_right(territory: Territory) -> None:
    row = to_verify(territory)
    assert row.rectified_by is not None
    with pytest.raises(ValidationError, match="两人原则"):
        findings.close(actor=SYSTEM, finding=row, verifier=row.rectified_by, day=date(2024, 6, 3))
    assert Finding.everything.get().state == "to_verify"


def test_steps_are_not_skipped(territory: Territory) -> None:
    row = registered(territory)
    with pytest.raises(TransitionRefused, match="现在可以：反馈"):
        findings.close(actor=SYSTEM, finding=row, verifier=territory.person(), day=date(2024, 6, 3))
    with pytest.raises(TransitionRefused, match="反馈单编号"):
        findings.feed_back(actor=SYSTEM, finding=row, day=date(2024, 5, 8), feedback_no=" ")


def test_an_extension_is_once_and_by_the_leader(territory: Territory) -> None:
    row = registered(territory)
    row = findings.feed_back(actor=SYSTEM, finding=row, day=date(2024, 5, 8), feedback_no="反馈001")
    owner, leader = territory.person(), row.unit.group.leader
    assert leader is not None
    row = findings.plan(actor=SYSTEM, finding=row, owner=owner, measures="补学", day=date(2024, 5, 10))
    values: dict[str, Any] = {
        "actor": SYSTEM,
        "finding": row,
        "extended_to": date(2024, 6, 14),
        "reason": "防汛",
        "day": date(2024, 5, 27),
    }
    with pytest.raises(ValidationError, match="组长批准"):
        findings.extend(**values, approved_by=owner)
    row = findings.extend(**values, approved_by=leader)
    assert row.state == "extended"
    assert Deadline.everything.get(kind="study.finding.rectify").extensions.count() == 1
    with pytest.raises(ValidationError, match="只能延期一次"):
        findings.extend(**values, approved_by=leader)


def test_a_lead_on_a_violation_leaves_only_a_stub(territory: Territory) -> None:
    row = findings.hand_over(
        actor=SYSTEM, finding=to_verify(territory), to="区纪委监委", day=date(2024, 5, 29)
    )
    assert (row.state, row.description, row.measures, row.evidence) == ("handed_over", "", "", "")
    assert not Deadline.everything.filter(target_id=row.pk, met_at=None, dropped_at=None).exists()
    with pytest.raises(TransitionRefused, match="已经结束"):
        findings.hand_over(actor=SYSTEM, finding=row, to="区委组织部", day=date(2024, 5, 30))


def test_findings_are_registered_by_those_who_guide(territory: Territory) -> None:
    street = territory.actor(Post.STREET_OFFICER, territory.streets[0])
    with pytest.raises(PermissionDenied):
        registered(territory, actor=street)
    with pytest.raises(ValidationError, match="什么问题"):
        registered(territory, description=" ", unit=guided(territory))
    with pytest.raises(ValidationError, match="不能晚于今天"):
        registered(territory, found_on=date(2024, 10, 31))
