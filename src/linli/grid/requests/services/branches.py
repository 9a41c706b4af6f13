"""Matters a law has its own way for: petitions, what belongs to the police, disputes. The teller keeps one thread."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from linli.access.actor import Actor
from linli.audit import log
from linli.common.addresses import address
from linli.common.clock import business_date, business_now
from linli.grid.policies import APPROVE_REQUEST, HANDLE_REQUEST, SETTLE_REQUEST
from linli.grid.requests import telling
from linli.grid.requests.models import Request, RequestStep, Source
from linli.grid.requests.services.acting import applied, fresh
from linli.grid.requests.services.intake import levels_above
from linli.grid.requests.services.moving import (
    ANSWER,
    DECISION,
    NOTICE,
    REVIEW,
    decided_in_writing,
    hand_on,
    running,
)
from linli.grid.requests.services.noting import remark
from linli.grid.requests.states import IN_HAND
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.workflow import referrals
from linli.workflow.deadlines import Unit, due
from linli.workflow.references import Reference
from linli.workflow.selectors import clock_on, working_calendar
from linli.workflow.services import drop, extend, meet, start_deadline

LONGER, NOT_OURS = "petition.extension", "petition.not_ours"
MEDIATION = "mediation.case"
WHY = "what was referred is found by its reference"


def _open_and_mine(actor: Actor, request: Request, capability: str, label: str) -> Request:
    request = fresh(request)
    if request.is_accusation:
        raise ValidationError("检举控告单独办理，不走这里。")
    if request.state not in IN_HAND:
        raise ValidationError("这件事已经答复。要接着办请先重开。")
    if not actor.may(capability, request.holder):
        raise PermissionDenied(f"这件事现在在{request.holder.name}，要由那里或上一级的人{label}。")
    return request


def _log(actor: Actor, request: Request, code: str, **data: str) -> None:
    log.record(
        actor=actor,
        code=f"grid.request.{code}",
        target=request,
        area_id=request.area_id,
        data={"number": request.number, **data},
    )


# --- petitions (信访工作条例) -------------------------------------------------------------------------------
@transaction.atomic
def take_as_petition(*, actor: Actor, request: Request, words: str = "") -> Request:
    """It is a petition: the teller is told in writing within 15 days of telling; the law's clocks replace ours."""
    request = _open_and_mine(actor, request, HANDLE_REQUEST, "列为信访事项")
    if request.is_petition:
        raise ValidationError("已经列为信访事项。")
    at = business_now()
    for deadline in running(request):
        if deadline.kind not in (ANSWER, REVIEW):
            drop(actor=actor, deadline=deadline, reason="按信访事项的法定期限办", at=at)
    request.is_petition = True
    request.save(update_fields=["is_petition"])
    start_deadline(actor=actor, target=request, code=NOTICE, area=request.holder, started=request.told_at)
    remark(
        request, "petition", actor=actor, words=words, public="按信访事项办理，15 日内书面告知您是否受理。"
    )
    _log(actor, request, "petition", step="登记")
    return request


@transaction.atomic
def accept_petition(*, actor: Actor, request: Request, noticed_at: datetime | None = None) -> Request:
    """The written notice was given: from now 60 days to decide."""
    request = _open_and_mine(actor, request, HANDLE_REQUEST, "受理信访事项")
    at = noticed_at or business_now()
    notice = next(iter(running(request, NOTICE)), None)
    if not request.is_petition or notice is None:
        raise ValidationError("要先列为信访事项，并且还没有告知受理。")
    if at > business_now() or at < request.told_at:
        raise ValidationError("告知的时间要在收到以后、现在以前。请核对。")
    meet(actor=actor, deadline=notice, at=at)
    start_deadline(actor=actor, target=request, code=DECISION, area=request.holder, started=at)
    remark(request, "petition_accept", actor=actor, public="信访事项已受理，60 日内办结并书面答复您。")
    _log(actor, request, "petition", step="受理")
    return request


@transaction.atomic
def refuse_petition(*, actor: Actor, request: Request, reason: str) -> Request:
    """Not accepted, and told so in writing within the 15 days; the teller still hears who can help."""
    request = _open_and_mine(actor, request, HANDLE_REQUEST, "告知不予受理")
    if not reason.strip():
        raise ValidationError({"reason": "请写为什么不予受理、该找谁，信访人会看到。"})
    notice = next(iter(running(request, NOTICE)), None)
    if not request.is_petition or notice is None:
        raise ValidationError("要先列为信访事项，并且还没有告知受理。")
    at = business_now()
    meet(actor=actor, deadline=notice, at=max(at, notice.started_at))
    public = f"已书面告知您不予受理。理由：{reason.strip()}"
    remark(request, "petition_refuse", actor=actor, words=reason, public=public[:200])
    _log(actor, request, "petition", step="告知不予受理")
    return request


