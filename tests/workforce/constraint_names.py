"""What a broken constraint looks like in an error, on either database."""

import re
from collections.abc import Iterable

from django.apps import apps
from django.db import models


def _own(app_label: str) -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    return {
        constraint.name: (model, constraint)
        for model in apps.get_app_config(app_label).get_models()
        for constraint in model._meta.constraints
    }


def all_names(app_label: str) -> set[str]:
    """Names of all constraints the app declares."""
    return set(_own(app_label))


def error_of(app_label: str, name: str) -> str:
    """A pattern for the error: its name, or, for a unique constraint on SQLite, its columns.

    An unknown state or level also breaks the rule that ties it to the row's dates. SQLite names what was
    declared first, PostgreSQL what comes first in the alphabet: either will do.
    """
    model, constraint = _own(app_label)[name]
    names = [name]
    if name.endswith("_known"):
        names += [other.name for other in model._meta.constraints if "_fits_" in other.name]
    patterns = [rf"\b{each}\b" for each in names]
    if isinstance(constraint, models.UniqueConstraint):
        columns = (f"{model._meta.db_table}.{model._meta.get_field(f).column}" for f in constraint.fields)  # type: ignore[union-attr]
        patterns.append(re.escape(f"UNIQUE constraint failed: {', '.join(columns)}") + "$")
    return "|".join(patterns)


def missing(app_label: str, broken: Iterable[str]) -> set[str]:
    """Constraints nobody tried to break."""
    return all_names(app_label) - set(broken)
