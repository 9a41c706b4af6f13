"""Calendar, working hours, clocks of the district, deadlines with their history, daily work."""

from linli.workflow.models.calendar import CalendarDay, DayKind, WorkingHours
from linli.workflow.models.daily import DailyRun
from linli.workflow.models.deadline import ClockRuleOverride, Deadline, Extension, Resumption, Suspension

__all__ = [
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
