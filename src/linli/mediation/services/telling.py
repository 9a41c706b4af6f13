"""What every write about a case does: fetch it for change, and tell the log without anybody's name."""

from datetime import datetime, time

from django.core.exceptions import ValidationError

from linli.access.actor import Actor
from linli.audit import log
from linli.mediation.models import DisputeCase
from linli.mediation.policies import require
from linli.mediation.states import ARCHIVED, CLOSED_STAGES
from linli.workflow.calendar import SHANGHAI

WHY = "the service has asked whether the actor may write in the case's community"


def noon(day: object) -> datetime:
    """The middle of a day, where only the day is known."""
    return datetime.combine(day, time(12), SHANGHAI)  # type: ignore[arg-type]  # a date


def told(actor: Actor, case: DisputeCase, code: str, **data: object) -> None:
    """An act on the case."""
    log.record(
        actor=actor,
        code=code,
        target=case,
        area_id=case.community_id,
        data={"number": case.number or "未编号", **data},
    )


def locked(actor: Actor, case: DisputeCase, *, in_the_cabinet: bool = False) -> DisputeCase:
    """The case as it stands now, locked until the end of the transaction; the policy asked.

    Raises PermissionDenied in words; ValidationError for an archived case unless ``in_the_cabinet``.
    """
    require(actor, case.community)
    rows = DisputeCase.objects.unscoped(WHY).select_for_update().select_related("community")
    fresh = rows.get(pk=case.pk)
    if fresh.stage == ARCHIVED and not in_the_cabinet:
        raise ValidationError("案件已经归档，卷里不能再改。又反复了，请登记新的案件。")
    return fresh


def held(actor: Actor, case: DisputeCase) -> DisputeCase:
    """This very object, as the case stands now, locked until the end of the transaction; the policy asked.

    For what moves a case: whoever comes second sees what the first did.
    """
    community = case.community
    require(actor, community)
    DisputeCase.objects.unscoped(WHY).select_for_update().get(pk=case.pk)
    case.refresh_from_db()
    case.community = community
    return case


def open_case(actor: Actor, case: DisputeCase) -> DisputeCase:
    """As ``locked``. Raises ValidationError once the case is closed."""
    fresh = locked(actor, case)
    if fresh.stage in CLOSED_STAGES:
        raise ValidationError(f"案件已经结案（{fresh.get_outcome_display()}），不能再改。")
    return fresh
