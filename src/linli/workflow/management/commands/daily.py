"""``linli daily``: the work of the day, once; ``--watch`` keeps doing it as days begin (`linli up` runs that)."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from linli.workflow import periodic

LOOK_AGAIN_SECONDS = 60


class Command(BaseCommand):
    """Exit code 0: all done; 1: something failed, told with its reason."""

    help = "做当天的例行事项：公示期满、到期删除等；做过的不重做"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="做过的也再做一遍")
        parser.add_argument("--watch", action="store_true", help="一直守着，每天做一次")

    def handle(self, *_: Any, **options: Any) -> None:
        while options["watch"]:
            periodic.run_due()
            close_old_connections()
            time.sleep(LOOK_AGAIN_SECONDS)
        ran = periodic.run_due(again=options["again"])
        for each in ran:
            self.stdout.write(f"{each.daily.label}：{each.trouble or '做好了'}")
        if not ran:
            self.stdout.write("今天的例行事项都做过了。")
        if any(each.trouble for each in ran):
            sys.exit(1)
