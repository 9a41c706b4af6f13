"""Every drawing a page names is carried: a page with one that is not would break only where it is shown."""

import json
import re
from pathlib import Path

import linli

SOURCE = Path(linli.__path__[0])
NAMED = (
    ("*.html", re.compile(r'{%\s*icon\s+"([a-z0-9-]+)"')),
    ("*.py", re.compile(r'\bicon\s*[=:]\s*"([a-z0-9-]+)"')),
)


def test_every_icon_named_is_carried() -> None:
    carried = set(json.loads((SOURCE / "ui" / "data" / "icons.json").read_text(encoding="utf-8")))
    named = {
        (name, path.relative_to(SOURCE).as_posix())
        for files, pattern in NAMED
        for path in SOURCE.rglob(files)
        for name in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert len(named) > 100
    assert sorted(place for place in named if place[0] not in carried) == []
