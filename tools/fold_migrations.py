"""Fold what ``makemigrations`` adds after creating a table (indexes, constraints) back into its creation.

``python -m tools.fold_migrations [APP …]`` rewrites 0001_initial of each room. The schema is the same; building it
is three times as fast, since SQLite makes a table anew for every constraint added later, and Django renders all
models it knows of each time. Only for initial migrations nobody has applied with data.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.apps import apps
from django.db.migrations import Migration, operations
from django.db.migrations.writer import MigrationWriter

if TYPE_CHECKING:
    from django.db.migrations.operations.base import Operation


def folded(steps: list[Operation]) -> list[Operation]:
    """The same steps with indexes and constraints inside ``CreateModel``, where its columns are complete there."""
    made = {each.name_lower: each for each in steps if isinstance(each, operations.CreateModel)}
    grown = {each.model_name_lower for each in steps if isinstance(each, operations.AddField)}
    rest: list[Operation] = []
    for step in steps:
        if isinstance(step, (operations.AddConstraint, operations.AddIndex)):
            table = made.get(step.model_name_lower)
            if table is not None and step.model_name_lower not in grown:
                if isinstance(step, operations.AddIndex):
                    table.options.setdefault("indexes", []).append(step.index)
                else:
                    table.options.setdefault("constraints", []).append(step.constraint)  # type: ignore[attr-defined]  # the stubs forgot it
                continue
        rest.append(step)
    return rest


def with_comments(text: str, old: str) -> str:
    """What somebody wrote behind a line stays behind it."""
    for line in old.splitlines():
        code, mark, comment = line.partition("  # ")
        if mark and code.strip():
            text = text.replace(f"\n{code}\n", f"\n{code}  # {comment}\n")
    return text


def fold(label: str) -> tuple[int, int]:
    """Rewrite the first migration of one app. How many steps it had and has."""
    module = import_module(f"{apps.get_app_config(label).name}.migrations.0001_initial")
    kind: type[Migration] = module.Migration
    before, after = list(kind.operations), folded(list(kind.operations))
    if len(after) < len(before):
        kind.operations = after
        file = Path(str(module.__file__))
        text = MigrationWriter(kind("0001_initial", label), include_header=False).as_string()
        file.write_text(with_comments(text, file.read_text(encoding="utf-8")), encoding="utf-8")
    return len(before), len(after)


def main() -> None:
    """All rooms with a first migration, or those named."""
    django.setup()
    rooms = Path(__file__).resolve().parents[1] / "src"
    for config in apps.get_app_configs():
        chosen = not sys.argv[1:] or config.label in sys.argv[1:]
        first = Path(config.path) / "migrations" / "0001_initial.py"
        if chosen and first.is_file() and first.is_relative_to(rooms):
            before, after = fold(config.label)
            print(f"{config.label}: {before} → {after}")


if __name__ == "__main__":
    main()
