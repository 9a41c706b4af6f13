"""What this room holds about persons, why, and for how long. A case names nobody (``DisputeCase.summary``)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.mediation.models import Notable
from linli.mediation.models.notable import LeaveReason
from linli.mediation.services.roster import remove_notable
from linli.people.models import Person, Purpose
from linli.privacy import clocks, holdings, notices
from linli.privacy.consents import on_withdrawn
from linli.privacy.holdings import Ground, Holding
from linli.privacy.notices import ProcessingNotice, Text, Version

WHY = "the person's own word takes them off the roster"


def _off_the_roster(actor: Actor, rows: QuerySet[Notable], day: date) -> None:
    for notable in rows.filter(left_on__isnull=True).select_related("community"):
        left = max(day, notable.listed_on + timedelta(days=1))
        remove_notable(actor=actor, notable=notable, left_on=left, reason=LeaveReason.RESIGNED)


def _on_request(actor: Actor, ids: Sequence[int]) -> None:
    _off_the_roster(actor, Notable.objects.unscoped(WHY).filter(pk__in=ids), business_date())


def _consent_ends(actor: Actor, person: Person, day: date) -> None:
    _off_the_roster(actor, Notable.objects.unscoped(WHY).filter(person=person), day)


HOLDINGS = (
    Holding(
        code="mediation.notable",
        label="群英谱",
        model=Notable,
        person=("person",),
        purpose="请群英参与调解，让居民知道可以找谁",
        ground=Ground.CONSENT,
        law="经本人同意列名",
        ends="left_on",
        keep=clocks.OFFICE,
        erase=_on_request,
    ),
)


NOTICE = ProcessingNotice(
    code="notable",
    form="列名群英谱",
    versions=(
        Version(
            "2023-03",
            date(2023, 3, 1),
            Text(
                purpose="请您参与调解，让居民知道可以找谁。",
                basis="您单独同意（《个人信息保护法》第十三条第一款第一项、第二十五条）。",
                way="纸面签字，或口头同意并记录。",
                kinds=("姓名", "类别", "专长", "电话（另行同意）"),
                keep="到退出群英谱为止；列名的经过按工作档案保存 10 年。",
                shared="同意列名的，姓名、类别和专长公开；电话不公开，由社区转达。",
                must="可以不同意，随时可以退出。",
            ),
        ),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
    notices.register(NOTICE)
    notices.signed_for(NOTICE.code, Purpose.NAMED_NOTABLE)
    on_withdrawn(Purpose.NAMED_NOTABLE, _consent_ends)
