"""What must happen in each room when a consent ends: what was public or kept under it goes (PIPL art. 15, 47)."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from linli.access.actor import Actor
from linli.people.models import Person, Purpose

Ending = Callable[[Actor, Person, date], object]
_endings: dict[Purpose, list[Ending]] = defaultdict(list)


def on_withdrawn(purpose: Purpose, ending: Ending) -> None:
    """Called by each room that shows or keeps something by this consent, when it starts.

    ``ending`` runs in the same transaction as the withdrawal, as the system: the person's word is enough.
    """
    _endings[purpose].append(ending)


def endings_of(purpose: Purpose) -> tuple[Ending, ...]:
    """All of them, in order of registration."""
    return tuple(_endings[purpose])
