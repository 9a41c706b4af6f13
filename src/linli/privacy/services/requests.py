"""Requests of the persons concerned: received, taken on, done with their effect, or refused with the law.

Whoever asks online has proved to be the person (signed in, or by a code on the number kept); the view answers for it
and passes that subject. A worker writes down what was said at the counter.
"""

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from linli.access import sms
from linli.access.actor import SYSTEM, Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.common.models import Provenance
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people import erasing
from linli.people.crypto import seal, unseal
from linli.people.log_keys import ShredReason, shred
from linli.people.models import Consent, Household, LogKey, Person, Purpose
from linli.people.selectors import phone_of
from linli.people.services import keep_phone, withdraw_consent
from linli.privacy import clocks, selectors, states
from linli.privacy.consents import endings_of
from linli.privacy.holdings import Ground, Subject
from linli.privacy.models import Reply, RightsKind, RightsRequest, RightsStep, Way
from linli.privacy.own import VALUE
from linli.privacy.policies import require_handling
from linli.privacy.states import REQUEST
from linli.workflow import services as deadlines
from linli.workflow.models import Deadline
from linli.workflow.references import Reference

WHY = "the service has admitted the actor, or the person has proved who they are"
Owner = Person | Household


def _of(owner: Owner) -> Subject:
    return Subject(persons=(owner,)) if isinstance(owner, Person) else Subject(households=(owner,))


@transaction.atomic
def ask(
    *,
    actor: Actor,
    owner: Owner,
    kind: RightsKind,
    way: Way = Way.ONLINE,
    words: str = "",
    reply: Reply = Reply.PAGE,
    correct: str = "",
    value: str = "",
    withdraws: str = "",
) -> RightsRequest:
    """Receive a request about ``owner``; the period of the answer begins. The same one still open is returned.

    A worker's hand (any way but online) needs the area. Raises PermissionDenied, ValidationError in words.
    """
    area = _answering(owner.area if isinstance(owner, Person) else owner.building)
    if way is not Way.ONLINE:
        require_handling(actor, area, None)
    _require_said(kind, words, correct, withdraws)
    _require_can_be_told(owner, reply)
    same = RightsRequest.objects.unscoped(WHY).filter(
        state__in=states.OPEN,
        kind=kind,
        words=words.strip(),
        correct=correct,
        withdraws=withdraws,
        **_key(owner),
    )
    if (existing := same.first()) is not None:
        return existing
    request = RightsRequest(
        kind=kind,
        area=area,
        way=way,
        reply=reply,
        words=words.strip(),
        correct=correct,
        value_sealed=seal(value.strip(), VALUE) if value.strip() else None,
        withdraws=withdraws,
        asked_on=business_date(),
        provenance=Provenance.ENTERED if way is Way.ONLINE else Provenance.ON_BEHALF,
        recorded_by_id=actor.account_id,
        **_key(owner),
    )
    request.full_clean()
    request.save()
    _step(actor, request, "ask")
    deadlines.start_deadline(
        actor=SYSTEM, target=request, code=clocks.ANSWER, area=area, started=business_now()
    )
    _log(actor, request, "received", way=request.get_way_display())
    return request


@transaction.atomic
def withdraw_now(*, actor: Actor, owner: Owner, what: str) -> RightsRequest:
    """The person ends a consent online: it takes effect at once, and nobody need decide (PIPL art. 15)."""
    request = ask(actor=actor, owner=owner, kind=RightsKind.WITHDRAW, withdraws=what)
    accept(actor=SYSTEM, request=request)
    return finish(actor=SYSTEM, request=request, answer="")


@transaction.atomic
def accept(*, actor: Actor, request: RightsRequest) -> RightsRequest:
    """Somebody answers for it from now on."""
    request = _locked(actor, request)
    REQUEST.apply(request, "accept", actor=actor, at=business_now())
    request.save(update_fields=["state"])
    _step(actor, request, "accept")
    _log(actor, request, "accepted")
    return request


@transaction.atomic
def finish(*, actor: Actor, request: RightsRequest, answer: str) -> RightsRequest:
    """Do what was asked, and say so. What was done is added to the answer.

    Raises TransitionRefused, ValidationError (nothing can be deleted: refuse instead; no value to correct to).
    """
    request = _locked(actor, request)
    REQUEST.check(request, "finish", answer=answer.strip() or "…", decided_on=business_date())
    done = _EFFECTS[RightsKind(request.kind)](actor, request)
    said = "\n".join(part for part in (answer.strip(), done) if part)
    REQUEST.apply(request, "finish", actor=actor, at=business_now(), answer=said, decided_on=business_date())
    request.full_clean()
    request.save(update_fields=REQUEST.changed_fields("finish"))
    _over(actor, request, "finish", "done")
    return request


