"""The two-person rule: ask, agree, refuse, take back; and what waited too long runs out.

Whoever asks must be somebody; the one who decides must be somebody else, hold the kind's capability in the
approval's area, and agreeing carries the act out in the same transaction.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q, QuerySet

from linli.access.actor import SYSTEM, Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.orgs.models import Area
from linli.orgs.selectors import under_paths
from linli.workflow import approvals
from linli.workflow.approval_states import APPROVAL, WAITING
from linli.workflow.machines import TransitionRefused
from linli.workflow.models import Approval
from linli.workflow.references import Reference

WHY = "narrowed by the capability each kind asks for, or to what the actor asked"
SAME_PERSON = "这件事是您自己提出的。提出和同意由不同的人办（两人原则）。请等另一位有权限的同事决定。"
NOT_YOURS = "决定“{label}”要有相应权限，并且任职包括{area}。请交给他们办理。"


# Reads


def _decidable(actor: Actor) -> Q:
    """Whatever the actor's posts let them decide, whoever asked for it."""
    found = Q(pk__in=[])
    for kind in approvals.all_kinds():
        if actor.is_system:
            found |= Q(kind=kind.code)
        elif paths := actor.paths(kind.capability):
            found |= Q(kind=kind.code) & under_paths(paths, "area__path")
    return found


def waiting_for(actor: Actor) -> QuerySet[Approval]:
    """What this actor may decide now, the first to run out on top; never what they asked themselves."""
    return (
        approvals.openly(Approval.objects.unscoped(WHY))
        .filter(_decidable(actor), state=WAITING, until__gt=business_date())
        .exclude(asked_by=actor.account_id)
        .select_related("area", "asked_by__person")
        .order_by("until", "pk")
    )


def asked_by(actor: Actor) -> QuerySet[Approval]:
    """What this actor asked, the waiting ones first, then the latest."""
    return (
        approvals.openly(Approval.objects.unscoped(WHY))
        .filter(asked_by=actor.account_id)
        .select_related("area", "decided_by__person")
        .order_by("decided_at", "-pk")
    )


def seen_by(actor: Actor) -> QuerySet[Approval]:
    """What this actor asked, decided, or may decide: everything they may open."""
    own = Q(asked_by=actor.account_id) | Q(decided_by=actor.account_id) if actor.account_id else Q()
    rows = approvals.openly(Approval.objects.unscoped(WHY)).filter(_decidable(actor) | own)
    return rows.select_related("area", "asked_by__person", "decided_by__person")


def may_decide(actor: Actor, approval: Approval) -> bool:
    """Another person than the one who asked, with the kind's capability there."""
    if actor.account_id is None or approval.asked_by_id == actor.account_id:
        return False
    return actor.may(approvals.kind(approval.kind).capability, approval.area)


def latest_on(kind: str, target: models.Model) -> Approval | None:
    """What was last asked about a thing, for its page; the caller has shown that the reader may see the thing."""
    to = Reference.to(target)
    rows = Approval.objects.unscoped(WHY).filter(kind=kind, target_type=to.type, target_id=to.id)
    return rows.order_by("-pk").first()


# Writes


@transaction.atomic
def ask(
    *,
    actor: Actor,
    kind: str,
    area: Area,
    reason: str,
    target: models.Model | None = None,
    order: Mapping[str, Any] | None = None,
) -> Approval:
    """Put an act before a second person. The room whose act it is has asked its own policy first.

    Raises PermissionDenied for nobody in particular, ValidationError without a reason or asked twice.
    """
    declared = approvals.kind(kind)
    if actor.account is None:
        raise PermissionDenied("要有人提出，才能请另一人同意。请先登录。")
    if not reason.strip():
        raise ValidationError({"reason": "请写明理由，决定的人要看。"})
    found = Approval(
        kind=declared.code,
        order=dict(order or {}),
        area=area,
        asked_by=actor.account,
        recorded_by_id=actor.account_id,
        reason=reason.strip(),
        asked_at=business_now(),
        until=business_date() + timedelta(days=declared.days),
    )
    if target is not None:
        to = Reference.to(target)
        found.target_type, found.target_id = to.type, to.id
    found.full_clean()
    found.save()
    _done(actor, "asked", found)
    return found


