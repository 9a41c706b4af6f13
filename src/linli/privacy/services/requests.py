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
from linli.privacy import clocks, selectors, states, telling
from linli.privacy.consents import endings_of
from linli.privacy.holdings import Ground, Subject
from linli.privacy.models import HOUSEHOLD_TAGS, Reply, RightsKind, RightsRequest, RightsStep, Way
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
    matter = RightsRequest(
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
    matter.full_clean()
    matter.save()
    _step(actor, matter, "ask")
    deadlines.start_deadline(
        actor=SYSTEM, target=matter, code=clocks.ANSWER, area=area, started=business_now()
    )
    _log(actor, matter, "received", way=matter.get_way_display())
    if matter.kind != RightsKind.WITHDRAW or way is not Way.ONLINE:  # ended online at once: nobody has to act
        telling.asked(actor, matter)
    return matter


@transaction.atomic
def withdraw_now(*, actor: Actor, owner: Owner, what: str) -> RightsRequest:
    """The person ends a consent online: it takes effect at once, and nobody need decide (PIPL art. 15)."""
    matter = ask(actor=actor, owner=owner, kind=RightsKind.WITHDRAW, withdraws=what)
    accept(actor=SYSTEM, matter=matter)
    return finish(actor=SYSTEM, matter=matter, answer="")


@transaction.atomic
def accept(*, actor: Actor, matter: RightsRequest) -> RightsRequest:
    """Somebody answers for it from now on."""
    matter = _locked(actor, matter)
    REQUEST.apply(matter, "accept", actor=actor, at=business_now())
    matter.save(update_fields=["state"])
    _step(actor, matter, "accept")
    _log(actor, matter, "accepted")
    return matter


@transaction.atomic
def finish(*, actor: Actor, matter: RightsRequest, answer: str) -> RightsRequest:
    """Do what was asked, and say so. What was done is added to the answer.

    Raises TransitionRefused, ValidationError (nothing can be deleted: refuse instead; no value to correct to).
    """
    matter = _locked(actor, matter)
    REQUEST.check(matter, "finish", answer=answer.strip() or "…", decided_on=business_date())
    done = _EFFECTS[RightsKind(matter.kind)](actor, matter)
    said = "\n".join(part for part in (answer.strip(), done) if part)
    REQUEST.apply(matter, "finish", actor=actor, at=business_now(), answer=said, decided_on=business_date())
    matter.full_clean()
    matter.save(update_fields=REQUEST.changed_fields("finish"))
    _over(actor, matter, "finish", "done")
    return matter


@transaction.atomic
def refuse(*, actor: Actor, matter: RightsRequest, answer: str, law: str) -> RightsRequest:
    """Not done, with the reason in words and the law it rests on."""
    matter = _locked(actor, matter)
    REQUEST.apply(
        matter,
        "refuse",
        actor=actor,
        at=business_now(),
        answer=answer.strip(),
        refusal_law=law.strip(),
        decided_on=business_date(),
    )
    matter.full_clean()
    matter.save(update_fields=REQUEST.changed_fields("refuse"))
    _over(actor, matter, "refuse", "refused", law=matter.refusal_law)
    return matter


@transaction.atomic
def take_back(*, actor: Actor, subject: Subject, matter: RightsRequest) -> RightsRequest:
    """The person no longer asks. Raises PermissionDenied for somebody else's request."""
    if matter.owner not in subject.owners:
        raise PermissionDenied
    matter = RightsRequest.objects.unscoped(WHY).select_for_update(of=("self",)).get(pk=matter.pk)
    REQUEST.apply(matter, "withdraw", actor=actor, at=business_now(), decided_on=business_date())
    matter.save(update_fields=REQUEST.changed_fields("withdraw"))
    _step(actor, matter, "withdraw")
    for deadline in _running(matter):
        deadlines.drop(actor=SYSTEM, deadline=deadline, reason="本人不要求了", at=business_now())
    _log(actor, matter, "withdrawn")
    return matter


@transaction.atomic
def told(*, actor: Actor, matter: RightsRequest) -> RightsRequest:
    """A worker gave the answer by telephone or on paper."""
    matter = _locked(actor, matter)
    if matter.is_open:
        raise ValidationError("还没有答复，先办结再告知本人。")
    if matter.told_on is None:
        matter.told_on = business_date()
        matter.save(update_fields=["told_on"])
        _log(actor, matter, "told", way=matter.get_reply_display())
    return matter


# What doing it means


def _nothing(actor: Actor, matter: RightsRequest) -> str:
    return ""


def _correct(actor: Actor, matter: RightsRequest) -> str:
    value = unseal(matter.value_sealed, VALUE) if matter.value_sealed is not None else ""
    if matter.correct not in ("name", "phone"):
        return ""
    if not value:
        raise ValidationError("请求里没有写正确的是什么。请先问清本人，补录一条写明正确内容的请求。")
    if matter.correct == "name":
        erasing.correct_name(actor=actor, owner=matter.owner, name=value)
        return "姓名已更正。"
    _require_another_hand(actor, matter)
    keep_phone(owner=matter.owner, number=value)
    return "电话已更正。"


def _require_another_hand(actor: Actor, matter: RightsRequest) -> None:
    """Whoever wrote down a new number does not also put it in: the number opens 我的信息 (two persons, T05)."""
    if (
        matter.way != Way.ONLINE
        and actor.account_id is not None
        and matter.recorded_by_id == actor.account_id
    ):
        raise ValidationError(
            "电话是您自己记下的。新电话可以用来打开我的信息，要由另一位同事核对后更正（两人原则）。请交给同事办。"
        )


def _withdraw(actor: Actor, matter: RightsRequest) -> str:
    day, label = business_date(), matter.withdraws_label
    _tell(actor, matter, f"“{label}”的同意已经结束。")
    _end(actor, matter.owner, matter.withdraws)
    return f"“{label}”的同意自 {day:%Y年%-m月%-d日} 起结束，凭这项同意保存或公开的内容已一并撤下。"


def _end(actor: Actor, owner: Owner, what: str) -> None:
    """End one consent, and have the rooms take down what rested on it."""
    day = business_date()
    if isinstance(owner, Household):
        if what == HOUSEHOLD_TAGS:
            erasing.forget_tags(actor=actor, owner=owner)
        else:
            erasing.forget_phone(actor=actor, owner=owner, day=day)
        return
    purpose = Purpose(what)
    rows = Consent.objects.unscoped(WHY).filter(person=owner, purpose=purpose)
    for consent in rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).select_related("person__area"):
        withdraw_consent(actor=actor, consent=consent, day=max(day, consent.valid_from + timedelta(days=1)))
    for ending in endings_of(purpose):
        ending(SYSTEM, owner, day)
    owner.refresh_from_db()


