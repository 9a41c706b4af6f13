"""The projects of the three-year plan from 2022, as the demo has them."""

from dataclasses import dataclass
from datetime import date

from linli.facilities.models import Carrier, MilestoneKind, ProjectType


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One project: how far it has come, and the dates given; the steps before are laid out backwards."""

    community: str | None
    carrier: Carrier
    type: ProjectType
    plan_year: int
    area_m2: int
    wan: int
    """Budget in 万元."""
    last: MilestoneKind | None
    dates: tuple[tuple[MilestoneKind, date], ...] = ()
    cancelled_on: date | None = None
    reason: str = ""


FOLDED = (
    Plan(
        community="东湖社区",
        carrier=Carrier.OLD_ESTATES,
        type=ProjectType.RENEWAL_SHARE,
        plan_year=2,
        area_m2=1_020,
        wan=412,
        last=MilestoneKind.ACCEPTANCE,
        dates=((MilestoneKind.ACCEPTANCE, date(2024, 9, 12)),),
    ),
    Plan(
        community="奇家社区",
        carrier=Carrier.EMBEDDED_CARE,
        type=ProjectType.CARE_EMBEDDED,
        plan_year=2,
        area_m2=860,
        wan=365,
        last=MilestoneKind.MOVE_IN,
        dates=(
            (MilestoneKind.ACCEPTANCE, date(2023, 11, 28)),
            (MilestoneKind.HANDOVER, date(2024, 1, 18)),
            (MilestoneKind.MOVE_IN, date(2024, 5, 16)),
        ),
    ),
    Plan(
        community=None,
        carrier=Carrier.OLD_ESTATES,
        type=ProjectType.EXTENSION,
        plan_year=2,
        area_m2=640,
        wan=188,
        last=MilestoneKind.STRUCTURE,
        dates=((MilestoneKind.STRUCTURE, date(2024, 8, 6)),),
    ),
    Plan(
        community=None,
        carrier=Carrier.OLD_ESTATES,
        type=ProjectType.RENEWAL_SHARE,
        plan_year=3,
        area_m2=700,
        wan=240,
        last=MilestoneKind.START,
        dates=((MilestoneKind.START, date(2024, 7, 9)),),
    ),
    Plan(
        community=None,
        carrier=Carrier.EMBEDDED_CARE,
        type=ProjectType.CARE_EMBEDDED,
        plan_year=3,
        area_m2=820,
        wan=330,
        last=MilestoneKind.START,
        dates=((MilestoneKind.START, date(2024, 9, 3)),),
    ),
    Plan(
        community=None,
        carrier=Carrier.OLD_ESTATES,
        type=ProjectType.EXCHANGE,
        plan_year=3,
        area_m2=560,
        wan=150,
        last=MilestoneKind.FUNDING,
        dates=((MilestoneKind.FUNDING, date(2024, 6, 20)),),
    ),
    Plan(
        community=None,
        carrier=Carrier.EMBEDDED_CARE,
        type=ProjectType.CARE_EMBEDDED,
        plan_year=3,
        area_m2=900,
        wan=380,
        last=MilestoneKind.FUNDING,
        dates=((MilestoneKind.FUNDING, date(2024, 4, 25)),),
    ),
    Plan(
        community=None,
        carrier=Carrier.QUARTER_RENEWAL,
        type=ProjectType.NEW,
        plan_year=3,
        area_m2=1_100,
        wan=520,
        last=MilestoneKind.APPROVAL,
        dates=((MilestoneKind.APPROVAL, date(2024, 3, 27)),),
    ),
    Plan(
        community=None,
        carrier=Carrier.OLD_ESTATES,
        type=ProjectType.RENEWAL_SHARE,
        plan_year=3,
        area_m2=610,
        wan=205,
        last=MilestoneKind.APPROVAL,
        dates=((MilestoneKind.APPROVAL, date(2024, 8, 29)),),
    ),
)
OTHERS = (
    Plan(
        community=None,
        carrier=Carrier.NONE,
        type=ProjectType.PURCHASE,
        plan_year=1,
        area_m2=620,
        wan=310,
        last=MilestoneKind.IN_USE,
        dates=((MilestoneKind.MOVE_IN, date(2023, 3, 9)), (MilestoneKind.IN_USE, date(2023, 9, 12))),
    ),
    Plan(
        community=None,
        carrier=Carrier.NONE,
        type=ProjectType.EXTENSION,
        plan_year=1,
        area_m2=480,
        wan=96,
        last=MilestoneKind.IN_USE,
        dates=((MilestoneKind.MOVE_IN, date(2022, 11, 24)), (MilestoneKind.IN_USE, date(2023, 6, 8))),
    ),
    Plan(
        community=None,
        carrier=Carrier.NONE,
        type=ProjectType.NEW,
        plan_year=2,
        area_m2=750,
        wan=295,
        last=MilestoneKind.STRUCTURE,
        dates=((MilestoneKind.STRUCTURE, date(2024, 10, 11)),),
    ),
    Plan(
        community=None,
        carrier=Carrier.OLD_ESTATES,
        type=ProjectType.RENEWAL_SHARE,
        plan_year=2,
        area_m2=540,
        wan=170,
        last=MilestoneKind.APPROVAL,
        dates=((MilestoneKind.APPROVAL, date(2023, 5, 18)),),
        cancelled_on=date(2024, 2, 27),
        reason="原址纳入征收范围，改由邻近社区共用",
    ),
    Plan(
        community=None,
        carrier=Carrier.EMBEDDED_CARE,
        type=ProjectType.CARE_EMBEDDED,
        plan_year=3,
        area_m2=800,
        wan=340,
        last=None,
    ),
    Plan(
        community=None,
        carrier=Carrier.NONE,
        type=ProjectType.LEASE,
        plan_year=3,
        area_m2=300,
        wan=24,
        last=MilestoneKind.APPROVAL,
        dates=((MilestoneKind.APPROVAL, date(2024, 5, 30)),),
    ),
)
