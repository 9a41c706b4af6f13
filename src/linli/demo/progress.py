"""How long work shows itself: a bar in a terminal, one line per step anywhere else."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

Tell = Callable[[str], None]


class Out(Protocol):
    """A command's standard output."""

    def isatty(self) -> bool:
        """Whether a person watches it."""

    def write(self, msg: str, /) -> object:
        """One line."""

    def flush(self) -> object:
        """Now."""


@contextmanager
def shown(out: Out, steps: int) -> Iterator[Tell]:
    """Yields what is to be called with a label as each of ``steps`` begins."""
    if out.isatty():
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(file=sys.stdout)) as bar:
            task = bar.add_task("准备", total=steps)
            begun = 0

            def advance(label: str) -> None:
                nonlocal begun
                bar.update(task, description=label, completed=begun)
                begun += 1

            yield advance
            bar.update(task, description="完成", completed=steps)
        return
    start = time.monotonic()

    def line(label: str) -> None:
        out.write(f"  {time.monotonic() - start:5.1f} 秒  {label}……")
        out.flush()

    yield line
