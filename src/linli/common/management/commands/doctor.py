"""``linli doctor``: asks the database everything it should be able to answer."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.common.guards import missing_guards
from linli.common.quality import Severity, all_checks

SHOWN = 5


class Command(BaseCommand):
    """Exit code 0: sound; 1: something is wrong."""

    help = "检查数据库的守则与数据质量：每个问题、发现、怎么改"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        missing = missing_guards()
        answers = [(check, list(check.find())) for check in all_checks()]
        bad = bool(missing) or any(found and check.severity is Severity.ERROR for check, found in answers)
        if options["json"]:
            report = {
                "missing_guards": missing,
                "checks": [
                    {"code": c.code, "question": c.question, "severity": c.severity, "found": found}
                    for c, found in answers
                ],
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            self._tell(missing, answers)
        if bad:
            raise SystemExit(1)

    def _tell(self, missing: list[str], answers: list[Any]) -> None:
        for name in missing:
            self.stdout.write(f"✗ 数据库缺少守则 {name}。请运行 linli migrate。")
        for check, found in answers:
            mark = "✓" if not found else ("✗" if check.severity is Severity.ERROR else "!")
            self.stdout.write(
                f"{mark} {check.question} {len(found)} 处" if found else f"{mark} {check.question}"
            )
            for line in found[:SHOWN]:
                self.stdout.write(f"    {line}")
            if found:
                self.stdout.write(f"    {check.explanation} 怎么改：{check.mend}")
