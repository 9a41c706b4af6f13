"""Whatever names a person is told to that person, or is exempt with a reason; no data is kept without an end."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, Model

from linli.people.models import Account, Household, Person
from linli.privacy import retention
from linli.privacy.holdings import Holding, all_holdings, exemptions
from linli.workflow import periodic
from linli.workflow.clocks import clock
from linli.workflow.deadlines import Unit

PERSONAL = re.compile(
    r"(^|_)(name|names|phone|contact|asker|teller|caller|address|door|sex|birth|id_number)(_|$)|_sealed$|_hash$"
)
"""Names of columns that may hold what belongs to a private person."""

NOT_OF_A_PERSON = {
    # What is called, not who.
    "audit.Seal", "orgs.Area", "orgs.Organisation", "orgs.Campaign", "orgs.Theme", "workflow.CalendarDay",
    "notices.PostingKind", "facilities.Premises", "facilities.PremisesProject", "workforce.Congress",
    "workforce.RecruitPlan", "burden.PublicAccount", "burden.BurdenList", "burden.CertItem", "burden.Plaque",
    "reports.ManualFigure", "reports.FrozenFigure", "people.KeyFingerprint", "desk.SavedView",
    "grid.RequestKind", "grid.DutyItem", "grid.NoticeBoard",
}  # fmt: skip

IN_OFFICE = "reports.PartText.author_name"
"""Who writes an official report does so in office; it stays on record (docs/adr/0017)."""


def models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("linli."):
            yield model


def columns_of(model: type[Model]) -> Iterator[Field]:  # type: ignore[type-arg]  # not generic at run time
    yield from model._meta.concrete_fields


def label(model: type[Model], column: str) -> str:
    return f"{model._meta.label}.{column}"


def told(model: type[Model], column: str) -> bool:
    """The column is read by its person, or leads to them."""
    for holding in all_holdings():
        if holding.model is not model:
            continue
        if column in {path.split("__")[0] for path in (*holding.person, *holding.household)}:
            return True
        if column in holding.shown or holding.tells(column) or column.endswith("_hash"):
            return True
    return False


def test_every_relation_to_a_person_is_declared_or_exempt() -> None:
    """Also by a step in between: who leads to a worker's file leads to the worker."""
    persons: set[type[Model]] = {Person, Household, Account} | {
        each.model for each in all_holdings() if "person" in each.person
    }
    persons -= {each for each in persons if each._meta.label == "privacy.RightsRequest"}
    undeclared = [
        label(model, column.name)
        for model in models()
        for column in columns_of(model)
        if column.related_model in persons
        and not told(model, column.name)
        and label(model, column.name) not in exemptions()
    ]
    assert undeclared == [], f"declare a Holding for them, or exempt them with a reason: {undeclared}"


def test_every_column_that_may_be_personal_is_declared_or_exempt() -> None:
    undeclared = [
        label(model, column.name)
        for model in models()
        if model._meta.label not in NOT_OF_A_PERSON
        for column in columns_of(model)
        if PERSONAL.search(column.name)
        and not column.related_model
        and not told(model, column.name)
        and label(model, column.name) not in {*exemptions(), IN_OFFICE}
    ]
    assert undeclared == [], f"declare a Holding for them, or exempt them with a reason: {undeclared}"


def test_an_exemption_names_a_column_that_is_there_and_says_why() -> None:
    known = {label(model, column.name) for model in models() for column in columns_of(model)}
    assert set(exemptions()) - known == set()
    assert all(len(reason) > 5 for reason in exemptions().values())


def test_every_holding_says_what_for_and_leads_to_columns_that_are_there() -> None:
    for each in all_holdings():
        assert all((each.purpose, each.law, each.label)), each.code
        assert bool(each.ends) == bool(each.keep), each.code
        str(each.model._base_manager.filter(**{f"{path}__in": [0] for path in each.person}).query)
        str(each.dated(each.model._base_manager.filter(pk=0)).query)
        for column in (*each.only, *each.omit, *each.shown):
            each.model._meta.get_field(column)
        _kept_for_days_months_or_years(each)


def _kept_for_days_months_or_years(holding: Holding) -> None:
    if holding.keep:
        assert clock(holding.keep).unit in (Unit.DAY, Unit.MONTH, Unit.YEAR), holding.code


def test_every_rule_of_retention_has_a_period_with_a_basis() -> None:
    rules = retention.all_rules()
    assert rules[-1].code == retention.LAST
    for rule in rules:
        assert clock(rule.clock).unit in (Unit.DAY, Unit.MONTH, Unit.YEAR), rule.code
        assert clock(rule.clock).basis, rule.code
        assert all((rule.what, rule.label)), rule.code


def test_what_is_let_go_elsewhere_is_daily_work_that_is_there() -> None:
    daily = {each.code for each in periodic.all_daily()}
    assert {each.daily for each in retention.all_elsewhere()} <= daily