@transaction.atomic
def refuse(*, actor: Actor, request: RightsRequest, answer: str, law: str) -> RightsRequest:
    """Not done, with the reason in words and the law it rests on."""
    request = _locked(actor, request)
    REQUEST.apply(
        request,
        "refuse",
        actor=actor,
        at=business_now(),
        answer=answer.strip(),
        refusal_law=law.strip(),
        decided_on=business_date(),
    )
    request.full_clean()
    request.save(update_fields=REQUEST.changed_fields("refuse"))
    _over(actor, request, "refuse", "refused", law=request.refusal_law)
    return request


@transaction.atomic
def take_back(*, actor: Actor, subject: Subject, request: RightsRequest) -> RightsRequest:
    """The person no longer asks. Raises PermissionDenied for somebody else's request."""
    if request.owner not in subject.owners:
        raise PermissionDenied
    request = RightsRequest.objects.unscoped(WHY).select_for_update(of=("self",)).get(pk=request.pk)
    REQUEST.apply(request, "withdraw", actor=actor, at=business_now(), decided_on=business_date())
    request.save(update_fields=REQUEST.changed_fields("withdraw"))
    _step(actor, request, "withdraw")
    for deadline in _running(request):
        deadlines.drop(actor=SYSTEM, deadline=deadline, reason="本人不要求了", at=business_now())
    _log(actor, request, "withdrawn")
    return request


@transaction.atomic
def told(*, actor: Actor, request: RightsRequest) -> RightsRequest:
    """A worker gave the answer by telephone or on paper."""
    request = _locked(actor, request)
    if request.is_open:
        raise ValidationError("还没有答复，先办结再告知本人。")
    if request.told_on is None:
        request.told_on = business_date()
        request.save(update_fields=["told_on"])
        _log(actor, request, "told", way=request.get_reply_display())
    return request


# What doing it means


def _nothing(actor: Actor, request: RightsRequest) -> str:
    return ""


def _correct(actor: Actor, request: RightsRequest) -> str:
    value = unseal(request.value_sealed, VALUE) if request.value_sealed is not None else ""
    if request.correct not in ("name", "phone"):
        return ""
    if not value:
        raise ValidationError("请求里没有写正确的是什么。请先问清本人，补录一条写明正确内容的请求。")
    if request.correct == "name":
        erasing.correct_name(actor=actor, owner=request.owner, name=value)
        return "姓名已更正。"
    keep_phone(owner=request.owner, number=value)
    return "电话已更正。"


def _withdraw(actor: Actor, request: RightsRequest) -> str:
    day, label = business_date(), request.withdraws_label
    _tell(actor, request, f"“{label}”的同意已经结束。")
    _end(actor, request.owner, request.withdraws)
    return f"“{label}”的同意自 {day:%Y年%-m月%-d日} 起结束，凭这项同意保存或公开的内容已一并撤下。"


def _end(actor: Actor, owner: Owner, what: str) -> None:
    """End one consent, and have the rooms take down what rested on it."""
    day = business_date()
    if isinstance(owner, Household):
        erasing.forget_phone(actor=actor, owner=owner, day=day)
        return
    purpose = Purpose(what)
    rows = Consent.objects.unscoped(WHY).filter(person=owner, purpose=purpose)
    for consent in rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).select_related("person__area"):
        withdraw_consent(actor=actor, consent=consent, day=max(day, consent.valid_from + timedelta(days=1)))
    for ending in endings_of(purpose):
        ending(SYSTEM, owner, day)
    owner.refresh_from_db()


def _delete(actor: Actor, request: RightsRequest) -> str:
    owner, found = request.owner, selectors.deletable(_of(request.owner))
    if found.is_nothing:
        raise ValidationError(f"现在一项也不能删：{found.said}请改为“不予办理”，写明这些依据。")
    for holding, _, _ in found.goes:
        if holding.ground is Ground.CONSENT and holding.erase is not None:
            rows = holding.rows(_of(owner)).order_by()
            holding.erase(actor, list(rows.values_list("pk", flat=True)))
    _tell(actor, request, "您要求删除的信息，能删的已经删除。")
    for running in found.consents:
        _end(actor, owner, running.what)
    if not found.stays:
        _make_nameless(owner)
    elif LogKey.objects.unscoped(WHY).filter(**_key(owner)).exists():
        shred(actor=actor, owner=owner, reason=ShredReason.ASKED)
    labels = [*(holding.label for holding, _, _ in found.goes), *(each.label for each in found.consents)]
    kinds = "、".join(labels) or "姓名和电话"
    log.record(
        actor=actor,
        code="privacy.data.erased",
        target=request,
        area_id=request.area_id,
        data={"kinds": kinds},
    )
    return found.said or "没有别的记录，姓名和电话已删去。"


