"""Reads: which postings hang, which may be read by anybody, what is asked about them."""

from datetime import date
from typing import Any

from django.db.models import Count, Model, Q, QuerySet

from linli.access.actor import Actor
from linli.audit.models import Act
from linli.common.text import masked_phone
from linli.notices.models import Objection, Posting, PostingExtension, PostingKind
from linli.notices.policies import NOTICE_WRITE
from linli.notices.states import DRAFTED, ENDED, POSTED, PUBLISHED, WITHDRAWN
from linli.orgs.models import Area
from linli.people.crypto import unseal
from linli.workflow.references import Reference

CONTACT = "objection.contact"
PUBLIC = "what is posted is posted for everybody to read"
KINDS = "kinds of posting are published rules"
ADMITTED = "rows of a posting the reader was admitted to"


def hanging(day: date) -> Q:
    """Postings that must be seen on ``day``: running ones, and withdrawn ones with their reason (T15)."""
    return Q(state__in=(POSTED, WITHDRAWN), until__gte=day)


def over(day: date) -> Q:
    """Days run out, closed by the job already or not."""
    return Q(state=ENDED) | Q(state__in=(POSTED, WITHDRAWN), until__lt=day)


def readable() -> QuerySet[Posting]:
    """What anybody may read: posted online, running or past. The address of a posting never goes away."""
    return Posting.objects.unscoped(PUBLIC).filter(state__in=PUBLISHED, online=True)


def visible(actor: Actor) -> QuerySet[Posting]:
    """What this reader has on the desk: everything of their own areas, drafts included for whoever writes them."""
    rows = Posting.objects.visible_to(actor)
    return rows if actor.may(NOTICE_WRITE) else rows.exclude(state=DRAFTED)


TABS: dict[str, str] = {"drafted": "草拟", "running": "公示中", "over": "期满", "withdrawn": "已撤回"}


def tab(key: str, day: date) -> Q:
    """The postings of one tab of the desk's list; together they are all, and none stands in two."""
    return {
        "drafted": Q(state=DRAFTED),
        "running": Q(state=POSTED, until__gte=day),
        "over": Q(state=ENDED) | Q(state=POSTED, until__lt=day),
        "withdrawn": Q(state=WITHDRAWN),
    }[key]


def counted(rows: QuerySet[Posting], day: date) -> dict[str, int]:
    """How many postings each tab has: one query."""
    found: dict[str, int] = rows.aggregate(**{key: Count("pk", filter=tab(key, day)) for key in TABS})
    return found


def with_questions(rows: QuerySet[Posting]) -> QuerySet[Any]:
    """Each with ``asked`` and ``waiting``: questions, and those without an answer."""
    return rows.annotate(
        asked=Count("objections"), waiting=Count("objections", filter=Q(objections__answered_at__isnull=True))
    )


def kinds_for(area: Area | None = None) -> QuerySet[PostingKind]:
    """Kinds used in the area; without one, all, in the order of the table."""
    rows = PostingKind.objects.unscoped(KINDS).order_by("position", "code")
    if area is None:
        return rows
    steps = area.path.strip("/").split("/")
    return rows.filter(Q(area__isnull=True) | Q(area_id__in=[int(step) for step in steps]))


def least_time(code: str) -> str:
    """For how long a kind is posted at least, as the district has it: ``5 个工作日``."""
    return PostingKind.objects.unscoped(KINDS).get(code=code).said


def objections_of(posting: Posting) -> QuerySet[Objection]:
    """In the order asked."""
    return Objection.objects.unscoped(ADMITTED).filter(posting=posting).order_by("asked_at", "pk")


def extensions_of(posting: Posting) -> QuerySet[PostingExtension]:
    """In the order granted."""
    return PostingExtension.objects.unscoped(ADMITTED).filter(posting=posting).order_by("decided_on", "pk")


def acts_of(posting: Posting) -> QuerySet[Act]:
    """What the log holds of a posting, the latest first; looks at personal data left out."""
    to = Reference.to(posting)
    rows = Act.objects.unscoped("acts on a posting tell whoever may open it what was done to it")
    return rows.filter(target_type=to.type, target_id=to.id, is_look=False).order_by("-pk")


def postings_about(record: Model) -> QuerySet[Posting]:
    """Every posting about a record, the latest first. The caller has admitted its reader to the record."""
    to = Reference.to(record)
    return (
        Posting.objects.unscoped(ADMITTED)
        .filter(subject_type=to.type, subject_id=to.id)
        .order_by("-posted_on", "-pk")
    )


def has_hung_its_days(record: Model, kind: str, day: date) -> bool:
    """Whether some posting of this kind about the record ran to its end before ``day``, unwithdrawn."""
    rows = postings_about(record).filter(kind__code=kind)
    return rows.filter(Q(state=ENDED) | Q(state=POSTED), until__lt=day).exists()


def contact_of(objection: Objection) -> str:
    """In clear; "" when none was left or it was erased. Callers mask it or log the look."""
    return unseal(objection.contact_sealed, CONTACT) if objection.contact_sealed is not None else ""


def masked_contact(objection: Objection) -> str:
    """``138****2046``."""
    return masked_phone(contact_of(objection))
