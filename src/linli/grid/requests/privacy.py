"""What is kept of those who tell a matter, how long, and the words they read before they tell it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from linli.common.clock import business_date
from linli.grid.requests.models import Teller
from linli.privacy import clocks, holdings, notices, retention
from linli.privacy.notices import ProcessingNotice, Text, Version

NOTICE = ProcessingNotice(
    code="tell",
    form="报一件事",
    versions=(
        Version(
            "2024-10",
            date(2024, 10, 1),
            Text(
                purpose="办您说的事，把结果告诉您。",
                basis="履行法定职责（《个人信息保护法》第十三条第一款第三项）；称呼、电话和照片由您自愿提供，不填一样办。",
                way="在本页填写，或由三长、工作人员代录。电话加密保存，页面上遮盖，查看留痕。照片里的时间、地点、"
                "设备信息收到就删。",
                kinds=("您说的话", "在哪里", "照片、录音（可不给）", "怎么称呼、电话（可不填）"),
                keep="称呼和电话在办结 1 年后删去；事情本身不带姓名长期保存。",
                shared="只给办这件事的人看。不告诉被反映的邻居是谁说的；检举控告只有专门的人看得到。",
            ),
        ),
    ),
)


def _due(before: date, _: date) -> QuerySet[Teller]:
    """Closed long enough ago, itself or the matter it was merged into, and something is still kept."""
    closed = Q(request__closed_at__date__lt=before) | Q(request__merged_into__closed_at__date__lt=before)
    rows = Teller.objects.in_confidence(retention.WHY).filter(closed, erased_on__isnull=True)
    return rows.filter(Q(phone_sealed__isnull=False) | ~Q(called=""))


def _erase(ids: Sequence[int]) -> None:
    rows = Teller.objects.in_confidence(retention.WHY).filter(pk__in=ids)
    rows.update(phone_sealed=None, phone_hash="", called="", erased_on=business_date())


RULES = (
    retention.Rule(
        code="grid.teller",
        label="报事人的联系方式",
        what="怎么称呼和电话，事情本身留下",
        model=Teller,
        clock=clocks.CONTACT,
        then=retention.Then.ANONYMISE,
        due=_due,
        erase=_erase,
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    notices.register(NOTICE)
    retention.register(*RULES)
    holdings.exempt(
        "报事人不建人员档案，凭回执看；办结 1 年后由 grid.teller 删去",
        "grid.Teller.phone_sealed",
        "grid.Teller.phone_hash",
    )
    holdings.exempt("只记通知有没有送到这一户，门牌以户的档案为准", "grid.BroadcastDoor.household")
    holdings.exempt(
        "检举控告只给办理它的人看，不告诉被检举控告的人（《信访工作条例》）",
        "grid.Request.accused_person",
        "grid.Request.accused_name",
    )
    holdings.exempt("只是报事人重开过几次的数", "grid.Request.teller_reopened")
    holdings.exempt("被反映的三长不因此建档，只用来不让其看到报事人", "grid.RequestSubject.person")
