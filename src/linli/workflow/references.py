"""Typed references: how one system's row names a row of another without a foreign key.

A reference is a model label and a primary key, as in the log. It may outlive what it names, so every column
pair that holds references is asked for orphans by ``linli doctor``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.apps import apps
from django.db import models


@dataclass(frozen=True, order=True)
class Reference:
    """``type`` is the model's lower-case label, such as ``mediation.disputecase``."""

    type: str
    id: int

    @classmethod
    def to(cls, row: models.Model) -> Self:
        """The reference to a saved row."""
        if row.pk is None:
            raise ValueError("only a saved row can be referred to")
        return cls(row._meta.label_lower, row.pk)

    @classmethod
    def read(cls, said: str) -> Self | None:
        """From its text, as ``str`` gives it; None for a text that is none."""
        kind, _, pk = said.rpartition(":")
        return cls(kind, int(pk)) if kind and pk.isdecimal() else None

    @property
    def called(self) -> str:
        """What one of its kind is called, 调解案件; the label itself for a kind that is gone."""
        model = _model(self.type)
        return str(model._meta.verbose_name) if model is not None else self.type

    def resolve(self) -> models.Model | None:
        """The row, or None if it is gone. For services and checks: it asks no scope."""
        model = _model(self.type)
        return model._base_manager.filter(pk=self.id).first() if model else None

    def __str__(self) -> str:
        return f"{self.type}:{self.id}"


def model_of(label: str) -> type[models.Model] | None:
    """The kind a reference's ``type`` names; None when it is gone."""
    return _model(label)


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def orphans(rows: models.QuerySet[Any], type_field: str, id_field: str) -> Iterator[Reference]:
    """References held by ``rows`` that name nothing: one query per type that occurs."""
    for label in rows.order_by().values_list(type_field, flat=True).distinct():
        ids = rows.filter(**{type_field: label}).order_by().values_list(id_field, flat=True).distinct()
        model = _model(label)
        missing: Iterable[int] = ids
        if model is not None:
            missing = ids.exclude(**{f"{id_field}__in": model._base_manager.values("pk")})
        yield from (Reference(label, pk) for pk in missing)
