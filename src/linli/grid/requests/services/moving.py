"""What may be done with a request by whoever has it: settle, pass up or across, accept, merge, put on hold."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localtime

from linli.access.actor import Actor
from linli.common.clock import business_now
from linli.grid.policies import APPROVE_REQUEST, may, require
from linli.grid.requests import telling
from linli.grid.requests.models import (
    LEVELS,
    DutyItem,
    Level,
    Request,
    RequestKind,
    RequestStep,
    RequestTask,
    Source,
    Urgency,
)
from linli.grid.requests.services.acting import applied, fresh, level_of, note
from linli.grid.requests.services.complained import before_it_comes_to
from linli.grid.requests.services.duties import NEEDS_DUTY, is_of_a_community, require_duty
from linli.grid.requests.services.intake import levels_above
from linli.grid.requests.services.noting import remark
from linli.grid.requests.states import IN_HAND, TASK_OPEN
from linli.orgs.models import Area
from linli.orgs.selectors import heir_of
from linli.workflow import assigning
from linli.workflow.deadlines import Unit, due
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import working_calendar
from linli.workflow.services import drop, extend, meet, resume, start_deadline, suspend

WHY = "clocks and parts of a request the actor was admitted to"
CLOCK, ANSWER, REVIEW = "grid.request", "grid.answer", "grid.suspended.review"
NOTICE, DECISION = OF_PETITIONS = ("petition.notice", "petition.decision")
DECIDED = ("petition_decide", "petition_refuse")
NOT_THE_SAME_LAW = (
    "这是信访事项，只能并到同样走到这一步、期限不比它晚的信访事项，不然它的法定期限就丢了。"
    "请单独办。（《信访工作条例》）"
)
URGENT, SEVERAL = "grid.urgent", "grid.several"
WORKED_ON = (CLOCK, "grid.consult", SEVERAL)
"""Clocks of dealing with it, one of which a kind runs on; these alone are extended and replaced here."""


def running(request: Request, *codes: str) -> list[Deadline]:
    """Clocks that run on it, all or those named."""
    to = Reference.to(request)
    rows = Deadline.objects.unscoped(WHY).filter(
        target_type=to.type, target_id=to.id, met_at__isnull=True, dropped_at__isnull=True
    )
    return list(rows.filter(kind__in=codes) if codes else rows)


def start(request: Request, code: str, actor: Actor, at: datetime) -> None:
    """Set a clock. What is told in confidence has its dates on its own page, not among everybody's clocks."""
    if not request.is_accusation:
        start_deadline(actor=actor, target=request, code=code, area=request.holder, started=at)


def _done(request: Request, actor: Actor, at: datetime, result_level: str) -> None:
    for deadline in running(request):
        if deadline.kind not in (ANSWER, *OF_PETITIONS):  # the law's are met by the law's own acts
            meet(actor=actor, deadline=deadline, at=max(at, deadline.started_at))
    request.done_at, request.settled_level = at, result_level
    request.save(update_fields=["done_at", "settled_level"])
    start(request, ANSWER, actor, at)


def _no_open_parts(request: Request) -> None:
    if RequestTask.objects.unscoped(WHY).filter(request=request, state__in=TASK_OPEN).exists():
        raise ValidationError("还有交办单没有办完。请先确认办好、改派，或等承办单位报告。")


def decided_in_writing(request: Request) -> bool:
    """Whether the petitioner was given the decision, or told in writing that it is not accepted, and it was not taken
    up again since.
    """
    rows = RequestStep.objects.in_confidence(WHY).filter(request=request)
    rows = rows.filter(verb__in=(*DECIDED, "petition", "reopen")).order_by("-at", "-pk")
    return rows.values_list("verb", flat=True).first() in DECIDED


def require_lawful_end(request: Request) -> None:
    """Raises ValidationError for a petition whose notice or decision is still owed in writing."""
    if running(request, NOTICE):
        raise ValidationError(
            "这是信访事项，还没有书面告知是否受理，不能先办结。请先“受理信访事项”或“告知不予受理”。（《信访工作条例》）"
        )
    if running(request, DECISION):
        raise ValidationError(
            "这是信访事项，还没有作出书面处理意见，不能先办结。请先“作出书面处理意见”。（《信访工作条例》）"
        )


