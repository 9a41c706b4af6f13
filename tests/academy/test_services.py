"""What may be recorded about classes and learners, and what is refused in words."""

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.academy import services
from linli.academy.models import ClassKind, Enrolment, LearnerKind, Result, Target, TrainingClass
from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.people.models import Post
from linli.workflow.machines import TransitionRefused
from tests.academy.rows import course
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")


def planned(territory: Territory, **changed: Any) -> TrainingClass:
    values: dict[str, Any] = {
        "actor": SYSTEM,
        "area": territory.district,
        "kind": ClassKind.CLASS,
        "number": next(territory.numbers),
        "theme": "履职能力提升",
        "starts_on": date(2024, 6, 20),
        "ends_on": date(2024, 6, 22),
        "target": Target.HEADS,
    }
    return services.plan_class(**values | changed)


def moved(row: TrainingClass, *verbs: str, **values: Any) -> TrainingClass:
    for verb in verbs:
        row = services.move_class(actor=SYSTEM, training=row, verb=verb, **values)
    return row


def enrolled(territory: Territory, of: TrainingClass, **changed: Any) -> Enrolment:
    values: dict[str, Any] = {
        "actor": SYSTEM,
        "training": of,
        "learner_kind": LearnerKind.WORKER,
        "community": territory.community,
    }
    if "person" not in changed:
        values["person"] = territory.person()
    return services.enrol(**values | changed)


def test_a_class_lives_its_life(territory: Territory) -> None:
    row = moved(planned(territory), "announce")
    with pytest.raises(TransitionRefused, match="名额"):
        moved(row, "open_enrolment")
    row = moved(row, "open_enrolment", quota=110)
    learner = services.admit(actor=SYSTEM, enrolment=enrolled(territory, row))
    with pytest.raises(ValidationError, match="还没有开班"):
        services.attend(actor=SYSTEM, enrolment=learner, day=date(2024, 6, 20))
    row = moved(row, "begin")
    with pytest.raises(ValidationError, match="开始和结束之间"):
        services.attend(actor=SYSTEM, enrolment=learner, day=date(2024, 6, 23))
    learner = services.attend(actor=SYSTEM, enrolment=learner, day=date(2024, 6, 21))
    assert learner.attended_until == date(2024, 6, 23)
    learner = services.complete(actor=SYSTEM, enrolment=learner, study_hours=12, result=Result.QUALIFIED)
    assert (learner.status, learner.study_hours) == ("completed", 12)
    assert moved(row, "evaluate", "finish", "archive").state == "archived"
    assert Act.everything.filter(code="academy.enrolment.changed").count() == 3


def test_one_class_holds_a_learner_on_one_day(territory: Territory) -> None:
    person = territory.person()
    rows = [moved(planned(territory), "announce") for _ in range(2)]
    learners = [enrolled(territory, row, person=person) for row in rows]
    for row, learner in zip(rows, learners, strict=True):
        services.admit(actor=SYSTEM, enrolment=learner)
        moved(row, "begin")
    services.attend(actor=SYSTEM, enrolment=learners[0], day=date(2024, 6, 20))
    with pytest.raises(ValidationError, match="同一天只能参加一个班"):
        services.attend(actor=SYSTEM, enrolment=learners[1], day=date(2024, 6, 22))
    assert services.miss(actor=SYSTEM, enrolment=learners[1]).status == "absent"


def test_leave_has_a_reason(territory: Territory) -> None:
    learner = enrolled(territory, moved(planned(territory), "announce"))
    with pytest.raises(TransitionRefused, match="请假原因"):
        services.excuse(actor=SYSTEM, enrolment=learner, note=" ")
    assert services.excuse(actor=SYSTEM, enrolment=learner, note="防汛值守").status == "on_leave"


def test_refused_classes(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="全区，或学院所在的社区"):
        planned(territory, area=territory.streets[0])
    with pytest.raises(ValidationError, match="ends_on"):
        planned(territory, ends_on=date(2024, 6, 19))
    row = planned(territory, starts_on=date(2024, 10, 31), ends_on=date(2024, 10, 31))
    with pytest.raises(ValidationError, match="不能晚于今天"):
        moved(row, "announce", "begin")
    with pytest.raises(ValidationError, match="同一期次"):
        planned(territory, number=row.number)


def test_refused_learners(territory: Territory) -> None:
    row = moved(planned(territory), "announce")
    with pytest.raises(ValidationError, match="不是社区"):
        enrolled(territory, row, community=territory.streets[0])
    learner = enrolled(territory, row)
    with pytest.raises(ValidationError, match="已经报了"):
        enrolled(territory, row, person=learner.person)
    with pytest.raises(ValidationError, match="不能再报名"):
        enrolled(territory, moved(row, "begin"))


def test_communities_send_and_the_academy_runs(territory: Territory) -> None:
    actor = territory.actor(Post.COMMUNITY_SECRETARY, territory.communities[0])
    with pytest.raises(PermissionDenied, match="不包括"):
        planned(territory, actor=actor)
    row = moved(planned(territory), "announce")
    learner = enrolled(territory, row, actor=actor)
    with pytest.raises(PermissionDenied):
        enrolled(territory, row, actor=actor, community=territory.communities[1])
    with pytest.raises(PermissionDenied):
        services.admit(actor=actor, enrolment=learner)


def test_lessons_are_on_days_of_the_class(territory: Territory) -> None:
    values: dict[str, Any] = {
        "actor": SYSTEM,
        "training": planned(territory),
        "starts_at": time(9),
        "ends_at": time(11, 30),
        "course": course(territory),
    }
    assert services.add_session(**values, held_on=date(2024, 6, 22)).pk
    with pytest.raises(ValidationError, match="开始和结束之间"):
        services.add_session(**values, held_on=date(2024, 6, 23))
