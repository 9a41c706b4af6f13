"""The clock table, and the district's own values for what no law fixes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.privacy.holdings import cutoff
from linli.workflow import clocks
from linli.workflow.clocks import ClockRule, Direction, all_clocks, clock
from linli.workflow.deadlines import Unit
from linli.workflow.models import ClockRuleOverride
from linli.workflow.selectors import clock_on, clocks_on, ends_on
from linli.workflow.services import set_clock

# Appendix A, read aloud: what must not change unnoticed.
TABLE = {
    "residents.posting": (15, Unit.DAY, Direction.AT_LEAST),
    "residents.meeting.notice": (10, Unit.DAY, Direction.AHEAD),
    "residents.delegates.interval": (6, Unit.MONTH, Direction.EVERY),
    "residents.review.interval": (1, Unit.YEAR, Direction.EVERY),
    "residents.voters.posting": (20, Unit.DAY, Direction.AHEAD),
    "residents.voters.objection": (5, Unit.DAY, Direction.WITHIN),
    "residents.voters.decision": (3, Unit.DAY, Direction.WITHIN),
    "residents.handover": (10, Unit.DAY, Direction.WITHIN),
    "residents.term": (5, Unit.YEAR, Direction.TERM),
    "mediation.committee.term": (3, Unit.YEAR, Direction.TERM),
    "mediation.settle": (1, Unit.MONTH, Direction.WITHIN),
    "mediation.confirm.apply": (30, Unit.DAY, Direction.WITHIN),
    "mediation.confirm.accept": (3, Unit.DAY, Direction.WITHIN),
    "mediation.confirm.decide": (15, Unit.DAY, Direction.WITHIN),
    "mediation.confirm.extend": (10, Unit.DAY, Direction.WITHIN),
    "mediation.confirm.third_party": (1, Unit.YEAR, Direction.WITHIN),
    "petition.notice": (15, Unit.DAY, Direction.WITHIN),
    "petition.not_ours": (5, Unit.WORKDAY, Direction.WITHIN),
    "petition.decision": (60, Unit.DAY, Direction.WITHIN),
    "petition.extension": (30, Unit.DAY, Direction.WITHIN),
    "petition.review.request": (30, Unit.DAY, Direction.WITHIN),
    "petition.review.decision": (30, Unit.DAY, Direction.WITHIN),
    "owners.committee.filing": (30, Unit.DAY, Direction.WITHIN),
    "owners.meeting.request": (20, None, Direction.SHARE),
    "volunteer.certificate.posting": (7, Unit.DAY, Direction.AT_LEAST),
    "collective.report.papers": (10, Unit.DAY, Direction.AHEAD),
    "data.assessment.keep": (3, Unit.YEAR, Direction.AT_LEAST),
    "data.network_log.keep": (6, Unit.MONTH, Direction.AT_LEAST),
    "data.vulnerability.report": (24, Unit.HOUR, Direction.WITHIN),
    "data.app.filing": (6, Unit.MONTH, Direction.WITHIN),
    "workforce.senior_exam.valid": (3, Unit.YEAR, Direction.TERM),
    "grid.request": (5, Unit.WORKDAY, Direction.WITHIN),
    "notices.appointment.posting": (5, Unit.WORKDAY, Direction.AT_LEAST),
    "workforce.allowance.start": (1, Unit.MONTH, Direction.AFTER),
    "mediation.follow_up.first": (7, Unit.DAY, Direction.AFTER),
    "mediation.follow_up.second": (30, Unit.DAY, Direction.AFTER),
    "mediation.follow_up.third": (90, Unit.DAY, Direction.AFTER),
    "stations.placement.follow_up.first": (30, Unit.DAY, Direction.AFTER),
    "stations.placement.follow_up.second": (90, Unit.DAY, Direction.AFTER),
    "stations.job_seeker.valid": (180, Unit.DAY, Direction.TERM),
    "grid.suspended.review": (30, Unit.DAY, Direction.EVERY),
    "burden.account.silent": (60, Unit.DAY, Direction.AFTER),
}
OWN = {
    "mediation.settle",
    "grid.request",
    "notices.appointment.posting",
    "workforce.allowance.start",
    "mediation.follow_up.first",
    "mediation.follow_up.second",
    "mediation.follow_up.third",
    "stations.placement.follow_up.first",
    "stations.placement.follow_up.second",
    "stations.job_seeker.valid",
    "grid.suspended.review",
    "burden.account.silent",
}


def test_the_table_is_appendix_a() -> None:
    found = {rule.code: (rule.amount, rule.unit, rule.direction) for rule in all_clocks()}
    assert {code: found[code] for code in TABLE} == TABLE
    assert {rule.code for rule in all_clocks() if rule.configurable and rule.code in TABLE} == OWN
    assert all(rule.basis and rule.object and rule.event for rule in all_clocks())


def test_words_and_rolling() -> None:
    assert clock("petition.not_ours").said == "5 个工作日"
    assert clock("owners.meeting.request").said == "20%"
    assert clock("petition.notice").rolls
    assert not clock("residents.posting").rolls


def test_unknown_and_double_codes_are_mistakes() -> None:
    with pytest.raises(LookupError, match=r"no clock tea\.time"):
        clock("tea.time")
    with pytest.raises(ValueError, match="registered already"):
        clocks.register(clock("grid.request"))


@pytest.mark.django_db
def test_the_district_sets_its_own_value_from_a_day_on() -> None:
    set_clock(
        actor=SYSTEM,
        code="grid.request",
        amount=3,
        unit=Unit.WORKDAY,
        basis="区委办〔2024〕1号",
        valid_from=date(2024, 5, 1),
    )
    set_clock(
        actor=SYSTEM,
        code="grid.request",
        amount=4,
        unit=Unit.WORKDAY,
        basis="区委办〔2024〕9号",
        valid_from=date(2024, 9, 1),
    )
    days = (date(2024, 4, 30), date(2024, 5, 1), date(2024, 8, 31), date(2024, 9, 1))
    assert [clock_on("grid.request", day).amount for day in days] == [5, 3, 3, 4]
    assert clock_on("grid.request", days[1]).basis == "区委办〔2024〕1号"
    assert clocks_on(days[3])["grid.request"].amount == 4
    assert clocks_on(days[3])["petition.notice"].amount == 15
    assert Act.everything.filter(code="workflow.clock.set").count() == 2
    with pytest.raises(ValidationError, match="更晚的开始日期"):
        set_clock(
            actor=SYSTEM,
            code="grid.request",
            amount=2,
            unit=Unit.WORKDAY,
            basis="x",
            valid_from=date(2024, 9, 1),
        )


@pytest.mark.django_db
def test_what_the_law_fixes_cannot_be_set() -> None:
    with pytest.raises(ValidationError, match="《人民调解法》第三十三条规定，不能自行调整"):
        set_clock(
            actor=SYSTEM,
            code="mediation.confirm.apply",
            amount=60,
            unit=Unit.DAY,
            basis="x",
            valid_from=date(2024, 1, 1),
        )
    # A row that got in some other way is not obeyed.
    ClockRuleOverride.everything.create(
        code="petition.notice", amount=99, unit="day", basis="x", valid_from=date(2024, 1, 1)
    )
    assert clock_on("petition.notice", date(2024, 6, 1)).amount == 15
    assert clocks_on(date(2024, 6, 1))["petition.notice"].amount == 15


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"valid_from": date(2024, 6, 1)}, "clock_override_one_at_a_time"),
        (
            {"valid_from": date(2025, 2, 1), "valid_to": date(2025, 1, 1)},
            "clock_override_ends_after_start",
        ),
        ({"amount": 0, "valid_from": date(2026, 1, 1)}, "clock_override_positive"),
        ({"unit": "moon", "valid_from": date(2026, 1, 1)}, "clock_override_unit_known"),
    ],
)
def test_the_database_refuses_broken_settings(values: dict[str, object], name: str) -> None:
    row = {"code": "grid.request", "amount": 3, "unit": "workday", "basis": "x"}
    ClockRuleOverride.everything.create(**row, valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 1))
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ClockRuleOverride.everything.create(**(row | values))


CONFIGURABLE = [rule for rule in all_clocks() if rule.configurable]


@pytest.mark.django_db
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("rule", CONFIGURABLE, ids=lambda rule: rule.code)
def test_every_unit_of_every_own_clock_is_counted_or_refused(rule: ClockRule, unit: Unit) -> None:
    fields = {
        "actor": SYSTEM,
        "code": rule.code,
        "amount": 15,
        "basis": "测试",
        "valid_from": date(2024, 3, 1),
    }
    if unit in rule.units:
        set_clock(**fields, unit=unit)  # type: ignore[arg-type]  # as above
    else:
        with pytest.raises(ValidationError, match="不能按"):
            set_clock(**fields, unit=unit)  # type: ignore[arg-type]
        ClockRuleOverride.everything.create(  # set before that was refused
            code=rule.code, amount=15, unit=unit, basis="测试", valid_from=date(2024, 3, 1)
        )
    now = clock_on(rule.code, date(2024, 6, 3))
    assert now.unit == unit
    assert ends_on(now, date(2024, 6, 3)) >= date(2024, 6, 3)
    if rule.code.startswith("privacy.keep.") and unit in rule.units:
        assert cutoff(rule.code, date(2024, 6, 3)) < date(2024, 6, 3)
