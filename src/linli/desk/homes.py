"""Which first page somebody gets: the workbench for whoever has business; what another room registered for the others.

The three administrators see no business data, so their pages come from whoever builds administration.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase

from linli.access.actor import Actor
from linli.access.http import ActorRequest

Home = Callable[[ActorRequest], HttpResponseBase]
_homes: list[tuple[Callable[[Actor], bool], Home, bool]] = []


def register(*, suits: Callable[[Actor], bool], page: Home, with_business: bool = False) -> None:
    """Add a first page for those without business, or ``with_business`` one instead of the workbench; the first that
    suits is shown.
    """
    _homes.append((suits, page, with_business))


def page_for(actor: Any, *, with_business: bool = False) -> Home | None:
    """None where nobody registered one that suits."""
    kinds = (each for each in _homes if each[2] == with_business)
    return next((page for suits, page, _ in kinds if suits(actor)), None)
