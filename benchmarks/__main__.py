"""Run the benchmarks, print what they measured, and exit 1 when a budget is exceeded.

They run on a demo district built for the purpose in a folder of its own, or on the one in LINLI_BENCH_HOME, so that
it need not be built each time. Every other module of this package registers its benchmarks when imported.
"""

from __future__ import annotations

import argparse
import json
import os
import pkgutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from benchmarks.registry import Row

NOT_BENCHMARKS = {"__main__", "measure", "ready", "registry"}


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure what design.md budgets."
    )
    parser.add_argument("names", nargs="*", help="only these benchmarks")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument("--list", action="store_true", help="only name the benchmarks")
    return parser.parse_args()


def load() -> None:
    """Import every module beside this one: each registers what it measures, the demo first, which the others need."""
    for module in sorted(
        pkgutil.iter_modules([str(Path(__file__).parent)]), key=lambda each: (each.name != "demo", each.name)
    ):
        if module.name not in NOT_BENCHMARKS:
            import_module(f"benchmarks.{module.name}")


def run(names: list[str]) -> dict[str, list[Row]]:
    """The rows of the benchmarks named, or of all. Progress goes to standard error."""
    from benchmarks.registry import all_benchmarks

    chosen = {name: work for name, work in all_benchmarks().items() if not names or name in names}
    results = {}
    for name, work in chosen.items():
        sys.stderr.write(f"{name} …\n")
        results[name] = list(work())
    return results


def table(results: dict[str, list[Row]]) -> str:
    """One line per number; exceeded budgets are marked."""
    lines = []
    for name, rows in results.items():
        lines.append(f"\n{name}")
        for row in rows:
            mark = "" if row.holds else "   EXCEEDED"
            lines.append(f"  {row.what:<52} {row.value:>12,.2f} {row.unit:<10} {row.budget}{mark}")
    return "\n".join(lines)


def as_json(results: dict[str, list[Row]]) -> str:
    """The same for machines."""
    rows = [
        {"benchmark": name, "what": row.what, "value": row.value, "unit": row.unit, "most": row.most,
         "least": row.least, "holds": row.holds}
        for name, all_rows in results.items()
        for row in all_rows
    ]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=2)


def main() -> int:
    """0 when every budget holds, 1 when one is exceeded, 2 for an unknown name."""
    options = arguments()
    home = os.environ.get("LINLI_BENCH_HOME")
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as temporary:
        os.environ["LINLI_HOME"] = home or temporary
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
        django.setup()
        load()
        from benchmarks.registry import all_benchmarks

        known = all_benchmarks()
        if options.list:
            sys.stdout.write("".join(f"{name}\n" for name in known))
            return 0
        unknown = sorted(set(options.names) - set(known))
        if unknown:
            sys.stderr.write(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}\n")
            return 2
        results = run(options.names)
    sys.stdout.write(f"{as_json(results) if options.json else table(results)}\n")
    return 0 if all(row.holds for rows in results.values() for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