def _finish(actor: Actor, request: Request, verb: str, result: str) -> Request:
    request, at = fresh(request), business_now()
    _no_open_parts(request)
    require_lawful_end(request)
    if request.is_petition and not decided_in_writing(request):
        raise ValidationError(
            "这是信访事项，还没有书面处理意见。重开的请先受理，再“作出书面处理意见”。（《信访工作条例》）"
        )
    # said to be beyond us is answered, not settled: it counts at no level
    level = "" if verb == "explain" else request.level
    request.done_at, request.settled_level = at, level
    step = applied(
        request, verb, actor=actor, at=at, result=result.strip(), changed=("done_at", "settled_level")
    )
    _done(request, actor, at, level)
    note(request, step, actor=actor, words=result)
    telling.answer_owed(actor, request)
    return request


@transaction.atomic
def settle(*, actor: Actor, request: Request, result: str) -> Request:
    """Done on the spot by whoever has it; the teller still gets an answer."""
    return _finish(actor, request, "settle", result)


@transaction.atomic
def finish(*, actor: Actor, request: Request, result: str) -> Request:
    """Done. Refused while a part given away is still open."""
    return _finish(actor, request, "finish", result)


@transaction.atomic
def explain(*, actor: Actor, request: Request, result: str) -> Request:
    """It cannot be done here: why, and who can. That too is an answer."""
    return _finish(actor, request, "explain", result)


@transaction.atomic
def pass_up(*, actor: Actor, request: Request, words: str = "") -> Request:
    """To the level above. From the district there is none."""
    request = fresh(request)
    above = next((each for each in levels_above(request.holder) if each.pk != request.holder_id), None)
    if above is None:
        raise ValidationError("已经在区一级，没有上一级。请派单给承办单位，或说明办不了、该找谁。")
    _no_open_parts(request)
    step = applied(request, "pass_up", actor=actor)
    return hand_on(request, above, step, actor, words)


@transaction.atomic
def pass_across(
    *, actor: Actor, request: Request, to: Area, words: str, duty_item: DutyItem | None = None
) -> Request:
    """To another area of the same level, or down to one below, within the same street unless at the street.

    What a department passed on goes to a community, or below, under an item of the duty list only (T04).
    """
    request = fresh(request)
    if to.pk == request.holder_id:
        raise ValidationError("已经在这里了。请选别的地方。")
    if LEVELS.index(level_of(to)) > LEVELS.index(Level(request.level)):
        raise ValidationError("转办只能转给同级或下级。要交给上一级，请用“上报”。")
    if not to.path.startswith("/".join(request.holder.path.split("/")[:2]) + "/"):
        raise ValidationError("只能转给本区的地方。")
    request.duty_item = duty_item or request.duty_item
    step = applied(request, "pass_across", actor=actor, words=words, changed=("duty_item",))
    return hand_on(request, to, step, actor, words)


def hand_on(request: Request, holder: Area, step: object, actor: Actor, words: str) -> Request:
    """The other half of an act that moves it: it is with ``holder`` now, and in nobody's hand there yet.

    Raises ValidationError where it would come to a community without an item of the duty list (T04), and where what
    is about a lead would come down to one.
    """
    before_it_comes_to(holder, request)
    if not request.holder.path.startswith(holder.path):  # back up it may always go
        require_duty(request.source, request.duty_item, areas=(holder,))
    request.holder, request.level = holder, level_of(holder)
    # what was told where another area has been merged since lies on the ground of that one now
    ground = heir_of(request.area)
    if not holder.path.startswith(ground.path) and not ground.path.startswith(holder.path):
        request.area, request.neighbourhood, request.place = _trunk(holder), None, None
    request.save(update_fields=["holder", "level", "area", "neighbourhood", "place"])
    note(request, step, actor=actor, words=words)  # type: ignore[arg-type]  # a Step, whatever passed it here
    assigning.finish(actor=actor, target=request, why=f"转到{holder.name}")
    return request


def _trunk(area: Area) -> Area:
    """The community, street or district an area lies in."""
    trunk = {Level.DISTRICT, Level.STREET, Level.COMMUNITY}
    return next(each for each in levels_above(area) if each.kind in trunk)


@transaction.atomic
def accept(*, actor: Actor, request: Request, kind: RequestKind, urgency: Urgency | None = None) -> Request:
    """Take it on: what it is about, how soon. The clock of its kind starts now, and only once."""
    request, at = fresh(request), business_now()
    values = {"kind": kind} if urgency is None else {"kind": kind, "urgency": urgency}
    step = applied(request, "accept", actor=actor, at=at, **values)
    if not request.is_petition and not running(
        request, kind.clock, *WORKED_ON
    ):  # a petition runs on the law's clocks
        start(request, kind.clock, actor, at)
    if request.is_petition and request.reopened and not running(request, *OF_PETITIONS):
        start(request, DECISION, actor, at)  # taken up again: the law's sixty days once more
    note(request, step, actor=actor)
    if request.urgency == Urgency.AT_ONCE and not _reported(request):
        start(request, URGENT, actor, at)  # found to be urgent only now: two hours from now
        telling.urgent(actor, request)
    return request


