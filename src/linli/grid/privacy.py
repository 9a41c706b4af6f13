"""What this room holds about persons, why, and for how long."""

from linli.grid.leads.models import BestNeighbourLead, Lead
from linli.privacy import clocks, holdings
from linli.privacy.holdings import Ground, Holding

LEADS = "党建引领网格化治理的职责；三长由居民推选、公示"

HOLDINGS = (
    Holding(
        code="grid.lead",
        label="三长档案",
        model=Lead,
        person=("appointment__person",),
        purpose="三长怎样产生、是否符合条件",
        ground=Ground.DUTY,
        law=LEADS,
        ends="appointment__valid_to",
        keep=clocks.OFFICE,
        omit=frozenset({"assessed_by"}),
    ),
    Holding(
        code="grid.lead_assessed",
        label="审核过的三长档案",
        model=Lead,
        person=("assessed_by",),
        purpose="谁审核、什么时候审核",
        ground=Ground.DUTY,
        law=LEADS,
        ends="assessed_on",
        keep=clocks.OFFICE,
        only=("assessed_on", "decision"),
    ),
    Holding(
        code="grid.best_lead",
        label="最美邻长",
        model=BestNeighbourLead,
        person=("appointment__person",),
        purpose="评选和公示表彰",
        ground=Ground.DUTY,
        law="表彰文件",
        ends="decided_on",
        keep=clocks.OFFICE,
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
