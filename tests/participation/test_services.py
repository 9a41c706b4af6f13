"""What may be recorded about teams, activities and events, and what is refused in words."""

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.orgs.models import OrganisationKind
from linli.participation import services
from linli.participation.models import (
    EventFunding,
    EventKind,
    EventOrganiser,
    NeighbourEvent,
    Speciality,
    VolunteerActivity,
    VolunteerTeam,
)
from linli.people.models import Post
from linli.workflow.machines import TransitionRefused
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
MAY = date(2024, 5, 18)


def founded(territory: Territory, **changed: Any) -> VolunteerTeam:
    values: dict[str, Any] = {
        "actor": SYSTEM,
        "estate": territory.estates[0],
        "name": "夕阳暖助老队",
        "founded_on": date(2024, 3, 5),
        "speciality": Speciality.ELDERLY,
    }
    return services.found_team(**values | changed)


def test_a_team_is_founded_approved_and_dissolved(territory: Territory) -> None:
    team = founded(territory)
    committee = territory.organisation(kind=OrganisationKind.COMMITTEE)
    team = services.approve_team(actor=SYSTEM, team=team, committee=committee, day=date(2024, 3, 20))
    with pytest.raises(ValidationError, match="获得同意"):
        services.approve_team(actor=SYSTEM, team=team, committee=committee, day=date(2024, 3, 21))
    services.dissolve_team(actor=SYSTEM, team=team, day=date(2024, 9, 1))
    with pytest.raises(ValidationError, match="解散"):
        services.dissolve_team(actor=SYSTEM, team=team, day=date(2024, 9, 2))
    assert [act.code.rpartition(".")[2] for act in Act.everything.order_by("id") if "team" in act.code] == [
        "founded",
        "approved",
        "dissolved",
    ]


def test_only_the_committee_of_the_community_approves(territory: Territory) -> None:
    team = founded(territory)
    branch = territory.organisation()
    with pytest.raises(ValidationError, match="志愿服务条例"):
        services.approve_team(actor=SYSTEM, team=team, committee=branch, day=date(2024, 3, 20))
    other = territory.organisation(territory.communities[1], OrganisationKind.COMMITTEE)
    with pytest.raises(ValidationError, match="所在社区"):
        services.approve_team(actor=SYSTEM, team=team, committee=other, day=date(2024, 3, 20))


@pytest.mark.parametrize("act", ["team", "activity", "event"])
def test_a_community_records_its_own_only(territory: Territory, act: str) -> None:
    actor = territory.actor(Post.COMMUNITY_OFFICER, territory.communities[1])
    record = {"team": founded, "activity": drafted, "event": prepared}[act]
    with pytest.raises(PermissionDenied, match="不包括"):
        record(territory, actor=actor)
    record(territory, actor=territory.actor(Post.COMMUNITY_OFFICER, territory.communities[0]))


def test_refused_teams(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="不是小区"):
        founded(territory, estate=territory.community)
    with pytest.raises(ValidationError, match="不能晚于今天"):
        founded(territory, founded_on=date(2024, 10, 31))
    founded(territory)
    with pytest.raises(ValidationError, match="同名"):
        founded(territory)


def drafted(territory: Territory, **changed: Any) -> VolunteerActivity:
    values: dict[str, Any] = {
        "actor": SYSTEM,
        "title": "上堤巡查值守",
        "area": territory.community,
        "held_on": MAY,
        "organisation": territory.organisation(),
        "starts_at": time(8),
        "ends_at": time(11),
    }
    return services.draft_activity(**values | changed)


def moved(activity: VolunteerActivity, verb: str, **values: Any) -> VolunteerActivity:
    return services.move_activity(actor=SYSTEM, activity=activity, verb=verb, **values)


def test_an_activity_lives_its_life(territory: Territory) -> None:
    row = moved(drafted(territory), "publish", risk_note="穿救生衣。")
    row = moved(moved(row, "open_enrolment"), "hold")
    with pytest.raises(TransitionRefused, match="服务人数"):
        moved(row, "keep_record")
    row = moved(moved(row, "keep_record", served_count=60), "confirm")
    row = moved(moved(row, "upload", uploaded_on=date(2024, 6, 1)), "open_certificates")
    assert row.state == "certifiable"
    with pytest.raises(TransitionRefused, match="已经结束"):
        moved(row, "cancel", cancel_reason="暴雨")


def test_danger_is_insured_before_it_is_published(territory: Territory) -> None:
    row = drafted(territory, is_dangerous=True)
    with pytest.raises(ValidationError, match="先买保险"):
        moved(row, "publish", risk_note="临水。")
    assert VolunteerActivity.everything.get().state == "draft"
    assert moved(row, "publish", risk_note="临水。", insurance_no="YB1").state == "published"
    with pytest.raises(TransitionRefused, match="风险告知"):
        moved(drafted(territory), "publish")


def test_refused_activities(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="哪支队伍或哪个组织"):
        drafted(territory, organisation=None)
    with pytest.raises(ValidationError, match="小区、社区、街道或全区"):
        drafted(territory, area=territory.micro_grids[0])
    row = moved(drafted(territory, held_on=date(2024, 10, 31)), "publish", risk_note="无")
    with pytest.raises(ValidationError, match="不能晚于今天"):
        moved(row, "hold")


def prepared(territory: Territory, **changed: Any) -> NeighbourEvent:
    values: dict[str, Any] = {
        "actor": SYSTEM,
        "estate": territory.estates[0],
        "title": "百家宴",
        "kind": EventKind.BANQUET,
        "held_on": MAY,
        "organiser": EventOrganiser.COMMITTEE,
        "funding": EventFunding.SPONSORS,
        "expected_count": 200,
    }
    return services.draft_event(**values | changed)


def test_an_event_is_announced_and_held(territory: Territory) -> None:
    row = services.move_event(actor=SYSTEM, event=prepared(territory), verb="announce")
    with pytest.raises(TransitionRefused, match="参加人数"):
        services.move_event(actor=SYSTEM, event=row, verb="hold")
    row = services.move_event(actor=SYSTEM, event=row, verb="hold", attended_count=180)
    assert (row.state, row.attended_count) == ("held", 180)
    given = services.record_sponsor(actor=SYSTEM, event=row, name="洞庭人家超市", amount_fen=50_000)
    assert given.event == row
    with pytest.raises(ValidationError, match="金额或物品"):
        services.record_sponsor(actor=SYSTEM, event=row, name="洞庭人家超市")


def test_a_large_event_is_filed_first(territory: Territory) -> None:
    row = prepared(territory, expected_count=201)
    with pytest.raises(ValidationError, match="安全方案并报备"):
        services.move_event(actor=SYSTEM, event=row, verb="announce")
    values = {"safety_plan": "设出入口两处。", "filed_on": date(2024, 5, 10)}
    assert services.move_event(actor=SYSTEM, event=row, verb="announce", **values).state == "announced"


def test_an_event_to_come_was_not_held(territory: Territory) -> None:
    row = prepared(territory, held_on=date(2024, 10, 31))
    row = services.move_event(actor=SYSTEM, event=row, verb="announce")
    with pytest.raises(ValidationError, match="不能晚于今天"):
        services.move_event(actor=SYSTEM, event=row, verb="hold", attended_count=10)
    row = services.move_event(actor=SYSTEM, event=row, verb="cancel", cancel_reason="暴雨")
    assert row.state == "cancelled"
