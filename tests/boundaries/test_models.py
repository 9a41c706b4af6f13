"""No foreign key leads to a higher room or to a sibling: what the import contract cannot see, because Django refers
to models by strings. Relations to and from third-party apps are exempt."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.boundaries.house import House, house

OURS = "linli."


def room_of(model: type[models.Model]) -> str | None:
    """The room a model lives in; None for a third-party model."""
    module = model.__module__
    return module.split(".")[1] if module.startswith(OURS) else None


def breaches(the_house: House, all_models: Iterable[type[models.Model]]) -> list[str]:
    """Each relation that leads where its room may not depend."""
    found = []
    for model in all_models:
        room = room_of(model)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model
            if room is None or not isinstance(target, type):
                continue
            other = room_of(target)
            if other is not None and not the_house.may_depend(room, other):
                found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return found


def test_relations_go_down_only() -> None:
    assert breaches(house(), apps.get_models(include_auto_created=True)) == []


def test_no_relation_hides_its_target() -> None:
    generic = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if room_of(model)
        for field in model._meta.private_fields
    ]

    assert generic == [], "a generic foreign key hides what it points to; store a typed reference"


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("grid", "people", True),
        ("grid", "grid", True),
        ("people", "grid", False),
        ("grid", "burden", False),
        ("audit", "orgs", False),
    ],
)
@pytest.mark.parametrize("kind", ["key", "one to one", "many to many"])
def test_the_walk_bites(source: str, target: str, allowed: bool, kind: str) -> None:
    with isolate_apps():
        there = make_model("There", target, {})
        here = make_model("Here", source, {"there": relation(kind, there)})

        assert breaches(house(), [there, here]) == (
            [] if allowed else [f"{source}.Here.there → {target}.There"]
        )


def relation(kind: str, target: type[models.Model]) -> models.Field[Any, Any]:
    if kind == "many to many":
        return models.ManyToManyField(target, related_name="+")
    if kind == "one to one":
        return models.OneToOneField(target, on_delete=models.CASCADE, related_name="+")
    return models.ForeignKey(target, on_delete=models.CASCADE, related_name="+")


def make_model(name: str, room: str, fields: dict[str, object]) -> type[models.Model]:
    meta = type("Meta", (), {"app_label": room})
    return type(name, (models.Model,), {"__module__": f"linli.{room}.models", "Meta": meta, **fields})
