"""The three leads: how each came to office, and who was honoured."""

from linli.grid.leads.models.honour import BestNeighbourLead, HonourLevel
from linli.grid.leads.models.lead import Lead, LeaveReason, ProducedBy, SelectionStandard

__all__ = ["BestNeighbourLead", "HonourLevel", "Lead", "LeaveReason", "ProducedBy", "SelectionStandard"]
