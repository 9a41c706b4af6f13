"""Notables, dispute cases, and illegal buildings with their ledger."""

from linli.mediation.models.building import BuildingKind, Disposal, IllegalBuilding, IllegalBuildingLedger
from linli.mediation.models.case import (
    MEDIATED,
    CaseSource,
    DisputeCase,
    DisputeKind,
    Intensity,
    Outcome,
)
from linli.mediation.models.notable import Category, ListingSource, Notable

__all__ = [
    "MEDIATED",
    "BuildingKind",
    "CaseSource",
    "Category",
    "Disposal",
    "DisputeCase",
    "DisputeKind",
    "IllegalBuilding",
    "IllegalBuildingLedger",
    "Intensity",
    "ListingSource",
    "Notable",
    "Outcome",
]
