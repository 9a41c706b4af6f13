"""Calendar, working hours, clocks of the district, deadlines with their history."""

from linli.workflow.models.calendar import CalendarDay, DayKind, WorkingHours
from linli.workflow.models.deadline import ClockRuleOverride, Deadline, Extension, Resumption, Suspension

__all__ = [
    "CalendarDay",
    "ClockRuleOverride",
    "DayKind",
    "Deadline",
    "Extension",
    "Resumption",
    "Suspension",
    "WorkingHours",
]
