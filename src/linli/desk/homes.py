"""Which first page somebody gets: the workbench for whoever has business; what another room registered for the others.

The three administrators see no business data, so their pages come from whoever builds administration.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from linli.access.actor import Actor
from linli.access.http import ActorRequest

Home = Callable[[ActorRequest], HttpResponse]
_homes: list[tuple[Callable[[Actor], bool], Home]] = []


def register(*, suits: Callable[[Actor], bool], page: Home) -> None:
    """Add a first page for those without business; the first that suits is shown."""
    _homes.append((suits, page))


def page_for(actor: Any) -> Home | None:
    """None where nobody registered one that suits."""
    return next((page for suits, page in _homes if suits(actor)), None)
