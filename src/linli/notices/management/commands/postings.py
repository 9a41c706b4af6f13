"""``linli postings close``: what the daily job does to postings, by hand."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.notices.services.postings import close_expired


class Command(BaseCommand):
    """Exit code 0: done, also when nothing was due. A second run changes nothing."""

    help = "公示：close 把满了天数的公示记为期满"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["close"], help="做什么")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        closed = close_expired()
        if options["json"]:
            self.stdout.write(json.dumps({"closed": closed}))
            return
        self.stdout.write(f"{closed} 份公示记为期满。")
