"""Community premises, the projects that build them, their money and milestones."""

from linli.facilities.models.premises import Premises, PremisesFunction, PremisesUse, Tenure
from linli.facilities.models.project import (
    Carrier,
    FundLine,
    FundSource,
    Milestone,
    MilestoneKind,
    PremisesProject,
    ProjectType,
)

__all__ = [
    "Carrier",
    "FundLine",
    "FundSource",
    "Milestone",
    "MilestoneKind",
    "Premises",
    "PremisesFunction",
    "PremisesProject",
    "PremisesUse",
    "ProjectType",
    "Tenure",
]
