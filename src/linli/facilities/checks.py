"""Data-quality checks of premises and projects: what spans rows."""

from collections.abc import Iterator
from itertools import pairwise

from django.db.models import Exists, F, OuterRef, Q, Sum

from linli.common.quality import QualityCheck, Severity, register
from linli.facilities.models import FundLine, Milestone, Premises, PremisesProject
from linli.facilities.services import VERB_OF_MILESTONE
from linli.facilities.states import CANCELLED, PROJECT
from linli.orgs.kinds import Kind

WHY = "data-quality checks look at every record"


def outside_communities() -> Iterator[str]:
    """Premises and projects whose area is no community."""
    for rows in (Premises.objects.unscoped(WHY), PremisesProject.objects.unscoped(WHY)):
        for name, area in rows.exclude(community__kind=Kind.COMMUNITY).values_list("name", "community__name"):
            yield f"{name}：{area}"


def states_without_milestones() -> Iterator[str]:
    """Projects whose state says more or less than their milestones."""
    for kind, verb in VERB_OF_MILESTONE.items():
        target = PROJECT.transition(verb).target
        reached = Milestone.objects.unscoped(WHY).filter(
            project=OuterRef("pk"), kind=kind, actual_on__isnull=False
        )
        after = PROJECT.codes[PROJECT.codes.index(target) :]
        wrong = Q(Exists(reached)) & ~Q(state__in=after)
        wrong |= Q(state__in=after) & ~Q(state=CANCELLED) & ~Q(Exists(reached))
        for name in PremisesProject.objects.unscoped(WHY).filter(wrong).values_list("name", flat=True):
            yield f"{name}：{kind.label}"


def milestones_out_of_order() -> Iterator[str]:
    """Steps reached earlier than a step before them."""
    steps = list(VERB_OF_MILESTONE)
    for earlier, later in pairwise(steps):
        before = Milestone.objects.unscoped(WHY).filter(
            project=OuterRef("project"), kind=earlier, actual_on__gt=OuterRef("actual_on")
        )
        rows = Milestone.objects.unscoped(WHY).filter(Exists(before), kind=later)
        for name in rows.values_list("project__name", flat=True):
            yield f"{name}：{later.label}早于{earlier.label}"


def funds_beyond_budget() -> Iterator[str]:
    """Projects for which more is promised than 110 % of the budget."""
    rows = (
        FundLine.objects.unscoped(WHY)
        .values("project__name", "project__budget_total_fen")
        .annotate(total=Sum("amount_fen"))
        .filter(total__gt=F("project__budget_total_fen") * 11 / 10)
    )
    for row in rows:
        yield str(row["project__name"])


def register_all() -> None:
    """Called when the room starts."""
    for check in (
        QualityCheck(
            code="facilities.community_kind",
            question="有没有不在社区（村）的服务用房或项目？",
            severity=Severity.ERROR,
            explanation="服务用房和项目按社区（村）登记，否则会数错层级。",
            mend="改选社区（村）。",
            find=outside_communities,
        ),
        QualityCheck(
            code="facilities.project_state",
            question="有没有状态和节点对不上的项目？",
            severity=Severity.ERROR,
            explanation="项目走到哪一步，由已经完成的节点说明。",
            mend="补登缺少的节点，或更正节点日期。",
            find=states_without_milestones,
        ),
        QualityCheck(
            code="facilities.milestone_order",
            question="有没有前后颠倒的项目节点？",
            severity=Severity.ERROR,
            explanation="后一个节点不会早于前一个节点完成。",
            mend="核对两个节点的日期。",
            find=milestones_out_of_order,
        ),
        QualityCheck(
            code="facilities.funds_within_budget",
            question="有没有安排资金超过预算一成以上的项目？",
            severity=Severity.WARNING,
            explanation="安排的资金超过预算的 110% 要重新报批。",
            mend="重新报批预算，或核对资金明细。",
            find=funds_beyond_budget,
        ),
    ):
        register(check)
