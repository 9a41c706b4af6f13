"""``linli retention``: what has run its time is deleted or made nameless; ``--dry-run`` counts only."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.privacy.services.retention import Outcome, run


def _as_data(outcome: Outcome) -> dict[str, Any]:
    return {
        "rule": outcome.rule.code,
        "label": outcome.rule.label,
        "kept": outcome.kept,
        "before": outcome.before.isoformat(),
        "then": outcome.rule.then.value,
        "count": outcome.count,
        "digest": outcome.digest,
    }


class Command(BaseCommand):
    """Exit code 0: done (or counted)."""

    help = "个人信息保存期满的删除或匿名；--dry-run 只数不动"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只数一数到期多少，不动数据")
        parser.add_argument("--json", action="store_true", help="机器可读")

    def handle(self, *_: Any, **options: Any) -> None:
        found = run(dry=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps([_as_data(each) for each in found], ensure_ascii=False, indent=1))
            return
        for each in found:
            done = "到期" if options["dry_run"] else f"已{each.rule.then.label}"
            self.stdout.write(
                f"{each.rule.label}：保存 {each.kept}，早于 {each.before} 的{done} {each.count} 条"
            )
