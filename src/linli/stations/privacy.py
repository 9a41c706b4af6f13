"""What this room holds about persons, why, and for how long."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.people.models import Person, Purpose
from linli.privacy import clocks, holdings, notices, retention
from linli.privacy.consents import on_withdrawn
from linli.privacy.holdings import Ground, Holding
from linli.privacy.notices import ProcessingNotice, Text, Version
from linli.privacy.retention import WHY, Rule, Then
from linli.stations.models import (
    Consultation,
    Employer,
    JobSeeker,
    Referral,
    Station,
    StationCheck,
    Trainee,
)

JOBS = "《就业促进法》规定的公共就业服务"
BLANK = {"skills": "", "wanted_work": "", "wanted_place": "", "wanted_kind": "", "wanted_pay_fen": None}


def forget_wishes(ids: Sequence[int]) -> None:
    """What a seeker can and wants goes; the registration stays counted."""
    JobSeeker.objects.unscoped(WHY).filter(pk__in=ids).update(**BLANK)


def end_registrations(rows: QuerySet[JobSeeker], day: date) -> None:
    """Those still open end on ``day`` (or the day after they began) and lose what they say."""
    for row in rows.filter(valid_to__gt=day):
        row.valid_to = max(day, row.registered_on + timedelta(days=1))
        row.save(update_fields=["valid_to"])
    forget_wishes(list(rows.values_list("pk", flat=True)))


def _on_request(_: Actor, ids: Sequence[int]) -> None:
    end_registrations(JobSeeker.objects.unscoped(WHY).filter(pk__in=ids), business_date())


def _sharing_ends(_: Actor, person: Person, day: date) -> None:
    end_registrations(JobSeeker.objects.unscoped(WHY).filter(person=person), day)


HOLDINGS = (
    Holding(
        code="stations.job_seeker",
        label="求职登记",
        model=JobSeeker,
        person=("person",),
        purpose="帮您找工作、推荐岗位和培训",
        ground=Ground.CONSENT,
        law="您来登记；在驿站之间共享另经您同意",
        ends="valid_to",
        keep=clocks.JOB_SEEKER,
        erase=_on_request,
    ),
    Holding(
        code="stations.consultation",
        label="就业咨询",
        model=Consultation,
        person=("seeker__person",),
        purpose="答复就业政策咨询",
        ground=Ground.DUTY,
        law=JOBS,
        ends="seeker__valid_to",
        keep=clocks.JOB_SEEKER,
    ),
    Holding(
        code="stations.referral",
        label="就业推荐",
        model=Referral,
        person=("seeker__person",),
        purpose="推荐到岗位、回访在岗情况",
        ground=Ground.DUTY,
        law=JOBS,
        ends="seeker__valid_to",
        keep=clocks.JOB_SEEKER,
    ),
    Holding(
        code="stations.trainee",
        label="定向培训",
        model=Trainee,
        person=("person",),
        purpose="组织培训、发放证书",
        ground=Ground.DUTY,
        law=JOBS,
        ends="training__ends_on",
        keep=clocks.TRAINING,
    ),
    Holding(
        code="stations.employer_contact",
        label="担任用人单位联系人",
        model=Employer,
        person=("contact",),
        purpose="核实岗位、联系用人单位",
        ground=Ground.DUTY,
        law=JOBS,
        only=("organisation", "verified_on"),
    ),
    Holding(
        code="stations.manager",
        label="担任驿站站长",
        model=Station,
        person=("manager",),
        purpose="驿站由谁管理",
        ground=Ground.DUTY,
        law="驿站管理办法",
        ends="closed_on",
        keep=clocks.OFFICE,
        only=("name", "community", "opened_on", "closed_on"),
    ),
    Holding(
        code="stations.check",
        label="核验过的驿站",
        model=StationCheck,
        person=("checked_by",),
        purpose="驿站达标由谁核验",
        ground=Ground.DUTY,
        law="驿站管理办法",
        ends="checked_on",
        keep=clocks.OFFICE,
        only=("station", "kind", "checked_on"),
    ),
)


def _over(before: date, _: date) -> QuerySet[Any]:
    said = ~Q(skills="") | ~Q(wanted_work="") | ~Q(wanted_place="") | ~Q(wanted_kind="")
    said |= Q(wanted_pay_fen__isnull=False)
    return JobSeeker.objects.unscoped(WHY).filter(said, valid_to__lt=before)


RULES = (
    Rule(
        code="stations.job_seeker",
        label="到期的求职登记",
        what="技能、意向岗位、地点、用工、月薪",
        model=JobSeeker,
        clock=clocks.JOB_SEEKER,
        then=Then.ANONYMISE,
        due=_over,
        erase=forget_wishes,
    ),
)


NOTICE = ProcessingNotice(
    code="job-seeker",
    form="求职登记",
    versions=(
        Version(
            "2023-03",
            date(2023, 3, 1),
            Text(
                purpose="帮您找工作、推荐岗位和培训，回访在岗情况。",
                basis="您来登记、您同意（《个人信息保护法》第十三条第一款第一项）。",
                way="窗口登记，或由工作人员代录。电话加密保存，查看留痕。",
                kinds=("姓名", "电话", "类别", "技能", "意向岗位、地点、月薪"),
                keep="登记 180 天有效；到期再过 180 天删去技能和意向，不再需要时不留姓名。",
                shared="您另行同意的，在各驿站之间共享；推荐岗位时告诉用人单位。不收费，不作他用。",
                must="残疾、困难等情况不用填，只记“就业困难人员”。",
            ),
        ),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
    holdings.exempt(
        "场所的名称、地址和办公电话，不是个人的",
        "stations.Station.name",
        "stations.Station.address",
        "stations.Station.office_phone",
        "stations.Station.map_names",
        "stations.JobDesk.name",
        "stations.JobDesk.address",
        "stations.JobDesk.office_phone",
    )
    retention.register(*RULES)
    notices.register(NOTICE)
    notices.signed_for(NOTICE.code, Purpose.SHARE_JOBS)
    on_withdrawn(Purpose.SHARE_JOBS, _sharing_ends)
