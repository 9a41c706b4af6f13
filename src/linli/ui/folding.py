"""Many boxes to tick, folded away under what they lie in; whatever is ticked is never hidden.

Drawn by ``ui/field.html`` like every other field, with ``<details>``: no script is needed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True)
class Branch:
    """Choices (value, label) and further branches under one heading. Without a label they stand open on top.

    within: read before each label by those who do not see under what it stands.
    """

    label: str
    choices: Sequence[tuple[str, str]] = ()
    inner: Sequence["Branch"] = ()
    within: str = ""

    def every(self) -> Iterator[tuple[str, str]]:
        """All its choices, as they stand."""
        yield from self.choices
        for each in self.inner:
            yield from each.every()


@dataclass(frozen=True)
class Tick:
    """One box."""

    value: str
    label: str
    within: str
    checked: bool
    id: str


@dataclass(frozen=True)
class Fold:
    """A branch as drawn; open where something in it is ticked."""

    label: str
    ticks: Sequence[Tick]
    inner: Sequence["Fold"]

    @property
    def chosen(self) -> int:
        """How many in it are ticked."""
        return sum(tick.checked for tick in self.ticks) + sum(each.chosen for each in self.inner)


class FoldedBoundField(forms.BoundField):
    """With ``folds`` for the template."""

    @property
    def folds(self) -> list[Fold]:
        """The branches, with what was ticked or proposed."""
        assert isinstance(self.field, FoldedChoice)
        value = self.value()
        ticked = {str(each) for each in value} if isinstance(value, list | tuple) else set()
        every = [choice for branch in self.field.branches for choice in branch.every()]
        places = {value: n for n, (value, _) in enumerate(every)}

        def fold(branch: Branch) -> Fold:
            ticks = [
                Tick(value, label, branch.within, value in ticked, f"{self.auto_id}_{places[value]}")
                for value, label in branch.choices
            ]
            return Fold(branch.label, ticks, [fold(each) for each in branch.inner])

        return [fold(branch) for branch in self.field.branches]


class FoldedChoice(forms.MultipleChoiceField):
    """Several of many."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.branches: Sequence[Branch] = ()

    def offer(self, branches: Iterable[Branch]) -> None:
        """These and no others may be chosen."""
        self.branches = [each for each in branches if next(each.every(), None) is not None]
        self.choices = [choice for branch in self.branches for choice in branch.every()]

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> FoldedBoundField:
        """Django's hook."""
        return FoldedBoundField(form, self, field_name)