def _make_nameless(owner: Owner) -> None:
    if isinstance(owner, Person):
        erasing.make_nameless([owner.pk])
    else:
        erasing.forget_contacts([owner.pk])


_EFFECTS: dict[RightsKind, Callable[[Actor, RightsRequest], str]] = {
    RightsKind.COPY: _nothing,
    RightsKind.EXPLAIN: _nothing,
    RightsKind.CORRECT: _correct,
    RightsKind.WITHDRAW: _withdraw,
    RightsKind.DELETE: _delete,
}


# Small parts


def _require_said(kind: RightsKind, words: str, correct: str, withdraws: str) -> None:
    if kind is RightsKind.WITHDRAW and not withdraws:
        raise ValidationError({"withdraws": "请选撤回哪一项同意。"})
    if kind is RightsKind.CORRECT and not correct:
        raise ValidationError({"correct": "请选哪一项不对。"})
    if kind is RightsKind.EXPLAIN and not words.strip():
        raise ValidationError({"words": "请写下想弄清楚什么，一句话就行。"})


def _require_can_be_told(owner: Owner, reply: Reply) -> None:
    if reply is Reply.SMS and not phone_of(owner):
        raise ValidationError({"reply": "我们没有您的电话，发不了短信。请选打电话以外的方式，或先更正电话。"})


def _answering(area: Area) -> Area:
    """The community (or office above) whose workers answer: leads are no organ, and see no requests."""
    steps = [int(step) for step in area.path.strip("/").split("/")]
    trunk = (Kind.COMMUNITY, Kind.STREET, Kind.DISTRICT)
    rows = Area.objects.unscoped(WHY).filter(pk__in=steps, kind__in=trunk)
    return max(rows, key=lambda each: len(each.path), default=area)


def _key(owner: Owner) -> dict[str, Owner]:
    return {"person" if isinstance(owner, Person) else "household": owner}


def _locked(actor: Actor, request: RightsRequest) -> RightsRequest:
    rows = RightsRequest.objects.unscoped(WHY).select_for_update(of=("self",))
    found = rows.select_related("area", "person__area", "household__building").get(pk=request.pk)
    if not actor.is_system:
        require_handling(actor, found.area, found.person)
    return found


def _running(request: RightsRequest) -> list[Deadline]:
    to = Reference.to(request)
    rows = Deadline.objects.unscoped(WHY).filter(
        target_type=to.type, target_id=to.id, met_at__isnull=True, dropped_at__isnull=True
    )
    return list(rows)


def _over(actor: Actor, request: RightsRequest, verb: str, done: str, **data: str) -> None:
    for deadline in _running(request):
        deadlines.meet(actor=SYSTEM, deadline=deadline, at=business_now())
    _step(actor, request, verb)
    _log(actor, request, done, **data)
    _tell(actor, request, f"您{request.asked_on:%-m月%-d日}提的“{request.get_kind_display()}”有答复了。")


def _tell(actor: Actor, request: RightsRequest, what: str) -> None:
    """By text message, once, where the person wished it; the words of the answer stay on 我的信息."""
    number = phone_of(request.owner)
    if request.reply != Reply.SMS or request.told_on is not None or not number:
        return
    request.told_on = business_date()
    request.save(update_fields=["told_on"])
    _log(actor, request, "told", way=request.get_reply_display())
    text = f"{what}答复全文在“我的信息”里，也可以到社区问。"
    transaction.on_commit(lambda: _send(number, text))


def _send(number: str, text: str) -> None:
    try:
        sms.send(number, text)
    except sms.NotSent:
        return  # already in the server's log; the answer stands on 我的信息 all the same


def _step(actor: Actor, request: RightsRequest, verb: str) -> None:
    RightsStep.everything.create(
        request=request, verb=verb, state=request.state, at=business_now(), actor_id=actor.account_id
    )


def _log(actor: Actor, request: RightsRequest, done: str, **data: str) -> None:
    log.record(
        actor=actor,
        code=f"privacy.request.{done}",
        target=request,
        area_id=request.area_id,
        data={"kind": request.get_kind_display(), **data},
    )
