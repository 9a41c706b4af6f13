"""The doors whose system has no public page yet: what one can read there today, and nothing promised.

Figures are counts of the whole district, never of a person or a door.
"""

from dataclasses import dataclass

from django.db.models import Count

from linli.common.clock import business_date
from linli.indicators.cache import Figures
from linli.indicators.figure import Figure
from linli.indicators.period import Period
from linli.notices import selectors
from linli.orgs.selectors import district


@dataclass(frozen=True)
class Door:
    """kinds: postings that belong here; figures: indicators whose totals are told; how: what to do today."""

    key: str
    name: str
    hint: str
    icon: str
    how: str
    kinds: tuple[str, ...]
    figures: tuple[str, ...]


DOORS = (
    Door(
        "council",
        "议事与表决",
        "小区的事大家定",
        "messages",
        "网上议事和表决还没有开。想提一个议题，可以报一件事写明“请大家商量”，或者找您的邻长、社区当面说。",
        ("resolution", "affairs"),
        ("participation.events", "participation.volunteer_teams"),
    ),
    Door(
        "mediation",
        "断是非",
        "邻里纠纷免费调解",
        "scale",
        "网上申请调解还没有开。邻里纠纷可以报一件事，也可以到社区说，人民调解不收费。双方都愿意才调解；"
        "不愿意的，可以直接去法院。",
        ("commendation",),
        ("mediation.cases_mediated", "mediation.agreements", "mediation.notables"),
    ),
    Door(
        "stations",
        "驿站与就业",
        "歇脚、找活、学手艺",
        "coffee",
        "网上找活和报名还没有开。可以直接到附近的暖心驿站问，也可以打电话、报一件事说您想找什么活。",
        ("station", "recruitment"),
        ("stations.consultations", "stations.trained", "stations.placed"),
    ),
)
BY_KEY = {door.key: door for door in DOORS}


@dataclass(frozen=True)
class KindCount:
    """Postings of one kind that hang today."""

    code: str
    name: str
    count: int


def postings_of(door: Door) -> list[KindCount]:
    """How many hang of each kind that belongs here; none of a kind is told as none."""
    rows = selectors.readable().filter(selectors.hanging(business_date()), kind__code__in=door.kinds)
    counted = dict(rows.order_by().values_list("kind__code").annotate(found=Count("pk")))
    names = dict(selectors.kinds_for().filter(code__in=door.kinds).values_list("code", "name"))
    return [KindCount(code, names[code], counted.get(code, 0)) for code in door.kinds if code in names]


def figures_of(door: Door) -> tuple[str, list[Figure]]:
    """The period in words, and the totals of the district; nothing where no district is set up."""
    area = district()
    if area is None:
        return "", []
    period = Period.to_date()
    kept = Figures(area, period)
    return str(period), [kept.one(code) for code in door.figures]
