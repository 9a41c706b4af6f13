"""What the grid system keeps: for now the leads; requests come with their own issue."""

from linli.grid.leads.models import (
    BestNeighbourLead,
    HonourLevel,
    Lead,
    LeaveReason,
    ProducedBy,
    SelectionStandard,
)

__all__ = ["BestNeighbourLead", "HonourLevel", "Lead", "LeaveReason", "ProducedBy", "SelectionStandard"]
