"""Writes of questions: anybody asks while the posting hangs, its office answers once, in public."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.common.models import Provenance
from linli.notices import telling
from linli.notices.days import shorter_said
from linli.notices.models import Objection, Posting
from linli.notices.policies import require
from linli.notices.selectors import CONTACT, contact_of
from linli.notices.states import PUBLISHED
from linli.notices.words import require_no_id_number, require_no_number
from linli.people.crypto import seal
from linli.workflow.machines import TransitionRefused

WHY = "the service has admitted the actor, or the act is open to everybody"
MOST_A_DAY = 50
"""Questions to one posting in one day; more is a flood, and the telephone is still there."""


@transaction.atomic
def object_to(
    *,
    actor: Actor,
    posting: Posting,
    text: str,
    asker: str = "",
    contact: str = "",
    is_public: bool = True,
) -> Objection:
    """Ask about a posting that hangs. Open to everybody; a worker's hand means paper or telephone.

    Sending the same words twice asks once. Raises TransitionRefused when the posting does not hang,
    ValidationError without words or in a flood, PermissionDenied for a worker of another area.
    """
    if actor.is_signed_in:
        require(actor, posting.area)
    posting = Posting.objects.unscoped(WHY).select_for_update(of=("self",)).get(pk=posting.pk)
    text = text.strip()
    _require_hanging(posting)
    existing = Objection.objects.unscoped(WHY).filter(posting=posting, text=text).first()
    if existing is not None:
        return existing
    now = business_now()
    asked_today = Objection.objects.unscoped(WHY).filter(
        posting=posting, asked_at__gt=now - timedelta(days=1)
    )
    if not actor.is_signed_in and asked_today.count() >= MOST_A_DAY:
        raise ValidationError("今天收到的疑问很多，网上先收到这里。请明天再来，或给落款单位打电话。")
    require_no_number("text", text, "请改填在“联系方式”里，那里不公开。")
    objection = Objection(
        posting=posting,
        text=text,
        asker=asker.strip(),
        contact_sealed=seal(contact.strip(), CONTACT) if contact.strip() else None,
        is_public=is_public,
        asked_at=now,
        provenance=Provenance.ON_BEHALF if actor.is_signed_in else Provenance.ENTERED,
        recorded_by_id=actor.account_id,
    )
    objection.full_clean()
    objection.save()
    log.record(actor=actor, code="notices.objection.made", target=objection, area_id=posting.area_id)
    telling.questioned(actor, posting)
    return objection


def _require_hanging(posting: Posting) -> None:
    today = business_date()
    if posting.state not in PUBLISHED:
        raise TransitionRefused(
            code="draft", what="这份公示还没有贴出。", rule="", todo="贴出后才能提出疑问。"
        )
    if not posting.runs_on(today):
        last = posting.withdrawn_on or posting.until or today
        done = "撤回" if posting.withdrawn_on else "期满"
        raise TransitionRefused(
            code="over",
            what=f"这份公示已经在 {shorter_said(last, today)} {done}。",
            rule="疑问在公示期间提出。",
            todo="还有疑问，请给落款单位打电话，或到社区说。",
        )


@transaction.atomic
def answer(*, actor: Actor, objection: Objection, text: str, withheld: str = "") -> Objection:
    """The one answer, also after the posting ended. ``withheld``: why the question's words are kept back."""
    objection = (
        Objection.objects.unscoped(WHY)
        .select_for_update(of=("self",))
        .select_related("posting__area")
        .get(pk=objection.pk)
    )
    require(actor, objection.posting.area, "notices.objection.answer")
    if objection.answered_at is not None:
        raise TransitionRefused(
            code="answered",
            what="这条疑问已经答复，答复不能再改。",
            rule="依据：疑问和答复留存备查。",
            todo="要补充，请在新的公示里说明，或给提问人打电话。",
        )
    if not text.strip():
        raise ValidationError({"answer": "请写答复。答复会和疑问一起公开。"})
    require_no_number("answer", text, "请改写单位的固定电话。")
    require_no_id_number("withheld", withheld)
    objection.answer, objection.withheld = text.strip(), withheld.strip()
    objection.answered_at, objection.answered_by_id = business_now(), actor.account_id
    objection.full_clean()
    objection.save()
    log.record(
        actor=actor, code="notices.objection.answered", target=objection, area_id=objection.posting.area_id
    )
    return objection


@transaction.atomic
def reveal_contact(*, actor: Actor, objection: Objection) -> str:
    """The contact in clear; the look is logged first."""
    require(actor, objection.posting.area, "notices.objection.reveal")
    log.record(
        actor=actor,
        code="notices.objection.contact_seen",
        target=objection,
        area_id=objection.posting.area_id,
    )
    return contact_of(objection)
