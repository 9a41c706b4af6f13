"""A room's templates take from their own room and from lower ones; nothing in a page comes from outside."""

import re
from pathlib import Path

import pytest

from tests.boundaries.house import ROOMS, built_rooms, house

TAKES = re.compile(r"""\{%-?\s*(?:extends|include)\s+["']([^"']+)["']""")
OUTSIDE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//(?!www\.w3\.org)""")
INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|\son[a-z]+=[\"']", re.IGNORECASE
)
# The pages of errors stand at the root of the template folder, where Django looks for them.
ROOT_PAGES = re.compile(r"^(?:400|403|403_csrf|404|500|base)\.html$")


def templates(room: str) -> list[Path]:
    folder = ROOMS / room / "templates"
    return sorted(each for each in folder.rglob("*") if each.is_file())


def breaches(room: str, text: str) -> list[str]:
    """The templates named in `text` that a page of `room` may not take."""
    heights = house().heights
    return [
        name
        for name in TAKES.findall(text)
        if not ROOT_PAGES.match(name)
        and not (name.split("/")[0] in heights and house().may_depend(room, name.split("/")[0]))
    ]


@pytest.mark.parametrize("room", built_rooms())
def test_templates_take_from_lower_rooms_only(room: str) -> None:
    for path in templates(room):
        text = path.read_text(encoding="utf-8")
        assert breaches(room, text) == [], path
        assert not OUTSIDE.search(text), f"{path} takes something from outside"
        assert not INLINE_SCRIPT.search(text), (
            f"{path} has a script in the page; the policy forbids it to run"
        )


@pytest.mark.parametrize("room", built_rooms())
def test_templates_lie_in_a_folder_named_after_their_room(room: str) -> None:
    for path in templates(room):
        place = path.relative_to(ROOMS / room / "templates")
        assert place.parts[0] == room or (room == "ui" and ROOT_PAGES.match(str(place))), path


@pytest.mark.parametrize(
    ("room", "line", "allowed"),
    [
        ("grid", '{% extends "ui/page.html" %}', True),
        ("grid", '{% include "grid/part.html" %}', True),
        ("grid", '{% include "burden/part.html" %}', False),
        ("ui", "{% extends 'desk/page.html' %}", False),
        ("desk", '{% include "nowhere.html" %}', False),
    ],
)
def test_the_rule_bites(room: str, line: str, allowed: bool) -> None:
    assert (breaches(room, line) == []) is allowed


@pytest.mark.parametrize("line", ['<script src="https://cdn.example/x.js">', '<a href="//evil.example">'])
def test_an_outside_resource_is_seen(line: str) -> None:
    assert OUTSIDE.search(line)


@pytest.mark.parametrize("line", ["<script>go()</script>", '<a onclick="go()">'])
def test_an_inline_script_is_seen(line: str) -> None:
    assert INLINE_SCRIPT.search(line)


CELL = re.compile(r"<td\b[^>]*\bdata-l=[^>]*>(.*?)</td>", re.DOTALL)
MARK = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
SEPARATES = "、，；·"


def in_pieces(text: str) -> list[str]:
    """Cells in which a separator stands loose beside an element: on a phone, where a cell is a card's row of a label
    and a value, the separator would become a label of its own."""
    found = []
    for cell in CELL.findall(text):
        depth, loose, elements = 0, "", 0
        for part in re.split(r"(<[^>]+>)", MARK.sub("", cell)):
            if part.startswith("</"):
                depth -= 1
            elif part.startswith("<") and not re.match(r"<(?:br|input|img)\b", part):
                elements += depth == 0
                depth += 1
            elif depth == 0:
                loose += part
        if elements and any(sign in loose for sign in SEPARATES):
            found.append(cell[:80])
    return found


@pytest.mark.parametrize("room", built_rooms())
def test_a_cell_holds_its_links_and_what_separates_them_in_one(room: str) -> None:
    for path in templates(room):
        assert in_pieces(path.read_text(encoding="utf-8")) == [], path


def test_a_loose_separator_is_seen() -> None:
    assert in_pieces('<td data-l="小类">{% for x in y %}<a href="">{{ x }}</a>、{% endfor %}</td>')
    assert not in_pieces('<td data-l="小类"><span><a href="">甲</a>、<a href="">乙</a></span></td>')
    assert not in_pieces('<td data-l="小类">{{ x }}，{{ y }}</td>')
