"""What this room holds about persons, why, and for how long."""

from linli.grid.broadcasts.models import BroadcastDoor
from linli.grid.day.models import Visit
from linli.grid.leads.models import (
    BestNeighbourLead,
    Candidacy,
    Lead,
    Nomination,
    ResidentsRepresentative,
)
from linli.grid.requests import privacy as tellers
from linli.privacy import clocks, holdings, retention
from linli.privacy.holdings import Ground, Holding

LEADS = "党建引领网格化治理的职责；三长由居民推选、公示"

HOLDINGS = (
    Holding(
        code="grid.candidacy",
        label="三长人选",
        model=Candidacy,
        person=("person",),
        purpose="推荐、审核、公示三长人选",
        ground=Ground.DUTY,
        law=LEADS,
        ends="proposed_on",
        keep=clocks.OFFICE,
        omit=frozenset({"assessed_by"}),
    ),
    Holding(
        code="grid.candidacy_assessed",
        label="审核过的三长人选",
        model=Candidacy,
        person=("assessed_by",),
        purpose="谁审核、什么时候审核",
        ground=Ground.DUTY,
        law=LEADS,
        ends="assessed_on",
        keep=clocks.OFFICE,
        only=("assessed_on",),
    ),
    Holding(
        code="grid.representative",
        label="居民代表",
        model=ResidentsRepresentative,
        person=("person",),
        purpose="谁是居民代表",
        ground=Ground.DUTY,
        law="《城市居民委员会组织法》第十三条",
        ends="valid_to",
        keep=clocks.OFFICE,
    ),
    Holding(
        code="grid.nomination",
        label="最美邻长推荐",
        model=Nomination,
        person=("appointment__person",),
        purpose="推荐、审核、公示表彰",
        ground=Ground.DUTY,
        law="表彰办法",
        ends="nominated_on",
        keep=clocks.OFFICE,
    ),
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
    Holding(
        code="grid.visit",
        label="走看听问帮",
        model=Visit,
        person=("appointment__person",),
        household=("household",),
        purpose="三长自己记的一句话，别人只看得到合计",
        ground=Ground.DUTY,
        law=LEADS,
        ends="day",
        keep=clocks.VISIT,
        binds=False,
        omit=frozenset({"request"}),
    ),
)
RULES = (
    retention.Rule(
        code="grid.broadcast_door",
        label="紧急通知到户",
        what="哪一户怎样告知，整笔删去；通知本身和户数留下",
        model=BroadcastDoor,
        clock=clocks.CONTACT,
        then=retention.Then.DELETE,
        due=lambda before, _: BroadcastDoor.objects.unscoped(retention.WHY).filter(
            broadcast__sent_at__date__lt=before
        ),
        erase=retention.delete(BroadcastDoor),
    ),
    retention.Rule(
        code="grid.visit",
        label="走看听问帮",
        what="三长记的那一句话和哪一户，整笔删去",
        model=Visit,
        clock=clocks.VISIT,
        then=retention.Then.DELETE,
        due=lambda before, _: Visit.objects.unscoped(retention.WHY).filter(day__lt=before),
        erase=retention.delete(Visit),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
    retention.register(*RULES)
    tellers.register_all()
