"""Clocks of this system that are not in the common table."""

from linli.workflow.clocks import OWN_PRACTICE, ClockRule, Direction, register
from linli.workflow.deadlines import Unit

BUILDING_ACTION = register(
    ClockRule(
        code="mediation.illegal_building.action",
        object="新增违建首次处置",
        event="发现",
        amount=3,
        unit=Unit.WORKDAY,
        direction=Direction.WITHIN,
        basis=OWN_PRACTICE,
        configurable=True,
        one_unit=True,
    )
)
EXTENSION = register(
    ClockRule(
        code="mediation.extend",
        object="调解延长",
        event="原期限届满",
        amount=1,
        unit=Unit.MONTH,
        direction=Direction.WITHIN,
        basis=OWN_PRACTICE,
        configurable=True,
    )
)
CASE_REVIEW = register(
    ClockRule(
        code="mediation.review",
        object="受理审查",
        event="登记",
        amount=3,
        unit=Unit.WORKDAY,
        direction=Direction.WITHIN,
        basis=OWN_PRACTICE,
        configurable=True,
    )
)
