"""Cases of one's own that have something before one, by what falls due next: the first page, the menu, the tab 我办的.

One's own is a case one keeps or helps with; and, until somebody keeps it, one of the community one serves in.
"""

from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least, TruncDate

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.mediation.clocks import CASE_REVIEW
from linli.mediation.models import Agreement, Clause, Confirmation, DisputeCase, FollowUp, TeamMember
from linli.mediation.policies import SEE_MEDIATION
from linli.mediation.services.agreements import CONFIRM
from linli.mediation.states import ARCHIVED, REGISTERED
from linli.workflow.calendar import SHANGHAI
from linli.workflow.models import Deadline
from linli.workflow.selectors import TICKING

WHY = "what falls due of a case the reader works on"
FAR = date(9999, 12, 31)
KEPT_SECONDS = 60
AHEAD = timedelta(days=7)
"""Of a closed case something stands on the first page a week before it falls due, not earlier."""
OWED: dict[str, tuple[str, str]] = {
    "review_on": ("受理审查，限 3 个工作日", "定要不要受理"),
    "settle_on": ("调解，限一个月", "接着调解"),
    "clause_on": ("协议条款到期", "看履行了没有"),
    "visit_on": ("回访", "记回访"),
    "court_on": ("共同申请司法确认，限 30 天", "问各方要不要申请"),
}


def _clock(code: str, kind: str, of: str) -> Subquery:
    """The last day of a running clock of this code on what ``of`` refers to."""
    rows = Deadline.objects.unscoped(WHY).filter(
        TICKING, kind=code, target_type=kind, target_id=OuterRef(of), due_at__isnull=False
    )
    days = rows.order_by("due_at").annotate(day=TruncDate("due_at", tzinfo=SHANGHAI))
    return Subquery(days.values("day")[:1], output_field=DateField())


def _clauses() -> Subquery:
    rows = Clause.objects.unscoped(WHY).filter(
        agreement__case=OuterRef("pk"), agreement__effective_on__isnull=False, performed_on__isnull=True
    )
    return Subquery(rows.order_by("due_on").values("due_on")[:1])


def _visits() -> Subquery:
    rows = FollowUp.objects.unscoped(WHY).filter(case=OuterRef("pk"), done_on__isnull=True)
    return Subquery(rows.order_by("due_on").values("due_on")[:1])


def _own(actor: Actor, person: int) -> Q:
    team = TeamMember.objects.unscoped(WHY).filter(person=person, valid_to__isnull=True)
    kept = TeamMember.objects.unscoped(WHY).filter(case=OuterRef("pk"), is_keeper=True, valid_to__isnull=True)
    posts = [grant.area.pk for grant in actor.grants if grant.unit_id is None]
    unkept = Q(community__in=posts, closed_on__isnull=True) & ~Exists(kept)
    return Q(pk__in=team.values("case")) | Q(unkept)


def owed(actor: Actor) -> QuerySet[Any]:
    """Cases of one's own with something before one, the next to fall due first."""
    rows = DisputeCase.objects.visible_to(actor)
    person = actor.account.person_id if actor.account is not None else None
    if person is None:
        return rows.none()
    today = business_date()
    asked = Exists(Confirmation.objects.unscoped(WHY).filter(agreement__case=OuterRef("pk")))
    agreement = Agreement._meta.label_lower
    court = _clock(CONFIRM, agreement, "agreement__pk")
    rows = rows.filter(_own(actor, person)).exclude(stage=ARCHIVED).annotate(
        review_on=Case(When(stage=REGISTERED, then=_clock(CASE_REVIEW.code, DisputeCase._meta.label_lower, "pk"))),
        settle_on=Case(When(closed_on__isnull=True, then=F("due_on")), output_field=DateField()),
        clause_on=_clauses(),
        visit_on=_visits(),
        window=Case(When(~asked, then=court), output_field=DateField()),
    )  # fmt: skip
    rows = rows.annotate(court_on=Case(When(window__gte=today, then=F("window")), output_field=DateField()))
    ends = [Coalesce(F(name), Value(FAR), output_field=DateField()) for name in OWED]
    rows = rows.annotate(next_on=Least(*ends))
    near = Q(closed_on__isnull=True) | Q(next_on__lte=today + AHEAD)
    return rows.filter(near).select_related("community").order_by("next_on", "registered_on", "pk")


def count_owed(actor: Actor) -> int:
    """For the menu: asked of the database once a minute at most, and never for whoever can have none."""
    if not actor.may(SEE_MEDIATION):
        return 0
    key = f"mediation.owed:{actor.account_id}:{actor.day}"
    kept: int | None = cache.get(key)
    if kept is None:
        kept = owed(actor).order_by().count()
        cache.set(key, kept, KEPT_SECONDS)
    return kept