@transaction.atomic
def decide_petition(*, actor: Actor, request: Request, words: str, at: datetime | None = None) -> Request:
    """The decision was made and given to the petitioner in writing: only this meets the sixty days."""
    request = _open_and_mine(actor, request, HANDLE_REQUEST, "作出书面处理意见")
    at = at or business_now()
    if not words.strip():
        raise ValidationError({"words": "请写处理意见的要点，信访人会看到。"})
    if not request.is_petition or running(request, NOTICE):
        raise ValidationError("要先列为信访事项，并书面告知已经受理。")
    decision = next(iter(running(request, DECISION)), None)
    if decision is None and decided_in_writing(request):
        raise ValidationError("已经有书面处理意见了。要重新作出，请先重开。")
    if at > business_now() or at < (decision.started_at if decision is not None else request.told_at):
        raise ValidationError({"at": "送达的时间要在受理以后、现在以前。请核对。"})
    if decision is not None:
        meet(actor=actor, deadline=decision, at=at)
    public = f"书面处理意见已经送达您：{words.strip()}"
    remark(request, "petition_decide", actor=actor, words=words, public=public[:200])
    _log(actor, request, "petition", step="作出书面处理意见")
    return request


@transaction.atomic
def object_to_petition(*, actor: Actor, request: Request, reason: str) -> Request:
    """Not ours: said within five workdays of being passed it, and it goes back to whoever passed it."""
    request = _open_and_mine(actor, request, HANDLE_REQUEST, "提出不属于本级受理")
    if not request.is_petition:
        raise ValidationError("不是信访事项，请用“转办”。")
    if not reason.strip():
        raise ValidationError({"reason": "请写为什么不属于本级受理、该谁受理。"})
    came = came_from(request)
    if came is None:
        raise ValidationError(
            "这件事不是转来的，没有可以退回的一方。不属于本级的，请说明理由并告诉信访人该找谁。"
        )
    at, sender = came
    rule = clock_on(NOT_OURS, timezone.localtime(at).date())
    until = due(at, rule.amount, Unit(str(rule.unit)), working_calendar(), rolls=rule.rolls)
    if business_now() > until:
        end = timezone.localtime(until)
        raise ValidationError(
            f"转来后 {rule.said}内可以提出，{end.month}月{end.day}日已经过了。请办理，或报上一级协调。（{rule.basis}）"
        )
    step = applied(request, "pass_across", actor=actor, words=reason)
    request = hand_on(request, sender, step, actor, reason)
    remark(request, "petition_not_ours", actor=actor, words=reason)
    _log(actor, request, "petition", step="提出不属于本级受理")
    return request


def came_from(request: Request) -> tuple[datetime, Area] | None:
    """When whoever has it got it, and from whom; None where it was told there."""
    steps = RequestStep.objects.in_confidence(WHY).filter(request=request).select_related("holder")
    since: datetime | None = None
    for step in steps.order_by("-at", "-pk"):
        if step.holder_id != request.holder_id:
            return (since, step.holder) if since is not None else None
        since = step.at
    return None


@transaction.atomic
def extend_petition(*, actor: Actor, request: Request, reason: str) -> Request:
    """Once, by at most 30 days, with the consent of a level above; the teller is told the reason."""
    request = _open_and_mine(actor, request, APPROVE_REQUEST, "延长办理")
    above = [each for each in levels_above(request.holder) if each.pk != request.holder_id]
    if above and not any(actor.may(APPROVE_REQUEST, each) for each in above):
        raise PermissionDenied(f"信访延长办理要上一级同意。请向{above[0].name}申请。")
    if not reason.strip():
        raise ValidationError({"reason": "请写延长的理由，信访人会看到。"})
    found = next(iter(running(request, DECISION)), None)
    if found is None or found.due_at is None:
        raise ValidationError("这件信访事项还没有受理，或者已经办结，不用延长。")
    if found.extensions.exists():
        raise ValidationError("已经延长过一次，不能再延。（《信访工作条例》）")
    rule = clock_on(LONGER, business_date())
    later = due(found.due_at, rule.amount, Unit(str(rule.unit)), working_calendar())
    extend(actor=actor, deadline=found, reason=reason, new_due_at=later, granted_at=business_now())
    public = f"情况复杂，延长 30 日，到{timezone.localtime(later):%Y年%m月%d日}。理由：{reason.strip()}"
    remark(request, "petition_extend", actor=actor, words=reason, public=public[:200])
    _log(actor, request, "petition", step="延长")
    return request


