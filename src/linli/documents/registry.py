"""All kinds of papers the platform issues. Each room registers its own when it starts, from its ``papers.py``."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """One kind of paper.

    code:   unique, ``mediation.agreement``.
    name:   人民调解协议书.
    system: the room that issues it, ``mediation``.
    source: one sentence: the rule or the form it follows.
    """

    code: str
    name: str
    system: str
    source: str


_kinds: dict[str, PaperKind] = {}


def register(*kinds: PaperKind) -> None:
    """Add kinds. Raises ValueError when a code is taken or a kind does not say what it is."""
    for kind in kinds:
        if kind.code in _kinds:
            raise ValueError(f"paper {kind.code} is registered already")
        if not (kind.name and kind.system and kind.source):
            raise ValueError(f"{kind.code}: a paper has a name, a system and a source")
        _kinds[kind.code] = kind


def get(code: str) -> PaperKind:
    """The kind; KeyError when there is none."""
    return _kinds[code]


def all_kinds() -> tuple[PaperKind, ...]:
    """By system and code."""
    return tuple(sorted(_kinds.values(), key=lambda kind: (kind.system, kind.code)))


def of_system(system: str) -> tuple[PaperKind, ...]:
    """Kinds one room issues, by code."""
    return tuple(kind for kind in all_kinds() if kind.system == system)
