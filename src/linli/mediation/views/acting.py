"""What one act on a case is: its question, its form, what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from linli.access.actor import Actor
from linli.mediation.consents import parties_of
from linli.mediation.models import (
    Agreement,
    DisputeCase,
    Party,
)
from linli.ui.forms import LinliForm

WHY = "belongs to a case the reader may write"
Do = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: its question, what follows from it, the button, the form, what it does.

    again: a second button, which does it and asks the same anew.
    """

    question: str
    verb: str
    form: LinliForm
    do: Do
    told: str = ""
    ends: bool = False
    template: str = "case_act"
    again: str = ""


@dataclass(frozen=True)
class Asked:
    """What an act is built from."""

    actor: Actor
    case: DisputeCase
    data: Any
    rest: str
    files: Any = None

    @property
    def parties(self) -> list[Party]:
        """With their answers."""
        return parties_of(self.case)

    @property
    def name(self) -> str:
        """Of who writes, for the papers."""
        person = self.actor.account.person if self.actor.account is not None else None
        return person.name if person is not None else ""

    @property
    def agreement(self) -> Agreement:
        """Raises Http404 where there is none."""
        rows = (
            Agreement.objects.unscoped(WHY)
            .filter(case=self.case)
            .select_related("case", "committee", "mediator")
        )
        found = rows.first()
        if found is None:
            raise Http404
        return found
