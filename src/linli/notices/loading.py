"""The kinds of posting every district begins with. Those present stay as the district has set them."""

from dataclasses import dataclass

from django.db import transaction

from linli.notices.models import PostingKind
from linli.workflow.clocks import OWN_PRACTICE, clock
from linli.workflow.deadlines import Unit

WHY = "kinds of posting hold for the whole district"
RESIDENTS, LIST, VOLUNTEER = (
    "residents.posting",
    "notices.appointment.posting",
    "volunteer.certificate.posting",
)


@dataclass(frozen=True)
class _Kind:
    """clock: the row of the clock table that gives days and basis; without one, ``days`` by the district's practice."""

    code: str
    name: str
    clock: str = ""
    days: int = 0
    unit: Unit = Unit.DAY
    by_law: bool = False
    needs_board: bool = False


KINDS = (
    _Kind("affairs", "居务公开", RESIDENTS, by_law=True, needs_board=True),
    _Kind("accounts", "收支公示", RESIDENTS, by_law=True, needs_board=True),
    _Kind("resolution", "决议公示", RESIDENTS, by_law=True, needs_board=True),
    _Kind("leads", "三长名单", LIST),
    _Kind("commendation", "表彰公示", LIST),
    _Kind("allowance", "职业津贴公示", LIST),
    _Kind("recruitment", "考核招聘公示", LIST),
    _Kind("volunteer", "志愿服务证明公示", VOLUNTEER, by_law=True),
    _Kind("burden", "减负清单", days=15),
    _Kind("station", "驿站授牌", days=5, unit=Unit.WORKDAY),
    _Kind("report", "工作报告公开", days=15),
    _Kind("notables", "群英谱名单", LIST),
)
"""三长、表彰、津贴、招聘、群英谱: no law behind their five workdays; recruitment is practised with five to seven."""


def _built(position: int, kind: _Kind) -> PostingKind:
    rule = clock(kind.clock) if kind.clock else None
    days, unit = (rule.amount, rule.unit) if rule is not None else (kind.days, kind.unit)
    assert unit is not None, f"{kind.clock} is a share, not a period"
    return PostingKind(
        code=kind.code,
        name=kind.name,
        minimum=days,
        floor=days if kind.by_law else 1,
        unit=unit.value,
        basis=rule.basis if rule is not None else OWN_PRACTICE,
        needs_board=kind.needs_board,
        position=position,
    )


@transaction.atomic
def load_missing_kinds() -> int:
    """Add the kinds that are not there; how many."""
    there = set(PostingKind.objects.unscoped(WHY).values_list("code", flat=True))
    missing = [_built(n, kind) for n, kind in enumerate(KINDS, start=1) if kind.code not in there]
    PostingKind.everything.bulk_create(missing)
    return len(missing)
