"""What a benchmark is: a function that returns rows, each with its budget where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured number. `most` or `least` is its budget; a row with neither is shown for information."""

    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the value keeps its budget."""
        return (self.most is None or self.value <= self.most) and (
            self.least is None or self.value >= self.least
        )

    @property
    def budget(self) -> str:
        """The budget in words, empty when there is none."""
        if self.most is not None:
            return f"≤ {self.most:g} {self.unit}"
        return f"≥ {self.least:g} {self.unit}" if self.least is not None else ""


Benchmark = Callable[[], Iterable[Row]]
_benchmarks: dict[str, Benchmark] = {}


def benchmark(name: str) -> Callable[[Benchmark], Benchmark]:
    """Register a function under `name`; it runs on the full demo district, in the order of registration."""

    def register(function: Benchmark) -> Benchmark:
        if name in _benchmarks:
            message = f"two benchmarks are named {name}"
            raise ValueError(message)
        _benchmarks[name] = function
        return function

    return register


def all_benchmarks() -> dict[str, Benchmark]:
    """The registered benchmarks by name."""
    return dict(_benchmarks)
