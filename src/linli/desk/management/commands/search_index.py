"""``linli search_index``: build the index of the search anew, after a restore or when it is in doubt."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.desk.search import index


class Command(BaseCommand):
    """Exit code 0: done."""

    help = "重建查找索引：平时它自己跟着记录更新"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="已有索引就不动")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["if_empty"]:
            index.ensure()
            return
        self.stdout.write(f"查找索引已重建，可查 {index.rebuild():,} 条记录。")