def _reported(request: Request) -> bool:
    """Whether the two hours of what is urgent run, or ran."""
    to = Reference.to(request)
    rows = Deadline.objects.unscoped(WHY).filter(target_type=to.type, target_id=to.id, kind=URGENT)
    return rows.exists()


@transaction.atomic
def first_report(*, actor: Actor, request: Request, words: str) -> Request:
    """What is urgent is told of within two hours, settled or not: to those who have it and the level above."""
    request, at = fresh(request), business_now()
    require(actor, "requests.settle", request.holder, "报告情况")
    found = next(iter(running(request, URGENT)), None)
    if found is None:
        raise ValidationError("这件事没有等着的首次报告。")
    if not words.strip():
        raise ValidationError({"words": "请写现在是什么情况、正在做什么。"})
    meet(actor=actor, deadline=found, at=max(at, found.started_at))
    remark(request, "first_report", actor=actor, words=words, public="已经到现场看过，正在处理。")
    above = next((each for each in levels_above(request.holder) if each.pk != request.holder_id), None)
    telling.reported(actor, request, above)
    return request


def take_longer_for_several(request: Request, actor: Actor, at: datetime) -> None:
    """Once several parties work on it, it has the time of what takes several, from the same beginning.

    An extension granted before stands: then nothing changes.
    """
    found = next((each for each in running(request, *WORKED_ON) if each.kind != SEVERAL), None)
    if found is None or found.extensions.exists():
        return
    drop(actor=actor, deadline=found, reason="由几家一起办，改按多部门事项的时限", at=at)
    start(request, SEVERAL, actor, found.started_at)
    later = running(request, SEVERAL)
    said = later[0].said if later else ""
    remark(request, "several", actor=actor, public=f"要几家一起办，按多部门事项的时限：{said}。")


@transaction.atomic
def grant_extension(*, actor: Actor, request: Request, reason: str) -> Request:
    """Once, by as long as the clock was, with the consent of a level above the holder. The teller reads the reason."""
    request, at = fresh(request), business_now()
    _require_above(actor, request, "延期")
    if request.is_petition:
        raise ValidationError("信访事项按《信访工作条例》延长。请用“信访延长办理”。")
    found = next(iter(running(request, *WORKED_ON)), None)
    if found is None or found.due_at is None:
        raise ValidationError("这件事现在没有在走的办理时限，不用延期。")
    if found.extensions.exists():
        raise ValidationError("已经延过一次，不能再延。条件不具备的请申请挂账，写明什么时候再办。")
    later = due(found.due_at, found.amount, Unit(found.unit), working_calendar())
    extend(actor=actor, deadline=found, reason=reason, new_due_at=later, granted_at=at)
    end = localtime(later)
    public = f"要多一点时间，延到{end.month}月{end.day}日 {end:%H:%M}。理由：{reason.strip()}"
    remark(request, "extend", actor=actor, words=reason, public=public[:200])
    return request


def _require_above(actor: Actor, request: Request, label: str) -> None:
    above = [each for each in levels_above(request.holder) if each.pk != request.holder_id]
    if not any(actor.may(APPROVE_REQUEST, each) for each in above or [request.holder]):
        raise PermissionDenied(f"{label}要上一级同意。请向{above[0].name if above else '区里'}申请。")


def require_no_law(request: Request) -> None:
    """Raises ValidationError for a petition: nobody here may make the law's periods stand still."""
    if request.is_petition:
        raise ValidationError(
            "信访事项的法定期限不能停，不能挂账。情况复杂的请用“信访延长办理”。（《信访工作条例》）"
        )


@transaction.atomic
def put_on_hold(*, actor: Actor, request: Request, plan: str, words: str) -> Request:
    """挂账, with the consent of a level above: clocks stand still, and every 30 days somebody looks again."""
    request, at = fresh(request), business_now()
    _require_above(actor, request, "挂账")
    require_no_law(request)
    step = applied(request, "suspend", actor=actor, at=at, plan=plan.strip(), words=words)
    for deadline in running(request):
        if deadline.paused_at is None and deadline.due_at is not None and deadline.kind not in OF_PETITIONS:
            suspend(actor=actor, deadline=deadline, reason=words, at=max(at, deadline.started_at))
    start(request, REVIEW, actor, at)
    note(request, step, actor=actor, words=words)
    return request


