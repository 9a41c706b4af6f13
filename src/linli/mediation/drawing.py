"""A draw that anyone can recompute with a pencil's worth of tools.

Method ``sha256-1``: each candidate's number is written behind the published seed, ``seed|number``, in UTF-8; its
SHA-256 is taken in hexadecimal; the candidates with the smallest are drawn, smallest first. On a shell:
``printf '%s' 'seed|number' | sha256sum``. The seed must be something nobody here chooses and that is known only after
the pool was closed, such as the next day's closing figure of a public index; where it comes from is stored beside it.
"""

from collections.abc import Iterable
from hashlib import sha256

METHOD = "sha256-1"


def fingerprint(seed: str, number: str) -> str:
    """What decides about one candidate."""
    return sha256(f"{seed}|{number}".encode()).hexdigest()


def draw(seed: str, numbers: Iterable[str], size: int) -> list[str]:
    """``size`` of the numbers. Raises ValueError for an empty seed, double numbers, or fewer than ``size``."""
    pool = list(numbers)
    if not seed.strip():
        raise ValueError("a draw needs a seed")
    if len(set(pool)) != len(pool):
        raise ValueError("a number stands in the pool twice")
    if not 1 <= size <= len(pool):
        raise ValueError(f"{size} cannot be drawn from {len(pool)}")
    return sorted(pool, key=lambda number: fingerprint(seed, number))[:size]
