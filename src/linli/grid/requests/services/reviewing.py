"""复查 and 复核 of a petition (《信访工作条例》): asked within 30 days of the written answer, decided within 30."""

from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.grid.policies import HANDLE_REQUEST
from linli.grid.requests.models import PetitionReview, Request, ReviewOutcome, Round
from linli.grid.requests.services.acting import fresh
from linli.grid.requests.services.answering import reopen
from linli.grid.requests.services.noting import remark
from linli.grid.requests.states import SETTLED
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.workflow.calendar import SHANGHAI
from linli.workflow.deadlines import Unit, due
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import clock_on, working_calendar
from linli.workflow.services import meet, start_deadline

ASKED, DECIDED = "petition.review.request", "petition.review.decision"
WHY = "reviews of a request the actor was admitted to"
ORGANS = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)
RULE = "《信访工作条例》"


def reviews_of(request: Request) -> list[PetitionReview]:
    """Those asked for so far, the first first."""
    rows = PetitionReview.objects.unscoped(WHY).filter(request=request).select_related("organ")
    return list(rows.order_by("pk"))


def next_round(found: list[PetitionReview]) -> Round | None:
    """Which may be asked for now; None while one is open, and after the last."""
    if not found:
        return Round.REVIEW
    return Round.FINAL if len(found) == 1 and found[0].decided_on is not None else None


def last_day(request: Request, found: list[PetitionReview]) -> date | None:
    """The last day on which the next one may be asked for; None where there is none to ask for."""
    if not request.is_petition or request.state not in SETTLED or request.answered_at is None:
        return None
    if next_round(found) is None:
        return None
    told = request.answered_at
    if found and found[0].decided_on is not None:
        told = datetime.combine(found[0].decided_on, time(12), SHANGHAI)
    rule = clock_on(ASKED, timezone.localtime(told).date())
    end = due(told, rule.amount, Unit(str(rule.unit)), working_calendar(), rolls=rule.rolls)
    return timezone.localtime(end).date()


def organ_for(request: Request, found: list[PetitionReview]) -> Area | None:
    """Whose turn it is: the authority above the one whose opinion is not accepted; None above the district."""
    below = found[0].organ if found else request.holder
    ids = [int(step) for step in below.path.strip("/").split("/")]
    known = Area.objects.unscoped(WHY).in_bulk(ids)
    above = [known[pk] for pk in reversed(ids[:-1])]
    if below.kind not in ORGANS:  # a lead's answer is the community's
        above = above[1:] if above and above[0].kind == Kind.COMMUNITY else above
    return next((each for each in above if each.kind in ORGANS), None)


@transaction.atomic
def ask(*, actor: Actor, request: Request, words: str, on: date | None = None) -> PetitionReview:
    """Write down that the petitioner asks for it. Raises ValidationError too late, too early, or above the district."""
    request, day = fresh(request), on or business_date()
    if not actor.may(HANDLE_REQUEST, request.holder):
        raise PermissionDenied(f"复查、复核由{request.holder.name}或上一级登记。")
    found = reviews_of(request)
    until, round_, organ = last_day(request, found), next_round(found), organ_for(request, found)
    if until is None or round_ is None or request.answered_at is None:
        raise ValidationError("要先是信访事项并且已经书面答复；复查有了意见才能申请复核，复核以后不再复查。")
    if day > business_date() or day < timezone.localtime(request.answered_at).date():
        raise ValidationError({"on": "申请的日期要在答复以后、今天以前。请核对。"})
    if day > until:
        raise ValidationError(
            {"on": f"到 {until.month}月{until.day}日就满 30 日了，原来的意见已经生效。（{RULE}）"}
        )
    if organ is None:
        raise ValidationError("区里作出的意见由市里复查、复核。请告诉信访人向市信访部门提出，并写在经过里。")
    row = PetitionReview(
        request=request,
        round=round_,
        organ=organ,
        asked_on=day,
        words=words.strip(),
        recorded_by_id=actor.account_id,
    )
    row.full_clean()
    row.save()
    start_deadline(actor=actor, target=row, code=DECIDED, area=organ, started=day)
    public = f"您申请的{round_.label}收到了，由{organ.name}办，30 日内书面答复您。"
    remark(request, "petition_review", actor=actor, words=words, public=public)
    _log(actor, row, f"申请{round_.label}")
    return row


@transaction.atomic
def decide(*, actor: Actor, review: PetitionReview, outcome: ReviewOutcome, opinion: str) -> PetitionReview:
    """The opinion of the level above, in writing. Revoked: the matter is taken up again, with the level above."""
    rows = PetitionReview.objects.unscoped(WHY).select_for_update(of=("self",)).select_related("organ")
    review = rows.get(pk=review.pk)
    request = fresh(review.request)
    label = Round(review.round).label
    if not actor.may(HANDLE_REQUEST, review.organ):
        raise PermissionDenied(f"{label}意见由{review.organ.name}作出。")
    if review.decided_on is not None:
        raise ValidationError(f"{label}已经有意见了。")
    review.outcome, review.opinion, review.decided_on = outcome, opinion.strip(), business_date()
    review.full_clean()
    review.save()
    clock = _clock(review)
    if clock is not None:
        meet(actor=actor, deadline=clock, at=max(business_now(), clock.started_at))
    further = "" if review.round == Round.FINAL else "还不服的，30 日内可以申请复核。"
    public = f"{review.organ.name}的{label}意见：{ReviewOutcome(outcome).label}。{review.opinion}"
    remark(
        request,
        "petition_reviewed",
        actor=actor,
        words=opinion,
        public=public[: 200 - len(further)] + further,
    )
    _log(actor, review, f"{label}意见：{ReviewOutcome(outcome).label}")
    if outcome == ReviewOutcome.REVOKED and request.state in SETTLED:
        reopen(actor=actor, request=request, words=f"{label}撤销了原来的意见，重新办理")
    return review


def _clock(review: PetitionReview) -> Deadline | None:
    to = Reference.to(review)
    rows = Deadline.objects.unscoped(WHY).filter(target_type=to.type, target_id=to.id, kind=DECIDED)
    return rows.filter(met_at__isnull=True, dropped_at__isnull=True).first()


def _log(actor: Actor, review: PetitionReview, step: str) -> None:
    request = review.request
    log.record(
        actor=actor,
        code="grid.request.petition",
        target=review,
        area_id=request.area_id,
        data={"number": request.number, "step": step},
    )
