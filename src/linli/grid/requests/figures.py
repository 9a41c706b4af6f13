"""Figures of requests, and of posts nobody holds: on the page of requests, not on the board (figures.csv).

All that is told within a period is one kind of row, so the whole page is counted in two grouped queries. What became
of a request counts for the period in which it was told: shares are of the same requests as the total beside them.
"""

from collections.abc import Callable
from fractions import Fraction

from django.db.models import Q

from linli.grid.indicators import LEADS, SERVED
from linli.grid.leads.selectors import posts_on, vacant_posts_on
from linli.grid.requests.models import Heard, Level, RequestKind, Verdict
from linli.grid.requests.selectors import late_on, open_on, told_within
from linli.grid.requests.states import MERGED, SUSPENDED
from linli.indicators.definition import Indicator, Kind, Measure, Quotient, Source
from linli.indicators.phrases import Phrases
from linli.orgs.kinds import Kind as AreaKind
from linli.orgs.kinds import Tree
from linli.people.models import Post

SYSTEM = "grid"
BY_TOLD = "按说的日期，首尾两天都算；现在怎样就算怎样"
FROM = "事项办理记录"
NONE = Phrases(measures=("件",))
"""They are not written into reports as figures of the board are, so no text names them."""
FIRST = 101

TOLD = Source(key="grid.requests_told", label="事项", rows=told_within, area="area", day="told_on")
OPEN = Source(
    key="grid.requests_open", label="没办完的事项", rows=lambda period: open_on(period.cutoff), area="area"
)
LATE = Source(
    key="grid.requests_late", label="超时限的事项", rows=lambda period: late_on(period.cutoff), area="area"
)
POSTS = Source(
    key="grid.lead_posts",
    label="三长岗位",
    rows=lambda period: posts_on(period.cutoff),
    area="area",
    tree=Tree.NEIGHBOURS,
)
VACANT = Source(
    key="grid.lead_posts_vacant",
    label="空缺的三长岗位",
    rows=lambda period: vacant_posts_on(period.cutoff),
    area="area",
    tree=Tree.NEIGHBOURS,
)
SETTLED = ~Q(settled_level="")
ANSWERED = Q(answered_at__isnull=False) & ~Q(state=MERGED)
REOPENED = Q(teller_reopened__gt=0) & ANSWERED
JUDGED = ~Q(verdict="") & Q(verdict_from=Heard.OWN)
CONTENT = Q(verdict__in=(Verdict.PLEASED, Verdict.FAIR)) & Q(verdict_from=Heard.OWN)
"""What tellers said themselves; what a worker wrote down after asking them stands apart."""
ASKED = ~Q(verdict="") & ~Q(verdict_from=Heard.OWN)
ASKED_CONTENT = Q(verdict__in=(Verdict.PLEASED, Verdict.FAIR)) & ~Q(verdict_from=Heard.OWN)


def _of_kind(which: Q) -> Q:
    """By the ids of the kinds, found once: to read and compare the code of each request's kind costs more than to
    count the request.
    """
    kinds = RequestKind.objects.unscoped("the tree of kinds is the district's").filter(which)
    return Q(kind__in=kinds.values("pk"))


HAZARDS = _of_kind(
    Q(code__startswith="fire")
    | Q(code__startswith="houses")
    | Q(code__startswith="emergency")
    | Q(code="utilities-3")
)
DISPUTES = _of_kind(Q(code__startswith="disputes"))
LEVEL_NAMES: dict[Level, str] = {
    Level.NEIGHBOURHOOD: "邻",
    Level.GROUP: "组",
    Level.SECTION: "片",
    Level.COMMUNITY: "社区（村）",
    Level.STREET: "街道",
    Level.DISTRICT: "区",
}

_made: list[Indicator] = []


def _add(
    code: str,
    name: str,
    definition: str,
    formula: Measure | Quotient,
    *,
    kind: Kind = Kind.FLOW,
    unit: str = "件",
    date_rule: str = BY_TOLD,
    origin: str = FROM,
    part_of: str | None = None,
    decimals: int = 0,
) -> None:
    _made.append(
        Indicator(
            code=f"grid.{code}",
            system=SYSTEM,
            order=FIRST + len(_made),
            name=name,
            unit=unit,
            kind=kind,
            definition=definition,
            date_rule=date_rule,
            origin=origin,
            formula=formula,
            phrases=NONE,
            part_of=part_of,
            decimals=decimals,
            additive=isinstance(formula, Measure),
            on_board=False,
        )
    )


def _share(over: Q, under: Q, over_label: str, under_label: str) -> Quotient:
    """``over``: a part of ``under``."""
    return Quotient(
        numerator=Measure(source=TOLD, where=over),
        denominator=Measure(source=TOLD, where=under),
        numerator_label=over_label,
        denominator_label=under_label,
        scale=Fraction(100),
    )


def _level(level: Level) -> Callable[[], None]:
    name = LEVEL_NAMES[level]

    def add() -> None:
        at = Q(settled_level=level)
        _add(
            f"requests_settled_{level.value}",
            f"{name}一级办好",
            f"期间内说的事里，在{name}一级办好的件数。",
            Measure(source=TOLD, where=at),
            part_of="grid.requests_settled",
        )
        _add(
            f"requests_share_{level.value}",
            f"{name}一级办好的比例",
            f"期间内说的、已经办好的事里，在{name}一级办好的占多少。",
            _share(at, SETTLED, f"{name}一级办好", "已办好"),
            kind=Kind.RATE,
            unit="%",
            decimals=1,
        )

    return add


