"""Personal values in the log: ciphertext that names the key it was made with, never the person.

The keys lie with the people (``linli.people.log_keys``), who give this room the way to open what they sealed.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from linli.common.text import ID_NUMBER, MOBILE, masked_id_number, masked_phone

HIDDEN = "（已遮盖）"
DESTROYED = "（已按要求销毁）"


@dataclass(frozen=True)
class Sealed:
    """``key``: number of the key; ``text``: ciphertext, base64."""

    key: int
    text: str

    def as_data(self) -> dict[str, Any]:
        """As it stands in an act's data."""
        return {"key": self.key, "sealed": self.text}


Opener = Callable[[Collection[Sealed]], Mapping[Sealed, str]]
_opener: Opener | None = None


def set_opener(opener: Opener) -> None:
    """Called once, by the room that keeps the keys. What it leaves out of its answer is destroyed."""
    global _opener  # the one hook by which the layer above fills this one
    _opener = opener


def sealed_in(value: Any) -> Sealed | None:
    """The sealed value an entry of an act's data holds, if it holds one."""
    if isinstance(value, dict) and value.keys() == {"key", "sealed"}:
        return Sealed(value["key"], value["sealed"])
    return None


def opened(values: Collection[Sealed]) -> dict[Sealed, str]:
    """Each value in clear, or the words that it is destroyed."""
    found = _opener(values) if _opener is not None and values else {}
    return {value: found.get(value, DESTROYED) for value in values}


def without_numbers(value: Any) -> Any:
    """Typed text as it may stand in the log: telephone and id numbers somebody wrote into it are masked."""
    if not isinstance(value, str):
        return value
    text = ID_NUMBER.sub(lambda found: masked_id_number(found.group()), value)
    return MOBILE.sub(lambda found: masked_phone(found.group()), text)
