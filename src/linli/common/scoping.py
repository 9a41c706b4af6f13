"""Scoped managers: a query a person can reach must say whose eyes it serves.

``Model.objects`` raises unless narrowed by ``visible_to(actor)`` or opened by ``unscoped(reason)``.
``Model.everything`` is for the framework itself (validation, reverse relations, dumps). How an actor's
scope becomes a filter is filled in from above: ``linli.access`` sets the resolver when it is ready.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db import models, router
from django.db.models import QuerySet

from linli.common.soundness import all_hold


class UnscopedQuery(RuntimeError):
    """A query was about to run without saying whom it serves."""


@dataclass(frozen=True, kw_only=True)
class Secret:
    """Some rows are told in confidence (检举控告, invariant T03): only their handlers may know that there are any.

    flag:   the boolean field that says so.
    accused_area:   lookup path to the ``orgs.Area`` whose unit is accused; nobody of its chain is a handler of it.
    accused_person: lookup path to the accused person, if one is known for certain.
    accused_unit:   lookup path to the ``orgs.Organisation`` accused, where it is one within the area.
    named_in:       lookup paths to words in which the accused may be named: a handler of that name stands aside.
    accused_words:  the one of them that holds nothing but how somebody, or the organ of the handlers, is named.
    """

    flag: str
    accused_area: str
    accused_person: str
    accused_unit: str = ""
    named_in: tuple[str, ...] = ()
    accused_words: str = ""

    def through(self, path: str) -> "Secret":
        """The same of rows that belong to such a row by ``path``: whatever hides it hides them."""
        return Secret(
            flag=f"{path}__{self.flag}",
            accused_area=f"{path}__{self.accused_area}",
            accused_person=f"{path}__{self.accused_person}",
            accused_unit=f"{path}__{self.accused_unit}" if self.accused_unit else "",
            named_in=tuple(f"{path}__{each}" for each in self.named_in),
            accused_words=f"{path}__{self.accused_words}" if self.accused_words else "",
        )


@dataclass(frozen=True, kw_only=True)
class ScopeBy:
    """How a row belongs to the territory.

    area:     lookup path to the ``orgs.Area`` the row lies in; "" for Area itself; several paths where a
              row lies in several trees (a household: its building, its neighbourhood, its micro grid).
    day:      lookup path to the date on which it happened: whoever held the area that day sees it too.
    downward: the row holds for everything below its area (rules, lists), so those below see it.
    unit:     lookup path to the ``orgs.Organisation`` the row was given to: its people see it, wherever it lies.
    hand:     lookup paths to the ``orgs.Area`` that has the row, or a part of it, in hand today: its people and those
              above see it, wherever it lies; whoever held the area in the past does not.
    also:     a capability that shows these rows within its areas to who may see no other records (司法所: cases).
    secret:   which rows leave the territory's scope altogether and are seen by their handlers alone.
    hidden_from: lookup path to the ``people.Person`` who may not see the row, wherever they hold a post.
    """

    area: str | tuple[str, ...]
    day: str | None = None
    downward: bool = False
    unit: str | None = None
    hand: tuple[str, ...] = ()
    also: str | None = None
    secret: Secret | None = None
    hidden_from: str | None = None


@dataclass(frozen=True)
class Unscopable:
    """The model carries nothing of anybody's area (calendar days, clock); ``reason`` says why."""

    reason: str


Resolver = Callable[[QuerySet[Any], ScopeBy, Any], QuerySet[Any]]
_resolver: Resolver | None = None

M = TypeVar("M", bound=models.Model)


def set_resolver(resolver: Resolver) -> None:
    """Called once, by the access room."""
    global _resolver  # the one hook by which the layer above fills this one
    _resolver = resolver


class ScopedManager(models.Manager[M], Generic[M]):
    """Raises for every query that has not said whom it serves."""

    use_in_migrations = False

    def get_queryset(self) -> QuerySet[M]:
        raise UnscopedQuery(
            f"{self.model.__name__}.objects: use visible_to(actor) or unscoped('why nobody is asked')"
        )

    def _all(self) -> QuerySet[M]:
        return super().get_queryset()

    def visible_to(self, actor: Any) -> QuerySet[M]:
        """The rows this actor may see."""
        scope = getattr(self.model, "scope", None)
        if isinstance(scope, Unscopable):
            return self._all()
        if scope is None or _resolver is None:
            raise UnscopedQuery(f"{self.model.__name__} declares no scope")
        return _resolver(self._all(), scope, actor)

    def unscoped(self, reason: str) -> QuerySet[M]:
        """All rows but those told in confidence, so that no figure, index or list can count them by accident.

        ``reason`` is for the reader of the code and must not be empty.
        """
        secret = getattr(getattr(self.model, "scope", None), "secret", None)
        rows = self.in_confidence(reason)
        return rows if secret is None else rows.filter(**{secret.flag: False})

    def in_confidence(self, reason: str) -> QuerySet[M]:
        """All rows, those told in confidence included: for keeping and clocks, never for what a page shows."""
        if not reason.strip():
            raise UnscopedQuery("say why this query needs no scope")
        return self._all()


class ScopedModel(models.Model):
    """Base of every model a person can reach. Sub-classes declare ``scope``."""

    scope: ClassVar[ScopeBy | Unscopable]

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()
    everything: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
        default_manager_name = "everything"
        base_manager_name = "everything"

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """As Django; but when all hold, they are asked in one question."""
        if not all_hold(self, exclude, router.db_for_write(type(self), instance=self)):
            super().validate_constraints(exclude)
