"""A query that has not said whom it serves does not run."""

import pytest
from django.apps import apps
from django.db import models

from linli.access.actor import SYSTEM
from linli.common.fields import path_ceiling
from linli.common.scoping import ScopeBy, ScopedModel, Unscopable, UnscopedQuery
from linli.orgs.models import Area
from tests.territory import Territory

FRAMEWORK = frozenset({"common.ClockStand", "people.KeyFingerprint", "people.Account"})


@pytest.mark.parametrize("name", ["all", "count", "first", "exists", "values"])
@pytest.mark.django_db
def test_the_raising_manager_raises(name: str) -> None:
    with pytest.raises(UnscopedQuery):
        getattr(Area.objects, name)()


@pytest.mark.django_db
def test_filter_and_get_raise_as_well() -> None:
    with pytest.raises(UnscopedQuery):
        Area.objects.filter(kind="street")
    with pytest.raises(UnscopedQuery):
        Area.objects.get(pk=1)


@pytest.mark.django_db
def test_an_empty_reason_is_no_reason() -> None:
    with pytest.raises(UnscopedQuery):
        Area.objects.unscoped(" ")


def test_opened_queries_run(territory: Territory) -> None:
    assert Area.objects.unscoped("a test").count() == Area.everything.count()
    assert Area.objects.visible_to(SYSTEM).count() == Area.everything.count()


def ours() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("linli.")]


def test_every_model_of_ours_is_scoped_or_says_why_not() -> None:
    unscoped = {m._meta.label for m in ours() if not issubclass(m, ScopedModel)}
    assert unscoped <= FRAMEWORK
    for model in ours():
        if issubclass(model, ScopedModel):
            assert isinstance(model.scope, ScopeBy | Unscopable), model


def test_every_declared_scope_leads_to_an_area_and_a_date() -> None:
    for model in ours():
        scope = getattr(model, "scope", None)
        if not isinstance(scope, ScopeBy) or scope.area == "":
            continue
        areas = (scope.area,) if isinstance(scope.area, str) else scope.area
        for path in (*areas, *scope.hand):
            assert model.everything.filter(**{f"{path}__path__under": "/1/"}).query  # type: ignore[attr-defined]
        if scope.day is not None:
            assert model.everything.filter(**{f"{scope.day}__lte": "2024-01-01"}).query  # type: ignore[attr-defined]


def test_the_framework_sees_everything_through_its_own_manager() -> None:
    for model in ours():
        if issubclass(model, ScopedModel):
            assert model._meta.default_manager_name == "everything", model
            assert model._default_manager.name == "everything"


def test_a_subtree_is_a_range_that_does_not_match_by_first_digits(territory: Territory) -> None:
    assert path_ceiling("/1/2/") == "/1/20"
    street = territory.streets[0]
    below = set(Area.everything.filter(path__under=street.path).values_list("pk", flat=True))
    assert street.pk in below
    assert territory.communities[0].pk in below
    assert territory.streets[1].pk not in below
    Area.everything.create(
        kind="street",
        code="x",
        name="x",
        parent=territory.district,
        path=f"/{territory.district.pk}/{street.pk}0/",
        valid_from="2024-01-01",
    )
    assert set(Area.everything.filter(path__under=street.path).values_list("pk", flat=True)) == below
    with pytest.raises(ValueError, match="ends with"):
        path_ceiling("/1/2")
