"""What takes two persons: each room registers its own kinds when it starts.

The rule itself is one (``linli.workflow.approving``): one person asks, another agrees, and agreeing does it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from linli.access.actor import Actor
from linli.access.roles import Capability
from linli.workflow.models import Approval

DAYS = 7


@dataclass(frozen=True, kw_only=True)
class ApprovalKind:
    """One kind of act that takes two.

    code:       ``room.act``, as kept in ``Approval.kind``.
    label:      what is to be done, 导出 500 条以上的名册.
    capability: who may decide, in the approval's area.
    carry_out:  does it, with the one who agreed as actor, inside the same transaction; whatever it raises undoes the
                agreement too (a ValidationError is told to the reader).
    describe:   one or more sentences for the one who decides; it must mask what that reader may not see.
    address:    where the one who asked finds the result, "" where there is nothing to open.
    days:       how many days it may wait before it runs out (business date).
    """

    code: str
    label: str
    capability: Capability
    carry_out: Callable[[Approval, Actor], object]
    describe: Callable[[Approval], str]
    address: Callable[[Approval], str] = lambda _: ""
    days: int = DAYS


_kinds: dict[str, ApprovalKind] = {}


def register(*found: ApprovalKind) -> None:
    """Add kinds. Raises ValueError for a code taken, or one that does not read ``room.act``."""
    for kind in found:
        if kind.code in _kinds:
            raise ValueError(f"approval kind {kind.code} is registered already")
        if kind.code.count(".") != 1:
            raise ValueError(f"an approval kind reads room.act: {kind.code}")
        _kinds[kind.code] = kind


def kind(code: str) -> ApprovalKind:
    """The registered kind. Raises LookupError for one nobody registered."""
    if code not in _kinds:
        raise LookupError(f"nobody registered the approval kind {code}")
    return _kinds[code]


def all_kinds() -> tuple[ApprovalKind, ...]:
    """In order of code."""
    return tuple(_kinds[code] for code in sorted(_kinds))


Concealed = Callable[[], QuerySet[Any]]
_concealed: dict[str, Concealed] = {}


def conceal(target_type: str, ids: Concealed) -> None:
    """Things nobody may know of any more (检举控告, T03): what was asked about them is shown to nobody either.

    ``ids``: primary keys, as a queryset that is read inside each question; a room says so once, when it starts.
    """
    _concealed[target_type] = ids


def openly(rows: QuerySet[Approval]) -> QuerySet[Approval]:
    """Without what was asked about something told in confidence."""
    for target_type, ids in _concealed.items():
        rows = rows.exclude(target_type=target_type, target_id__in=ids())
    return rows


Listener = Callable[[str, Approval], object]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Be told of everything done to an approval (``asked``, ``approved``, ``refused``, ``withdrawn``, ``expired``),
    inside its transaction; each room above once, when it starts.
    """
    _listeners.append(listener)


def tell(done: str, approval: Approval) -> None:
    """For the services of this room."""
    for listener in _listeners:
        listener(done, approval)
