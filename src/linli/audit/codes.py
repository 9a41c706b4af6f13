"""Every act that may be logged is registered, with the sentence that tells it to a reader.

The log stores data, never sentences: a sentence would freeze today's language.
"""

from dataclasses import dataclass
from string import Formatter


class UnknownCode(LookupError):
    """A service tried to log an act nobody registered."""


@dataclass(frozen=True, kw_only=True)
class Code:
    """code: ``room.thing.done``; sentence: Chinese, with ``{names}`` taken from the act's data;
    is_look: the act only read personal data."""

    code: str
    sentence: str
    is_look: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The keys the act's data must have."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.sentence) if name)


_codes: dict[str, Code] = {}


def register(*codes: Code) -> None:
    """Add codes; taking one twice, or one that is not ``room.thing.done``, is an error."""
    for code in codes:
        if code.code in _codes and _codes[code.code] != code:
            raise ValueError(f"audit code {code.code} is registered already")
        if code.code.count(".") < 2:
            raise ValueError(f"an audit code reads room.thing.done: {code.code}")
        _codes[code.code] = code


def get(code: str) -> Code:
    """The registered code, or ``UnknownCode``."""
    try:
        return _codes[code]
    except KeyError:
        raise UnknownCode(code) from None


def all_codes() -> tuple[Code, ...]:
    """All codes, in order."""
    return tuple(_codes[key] for key in sorted(_codes))
