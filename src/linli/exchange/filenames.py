"""Names of files that leave the system."""

import re
from urllib.parse import quote

# Not allowed in names on Windows, or able to break a header.
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
# Signs that turn the direction of writing, by which ``fdp.exe`` may pass for ``exe.pdf``.
DIRECTION = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# RFC 5987 attr-char, beyond letters and digits.
SAFE = "!#$&+-.^_`|~"
MAX_LENGTH = 120


def file_name(name: str) -> str:
    """A name every system can save under; the ending stays when the rest is cut."""
    clean = FORBIDDEN.sub(" ", DIRECTION.sub("", name))
    clean = " ".join(clean.split()).strip(". ") or "导出"
    if len(clean) <= MAX_LENGTH:
        return clean
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 10:
        return clean[:MAX_LENGTH]
    return f"{stem[: MAX_LENGTH - len(ending) - 1]}.{ending}"


def content_disposition(name: str) -> str:
    """Header value that saves under a Chinese name (RFC 6266, 5987), with an ASCII name for old readers."""
    clean = file_name(name)
    stem, dot, ending = clean.rpartition(".")
    ascii_ending = ending if dot and ending.isascii() and ending.isalnum() else ""
    ascii_stem = re.sub(r"[^A-Za-z0-9_-]+", "_", stem if ascii_ending else clean).strip("_") or "linli"
    plain = f"{ascii_stem}.{ascii_ending}" if ascii_ending else ascii_stem
    encoded = quote(clean, safe=SAFE, encoding="utf-8", errors="replace")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
