"""One of everything of this system that has an address, in a community."""

from datetime import date, timedelta
from typing import Any

from linli.mediation import drawing
from linli.mediation.models import (
    BuildingEvidence,
    CasePiece,
    ChosenBy,
    Committee,
    Consultation,
    Draw,
    IllegalBuilding,
    Mediator,
    Panel,
    PieceKind,
    Story,
    Subsidy,
    TeamMember,
)
from linli.mediation.services.telling import noon
from linli.orgs.models import Area
from tests.mediation.rows import closed_case, notable
from tests.territory import Territory

SINCE = date(2024, 1, 8)


def things_of(territory: Territory, community: Area) -> dict[str, Any]:
    """By name."""
    person = territory.person(community)
    committee = Committee.everything.create(
        community=community, name=f"{community.name}调委会", mark=community.name[:1], valid_from=SINCE
    )
    listed = notable(territory, community=community, person=territory.person(community))
    case = closed_case(territory, community=community)
    panel = Panel.everything.create(case=case, chosen_by=ChosenBy.DRAW)
    seed, pool = "3091.20", [listed.ref]
    estate = next(each for each in territory.estates if each.path.startswith(community.path))
    building = IllegalBuilding.everything.create(
        estate=estate, place="3栋楼顶", kind="existing", area_m2=12, found_on=SINCE
    )
    return {
        "building": building,
        "evidence": BuildingEvidence.everything.create(
            building=building,
            title="发现时",
            dated=SINCE,
            media="png",
            size=1,
            key=f"eeeeeeeeeeeeee{building.ref}",
        ),
        "told case": case,
        "draw": Draw.everything.create(
            panel=panel,
            seed=seed,
            seed_source="公开的指数收盘",
            method=drawing.METHOD,
            pool=pool,
            drawn=drawing.draw(seed, pool, 1),
            size=1,
            closed_at=noon(SINCE),
            drawn_at=noon(SINCE) + timedelta(hours=5),
        ),
        "story": Story.everything.create(case=case, title="楼道清出来了", text="住户甲", valid_from=SINCE),
        "piece": CasePiece.everything.create(case=case, kind=PieceKind.EVIDENCE, title="图纸", dated=SINCE),
        "team member": TeamMember.everything.create(
            case=case, person=territory.person(community), valid_from=SINCE
        ),
        "notable": listed,
        "mediator": Mediator.everything.create(
            committee=committee, person=person, knows="大专", valid_from=SINCE
        ),
        "subsidy": Subsidy.everything.create(
            community=community, person=person, day=SINCE, half_days=1, amount_fen=5_000, basis="每半天50元"
        ),
        "consultation": Consultation.everything.create(
            community=community, question="空地建什么", opened_on=SINCE
        ),
    }
