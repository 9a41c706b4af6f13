"""``linli calendar load [--year YEAR …]``: bring the State's holidays and make-up workdays in."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.access.actor import SYSTEM
from linli.audit import log
from linli.workflow.loading import available_years, load_years
from linli.workflow.selectors import published_years


class Command(BaseCommand):
    """Exit code 0: done; 2: bad use, such as a year nobody has published."""

    help = "工作日历：load 载入放假安排，years 列出已载入的年份"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["load", "years"], help="做什么")
        parser.add_argument("--year", type=int, action="append", help="只载入这一年，可重复")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["act"] == "years":
            years = published_years()
            shown = (
                json.dumps(years) if options["json"] else " ".join(map(str, years)) or "还没有载入任何年份。"
            )
            self.stdout.write(shown)
            return
        try:
            loaded = load_years(options["year"] or available_years())
        except ValidationError as refused:
            raise CommandError("".join(refused.messages), returncode=2) from refused
        named = " ".join(map(str, loaded.years))
        if loaded.added or loaded.changed:
            data = {"years": named, "added": loaded.added, "changed": loaded.changed}
            log.record(actor=SYSTEM, code="workflow.calendar.loaded", data=data)
        if options["json"]:
            counts = {"added": loaded.added, "changed": loaded.changed, "settled": loaded.settled}
            self.stdout.write(json.dumps({"years": loaded.years, **counts}))
            return
        self.stdout.write(
            f"{named}：新增 {loaded.added} 天，更正 {loaded.changed} 天，{loaded.settled} 个时限有了到期日。"
        )
