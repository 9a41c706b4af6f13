"""``linli check``: every figure of a text against the records, for people and for machines.

Django has a command `check` of its own, for its settings; the `linli` entry gives that name to this one.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.indicators.arguments import BAD_USE, add_scope, area_asked, period_asked
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.reports import words
from linli.reports.check import CheckResult, Figure, UnreadableDocument, Verdict, read_document
from linli.reports.checking import check_for

HOLDS, DOES_NOT_HOLD = 0, 1
STANDARD_INPUT = "-"
ORDER = (Verdict.FAILS, Verdict.UNKNOWN, Verdict.HOLDS)


class Command(BaseCommand):
    """Exit code 0: nothing fails and nothing contradicts; 1: something does; 2: bad use."""

    help = "核对一份文字里的数字，逐个与记录对照"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="txt 或 docx 文件；- 为标准输入")
        add_scope(parser)
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            text = read_document(*_handed_in(options["file"]))
        except UnreadableDocument as error:
            raise CommandError(str(error), returncode=BAD_USE) from None
        area = area_asked(options["area"])
        period = period_asked(options["start"], options["end"], may_be_to_come=True)
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
