"""Deadlines as records: start, meet, extend, pause, drop; their words; and what the database refuses."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from linli.access.actor import NOBODY, SYSTEM
from linli.audit.log import told as told_act
from linli.audit.models import Act
from linli.common.scoping import ScopeBy, UnscopedQuery
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import open_area
from linli.workflow import selectors, services
from linli.workflow.checks import disagreeing_pauses, orphaned_deadlines, overridden_law, waiting_deadlines
from linli.workflow.clocks import clock
from linli.workflow.deadlines import Remaining, Tone, Unit, due
from linli.workflow.loading import load_years
from linli.workflow.models import (
    CalendarDay,
    ClockRuleOverride,
    Deadline,
    Extension,
    Resumption,
    Suspension,
)
from linli.workflow.references import Reference
from tests.workflow.conftest import at

pytestmark = pytest.mark.django_db
MORNING = at(2024, 10, 21)  # a Monday
END = at(2024, 10, 28, 17, 30)


@pytest.fixture
def deadline(district: Area) -> Deadline:
    """Five workdays on the district itself, which serves as the thing with a deadline."""
    return services.start_deadline(
        actor=SYSTEM, target=district, code="grid.request", area=district, started=MORNING
    )


def codes() -> list[str]:
    return list(
        Act.everything.filter(code__startswith="workflow.").order_by("pk").values_list("code", flat=True)
    )


def test_a_deadline_copies_its_rule(deadline: Deadline, district: Area) -> None:
    deadline.refresh_from_db()
    assert (deadline.amount, deadline.unit, deadline.kind) == (5, "workday", "grid.request")
    assert (deadline.target_type, deadline.target_id) == ("orgs.area", district.pk)
    assert deadline.due_at == END
    assert deadline.basis == clock("grid.request").basis
    assert (deadline.name, deadline.said) == ("一般事项办理", "5 个工作日")
    act = Act.everything.get(code="workflow.deadline.started")
    assert told_act(act) == "“一般事项办理”开始计时：5 个工作日"
    assert act.area_id == district.pk


def test_the_value_of_the_day_it_starts_holds(district: Area) -> None:
    services.set_clock(
        actor=SYSTEM,
        code="grid.request",
        amount=2,
        unit=Unit.WORKDAY,
        basis="区委办〔2024〕1号",
        valid_from=date(2024, 10, 1),
    )
    started = services.start_deadline(
        actor=SYSTEM, target=district, code="grid.request", area=district, started=date(2024, 10, 21)
    )
    assert started.due_at == at(2024, 10, 23, 17, 30)
    assert started.started_at == at(2024, 10, 21, 0)


def test_the_same_clock_runs_once(deadline: Deadline, district: Area) -> None:
    with pytest.raises(ValidationError, match="已经在计"):
        services.start_deadline(
            actor=SYSTEM, target=district, code="grid.request", area=district, started=MORNING
        )
    services.meet(actor=SYSTEM, deadline=deadline, at=END)
    services.start_deadline(actor=SYSTEM, target=district, code="grid.request", area=district, started=END)
    assert selectors.deadlines_of(SYSTEM, district).count() == 2


def test_many_are_built_without_saving(district: Area) -> None:
    calendar = selectors.working_calendar()
    rows = [
        services.build_deadline(
            target=district, rule=clock(code), area=district, started=date(2024, 10, 1), calendar=calendar
        )
        for code in ("mediation.confirm.apply", "residents.posting")
    ]
    Deadline.everything.bulk_create(rows)
    assert [row.due_at for row in rows] == [at(2024, 10, 31, 17, 30), at(2024, 10, 16, 17, 30)]
    with pytest.raises(ValueError, match="share"):
        services.build_deadline(
            target=district,
            rule=clock("owners.meeting.request"),
            area=district,
            started=MORNING,
            calendar=calendar,
        )


def test_met_is_met_late_or_not(deadline: Deadline) -> None:
    calendar = selectors.working_calendar()
    late = services.meet(actor=SYSTEM, deadline=deadline, at=END + timedelta(minutes=1))
    assert selectors.told(late, END, calendar).text == "已办，超过时限"
    late.met_at = END
    assert selectors.told(late, END, calendar) == Remaining("按时办完", Tone.DONE)
    with pytest.raises(ValidationError, match="已经结束"):
        services.meet(actor=SYSTEM, deadline=deadline, at=END)
    assert codes() == ["workflow.deadline.started", "workflow.deadline.met"]


def test_an_extension_is_a_record(deadline: Deadline) -> None:
    assert deadline.due_at is not None
    later = due(deadline.due_at, 3, Unit.WORKDAY, selectors.working_calendar())
    extension = services.extend(
        actor=SYSTEM, deadline=deadline, reason="脚手架周五到", new_due_at=later, granted_at=MORNING
    )
    deadline.refresh_from_db()
    assert (extension.due_before, extension.new_due_at, deadline.due_at) == (END, later, later)
    assert later == at(2024, 10, 31, 17, 30)
    act = Act.everything.get(code="workflow.deadline.extended")
    assert told_act(act) == "“一般事项办理”从 2024-10-28 17:30 延期到 2024-10-31 17:30"
    assert "脚手架" not in str(act.data)  # free text stays out of the log
    with pytest.raises(ValidationError, match="只能延长，不能缩短"):
        services.extend(actor=SYSTEM, deadline=deadline, reason="x", new_due_at=END, granted_at=MORNING)
    with pytest.raises(ValidationError, match="写明理由"):
        services.extend(
            actor=SYSTEM,
            deadline=deadline,
            reason=" ",
            new_due_at=later + timedelta(days=1),
            granted_at=MORNING,
        )


def test_a_pause_gives_back_what_was_left(deadline: Deadline) -> None:
    calendar = selectors.working_calendar()
    services.suspend(actor=SYSTEM, deadline=deadline, reason="等专业鉴定", at=at(2024, 10, 23))
    deadline.refresh_from_db()
    assert selectors.told(deadline, at(2024, 11, 20), calendar) == Remaining("暂停计时", Tone.PAUSED)
    assert not selectors.overdue_on(SYSTEM, at(2024, 11, 20)).exists()
    assert selectors.paused(SYSTEM).get() == deadline
    with pytest.raises(ValidationError, match="正在暂停计时，不能暂停"):
        services.suspend(actor=SYSTEM, deadline=deadline, reason="x", at=at(2024, 10, 24))
    with pytest.raises(ValidationError, match="正在暂停计时，不能延期"):
        services.extend(
            actor=SYSTEM, deadline=deadline, reason="x", new_due_at=at(2025, 1, 8), granted_at=MORNING
        )
    with pytest.raises(ValidationError, match="早于暂停"):
        services.resume(actor=SYSTEM, deadline=deadline, reason="x", at=at(2024, 10, 22))
    resumption = services.resume(actor=SYSTEM, deadline=deadline, reason="鉴定书到了", at=at(2024, 11, 6))
    deadline.refresh_from_db()
    assert deadline.paused_at is None
    assert deadline.due_at == resumption.new_due_at == at(2024, 11, 11, 17, 30)
    assert resumption.due_before == END
    with pytest.raises(ValidationError, match="没有暂停"):
        services.resume(actor=SYSTEM, deadline=deadline, reason="x", at=at(2024, 11, 7))
    with pytest.raises(ValidationError, match="早于上一次恢复"):
        services.suspend(actor=SYSTEM, deadline=deadline, reason="x", at=at(2024, 11, 5))
    second = services.suspend(actor=SYSTEM, deadline=deadline, reason="又等", at=at(2024, 11, 7))
    assert second.number == 2
    assert list(disagreeing_pauses()) == []


def test_a_dropped_deadline_says_why(deadline: Deadline) -> None:
    dropped = services.drop(actor=SYSTEM, deadline=deadline, reason="报事人撤回", at=at(2024, 10, 22))
    assert dropped.drop_reason == "报事人撤回"
    assert selectors.told(dropped, END, selectors.working_calendar()).text == "不再计时"
    for act in (services.drop, services.suspend):
        with pytest.raises(ValidationError, match="已经结束"):
            act(actor=SYSTEM, deadline=deadline, reason="x", at=END)


def test_overdue_and_due_soon_are_asked_by_whoever_may_see(deadline: Deadline) -> None:
    assert not selectors.overdue_on(SYSTEM, END).exists()
    assert selectors.overdue_on(SYSTEM, END + timedelta(seconds=1)).get() == deadline
    assert selectors.due_within(SYSTEM, END, END + timedelta(seconds=1)).get() == deadline
    assert not selectors.due_within(SYSTEM, MORNING, END).exists()
    assert not selectors.overdue_on(NOBODY, at(2025, 6, 1)).exists()
    assert selectors.told(deadline, at(2024, 10, 29), selectors.working_calendar()).text == "超 1 个工作日"
    for model in (Deadline, Extension, Suspension, Resumption):
        with pytest.raises(UnscopedQuery):
            model.objects.all()


def test_scope_reaches_the_history(deadline: Deadline, district: Area) -> None:
    street = open_area(
        actor=SYSTEM,
        kind=Kind.STREET,
        code="430602001",
        name="五里牌街道",
        parent=district,
        day=date(2010, 1, 1),
    )
    services.suspend(actor=SYSTEM, deadline=deadline, reason="等", at=at(2024, 10, 22))
    services.resume(actor=SYSTEM, deadline=deadline, reason="好了", at=at(2024, 10, 23))
    for model in (Deadline, Suspension, Resumption):
        assert isinstance(model.scope, ScopeBy)
        path = str(model.scope.area)
        assert model.everything.filter(**{path: district}).exists()
        assert not model.everything.filter(**{path: street}).exists()


def test_an_end_in_an_unpublished_year_waits_for_it(district: Area) -> None:
    CalendarDay.everything.filter(day__year__gte=2025).delete()
    waiting = services.start_deadline(
        actor=SYSTEM, target=district, code="petition.notice", area=district, started=at(2024, 12, 20)
    )
    assert (waiting.due_at, waiting.awaits_year) == (None, 2025)
    calendar = selectors.working_calendar()
    assert selectors.told(waiting, END, calendar).text == "到期日待 2025 年工作日历公布"
    assert selectors.awaiting_calendar(SYSTEM).get() == waiting
    assert list(waiting_deadlines()) == ["1 个时限在等 2025 年的工作日历"]
    with pytest.raises(ValidationError, match="待 2025 年工作日历公布，现在不能暂停"):
        services.suspend(actor=SYSTEM, deadline=waiting, reason="x", at=at(2024, 12, 21))
    assert load_years([2025]).settled == 1
    waiting.refresh_from_db()
    assert (waiting.due_at, waiting.awaits_year) == (at(2025, 1, 6, 17, 30), None)
    assert list(waiting_deadlines()) == []


def test_what_is_gone_is_an_orphan(deadline: Deadline, district: Area) -> None:
    assert Reference.to(district).resolve() == district
    assert list(orphaned_deadlines()) == []
    Deadline.everything.filter(pk=deadline.pk).update(target_id=987654)
    assert list(orphaned_deadlines()) == ["orgs.area:987654"]
    Deadline.everything.filter(pk=deadline.pk).update(target_type="gone.thing")
    assert list(orphaned_deadlines()) == ["gone.thing:987654"]
    assert Reference("gone.thing", 1).resolve() is None
    with pytest.raises(ValueError, match="saved"):
        Reference.to(Area())


def test_checks_find_what_no_constraint_holds(deadline: Deadline) -> None:
    Deadline.everything.filter(pk=deadline.pk).update(paused_at=MORNING)
    assert len(list(disagreeing_pauses())) == 1
    ClockRuleOverride.everything.create(
        code="petition.notice", amount=9, unit="day", basis="x", valid_from=date(2024, 1, 1)
    )
    assert list(overridden_law()) == ["petition.notice"]


def shape(area: Area, **values: Any) -> dict[str, Any]:
    """A sound row, altered."""
    sound = {
        "target_type": "orgs.area",
        "target_id": area.pk,
        "area": area,
        "kind": "petition.notice",
        "amount": 15,
        "unit": "day",
        "rolls": True,
        "basis": "《信访工作条例》",
        "started_at": MORNING,
        "due_at": END,
    }
    return sound | values


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"kind": "grid.request"}, "deadline_runs_once_per_kind|UNIQUE constraint failed"),
        ({"amount": 0}, "deadline_positive"),
        ({"unit": "moon"}, "deadline_unit_known"),
        ({"basis": ""}, "deadline_has_basis"),
        ({"due_at": None}, "deadline_due_or_awaits"),
        ({"awaits_year": 2027}, "deadline_due_or_awaits"),
        ({"due_at": MORNING - timedelta(days=1)}, "deadline_due_not_before_start"),
        ({"met_at": END, "dropped_at": END, "drop_reason": "x"}, "deadline_ends_once"),
        ({"met_at": MORNING - timedelta(days=1)}, "deadline_met_not_before_start"),
        ({"met_at": END, "paused_at": MORNING}, "deadline_paused_only_while_running"),
        ({"dropped_at": END}, "deadline_drop_has_reason"),
        ({"drop_reason": "x"}, "deadline_drop_has_reason"),
    ],
)
@pytest.mark.usefixtures("deadline")
def test_the_database_refuses_broken_deadlines(district: Area, values: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Deadline.everything.create(**shape(district, **values))


def test_the_database_refuses_broken_history(deadline: Deadline) -> None:
    def refuse(name: str, model: Any, **values: Any) -> None:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.everything.create(**values)

    moved = {"deadline": deadline, "granted_at": MORNING, "due_before": END}
    refuse("extension_is_later", Extension, reason="x", new_due_at=END, **moved)
    refuse("extension_has_reason", Extension, reason="", new_due_at=at(2024, 11, 1), **moved)
    refuse("suspension_has_reason", Suspension, deadline=deadline, number=1, reason="", suspended_at=MORNING)
    pause = services.suspend(actor=SYSTEM, deadline=deadline, reason="等", at=MORNING)
    refuse(
        "suspension_numbered_once|UNIQUE constraint failed",
        Suspension,
        deadline=deadline,
        number=1,
        reason="x",
        suspended_at=MORNING,
    )
    back = {"suspension": pause, "resumed_at": END, "due_before": END}
    refuse("resumption_not_earlier", Resumption, reason="x", new_due_at=MORNING, **back)
    refuse("resumption_has_reason", Resumption, reason="", new_due_at=END, **back)


def test_history_cannot_be_rewritten(deadline: Deadline) -> None:
    services.extend(
        actor=SYSTEM, deadline=deadline, reason="雨", new_due_at=at(2024, 11, 1), granted_at=MORNING
    )
    services.suspend(actor=SYSTEM, deadline=deadline, reason="等", at=at(2024, 10, 22))
    services.resume(actor=SYSTEM, deadline=deadline, reason="好了", at=at(2024, 10, 23))
    for model in (Extension, Suspension, Resumption):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            model.everything.update(reason="别的")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            model.everything.all()._raw_delete("default")  # past Django's own guard


def test_an_instant_is_aware(district: Area) -> None:
    with pytest.raises(ValueError, match="aware"):
        services.start_deadline(
            actor=SYSTEM, target=district, code="grid.request", area=district, started=datetime(2024, 1, 2)
        )
