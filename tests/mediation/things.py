"""One of everything of this system that has an address, in a community."""

from datetime import date
from typing import Any

from linli.mediation.models import (
    BuildingEvidence,
    Committee,
    Consultation,
    IllegalBuilding,
    Mediator,
    Subsidy,
)
from linli.orgs.models import Area
from tests.mediation.rows import notable
from tests.territory import Territory

SINCE = date(2024, 1, 8)


def things_of(territory: Territory, community: Area) -> dict[str, Any]:
    """By name."""
    person = territory.person(community)
    committee = Committee.everything.create(
        community=community, name=f"{community.name}调委会", mark=community.name[:1], valid_from=SINCE
    )
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
        "notable": notable(territory, community=community, person=territory.person(community)),
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