_add("requests_told", "群众诉求", "期间内说的事的件数；并案的各算一件。", Measure(source=TOLD))
_add(
    "requests_settled",
    "办好的诉求",
    "期间内说的事里已经办好的件数；重开的在重新办好以前不算，说明办不了的不算。",
    Measure(source=TOLD, where=SETTLED),
)
for _each in Level:
    _level(_each)()
_add(
    "requests_open",
    "没办完的诉求",
    "截至当日已经说了、还没有答复报事人的件数；并案的只算并到的那一件。",
    Measure(source=OPEN),
    kind=Kind.STOCK,
    date_rule="说的日期不晚于当日，到当日末还没有答复",
)
_add(
    "requests_late",
    "超时限的诉求",
    "截至当日没有办完、且有一项时限在当日之前就到期的件数；挂账的不算。",
    Measure(source=LATE),
    kind=Kind.STOCK,
    date_rule="时限在当日零点以前到期，到当日零点还没有完成",
)
_add(
    "requests_stuck",
    "挂账的诉求",
    "没有办完、现在挂账的件数。",
    Measure(source=OPEN, where=Q(state=SUSPENDED)),
    kind=Kind.STOCK,
    date_rule="说的日期不晚于当日，现在挂账",
)
_add(
    "requests_satisfaction",
    "诉求满意率",
    "期间内说的、报事人自己作了评价的事里，满意和基本满意的占多少；没有评价的、回访时由工作人员记下的不算。",
    _share(CONTENT, JUDGED, "满意和基本满意", "自己评价"),
    kind=Kind.RATE,
    unit="%",
    decimals=1,
)
_add(
    "requests_satisfaction_asked",
    "回访记下的满意率",
    "期间内说的、回访时由工作人员记下评价的事里，满意和基本满意的占多少；报事人自己评的不算。",
    _share(ASKED_CONTENT, ASKED, "满意和基本满意", "回访记下"),
    kind=Kind.RATE,
    unit="%",
    decimals=1,
)
_add(
    "requests_reopened_share",
    "诉求重开率",
    "期间内说的、答复过的事里，报事人不满意而重开的占多少；工作人员自己重开的不算。",
    _share(REOPENED, ANSWERED, "重开", "答复过"),
    kind=Kind.RATE,
    unit="%",
    decimals=1,
)
_add(
    "hazards_found",
    "发现的隐患",
    "期间内说的消防、房屋、燃气和防汛应急类的事的件数。",
    Measure(source=TOLD, where=HAZARDS),
)
_add(
    "disputes_found",
    "发现的矛盾纠纷",
    "期间内说的矛盾纠纷类的事的件数。",
    Measure(source=TOLD, where=DISPUTES),
)
_add(
    "households_per_lead",
    "平均每名邻长联系户数",
    "截至当日联系服务的家庭户数除以在任邻长人数。",
    Quotient(
        numerator=Measure(source=SERVED),
        denominator=Measure(source=LEADS, where=Q(post=Post.NEIGHBOUR_LEAD)),
        numerator_label="户家庭",
        denominator_label="名邻长",
    ),
    kind=Kind.RATE,
    unit="户",
    decimals=1,
    date_rule="当日",
    origin="社区（村）登记的户、邻和邻长任职",
)

VACANCIES: tuple[tuple[str, AreaKind, str, str], ...] = (
    ("section_posts_vacant", AreaKind.SECTION, "片长", "片"),
    ("group_posts_vacant", AreaKind.GROUP, "组长", "组"),
    ("neighbour_posts_vacant", AreaKind.NEIGHBOURHOOD, "邻长", "邻"),
)
POSTED_BY, POSTED_FROM = "当日设着的片、组、邻，当日没有人在任", "社区（村）登记的片、组、邻和三长任职"

for _code, _kind, _post, _place in VACANCIES:
    _add(
        _code,
        f"{_post}空缺",
        f"截至当日设着、没有{_post}在任的{_place}的个数。",
        Measure(source=VACANT, where=Q(area__kind=_kind)),
        kind=Kind.STOCK,
        unit="个",
        date_rule=POSTED_BY,
        origin=POSTED_FROM,
        part_of="grid.lead_posts_vacant",
    )
_add(
    "lead_posts_vacant",
    "三长空缺",
    "截至当日设着、没有三长在任的片、组、邻的个数之和。",
    Measure(source=VACANT),
    kind=Kind.STOCK,
    unit="个",
    date_rule=POSTED_BY,
    origin=POSTED_FROM,
)
_add(
    "lead_posts",
    "三长岗位",
    "截至当日设着的片、组、邻的个数之和，一处一个岗位。",
    Measure(source=POSTS),
    kind=Kind.STOCK,
    unit="个",
    date_rule="当日设着的片、组、邻",
    origin=POSTED_FROM,
)

INDICATORS: tuple[Indicator, ...] = tuple(_made)
