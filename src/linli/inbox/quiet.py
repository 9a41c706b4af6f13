"""Quiet hours: at night nothing leaves but 特急 (domain.md P11). Real time in Yueyang; pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings

from linli.workflow.calendar import SHANGHAI


@dataclass(frozen=True)
class QuietHours:
    """From ``start`` to ``end``, over midnight when ``start`` is later; none when both are the same hour."""

    start: int
    end: int

    def hold(self, at: datetime) -> bool:
        """Whether ``at`` (aware) is quiet."""
        hour = at.astimezone(SHANGHAI).hour
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end

    def over(self, at: datetime) -> datetime:
        """``at`` itself, or the end of the quiet hours it falls into."""
        if not self.hold(at):
            return at
        local = at.astimezone(SHANGHAI)
        ends = datetime.combine(local.date(), time(self.end), SHANGHAI)
        return ends if ends > local else ends + timedelta(days=1)

    @property
    def told(self) -> str:
        """``21:00 到第二天 8:00``."""
        day = "第二天 " if self.start > self.end else " "
        return f"{self.start}:00 到{day}{self.end}:00"


def quiet_hours() -> QuietHours:
    """As the district set them."""
    return QuietHours(*settings.LINLI_QUIET_HOURS)
