"""The platform is charged for the time it takes (domain.md P5): how long forms are open, and what nobody opens (P12).

Sums only. A page tells, when its form is sent, how long it stood open and how long somebody typed; both are rounded
up to a step and added to the month's row. Who it was never arrives here, and is never asked for.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core import signing
from django.db import IntegrityError, models, transaction
from django.db.models import F

from linli.common.models import FormTime, RoomUse

WHY = "sums over everybody, of nobody"
STEPS = (10, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600, 7200)
"""Seconds; a form left open over lunch counts as two hours."""
FEWEST = 5
"""k: below so many nothing is shown, lest one person's pace be read from it."""
SILENT_DAYS = 60
SALT, VALID = "linli.common.form_time", timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class AskedForm:
    """A form the product asks somebody to fill in.

    code:    name of its address, ``notices:new``.
    office:  who asks for it and answers for its length.
    minutes: how long it was meant to take when it was designed.
    """

    code: str
    label: str
    office: str
    minutes: float


_forms: dict[str, AskedForm] = {}
OWN_OFFICE = "平台自身"


def register(*found: AskedForm) -> None:
    """Add forms. Raises ValueError when a code is taken."""
    for each in found:
        if each.code in _forms:
            raise ValueError(f"form {each.code} is registered already")
        _forms[each.code] = each


def form_of(code: str) -> AskedForm:
    """The registered form; one nobody registered is asked for by the platform itself."""
    return _forms.get(code) or AskedForm(code=code, label=code, office=OWN_OFFICE, minutes=1)


def all_forms() -> tuple[AskedForm, ...]:
    """In order of registration."""
    return tuple(_forms.values())


# What a page is given, and gives back


def token_for(form: str, room: str) -> str:
    """Names a page's form and its part of the workbench; signed, so that no other names come back."""
    return signing.dumps([form, room], salt=SALT)


def read_token(token: str) -> tuple[str, str]:
    """Form and room. Raises ``signing.BadSignature`` for a token not given here, or given too long ago."""
    form, room = signing.loads(token, salt=SALT, max_age=VALID)
    return str(form), str(room)


def step(seconds: float) -> int:
    """The step ``seconds`` are rounded up to."""
    return STEPS[min(bisect_left(STEPS, seconds), len(STEPS) - 1)]


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def add(*, form: str, open_seconds: float, active_seconds: float, day: date) -> None:
    """One form was sent."""
    opened = step(open_seconds)
    active = min(step(active_seconds), opened)
    office, month = form_of(form).office, _month(day)
    values = {
        "form": form,
        "office": office,
        "month": month,
        "open_seconds": opened,
        "active_seconds": active,
    }
    _increase(FormTime, "|".join(map(str, values.values())), values)


def add_use(*, room: str, day: date) -> None:
    """A part of the workbench was opened."""
    values = {"room": room, "month": _month(day)}
    _increase(RoomUse, "|".join(values.values()), values)


def _increase(model: type[FormTime] | type[RoomUse], key: str, values: Mapping[str, object]) -> None:
    rows: models.QuerySet[FormTime] | models.QuerySet[RoomUse] = model.objects.unscoped(WHY).filter(pk=key)
    if rows.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            model.everything.create(key=key, count=1, **values)
    except IntegrityError:  # another process made the row at the same moment
        rows.update(count=F("count") + 1)


# Reads


@dataclass(frozen=True)
class Taken:
    """What is known of one form: how often it was sent, and within how many seconds half of them were done."""

    form: AskedForm
    office: str
    count: int
    half_open: int
    half_active: int

    @property
    def is_shown(self) -> bool:
        """Often enough that no single filling can be read from it."""
        return self.count >= FEWEST


def taken_since(first: date) -> list[Taken]:
    """Each form with each office that asked for it, since the month of ``first``; by office and form, never by time."""
    found: dict[tuple[str, str], list[FormTime]] = defaultdict(list)
    for row in FormTime.objects.unscoped(WHY).filter(month__gte=_month(first)):
        found[row.office, row.form].append(row)
    return [
        Taken(
            form=form_of(code),
            office=office,
            count=sum(row.count for row in rows),
            half_open=_half((row.open_seconds, row.count) for row in rows),
            half_active=_half((row.active_seconds, row.count) for row in rows),
        )
        for (office, code), rows in sorted(found.items())
    ]


def _half(pairs: Iterable[tuple[int, int]]) -> int:
    """The step within which half of them lie."""
    ordered = sorted(pairs)
    total, so_far = sum(count for _, count in ordered), 0
    for seconds, count in ordered:
        so_far += count
        if 2 * so_far >= total:
            return seconds
    return 0


@dataclass(frozen=True)
class Used:
    """The month in which a part was last opened, "" for never; and whether it has been silent too long."""

    month: str
    is_silent: bool


def used(rooms: Iterable[str], today: date) -> dict[str, Used]:
    """By room. Nothing is silent before the count itself is old enough to say so."""
    last: dict[str, str] = {}
    first = ""
    for row in RoomUse.objects.unscoped(WHY).order_by("month"):
        first = first or row.month
        last[row.room] = row.month
    border = _month(today - timedelta(days=SILENT_DAYS))
    long_enough = bool(first) and first < border
    return {
        room: Used(month=last.get(room, ""), is_silent=long_enough and last.get(room, "") < border)
        for room in rooms
    }
