"""``linli daily``: the work of the day by hand, or from a timer where the platform is not run by ``linli up``."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.workflow import periodic


class Command(BaseCommand):
    """Exit code 0: all done; 1: something failed, told with its reason."""

    help = "做当天的例行事项：公示期满、到期删除等；做过的不重做"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="做过的也再做一遍")

    def handle(self, *_: Any, **options: Any) -> None:
        ran = periodic.run_due(again=options["again"])
        for each in ran:
            self.stdout.write(f"{each.daily.label}：{each.trouble or '做好了'}")
        if not ran:
            self.stdout.write("今天的例行事项都做过了。")
        if any(each.trouble for each in ran):
            sys.exit(1)
