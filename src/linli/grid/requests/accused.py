"""Whom a matter may accuse, as they are called: the district, its departments, its streets and their communities.

And whether a sentence sounds like such a matter at all, where somebody else writes it down or a file brings it in.
"""

import re
from dataclasses import dataclass

from linli.access.scope import ORGAN, TITLES
from linli.common.clock import business_date
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation, OrganisationKind
from linli.orgs.selectors import in_force

WHY = "names of public bodies, to choose among"
TRUNK = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)
DEPARTMENTS = "区直部门"
_WRONG = re.compile(
    "举报|检举|控告|揭发|贪污|贪腐|腐败|受贿|行贿|索贿|贿赂|公款|小金库|挪用|侵吞|侵占|吃拿卡要|以权谋私|徇私|优亲厚友"
    "|回扣|好处费|红包|私收|收受|收(?:了|过)?.{0,8}(?:钱|礼|烟|酒)|滥用职权|违纪|违法乱纪|买官|包庇|截留|冒领"
)
_OFFICIAL = re.compile(
    "书记|主任|副?局长|科长|处长|站长|所长|队长|副?镇长|乡长|部长|区长|县长|常委|委员|干部|公务员|领导"
    "|工作人员|网格员|城管|民警|执法|办事员"
)
_TITLED = re.compile(f"([\u4e00-\u9fff])副?({'|'.join(TITLES)})")
_ORGAN = re.compile("|".join(ORGAN))
_THE_ORGAN = "[^，。；！？]{0,6}?(?>(?:纪检监察|监察委|纪委|监委|纪检)(?:监委|监察|委员会|机关|组)*)"
_ASKED = re.compile(
    f"(?:请求?|求|要求|望|盼|恳请|建议|让|由|找过?|反映到|举报到|告到){_THE_ORGAN}"
    f"(?!的?.?副?(?:{'|'.join(TITLES)}|干部|人))|向{_THE_ORGAN}(?=反映|举报|检举|控告|投诉|报告)"
)
"""The organ asked to act, or told before: not the organ, nor anybody of it, spoken of."""


@dataclass(frozen=True)
class Body:
    """One body that may be accused. ``area``: where its seat is; ``unit``: the department, where it is one."""

    code: str
    label: str
    group: str
    area: Area
    unit: Organisation | None = None


def bodies() -> list[Body]:
    """The district first, then its departments, then each street with its communities."""
    rows = Area.objects.unscoped(WHY).filter(kind__in=TRUNK, valid_to__isnull=True).select_related("parent")
    areas = list(rows.defer("boundary").order_by("path"))
    inner = [_of_area(area) for area in areas if area.kind != Kind.DISTRICT]
    outer = [_of_area(area) for area in areas if area.kind == Kind.DISTRICT]
    return [*outer, *_departments(), *sorted(inner, key=lambda body: body.group)]


def _of_area(area: Area) -> Body:
    if area.kind == Kind.COMMUNITY and area.parent is not None:
        return Body(area.code, f"{area.parent.name} {area.name}", area.parent.name, area)
    return Body(area.code, area.name, area.name, area)


def _departments() -> list[Body]:
    rows = Organisation.objects.unscoped(WHY).filter(
        in_force(business_date()), kind=OrganisationKind.DEPARTMENT
    )
    found = rows.select_related("area").order_by("name")
    return [Body(each.ref, each.name, DEPARTMENTS, each.area, each) for each in found]


def choices(found: list[Body]) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """For a field: those of one street, and the departments, each under a heading of their own."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for body in found:
        groups.setdefault(body.group, []).append((body.code, body.label))
    return [("", "请选"), *groups.items()]


def body_of(code: str) -> Body:
    """The one chosen. Raises StopIteration for a code that was not offered; the form checks it before."""
    return next(body for body in bodies() if body.code == code)


def squeezed(*words: str) -> str:
    """Words in which somebody is named, without blanks, so that 丁 卫国 is found as 丁卫国."""
    return "，".join("".join(each.split()) for each in words if each.strip())[:400]


def words_of(name: str, text: str) -> str:
    """In which somebody is named: the name as it was given; whoever the text calls by surname and post; and, where no
    name was given, the organ that handles accusations, if the text speaks of it.
    """
    said, given = "".join(text.split()), squeezed(name)
    called = [f"{surname}{title}" for surname, title in _TITLED.findall(f"{said}，{given}")]
    organs = [] if given else _ORGAN.findall(_ASKED.sub("", said))
    return squeezed(name, *(each for each in dict.fromkeys([*called, *organs]) if each not in given))


def sounds_like_one(text: str) -> bool:
    """Whether a sentence speaks of an official and of a wrong only officials do: it is asked about, never decided."""
    said = "".join(text.split())
    return bool(_WRONG.search(said) and _OFFICIAL.search(said))
