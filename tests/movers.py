"""The reviewed table model → indicators: which figures a row of each counted model moves."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model

from tests.territory import Territory


@dataclass(frozen=True, kw_only=True)
class Mover:
    """One counted model.

    qualifying:     adds the row (and what it needs) that moves exactly ``moves``, within 2024-01-01 – 2024-10-30.
    not_qualifying: adds one that moves nothing.
    prepare:        adds what the row needs where that moves figures by itself (a household's lead).
    Both return the row that is afterwards deleted; what else it needs must move no figure.
    """

    model: str
    qualifying: Callable[[Territory], Model]
    not_qualifying: Callable[[Territory], Model]
    moves: frozenset[str]
    prepare: Callable[[Territory], object] = lambda _: None
