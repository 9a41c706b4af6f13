"""A register as a file: the filters in force, masked, and only where the actor may take records along."""

from collections.abc import Mapping
from typing import IO, Any
from urllib.parse import parse_qsl

from django.http import Http404
from django.utils import timezone

from linli.access.actor import Actor
from linli.access.policies import EXPORT
from linli.common.clock import business_now
from linli.desk import pages
from linli.desk.filters import AREA, Narrowed, narrow
from linli.disclosure.making import Maker, Wanted
from linli.exchange import sheets
from linli.orgs.models import Area
from linli.ui.records import RecordPage

KIND = "desk.register"


def taking(actor: Actor, place: str = "") -> Actor:
    """The actor with those posts alone that let records be taken along, and of them those of one place.

    Leading a neighbourhood takes nothing along. Of posts in several places that do not lie within each other, one
    place's records go into one file: where the actor works just now, or ``place`` (its code), where the file was
    asked for. So the second person decides on what lies where they may. Raises LookupError where nothing is left.
    """
    grants = tuple(grant for grant in actor.grants if grant.role.holds(EXPORT))
    near = Actor(account=actor.account, grants=grants, day=actor.day, chosen=place or actor.chosen).home_area
    if near is None:
        raise LookupError(place)
    over = min((g.area for g in grants if near.path.startswith(g.area.path)), key=lambda area: len(area.path))
    if place and over.code != place:
        raise LookupError(place)
    within = tuple(grant for grant in grants if grant.area.path.startswith(over.path))
    return Actor(account=actor.account, grants=within, day=actor.day, chosen=over.code)


def wanted(actor: Actor, parameters: Mapping[str, Any], ending: str) -> Wanted:
    """``parameters``: ``slug``, the query of the page, and once asked for the ``place`` (``taking``).

    Raises LookupError for what is not there.
    """
    actor = taking(actor, parameters.get("place", ""))
    try:
        declared = pages.declared_or_404(parameters["slug"])
        narrowed = narrow(declared, pages.visible(declared, actor), actor, parameters.get("query", {}))
    except Http404:
        raise LookupError(parameters["slug"]) from None
    area = _area(actor, narrowed)
    told = said(narrowed)
    count = narrowed.rows.count()

    def write(watermark: str, stream: IO[bytes]) -> int:
        notes = _notes(declared, area, told, count)
        table = sheets.table(declared, declared.label, notes, narrowed.rows, watermark)
        return sheets.written(ending, table, stream)

    return Wanted(
        title=declared.label,
        area=area,
        headings=tuple(each.label for each in sheets.headings_of(declared)),
        personal=sheets.personal_of(declared),
        filters=told,
        rows=count,
        ending=ending,
        write=write,
        subjects=lambda: sheets.subjects_of(declared, narrowed.rows),
        parameters={
            "slug": declared.slug,
            "query": dict(parse_qsl(narrowed.asked)),
            "place": actor.chosen,
        },
    )


def _area(actor: Actor, narrowed: Narrowed) -> Area:
    """The one chosen, or the whole place the file is of."""
    chosen = next((each.chosen for each in narrowed.selects if each.name == AREA), "")
    area = (
        Area.objects.visible_to(actor).filter(code=chosen, valid_to__isnull=True).first()
        if chosen
        else actor.home_area
    )
    if area is None:
        raise LookupError(chosen)
    return area


def said(narrowed: Narrowed) -> str:
    """The filters in words: ``地区 东湖社区，状态 在任，按文字查找``; 没有筛选 where nothing is chosen.

    What was sought is not told: somebody may have typed a name, and the words go into the log, which forgets nothing.
    """
    parts = [f"{each.label} {dict(each.options)[each.chosen]}" for each in narrowed.selects if each.chosen]
    if narrowed.sought:
        parts.append("按文字查找")
    return "，".join(parts) or "没有筛选"


def _notes(declared: RecordPage, area: Area, told: str, count: int) -> list[str]:
    taken = timezone.localtime(business_now())
    return [
        f"地区：{area.name}　条件：{told}",
        f"共 {count:,} 条{declared.label}；姓名、电话、门牌已遮盖。业务日期 {taken:%Y-%m-%d}。",
    ]


MAKER = Maker(kind=KIND, capability=EXPORT, wanted=wanted)
