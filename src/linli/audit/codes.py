"""Every act that may be logged is registered, with the sentence that tells it to a reader.

The log stores data, never sentences: a sentence would freeze today's language.
"""

from dataclasses import dataclass
from string import Formatter

PRIVATE_NAMES = frozenset(
    {
        "person",
        "phone",
        "telephone",
        "door",
        "address",
        "id_number",
        "contact",
        "resident",
        "caller",
        "teller",
    }
)
"""Names of data that cannot be anything but a private person's: never registered as plain text."""


class UnknownCode(LookupError):
    """A service tried to log an act nobody registered."""


@dataclass(frozen=True, kw_only=True)
class Code:
    """One kind of act.

    code:     ``room.thing.done``.
    sentence: Chinese, with ``{names}`` taken from the act's data.
    is_look:  the act changed no record, it only read personal data (or the log itself was kept or read).
    personal: those of the data that are a private person's. They enter the log only as ciphertext under that
              person's key (``linli.people.log_keys.sealed``) and are gone once the key is destroyed (PIPL art. 47).
              An office holder acting in office (who signs a report, who vouches for a figure) is not meant:
              that is a public act, and stays.
    """

    code: str
    sentence: str
    is_look: bool = False
    personal: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The keys the act's data must have."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.sentence) if name)


_codes: dict[str, Code] = {}


def register(*codes: Code) -> None:
    """Add codes. Raises ValueError for one taken, one that is not ``room.thing.done``, and private data in plain."""
    for code in codes:
        if code.code in _codes and _codes[code.code] != code:
            raise ValueError(f"audit code {code.code} is registered already")
        if code.code.count(".") < 2:
            raise ValueError(f"an audit code reads room.thing.done: {code.code}")
        if plain := (code.names & PRIVATE_NAMES) - code.personal:
            raise ValueError(f"{code.code} must declare as personal: {', '.join(sorted(plain))}")
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
