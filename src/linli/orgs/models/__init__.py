"""Territory, organisations, campaigns and themes."""

from linli.orgs.models.area import Area, Placement
from linli.orgs.models.campaign import Campaign, Theme
from linli.orgs.models.change import AreaAct, AreaChange
from linli.orgs.models.organisation import Organisation, OrganisationKind

__all__ = [
    "Area",
    "AreaAct",
    "AreaChange",
    "Campaign",
    "Organisation",
    "OrganisationKind",
    "Placement",
    "Theme",
]
