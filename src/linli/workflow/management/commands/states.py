"""``linli states``: the transition tables as diagrams; ``--write`` keeps them in docs, ``--check`` compares."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.workflow.machines import Machine, all_machines

DOCUMENT = Path("docs/states.md")
HEAD = "# 状态图\n\n由 `linli states --write` 从各系统的流转表生成，不要手改。\n"


def _row(machine: Machine, cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") or "—" for cell in cells) + " |"


def section(machine: Machine) -> str:
    """One machine: its diagram, and what each act needs."""
    lines = [
        f"## {machine.label}（`{machine.name}`）",
        "",
        "```mermaid",
        machine.mermaid().rstrip(),
        "```",
        "",
    ]
    lines += [_row(machine, ("做什么", "从", "到", "需要", "时限", "依据")), "|---|---|---|---|---|---|"]
    for act in machine.transitions:
        sources = "、".join(machine.state(code).label for code in act.sources)
        needs = "、".join(need.label for need in act.required)
        target = machine.state(act.target).label
        lines.append(_row(machine, (act.label, sources, target, needs, act.deadline or "", act.rule)))
    return "\n".join(lines) + "\n"


def document() -> str:
    """All registered machines, by name."""
    return "\n".join([HEAD, *(section(machine) for machine in all_machines())])


class Command(BaseCommand):
    """Exit code 0: the document is as the tables are; 1: it is not."""

    help = "打印各系统的状态图；--write 写入文档，--check 核对文档"

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--write", action="store_true", help="写入文档")
        how.add_argument("--check", action="store_true", help="核对文档与流转表一致")
        parser.add_argument("--file", type=Path, default=DOCUMENT, help="文档位置")

    def handle(self, *_: Any, **options: Any) -> None:
        text, path = document(), options["file"]
        if options["write"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"已写入 {path}。")
        elif options["check"]:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                self.stderr.write(f"{path} 与流转表不一致。请运行 linli states --write。")
                raise SystemExit(1)
            self.stdout.write(f"{path} 与流转表一致。")
        else:
            self.stdout.write(text)
