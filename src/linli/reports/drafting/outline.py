"""From a text of another hand to parts: 一、 begins a chapter, （一） a section, all else is paragraphs."""

import re

from linli.reports.drafting.templates import Section
from linli.reports.models import Part

LONGEST_HEADING = 40

_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、\s*(?P<name>.+)")
_SECTION = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*(?P<name>.+)")
_SECOND_LINE = re.compile(r"[（(][^（）()]{1,30}[）)]")
NOT_SIGNED = "未签发，仅供核对"
CLOSING = "附件：数字来源表"
_BRACES = str.maketrans({"{": "｛", "}": "｝"})


def outline(text: str) -> tuple[str, tuple[Section, ...]]:
    """Title ("" where the first line is none) and parts. Braces become full-width: here they mean figures."""
    lines = [line.strip() for line in text.translate(_BRACES).split("\n") if line.strip()]
    if lines and lines[0] == NOT_SIGNED:
        lines.pop(0)
    title = ""
    if lines and _is_title(lines[0]):
        title = lines.pop(0)
        if lines and _SECOND_LINE.fullmatch(lines[0]):
            title += lines.pop(0)
    # What a report of ours says behind its text: organ, date, table of figures.
    if CLOSING in lines:
        lines = lines[: lines.index(CLOSING)]
    parts: list[Section] = []
    for line in lines:
        heading = _heading(line)
        if heading is not None:
            parts.append(heading)
            continue
        if not parts:
            parts.append(Section(Part.Level.LEAD, "", ""))
        last = parts[-1]
        parts[-1] = Section(last.level, last.heading, f"{last.body}\n{line}".strip("\n"))
    return title, tuple(parts)


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not line.endswith(("。", "，", "；")) and _heading(line) is None


def _heading(line: str) -> Section | None:
    """A numbered line that is short enough; where the heading runs into its paragraph, both."""
    for pattern, level in ((_CHAPTER, Part.Level.CHAPTER), (_SECTION, Part.Level.SECTION)):
        if (match := pattern.fullmatch(line)) is None:
            continue
        name, stop, rest = match["name"].partition("。")
        if len(name) <= LONGEST_HEADING:
            return Section(level, name.strip(), rest.strip() if stop else "")
    return None
