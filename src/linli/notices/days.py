"""How long a posting hangs, and how that is said. Pure; the working calendar comes as a value.

The day of posting is not counted (民法典第二百零一条). A minimum in 日 ends on its calendar day: a day off work does
not move it, because a posting is read on any day and asks nothing of an office (``workflow.clocks`` says the same
of every period of the kind "at least"); one in 工作日 ends on a workday by itself. The last day ends at 24:00.
"""

from dataclasses import dataclass
from datetime import date

from linli.notices import states
from linli.notices.models import Posting
from linli.workflow.calendar import Calendar, YearUnpublished
from linli.workflow.deadlines import Unit, last_day
from linli.workflow.machines import Tone

WEEKDAYS = "一二三四五六日"


def earliest_end(posted_on: date, minimum: int, unit: Unit, calendar: Calendar) -> date:
    """The first day on which the posting may end. Raises ``YearUnpublished`` for workdays nobody can count yet."""
    if minimum < 1:
        raise ValueError("a posting hangs for a day at least")
    if unit is Unit.WORKDAY:
        return calendar.add_workdays(posted_on, minimum)
    return last_day(posted_on, minimum, unit)


def day_said(day: date, today: date) -> str:
    """``11月14日 周四``; the year only when it is not this one."""
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def shorter_said(day: date, today: date) -> str:
    """``11月8日``, as it stands inside a sentence."""
    return day_said(day, today).rsplit(" ", 1)[0]


@dataclass(frozen=True)
class Standing:
    """Where a posting stands on a day: what its card says and how far the bar is filled."""

    chip: str
    tone: Tone
    words: str
    until: str
    filled: int
    whole: int


def standing(posting: Posting, today: date, calendar: Calendar) -> Standing:
    """In the legal unit: ``还要公示 9 天``, ``还要公示 3 个工作日``."""
    if posting.posted_on is None or posting.until is None:
        return Standing("草拟", Tone.NEUTRAL, f"贴出后至少公示 {posting.kind.said}", "", 0, 1)
    whole = (posting.until - posting.posted_on).days
    filled = min(max((today - posting.posted_on).days, 0), whole)
    until = f"至 {shorter_said(posting.until, today)} 24:00"
    if posting.state == states.WITHDRAWN:
        stays = today <= posting.until
        words = "已撤回，理由在这里公示" if stays else "已撤回"
        return Standing("已撤回", Tone.PAUSED, words, until if stays else "", filled, whole)
    if posting.is_over(today):
        return Standing("期满", Tone.DONE, f"公示了 {whole} 天，已经期满", "", whole, whole)
    return Standing(
        "公示中", Tone.GOING, _left(posting, posting.until, today, calendar), until, filled, whole
    )


def _left(posting: Posting, until: date, today: date, calendar: Calendar) -> str:
    if until == today:
        return "今天是最后一天"
    if posting.unit == Unit.WORKDAY:
        try:
            left = calendar.workdays_between(today, until)
        except YearUnpublished:
            left = 0
        if left > 0:
            return f"还要公示 {Unit.WORKDAY.said(left)}"
    return f"还要公示 {(until - today).days} 天"
