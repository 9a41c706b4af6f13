"""``linli indicators``: the figures of an area and period, for people and for machines."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.indicators.arguments import BAD_USE, add_scope, area_asked, period_asked
from linli.indicators.compute import figures, figures_by
from linli.indicators.figure import Figure
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import narrower_kinds


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
        add_scope(parser)
        parser.add_argument("--by", choices=[kind.value for kind in Kind], help="按下级地区分列")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        area, period = area_asked(options["area"]), period_asked(options["start"], options["end"])
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

    def _by(self, area: Area, period: Period, kind: Kind) -> Iterator[tuple[str | None, str, Figure]]:
        if kind not in narrower_kinds(area):
            raise CommandError(f"{area.name}之下没有{kind.label}。", returncode=BAD_USE)
        found = figures_by(area, period, kind)
        for indicator in all_indicators():
            for child in found[indicator.code]:
                yield (child.area.code if child.area else None), child.name, child.figure
