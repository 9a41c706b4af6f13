# ruff: noqa: N999 - named after the command
"""``linli import``: a roster from a file, checked row by row."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.access.actor import SYSTEM
from linli.common.uploads import Refused
from linli.exchange.rosters import all_rosters
from linli.exchange.rosters.importing import Checked, check, import_good

BAD_USE = 2


class Command(BaseCommand):
    """Exit code 0: every row is good or known; 1: some rows are bad (the good ones are imported all the same)."""

    help = "Import a roster from an XLSX, CSV or JSON file; every bad row is named with its row, column and reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, from where, and whether to write."""
        parser.add_argument("kind", choices=sorted(all_rosters()))
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")
        parser.add_argument("--all-or-nothing", action="store_true", help="write nothing if any row is bad")
        parser.add_argument("--json", action="store_true", help="answer for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, say what is wrong, write."""
        declared = all_rosters()[options["kind"]]
        try:
            data = options["file"].read_bytes()
            found = check(actor=SYSTEM, declared=declared, data=data, progress=self._progress)
        except OSError as error:
            raise CommandError(f"读不了文件：{error.strerror}", returncode=BAD_USE) from error
        except Refused as error:
            raise CommandError(error.message, returncode=BAD_USE) from error
        writes = not options["dry_run"] and not (options["all_or_nothing"] and found.bad)
        written = import_good(actor=SYSTEM, declared=declared, data=data).written if writes else 0
        self._tell(found, written, as_json=options["json"])
        if found.bad:
            raise SystemExit(1)

    def _progress(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r核对 {done}/{total} 行", ending="" if done < total else "\n")

    def _tell(self, found: Checked, written: int, *, as_json: bool) -> None:
        counts = {
            "rows": found.rows,
            "good": len(found.good),
            "known": len(found.known),
            "bad": len(found.bad),
            "written": written,
        }
        if as_json:
            # Values of cells stay out: they may be somebody's name or number, and a terminal keeps what it showed.
            wrong = [{"row": m.row, "column": m.column, "reason": m.reason} for m in found.mistakes]
            answer = counts | {
                "digest": found.digest,
                "ignored": list(found.ignored),
                "unread": list(found.unread),
                "mistakes": wrong,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        for each in found.mistakes:
            self.stdout.write(f"第 {each.row} 行 {each.column}：{each.reason}")
        self.stdout.write(
            f"共 {found.rows} 行：好的 {counts['good']}，已有 {counts['known']}，"
            f"不能收 {counts['bad']}；写入 {written} 行。"
        )
