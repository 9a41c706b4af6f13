"""``linli indicators``: the figures of an area and period, for people and for machines."""

import json
from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.common.clock import business_date
from linli.indicators.compute import figures, figures_by
from linli.indicators.figure import Figure
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import WHY, district, narrower_kinds

BAD_USE = 2


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"日期写作 2024-10-30，不是 {text}") from None


def as_json(figure: Figure, area_code: str | None, period: Period) -> dict[str, Any]:
    """One object of the list, in the order of keys the interface promises; ``area`` null: 本级 of a breakdown."""
    indicator = figure.indicator
    return {
        "code": indicator.code,
        "name": indicator.name,
        "value": figure.json_value,
        "unit": indicator.unit,
        "kind": indicator.kind.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "area": area_code,
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
    }


class Command(BaseCommand):
    """Exit code 2 for an unknown area, a kind not below it, or a period that ends before it begins."""

    help = "算出一个地区、一段时间的全部指标"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--area", help="地区代码，默认全区")
        parser.add_argument("--from", dest="start", type=_day, help="第一天，默认业务日期当年 1 月 1 日")
        parser.add_argument("--to", dest="end", type=_day, help="最后一天，默认业务日期")
        parser.add_argument("--by", choices=[kind.value for kind in Kind], help="按下级地区分列")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        area, period = self._area(options["area"]), self._period(options["start"], options["end"])
        if options["by"]:
            rows = list(self._by(area, period, Kind(options["by"])))
        else:
            rows = [(area.code, area.name, figure) for figure in figures(area, period).values()]
        if options["json"]:
            listed = [as_json(figure, code, period) for code, _, figure in rows]
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{area.name}，{period}")
        for _code, name, figure in rows:
            where = f"{name}  " if options["by"] else ""
            self.stdout.write(f"  {where}{figure.indicator.name}  {figure.printed} {figure.indicator.unit}")

    def _area(self, code: str | None) -> Area:
        if code is None:
            found = district()
        else:
            found = Area.objects.unscoped(WHY).filter(code=code, valid_to__isnull=True).first()
        if found is None:
            what = f"没有代码为 {code} 的地区" if code else "数据库里还没有地区"
            raise CommandError(f"{what}。先运行 linli demo，或核对代码。", returncode=BAD_USE)
        return found

    def _period(self, start: date | None, end: date | None) -> Period:
        if end is not None and end > business_date():
            text = f"只能算到今天（{business_date()}），之后的日子还没有记录。"
            raise CommandError(text, returncode=BAD_USE)
        year_to_date = Period.to_date(end)
        try:
            return Period(start or year_to_date.start, year_to_date.end)
        except ValueError:
            raise CommandError("结束日期早于开始日期。", returncode=BAD_USE) from None

    def _by(self, area: Area, period: Period, kind: Kind) -> Iterator[tuple[str | None, str, Figure]]:
        if kind not in narrower_kinds(area):
            raise CommandError(f"{area.name}之下没有{kind.label}。", returncode=BAD_USE)
        found = figures_by(area, period, kind)
        for indicator in all_indicators():
            for child in found[indicator.code]:
                yield (child.area.code if child.area else None), child.name, child.figure
