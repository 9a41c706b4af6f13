"""What a lint tool of ours finds, how it is shown, and how the tree is walked. The rules are in lint_*.py."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "linli"


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule; the message says what to do instead."""

    path: PurePath
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message}"


Check = Callable[[PurePath, str], Iterable[Finding]]


def python_files(*roots: Path) -> Iterator[Path]:
    """Every Python file a person wrote: migrations are written by Django."""
    for root in roots:
        for path in sorted(root.rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def findings_in(check: Check, *roots: Path) -> list[Finding]:
    """Run `check` over all files below `roots`; paths are shown from the root of the project."""
    return [
        finding
        for path in python_files(*roots)
        for finding in check(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
    ]


def report(findings: list[Finding]) -> int:
    """Print the findings; the exit code says whether there were any."""
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    return 1 if findings else 0


def attribute_chain(node: ast.expr) -> list[str]:
    """The names of `a.b(…).c` from left to right: ["a", "b", "c"]; calls and subscripts are looked through."""
    names: list[str] = []
    current: ast.expr = node
    while True:
        match current:
            case ast.Attribute(value=value, attr=attr):
                names.append(attr)
                current = value
            case ast.Call(func=value) | ast.Subscript(value=value):
                current = value
            case ast.Name(id=name):
                names.append(name)
                return names[::-1]
            case _:
                return names[::-1]