# --- what belongs to the police -----------------------------------------------------------------------------
@transaction.atomic
def report_to_police(*, actor: Actor, request: Request, to: str, at: datetime, words: str = "") -> Request:
    """Told the police: when, and whom. It stays open here: the teller still waits for us."""
    request = _open_and_mine(actor, request, SETTLE_REQUEST, "报公安")
    if not to.strip():
        raise ValidationError({"to": "请写报给了哪里，如“110”或派出所名称。"})
    if at > business_now():
        raise ValidationError({"at": "报警时间在以后。请核对。"})
    request.is_police = True
    request.save(update_fields=["is_police"])
    said = f"{timezone.localtime(at):%m月%d日 %H:%M} 报{to.strip()}"
    remark(request, "police", actor=actor, words=f"{said}。{words}", public="已报公安机关，这里接着跟进。")
    _log(actor, request, "police", to=to.strip())
    above = next((each for each in levels_above(request.holder) if each.pk != request.holder_id), None)
    telling.to_police(actor, request, above)
    return request


# --- disputes -----------------------------------------------------------------------------------------------
def community_of(request: Request) -> Area | None:
    """Where a dispute would be mediated: the community the request lies in."""
    near = request.neighbourhood or request.place or request.area
    return next((each for each in levels_above(near) if each.kind == Kind.COMMUNITY), None)


@transaction.atomic
def refer_to_mediation(
    *, actor: Actor, request: Request, words: str, kind: str = "", handler_code: str = MEDIATION
) -> Request:
    """A case of mediation is opened from it; the request stays, and hears what came of the case.

    ``words`` say what the dispute is about and name nobody.
    """
    request = _open_and_mine(actor, request, HANDLE_REQUEST, "移送调解")
    if request.dispute_ref:
        raise ValidationError("已经移送人民调解。在那边接着办，结果会回到这里。")
    taker, community = referrals.handler(handler_code), community_of(request)
    if taker is None:
        raise ValidationError("这里没有开通人民调解。请线下移送，并写在经过里。")
    if community is None:
        raise ValidationError("这件事还没有落到社区。请先转到社区，再移送调解。")
    if not words.strip():
        raise ValidationError({"words": "请写一两句纠纷是什么，不写姓名。"})
    offer = referrals.Offer(
        source=Reference.to(request),
        area=community,
        words=words.strip(),
        day=business_date(),
        kind=kind,
        place=request.place,
        from_hotline=request.source == Source.HOTLINE,
    )
    request.dispute_ref = str(taker.open(actor, offer))
    request.save(update_fields=["dispute_ref"])
    public = "转给人民调解委员会调解，愿不愿意调由您定；结果一样在这里告诉您。"
    remark(request, "refer", actor=actor, words=words, public=public)
    _log(actor, request, "referred", to=taker.label)
    return request


def hear(actor: Actor, reference: Reference, news: referrals.News) -> None:
    """What becomes of a case opened from a request is written into its course, where the teller reads it; at its end
    whoever has the request is told. One that was not taken up is the request's alone again, and may be referred anew.
    """
    for request in Request.objects.unscoped(WHY).filter(dispute_ref=str(reference)).select_related("holder"):
        remark(request, "referred", actor=actor, words=news.words, public=news.words)
        if news.is_returned:
            request.dispute_ref = ""
            request.save(update_fields=["dispute_ref"])
        if news.is_over and request.state in IN_HAND:
            telling.mediated(actor, request)


def dispute_of(actor: Actor, request: Request) -> referrals.Link | None:
    """The case that was opened from it, for this reader; None where nothing was referred."""
    reference = Reference.read(request.dispute_ref)
    return referrals.link_to(actor, reference) if reference is not None else None


def origin(actor: Actor, reference: Reference) -> referrals.Link | None:
    """The request something was opened from, for those who may see it."""
    rows = Request.objects.visible_to(actor).filter(dispute_ref=str(reference), is_accusation=False)
    found = rows.first()
    if found is None:
        return None
    return referrals.Link(
        label=f"事项 {found.number}",
        address=address("requests:request", found.ref),
        is_over=found.state not in IN_HAND,
    )


def said_of_mediation(request: Request) -> str:
    """The latest of it, for the answer to be written from; "" where nothing was referred."""
    steps = RequestStep.objects.in_confidence(WHY).filter(request=request, verb="referred")
    found = steps.order_by("-at", "-pk").values_list("words", flat=True).first()
    return found or ""
