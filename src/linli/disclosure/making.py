"""What can be taken along as a file: each room above registers its own kinds when it starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from linli.access.actor import Actor
from linli.access.roles import Capability
from linli.disclosure.models.export import Subjects
from linli.orgs.models import Area

Parameters = Mapping[str, Any]


def _nobody() -> Subjects:
    return {}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Records as somebody wants to take them along.

    area:       what it is about; None for the log, which is of no area.
    headings:   of the file, in order; ``personal``: those that hold personal data. They are masked in the file.
    filters:    what narrowed the rows, in words, without anything personal.
    parameters: from which the same is made again, after a second person agreed; they are kept, so nothing personal.
    write:      puts the file with this watermark into a stream; how many rows it had.
    subjects:   persons and households in it.
    """

    title: str
    area: Area | None
    headings: tuple[str, ...]
    personal: tuple[str, ...]
    filters: str
    rows: int
    ending: str
    write: Callable[[str, IO[bytes]], int]
    subjects: Callable[[], Subjects] = _nobody
    parameters: Parameters = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Maker:
    """One kind of export.

    wanted:       reads what is asked by this actor, in the actor's scope. Raises LookupError for what is not there.
    second_person: whether a large one with personal data takes two; the log is its keeper's own duty.
    """

    kind: str
    capability: Capability
    wanted: Callable[[Actor, Parameters, str], Wanted]
    second_person: bool = True


_makers: dict[str, Maker] = {}


def register(*found: Maker) -> None:
    """Add kinds. Raises ValueError for a kind taken."""
    for maker in found:
        if maker.kind in _makers:
            raise ValueError(f"exports of kind {maker.kind} are registered already")
        _makers[maker.kind] = maker


def maker(kind: str) -> Maker:
    """LookupError for a kind nobody registered."""
    if kind not in _makers:
        raise LookupError(f"nobody makes exports of kind {kind}")
    return _makers[kind]


def capabilities() -> frozenset[Capability]:
    """Who holds one of these takes something along."""
    return frozenset(maker.capability for maker in _makers.values())
