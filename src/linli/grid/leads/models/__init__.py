"""The three leads: how each came to office, their boards, and who was honoured."""

from linli.grid.leads.models.board import BoardPhoto, BoardPrint, DoorRule, LeadDuty, NoticeBoard, Sheet
from linli.grid.leads.models.choosing import Adjusted, Candidacy, LeaderAdjustment, ResidentsRepresentative
from linli.grid.leads.models.honour import BestNeighbourLead, HonourLevel
from linli.grid.leads.models.lead import Lead, LeaveReason, ProducedBy, SelectionStandard
from linli.grid.leads.models.nomination import HonourQuota, Nomination

__all__ = [
    "Adjusted",
    "BestNeighbourLead",
    "BoardPhoto",
    "BoardPrint",
    "Candidacy",
    "DoorRule",
    "HonourLevel",
    "HonourQuota",
    "Lead",
    "LeadDuty",
    "LeaderAdjustment",
    "LeaveReason",
    "Nomination",
    "NoticeBoard",
    "ProducedBy",
    "ResidentsRepresentative",
    "SelectionStandard",
    "Sheet",
]
