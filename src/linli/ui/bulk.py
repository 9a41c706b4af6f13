"""What may be done to many records of a register at once: only acts that are as safe for many as for one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase

from linli.access.actor import Actor
from linli.access.http import ActorRequest
from linli.ui.records import RecordPage


@dataclass(frozen=True, kw_only=True, eq=False)
class BulkAct:
    """One act. ``run`` gets the picked records, at most a page of them, out of what the actor may see.

    suits: whether the actor may do it to records of this kind; asked without the database, and again before ``run``.
    """

    code: str
    label: str
    icon: str
    run: Callable[[ActorRequest, RecordPage, QuerySet[Any]], HttpResponseBase]
    suits: Callable[[Actor, RecordPage], bool] = lambda _actor, _declared: True
    order: int = 50


_acts: dict[str, BulkAct] = {}


def register(act: BulkAct) -> None:
    """Add an act. Raises ValueError for a code taken."""
    if act.code in _acts:
        raise ValueError(f"bulk act {act.code} is registered already")
    _acts[act.code] = act


def acts_for(actor: Actor, declared: RecordPage) -> list[BulkAct]:
    """What this actor may do to records of this kind, in order."""
    found = sorted(_acts.values(), key=lambda act: (act.order, act.code))
    return [act for act in found if act.suits(actor, declared)]


def act_for(actor: Actor, declared: RecordPage, code: str) -> BulkAct | None:
    """The act, if this actor may do it here."""
    return next((act for act in acts_for(actor, declared) if act.code == code), None)