def _delete(actor: Actor, matter: RightsRequest) -> str:
    owner, found = matter.owner, selectors.deletable(_of(matter.owner))
    if found.is_nothing:
        raise ValidationError(f"现在一项也不能删：{found.said}请改为“不予办理”，写明这些依据。")
    for holding, _, _ in found.goes:
        if holding.ground is Ground.CONSENT and holding.erase is not None:
            rows = holding.rows(_of(owner)).order_by()
            holding.erase(actor, list(rows.values_list("pk", flat=True)))
    _tell(actor, matter, "您要求删除的信息，能删的已经删除。")
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
        target=matter,
        area_id=matter.area_id,
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


def _locked(actor: Actor, matter: RightsRequest) -> RightsRequest:
    rows = RightsRequest.objects.unscoped(WHY).select_for_update(of=("self",))
    found = rows.select_related("area", "person__area", "household__building").get(pk=matter.pk)
    if not actor.is_system:
        require_handling(actor, found.area, found.person)
    return found


def _running(matter: RightsRequest) -> list[Deadline]:
    to = Reference.to(matter)
    rows = Deadline.objects.unscoped(WHY).filter(
        target_type=to.type, target_id=to.id, met_at__isnull=True, dropped_at__isnull=True
    )
    return list(rows)


def _over(actor: Actor, matter: RightsRequest, verb: str, done: str, **data: str) -> None:
    for deadline in _running(matter):
        deadlines.meet(actor=SYSTEM, deadline=deadline, at=business_now())
    _step(actor, matter, verb)
    _log(actor, matter, done, **data)
    telling.answered(matter)
    _tell(actor, matter, f"您{matter.asked_on:%-m月%-d日}提的“{matter.get_kind_display()}”有答复了。")


def _tell(actor: Actor, matter: RightsRequest, what: str) -> None:
    """By text message, once, where the person wished it; the words of the answer stay on 我的信息."""
    number = phone_of(matter.owner)
    if matter.reply != Reply.SMS or matter.told_on is not None or not number:
        return
    matter.told_on = business_date()
    matter.save(update_fields=["told_on"])
    _log(actor, matter, "told", way=matter.get_reply_display())
    text = f"{what}答复全文在“我的信息”里，也可以到社区问。"
    transaction.on_commit(lambda: _send(matter.pk, number, text))


def _send(pk: int, number: str, text: str) -> None:
    try:
        sms.send(number, text)
    except (
        sms.NotSent
    ):  # in the server's log; the answer stands on 我的信息, and the page says it was not told
        RightsRequest.objects.unscoped(WHY).filter(pk=pk).update(told_on=None)


def _step(actor: Actor, matter: RightsRequest, verb: str) -> None:
    RightsStep.everything.create(
        request=matter, verb=verb, state=matter.state, at=business_now(), actor_id=actor.account_id
    )


def _log(actor: Actor, matter: RightsRequest, done: str, **data: str) -> None:
    log.record(
        actor=actor,
        code=f"privacy.request.{done}",
        target=matter,
        area_id=matter.area_id,
        data={"kind": matter.get_kind_display(), **data},
    )
