"""``linli check``: every figure of a text against the records, for people and for machines.

Django has a command `check` of its own, for its settings; the `linli` entry gives that name to this one.
"""

import json
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.orgs.selectors import WHY, district
from linli.reports import words
from linli.reports.check import CheckResult, Figure, UnreadableDocument, Verdict, read_document
from linli.reports.checking import check_for

HOLDS, DOES_NOT_HOLD, BAD_USE = 0, 1, 2
STANDARD_INPUT = "-"
ORDER = (Verdict.FAILS, Verdict.UNKNOWN, Verdict.HOLDS)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"日期写作 2024-10-30，不是 {text}") from None


class Command(BaseCommand):
    """Exit code 0: nothing fails and nothing contradicts; 1: something does; 2: bad use."""

    help = "核对一份文字里的数字，逐个与记录对照"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="txt 或 docx 文件；- 为标准输入")
        parser.add_argument("--area", help="地区代码，默认全区")
        parser.add_argument("--from", dest="start", type=_day, help="第一天，默认最后一天当年 1 月 1 日")
        parser.add_argument("--to", dest="end", type=_day, help="最后一天，默认业务日期")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            text = read_document(*_handed_in(options["file"]))
        except UnreadableDocument as error:
            raise CommandError(str(error), returncode=BAD_USE) from None
        area, period = _area(options["area"]), _period(options["start"], options["end"])
        result = check_for(text, area, period)
        if options["json"]:
            self.stdout.write(json.dumps(result.as_dict(), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(told(text, result, area, period)))
        if not result.clean:
            sys.exit(DOES_NOT_HOLD)


def _handed_in(file: str) -> tuple[str, bytes]:
    """Name and bytes of what is to be checked."""
    if file == STANDARD_INPUT:
        return "标准输入", sys.stdin.buffer.read()
    path = Path(file)
    try:
        return path.name, path.read_bytes()
    except FileNotFoundError:
        problem = "没有这个文件"
    except IsADirectoryError:
        problem = "这是文件夹，不是文件"
    except PermissionError:
        problem = "没有权限读这个文件"
    except OSError as error:
        problem = f"读不了（{error.strerror}）"
    raise CommandError(f"{file}：{problem}。请核对路径。", returncode=BAD_USE)


def _area(code: str | None) -> Area:
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


def _period(start: date | None, end: date | None) -> Period:
    year_to_date = Period.to_date(end)
    try:
        return Period(start or year_to_date.start, year_to_date.end)
    except ValueError:
        raise CommandError("--to 早于 --from：最后一天要在第一天之后。", returncode=BAD_USE) from None


def told(text: str, result: CheckResult, area: Area, period: Period) -> Iterator[str]:
    """The answer for people, problems first."""
    counts = " · ".join(f"{words.LABELS[verdict]} {result.count(verdict)}" for verdict in ORDER)
    yield f"{area.name}，{period}"
    yield f"{len(result.figures)} 个数字：{counts}"
    named = list(zip(result.figures, words.names(text, result.figures), strict=True))
    for verdict in ORDER:
        rows = [(figure, name) for figure, name in named if figure.verdict is verdict]
        if rows:
            yield f"\n{words.LABELS[verdict]}"
        for figure, name in rows:
            line = text.count("\n", 0, figure.start) + 1
            yield f"  第 {line} 行  {figure.text}  {_said(figure, name, area, period)}"
    if result.contradictions:
        yield "\n数字自己对不上"
    for clash in result.contradictions:
        yield f"  {clash.message}"


def _said(figure: Figure, name: str, area: Area, period: Period) -> str:
    if figure.verdict is Verdict.UNKNOWN:
        return words.why_unknown(figure, name, area, period)
    ours = f"{name}  记录 {words.value_said(figure)}"
    parts = words.recorded(figure)
    if len(parts) > 1:
        ours += "（" + " ÷ ".join(part.written for part in parts) + "）"
    return f"{ours}  应写作 {figure.wording}" if figure.wording else ours
