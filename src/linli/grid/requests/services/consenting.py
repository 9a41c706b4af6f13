"""延期 and 挂账: by whoever stands above the holder at once, else put before them (two persons)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from linli.access.actor import Actor
from linli.grid.policies import APPROVE_REQUEST, require
from linli.grid.requests.models import Request
from linli.grid.requests.services.acting import fresh
from linli.grid.requests.services.intake import levels_above
from linli.grid.requests.services.moving import grant_extension, put_on_hold, require_no_law
from linli.grid.requests.states import REQUEST
from linli.orgs.models import Area
from linli.workflow import approving
from linli.workflow.approvals import ApprovalKind
from linli.workflow.models import Approval

WHY = "the request an approval is about; who decides it was admitted by the rule of two"
EXTENSION, HOLD = "grid.extension", "grid.hold"
IN_CONFIDENCE = "检举控告不走两人审批，请由有权的上一级直接办理。"


def _of(approval: Approval) -> Request:
    rows = Request.objects.unscoped(WHY).select_related("area", "holder", "kind")
    return rows.get(pk=approval.target_id or 0)


def _described(approval: Approval) -> str:
    request = _of(approval)
    about = request.kind.name if request.kind is not None else "未分类"
    plan = approval.order.get("plan", "")
    return f"事项 {request.number}（{request.area.name}，{about}），现在在{request.holder.name}。" + (
        f"计划：{plan}。" if plan else ""
    )


def _address(approval: Approval) -> str:
    return reverse("requests:request", args=(_of(approval).ref,))


KINDS = (
    ApprovalKind(
        code=EXTENSION,
        label="延长一件事项的办理时限",
        capability=APPROVE_REQUEST,
        carry_out=lambda approval, actor: grant_extension(
            actor=actor, request=_of(approval), reason=approval.reason
        ),
        describe=_described,
        address=_address,
    ),
    ApprovalKind(
        code=HOLD,
        label="一件事项挂账",
        capability=APPROVE_REQUEST,
        carry_out=lambda approval, actor: put_on_hold(
            actor=actor, request=_of(approval), plan=approval.order["plan"], words=approval.reason
        ),
        describe=_described,
        address=_address,
    ),
)


def level_above(request: Request) -> Area:
    """Whose consent it takes: the area above the holder; the district's own where there is none."""
    above = (each for each in levels_above(request.holder) if each.pk != request.holder_id)
    return next(above, request.holder)


def decides(actor: Actor, request: Request) -> bool:
    """Whether the actor may consent without asking anybody."""
    return actor.may(APPROVE_REQUEST, level_above(request))


@transaction.atomic
def extension(*, actor: Actor, request: Request, reason: str) -> Approval | None:
    """Granted at once (None), or asked of the level above."""
    request = fresh(request)
    if decides(actor, request):
        grant_extension(actor=actor, request=request, reason=reason)
        return None
    return _ask(actor, request, EXTENSION, "申请延期", reason, {})


@transaction.atomic
def hold(*, actor: Actor, request: Request, plan: str, words: str) -> Approval | None:
    """Put on hold at once (None), or asked of the level above."""
    request = fresh(request)
    require_no_law(request)
    if decides(actor, request):
        put_on_hold(actor=actor, request=request, plan=plan, words=words)
        return None
    REQUEST.check(request, "suspend", plan=plan, words=words)
    return _ask(actor, request, HOLD, "申请挂账", words, {"plan": plan.strip()})


def _ask(
    actor: Actor, request: Request, kind: str, label: str, reason: str, order: dict[str, str]
) -> Approval:
    if request.is_accusation:
        raise ValidationError(IN_CONFIDENCE)
    require(actor, "requests.settle", request.holder, label)
    return approving.ask(
        actor=actor, kind=kind, area=level_above(request), reason=reason, target=request, order=order
    )
