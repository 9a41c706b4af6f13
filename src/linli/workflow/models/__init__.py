"""Calendar, working hours, clocks of the district, deadlines, daily work; who has a matter, and what takes two."""

from linli.workflow.models.approval import Approval
from linli.workflow.models.assignment import Assignment
from linli.workflow.models.calendar import CalendarDay, DayKind, WorkingHours
from linli.workflow.models.daily import DailyRun
from linli.workflow.models.deadline import ClockRuleOverride, Deadline, Extension, Resumption, Suspension

__all__ = [
    "Approval",
    "Assignment",
    "CalendarDay",
    "ClockRuleOverride",
    "DailyRun",
    "DayKind",
    "Deadline",
    "Extension",
    "Resumption",
    "Suspension",
    "WorkingHours",
]
