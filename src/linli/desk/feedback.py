"""意见与投诉: given by anybody signed in, answered by the district's staff, read again under its reference."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse

from linli.access.actor import NOBODY, Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.desk.models import Feedback, FeedbackKind
from linli.inbox.kinds import Kind
from linli.inbox.selectors import holding_at
from linli.inbox.services import tell
from linli.orgs.kinds import Kind as AreaKind
from linli.orgs.selectors import district
from linli.people.crypto import seal, unseal
from linli.reports.policies import WRITE_REPORT

CONTACT = "feedback.contact"
OPINION = Kind(
    code="desk.opinion",
    label="收到的意见与投诉",
    title="收到一条意见：{kind}",
    line="{whose}",
    address=lambda opinion: reverse("desk:opinion", args=(opinion.ref,)),
)
WHY_REF = "whoever holds the reference wrote it"
LONGEST_PAGE = 200


def may_answer(actor: Actor) -> bool:
    """Staff of the district itself."""
    return any(
        grant.area.kind == AreaKind.DISTRICT and grant.role.holds(WRITE_REPORT) for grant in actor.grants
    )


def received(actor: Actor) -> QuerySet[Feedback]:
    """What the district's staff has before it: the unanswered first, the oldest of them on top."""
    rows = Feedback.objects.visible_to(actor)
    return rows.order_by("answered_on", "given_on", "pk") if may_answer(actor) else rows.none()


def by_ref(ref: str, *, by_resident: bool | None = None) -> Feedback | None:
    """For the writer, who alone was given the reference (31^10 of them)."""
    rows = Feedback.objects.unscoped(WHY_REF).filter(ref=ref)
    return (rows if by_resident is None else rows.filter(by_resident=by_resident)).first()


def page_of(address: str) -> str:
    """The path alone: a query may hold what somebody searched for."""
    path = urlsplit(address).path
    return path[:LONGEST_PAGE] if path.startswith("/") else ""


def form_at(address: str) -> str:
    """The code of the form at a page's address: the name of that address; "" where there is no such page."""
    try:
        return resolve(page_of(address)).view_name
    except Resolver404:
        return ""


@transaction.atomic
def give(
    *,
    kind: str,
    text: str,
    page: str = "",
    contact: str = "",
    by_resident: bool = False,
) -> Feedback:
    """Keep an opinion, and nothing of who gave it: there is no actor, and the log knows none either.

    Raises ValidationError without a text, or for a contact beside 这个表单是负担.
    """
    area = district()
    if area is None:
        raise ValidationError("还没有建立地区，意见没有地方存。请先由管理员建好。")
    if kind == FeedbackKind.BURDEN and contact.strip():
        raise ValidationError("“这个表单是负担”不留联系方式，这样谁也查不到是谁说的。请清空联系方式。")
    found = Feedback(
        area=area,
        kind=kind,
        text=text.strip(),
        page=page_of(page),
        form=form_at(page),
        by_resident=by_resident,
        given_on=business_date(),
    )
    if contact.strip():
        found.contact_sealed = seal(contact.strip(), CONTACT)
    found.full_clean()
    found.save()
    log.record(
        actor=NOBODY, code="desk.feedback.given", area_id=area.pk, data={"kind": found.get_kind_display()}
    )
    tell(
        accounts=holding_at(area, WRITE_REPORT),
        kind=OPINION.code,
        target=found,
        data={"kind": found.get_kind_display(), "whose": "居民提出" if by_resident else "工作台上提出"},
    )
    return found


@transaction.atomic
def answer(*, actor: Actor, feedback: Feedback, text: str) -> Feedback:
    """Say what comes of it; said again, the later answer stands. Raises PermissionDenied, ValidationError."""
    if not may_answer(actor):
        raise PermissionDenied
    found = Feedback.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=feedback.pk)
    found.answer, found.answered_on = text.strip(), business_date()
    if not found.answer:
        raise ValidationError("请写答复：改了什么，什么时候改，或者为什么不改。")
    found.full_clean()
    found.save()
    log.record(
        actor=actor,
        code="desk.feedback.answered",
        target=found,
        area_id=found.area_id,
        data={"kind": found.get_kind_display()},
    )
    return found


@transaction.atomic
def see_contact(*, actor: Actor, feedback: Feedback) -> str:
    """The contact in clear, which is a look on record. Raises PermissionDenied; "" where none was left."""
    if not may_answer(actor):
        raise PermissionDenied
    if feedback.contact_sealed is None:
        return ""
    log.record(actor=actor, code="desk.feedback.contact_seen", target=feedback, area_id=feedback.area_id)
    return unseal(feedback.contact_sealed, CONTACT)
