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
