"""Area and period on the command line: the same options, defaults and refusals for every command that asks figures."""

from argparse import ArgumentTypeError
from datetime import date

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from linli.common.clock import business_date
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.orgs.selectors import WHY, district

BAD_USE = 2


def day(text: str) -> date:
    """A day as written on a command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"日期写作 2024-10-30，不是 {text}") from None


def add_scope(parser: CommandParser) -> None:
    """``--area``, ``--from``, ``--to``."""
    parser.add_argument("--area", help="地区代码，默认全区")
    parser.add_argument("--from", dest="start", type=day, help="第一天，默认最后一天当年 1 月 1 日")
    parser.add_argument("--to", dest="end", type=day, help="最后一天，默认业务日期")


def area_asked(code: str | None) -> Area:
    """The area with a code, the district without. Raises CommandError (bad use) where there is none."""
    try:
        found = (
            district()
            if code is None
            else Area.objects.unscoped(WHY).filter(code=code, valid_to__isnull=True).first()
        )
    except DatabaseError:
        raise CommandError("数据库还没有建好。先运行 linli up。", returncode=BAD_USE) from None
    if found is None:
        what = f"没有代码为 {code} 的地区" if code else "数据库里还没有地区"
        raise CommandError(f"{what}。先运行 linli demo，或核对代码。", returncode=BAD_USE)
    return found


def period_asked(start: date | None, end: date | None, *, may_be_to_come: bool = False) -> Period:
    """From the first to the last day. Raises CommandError (bad use) for days in the wrong order or not yet over."""
    if end is not None and end > business_date() and not may_be_to_come:
        text = f"只能算到今天（{business_date()}），之后的日子还没有记录。"
        raise CommandError(text, returncode=BAD_USE)
    year_to_date = Period.to_date(end)
    try:
        return Period(start or year_to_date.start, year_to_date.end)
    except ValueError:
        raise CommandError("--to 早于 --from：最后一天要在第一天之后。", returncode=BAD_USE) from None