@transaction.atomic
def approve(*, actor: Actor, approval: Approval, words: str = "") -> Approval:
    """Agree, and do it. Raises PermissionDenied, TransitionRefused, and whatever the act itself refuses."""
    found = _fresh(approval)
    _require_another(actor, found)
    _require_in_time(found)
    decided = {"decided_by": actor.account, "decided_at": business_now(), "words": words.strip()}
    _step(actor, found, "approve", **decided)
    approvals.kind(found.kind).carry_out(found, actor)
    _done(actor, "approved", found)
    return found


@transaction.atomic
def refuse(*, actor: Actor, approval: Approval, words: str) -> Approval:
    """Say no, and why. Raises PermissionDenied, TransitionRefused."""
    found = _fresh(approval)
    _require_another(actor, found)
    decided = {"decided_by": actor.account, "decided_at": business_now(), "words": words.strip()}
    _step(actor, found, "refuse", **decided)
    _done(actor, "refused", found)
    return found


@transaction.atomic
def withdraw(*, actor: Actor, approval: Approval, words: str = "") -> Approval:
    """Take back what one asked. Raises PermissionDenied, TransitionRefused."""
    found = _fresh(approval)
    if not actor.is_system and found.asked_by_id != actor.account_id:
        raise PermissionDenied("撤回由提出的人办。不同意的，请写明理由退回。")
    _step(actor, found, "withdraw", decided_at=business_now(), words=words.strip())
    _done(actor, "withdrawn", found)
    return found


@transaction.atomic
def expire() -> int:
    """Daily work: what nobody decided in time runs out. How many."""
    rows = Approval.objects.unscoped("the machine looks at everything").filter(
        state=WAITING, until__lte=business_date()
    )
    found = list(rows.select_for_update(of=("self",)))
    for approval in found:
        _step(SYSTEM, approval, "expire", decided_at=business_now())
        _done(SYSTEM, "expired", approval)
    return len(found)


@transaction.atomic
def fall_away(target: models.Model) -> list[Approval]:
    """What was asked about a thing nobody may know of any more: what still waited runs out, unlogged and untold."""
    to = Reference.to(target)
    rows = Approval.objects.unscoped("the caller has sealed what they are about")
    found = list(rows.filter(target_type=to.type, target_id=to.id).select_for_update(of=("self",)))
    for approval in found:
        if approval.is_waiting:
            _step(SYSTEM, approval, "expire", decided_at=business_now())
    return found


def _fresh(approval: Approval) -> Approval:
    """The row as it is now, locked: two who decide at once do not both act."""
    rows = Approval.objects.unscoped("the service asks its own policy")
    return rows.select_for_update(of=("self",)).select_related("area").get(pk=approval.pk)


def _require_another(actor: Actor, approval: Approval) -> None:
    if actor.account_id is not None and approval.asked_by_id == actor.account_id:
        raise PermissionDenied(SAME_PERSON)
    if not may_decide(actor, approval):
        label = approvals.kind(approval.kind).label
        raise PermissionDenied(NOT_YOURS.format(label=label, area=approval.area.name))


def _require_in_time(approval: Approval) -> None:
    if approval.is_waiting and approval.until <= business_date():
        raise TransitionRefused(
            code="too_late",
            what=f"这件事到 {approval.until} 已经过期，不能再同意。",
            rule="",
            todo="请提出的人重新提出。",
        )


def _step(actor: Actor, approval: Approval, verb: str, **values: Any) -> None:
    APPROVAL.apply(approval, verb, actor=actor, at=business_now(), **values)
    approval.full_clean()
    approval.save(update_fields=APPROVAL.changed_fields(verb))


def _done(actor: Actor, done: str, approval: Approval) -> None:
    # Reasons and orders stay in the record: free text may name a person, and the log cannot forget.
    log.record(
        actor=actor,
        code=f"workflow.approval.{done}",
        target=approval,
        area_id=approval.area_id,
        data={"label": approvals.kind(approval.kind).label},
    )
    approvals.tell(done, approval)