@transaction.atomic
def take_up_again(*, actor: Actor, request: Request, words: str) -> Request:
    """The conditions are there: clocks go on with what was left."""
    request, at = fresh(request), business_now()
    step = applied(request, "resume", actor=actor, at=at, words=words)
    for deadline in running(request):
        if deadline.kind == REVIEW:
            drop(actor=actor, deadline=deadline, reason="恢复办理", at=at)
        elif deadline.paused_at is not None:
            resume(actor=actor, deadline=deadline, reason=words, at=at)
    note(request, step, actor=actor, words=words)
    return request


def _same_law(request: Request, into: Request) -> None:
    """A petition joins a petition only, at the same stage, whose period ends no later: its own ends with the merger.

    One without a running period was decided in writing, or has to be accepted first: taken up again, it has none yet.
    """
    if not request.is_petition:
        return
    if not into.is_petition:
        raise ValidationError(NOT_THE_SAME_LAW)
    own = running(request, *OF_PETITIONS)
    if not own and not decided_in_writing(request):
        raise ValidationError(
            "这是重开的信访事项，还没有受理，法定期限没有开始。请先受理，再并案，或者单独办。（《信访工作条例》）"
        )
    theirs = {each.kind: each.due_at for each in running(into, *OF_PETITIONS)}
    for each in own:
        end = theirs.get(each.kind)
        if end is None or (each.due_at is not None and end > each.due_at):
            raise ValidationError(NOT_THE_SAME_LAW)


@transaction.atomic
def merge(*, actor: Actor, request: Request, into: Request) -> Request:
    """The same matter told twice: one is worked on, and both tellers hear of it."""
    first, second = sorted((request, into), key=lambda each: each.pk)
    locked = {each.pk: fresh(each) for each in (first, second)}
    request, into, at = locked[request.pk], locked[into.pk], business_now()
    if request.pk == into.pk:
        raise ValidationError("不能并到自己。请选另一件。")
    if into.merged_into_id is not None:
        raise ValidationError("那一件自己已经并到别的事里。请并到最前面的那一件。")
    if into.state not in IN_HAND:
        raise ValidationError("那一件已经答复了，并过去的报事人听不到结果。请单独办，或者先重开那一件。")
    if into.is_accusation or request.is_accusation:
        raise ValidationError("检举控告单独办理，不能并案。")
    if not may(actor, "requests.handle", into.holder):
        raise PermissionDenied(f"那一件在{into.holder.name}，请他们来并。")
    if request.source == Source.DEPARTMENT and is_of_a_community(into.holder) and request.duty_item is None:
        raise ValidationError(
            f"那一件在{into.holder.name}，这一件是部门转来的。依据：{NEEDS_DUTY}。请单独办。"
        )
    _same_law(request, into)
    before_it_comes_to(into.holder, request)
    _no_open_parts(request)
    step = applied(request, "merge", actor=actor, at=at, merged_into=into)
    for deadline in running(request):
        drop(actor=actor, deadline=deadline, reason=f"并入 {into.number}", at=at)
    Request.everything.filter(merged_into=request).update(merged_into=into)
    note(request, step, actor=actor, words=f"并入 {into.number}")
    assigning.finish(actor=actor, target=request, why=f"并入 {into.number}")
    return request


@transaction.atomic
def separate(*, actor: Actor, request: Request, words: str) -> Request:
    """It was not the same matter after all. A petition's period goes on from where it began."""
    request = fresh(request)
    request.merged_into = None
    step = applied(request, "separate", actor=actor, words=words, changed=("merged_into",))
    _law_again(request, actor)
    note(request, step, actor=actor, words=words)
    return request


def _law_again(request: Request, actor: Actor) -> None:
    """The period that ended with the merger runs again from its own beginning."""
    if not request.is_petition or running(request, *OF_PETITIONS):
        return
    to = Reference.to(request)
    ended = Deadline.objects.unscoped(WHY).filter(
        target_type=to.type, target_id=to.id, kind__in=OF_PETITIONS, dropped_at__isnull=False
    )
    last = ended.order_by("-dropped_at", "-pk").first()
    if last is not None:
        start(request, last.kind, actor, last.started_at)
