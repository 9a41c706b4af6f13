"""Data-quality checks about the leads: what constraints cannot hold."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q

from linli.common.clock import business_date
from linli.common.quality import QualityCheck, Severity, register
from linli.grid.leads.boards import contents, differences, last_print
from linli.grid.leads.doors import unassigned
from linli.grid.models import BestNeighbourLead, Lead, NoticeBoard, Request
from linli.orgs.models import Organisation
from linli.orgs.selectors import district, in_force
from linli.people.models import LEAD_POSTS, Post
from linli.people.selectors import leads_on
from linli.workflow.references import model_of

WHY = "checks ask the whole database"


def leads_without_file() -> Iterator[str]:
    """Leads in office without a file."""
    files = Lead.objects.unscoped(WHY).filter(appointment=OuterRef("pk"))
    yield from leads_on(business_date()).exclude(Exists(files)).values_list("ref", flat=True).iterator()


def files_of_other_posts() -> Iterator[str]:
    """Files on an appointment that is not a lead's."""
    rows = Lead.objects.unscoped(WHY).exclude(appointment__post__in=LEAD_POSTS)
    yield from rows.values_list("ref", flat=True).iterator()


def leads_before_decision() -> Iterator[str]:
    """In office before the decision or before the end of the posting."""
    early = Q(appointment__valid_from__lt=F("decided_on")) | Q(appointment__valid_from__lt=F("publicity_to"))
    yield from Lead.objects.unscoped(WHY).filter(early).values_list("ref", flat=True).iterator()


def unfit_leads() -> Iterator[str]:
    """In office although the last assessment says no."""
    day = business_date()
    rows = Lead.objects.unscoped(WHY).filter(in_force(day, prefix="appointment__"), meets_standard=False)
    yield from rows.values_list("ref", flat=True).iterator()


def honours_of_other_posts() -> Iterator[str]:
    """Honours of somebody who is not a neighbour lead."""
    rows = BestNeighbourLead.objects.unscoped(WHY).exclude(appointment__post=Post.NEIGHBOUR_LEAD)
    yield from rows.values_list("ref", flat=True).iterator()


def doors_without_neighbourhood() -> Iterator[str]:
    """Doors that belong to no neighbourhood today."""
    area = district()
    if area is not None:
        rows = unassigned(area, business_date())
        yield from rows.values_list("ref", flat=True).iterator()


def outdated_boards() -> Iterator[str]:
    """Boards in use whose print says something else than the records, or that never had one."""
    rows = NoticeBoard.objects.unscoped(WHY).filter(valid_to__isnull=True).select_related("estate")
    found = list(rows.order_by("pk"))
    for content in contents(found, business_date()) if found else ():
        if differences(content, last_print(content.board)):
            yield content.board.estate.name


def two_party_organisations() -> Iterator[str]:
    """Grids with two branches or two groups at a time."""
    rows = Organisation.objects.unscoped(WHY).filter(in_force(business_date()), grid__isnull=False)
    twice = rows.order_by().values("grid__name", "kind").annotate(n=Count("pk")).filter(n__gt=1)
    yield from twice.values_list("grid__name", flat=True).iterator()


def requests_referred_nowhere() -> Iterator[str]:
    """Requests whose case of mediation is gone, or whose reference names nothing."""
    rows = Request.objects.in_confidence(WHY).exclude(dispute_ref="").order_by("pk")
    named: dict[str, list[tuple[int, str]]] = {}
    for number, said in rows.values_list("number", "dispute_ref").iterator():
        label, _, pk = said.rpartition(":")
        if model_of(label) is None or not pk.isdecimal():
            yield number
        else:
            named.setdefault(label, []).append((int(pk), number))
    for label, found in named.items():
        model = model_of(label)
        assert model is not None  # asked above
        there = set(model._base_manager.filter(pk__in=[pk for pk, _ in found]).values_list("pk", flat=True))
        yield from (number for pk, number in found if pk not in there)


REQUESTS = (
    QualityCheck(
        code="grid.request.referred_nowhere",
        question="有没有移送了调解、却找不到案件的事项？",
        severity=Severity.ERROR,
        explanation="移送调解后，调解的结果要回到这件事里告诉报事人。",
        mend="核对调解案件；案件不在了的，在事项经过里写明并接着办。",
        find=requests_referred_nowhere,
    ),
)
LEADS_LIFE = (
    QualityCheck(
        code="grid.door.nowhere",
        question="有没有没归到邻的户？",
        severity=Severity.WARNING,
        explanation="每户要有一位邻长联系（T01）。",
        mend="在“户和空缺”里把它归到一个邻、一个微网格。",
        find=doors_without_neighbourhood,
    ),
    QualityCheck(
        code="grid.board.outdated",
        question="有没有贴着的公示栏和记录不一样？",
        severity=Severity.WARNING,
        explanation="三长的姓名、职责、电话要公布并保持最新。",
        mend="在“三长公示栏”里打印新版，贴好后记下换版。",
        find=outdated_boards,
    ),
    QualityCheck(
        code="grid.party.twice",
        question="有没有一个网格建了两个同类党组织？",
        severity=Severity.WARNING,
        explanation="大网格建一个党支部，微网格设一个党小组。",
        mend="在“地区”里撤销多出的一个。",
        find=two_party_organisations,
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    for check in (*LEADS_LIFE, *REQUESTS):
        register(check)
    register(
        QualityCheck(
            code="grid.lead.without_file",
            question="有没有在任却没有档案的三长？",
            severity=Severity.WARNING,
            explanation="三长变动要有会议或决定记录，并经公示。",
            mend="在三长档案里补上产生方式、审核、公示和决定。",
            find=leads_without_file,
        )
    )
    register(
        QualityCheck(
            code="grid.lead.post",
            question="有没有不是三长却建了三长档案的？",
            severity=Severity.ERROR,
            explanation="三长档案只对应片长、组长、邻长的任职。",
            mend="核对任职的职务。",
            find=files_of_other_posts,
        )
    )
    register(
        QualityCheck(
            code="grid.lead.too_early",
            question="有没有公示没结束或还没决定就上任的？",
            severity=Severity.WARNING,
            explanation="三长变动自有决定并公示期满起生效。",
            mend="核对上任、公示和决定的日期。",
            find=leads_before_decision,
        )
    )
    register(
        QualityCheck(
            code="grid.lead.unfit",
            question="有没有审核为不符合条件却仍在任的三长？",
            severity=Severity.WARNING,
            explanation="三长要符合选任条件。",
            mend="重新审核，或办理更换。",
            find=unfit_leads,
        )
    )
    register(
        QualityCheck(
            code="grid.honour.post",
            question="有没有授给非邻长的“最美邻长”？",
            severity=Severity.ERROR,
            explanation="“最美邻长”只授予邻长。",
            mend="核对受表彰人的任职。",
            find=honours_of_other_posts,
        )
    )
