"""What hangs on a person: matters in hand, what they asked a second person for; and, for the rooms above, a field that
names them and records they began.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.access.policies import VIEW_RECORDS
from linli.access.roles import Capability
from linli.common.models import Record
from linli.common.scoping import ScopedModel
from linli.people.models import Account, Person
from linli.workflow import approvals
from linli.workflow.approval_states import WAITING, WITHDRAWN
from linli.workflow.assigning import held_by
from linli.workflow.handing_over import WHY, HandOver, Moving
from linli.workflow.models import Approval, Assignment


def _move_assignments(moving: Moving) -> None:
    before = list(held_by(moving.leaver).select_related(None).select_for_update(of=("self",)))
    ended = Assignment.objects.unscoped(WHY).filter(pk__in=[row.pk for row in before])
    ended.update(ended_at=moving.at, ended_why=moving.why)
    _give(moving, [(row.target_type, row.target_id, row.area_id) for row in before])


def _give(moving: Moving, matters: list[tuple[str, int, int]]) -> None:
    Assignment.everything.bulk_create(
        Assignment(
            target_type=label,
            target_id=number,
            area_id=area,
            holder=moving.successor,
            since=moving.at,
            why=moving.why,
            given_by_id=moving.actor.account_id,
        )
        for label, number, area in matters
    )


def _asked(person: Person) -> QuerySet[Approval]:
    return Approval.objects.unscoped(WHY).filter(asked_by__person=person, state=WAITING)


def _withdraw_asked(moving: Moving) -> None:
    # Nobody asks in another's name: what the leaver asked is taken back, and the successor may ask anew.
    waiting = list(_asked(moving.leaver).select_related("area").select_for_update(of=("self",)))
    taken_back = {"state": WITHDRAWN, "decided_at": moving.at, "words": moving.why}
    Approval.objects.unscoped(WHY).filter(pk__in=[each.pk for each in waiting]).update(**taken_back)
    for each in waiting:
        for name, value in taken_back.items():
            setattr(each, name, value)
        approvals.tell("withdrawn", each)


ASSIGNMENTS = HandOver(
    code="workflow.assignments",
    label="经办的事",
    rows=held_by,
    move=_move_assignments,
    holds=("workflow.Assignment.holder",),
)
APPROVALS = HandOver(
    code="workflow.approvals",
    label="提出后还没有决定的事（撤回）",
    rows=_asked,
    move=_withdraw_asked,
    holds=("workflow.Approval.asked_by",),
)


def named_in(
    *,
    code: str,
    label: str,
    model: type[ScopedModel],
    field: str,
    is_open: Callable[[], Q],
    area: str,
    capability: Capability = VIEW_RECORDS,
) -> HandOver:
    """A field of a model that names who answers for a record, as long as the record is open: it names the successor."""

    def rows(person: Person) -> QuerySet[Any]:
        return model.objects.unscoped(WHY).filter(is_open(), **{field: person})

    def move(moving: Moving) -> None:
        rows(moving.leaver).update(**{field: moving.successor})

    return HandOver(
        code=code,
        label=label,
        rows=rows,
        move=move,
        area=area,
        capability=capability,
        holds=(f"{model._meta.label}.{field}",),
    )


def begun(
    *, code: str, label: str, model: type[Record], is_open: Callable[[], Q], capability: Capability
) -> HandOver:
    """Records the person began and nobody has in hand: the successor has them in hand from now on.

    Who began one stays as it was recorded.
    """
    kind = model._meta.label_lower

    def rows(person: Person) -> QuerySet[Any]:
        own = Account.objects.filter(person=person).values("pk")
        given = Assignment.objects.unscoped(WHY).filter(
            target_type=kind, target_id=OuterRef("pk"), ended_at__isnull=True
        )
        return model.objects.unscoped(WHY).filter(is_open(), ~Exists(given), recorded_by_id__in=own)

    def move(moving: Moving) -> None:
        found = rows(moving.leaver).order_by("pk").values_list("pk", "area_id")
        _give(moving, [(kind, number, area) for number, area in found])

    return HandOver(
        code=code,
        label=label,
        rows=rows,
        move=move,
        capability=capability,
        holds=(f"{model._meta.label}.recorded_by_id",),
    )
