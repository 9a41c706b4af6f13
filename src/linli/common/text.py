"""Small rules of Chinese interface text: masking of names, telephone numbers and doors."""

import re


def masked_name(name: str) -> str:
    """``刘桂兰`` → ``刘**``: the surname stays, so that neighbours recognise whom it may be."""
    name = name.strip()
    return name[0] + "*" * max(1, len(name) - 1) if name else ""


def masked_phone(number: str) -> str:
    """``13812342046`` → ``138****2046``; short numbers keep their last two digits."""
    digits = number.strip()
    if len(digits) >= 11:
        return digits[:3] + "****" + digits[-4:]
    return "*" * max(0, len(digits) - 2) + digits[-2:] if digits else ""


def masked_id_number(number: str) -> str:
    """First and last sign only."""
    return number[0] + "*" * (len(number) - 2) + number[-1] if len(number) > 2 else "*" * len(number)


_DOOR = re.compile(r"(\d+)(?=\s*(?:室|房|户|号门))|(?<=[-—])\d+(?=$)")


def masked_address(address: str) -> str:
    """The building stays, the door does not: ``3 栋 2 单元 401室`` → ``3 栋 2 单元 ***室``."""
    return _DOOR.sub("***", address)


_ALONE = r"(?<![0-9A-Za-z])(?:{})(?![0-9A-Za-z])"
MOBILE = re.compile(_ALONE.format(r"1[3-9]\d{9}"))
ID_NUMBER = re.compile(_ALONE.format(r"[1-9]\d{5}(?:19|20)\d{9}[\dXx]"))
"""A person's numbers as somebody may type them into running text."""
