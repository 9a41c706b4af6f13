"""T04: what a department passes on reaches a community, or anything below it, only under an item of the duty list.

Every way there asks here: telling it, passing it across or down, giving parts of it, merging it.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from linli.common.clock import business_date
from linli.grid.requests.models import DutyItem, Source
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation, OrganisationKind
from linli.orgs.selectors import in_force

WHY = "whether an item of the duty list is in force"
NEEDS_DUTY = "部门向社区派事要写明社区职责清单的条目号；清单里没有的不能派给社区"
ABOVE_COMMUNITIES = (Kind.DISTRICT, Kind.STREET)


def is_of_a_community(area: Area) -> bool:
    """A community (village) itself, or a section, group or neighbourhood in one."""
    return area.kind not in ABOVE_COMMUNITIES


def require_duty(
    source: str,
    item: DutyItem | None,
    *,
    areas: Sequence[Area] = (),
    units: Sequence[Organisation] = (),
) -> None:
    """Raises ValidationError where a department's matter would reach a community without an item in force."""
    asks = any(is_of_a_community(area) for area in areas)
    asks = asks or any(unit.kind == OrganisationKind.COMMITTEE for unit in units)
    if source != Source.DEPARTMENT or not asks:
        return
    if item is None:
        raise ValidationError(
            {"duty_item": f"这件事要有社区职责清单的条目号。依据：{NEEDS_DUTY}。请填条目号，或派给部门。"}
        )
    if not DutyItem.objects.unscoped(WHY).filter(in_force(business_date()), pk=item.pk).exists():
        raise ValidationError({"duty_item": f"条目 {item.number} 现在不在施行。依据：{NEEDS_DUTY}。请核对。"})
