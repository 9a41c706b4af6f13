"""What may be read by more than the team names nobody: a case's title and summary, and a story told to the public."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol

from django.core.exceptions import ValidationError

NUMBER = re.compile(
    r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"  # a mobile telephone
    r"|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)"  # a telephone of a house
    r"|(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dXx])"  # an identity card
)
NUMBERED = "标题和简要情况里不写电话和证件号。列表里人人都看得到，请删去；要记的写进“经过”。"
NAMED = "标题或简要情况里写了{who}的姓名，先改成“住户甲”再登记。"


class Named(Protocol):
    """A party, entered or about to be."""

    @property
    def name(self) -> str:
        """Their own."""

    @property
    def agent_name(self) -> str:
        """Of who acts for them, or ""."""


def _plain(text: str) -> str:
    """As it is read: full-width signs as usual ones."""
    return unicodedata.normalize("NFKC", text)


def close(text: str) -> str:
    """Without blanks, so that 何 大海 is 何大海: names are compared so, whoever typed them."""
    return "".join(_plain(text).split())


def has_number(*texts: str) -> bool:
    """Whether a telephone or an identity number stands in one of the texts."""
    return any(NUMBER.search(_plain(text)) for text in texts)


def named_in(parties: Iterable[Named], *texts: str) -> list[Named]:
    """Those of whom one of the texts says the name, their own or that of who acts for them."""
    read = [close(text) for text in texts]
    return [
        party
        for party in parties
        if any(name and name in text for name in map(close, (party.name, party.agent_name)) for text in read)
    ]


def is_party(name: str, party: Named) -> bool:
    """Whether a party or who acts for it bears this name."""
    return bool(close(name)) and close(name) in (close(party.name), close(party.agent_name))


def require_no_number(*texts: str) -> None:
    """Raises ValidationError where a listed text holds a telephone or an identity number."""
    if has_number(*texts):
        raise ValidationError(NUMBERED)


def require_nobody_named(parties: Iterable[Named], *texts: str) -> None:
    """For a case's title and summary, with all parties known so far. Raises ValidationError where one is named."""
    require_no_number(*texts)
    known = list(parties)
    if named_in(known, *texts):
        raise ValidationError(NAMED.format(who="这位" if len(known) == 1 else "当事人"))
