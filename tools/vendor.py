"""Bring in the front-end files we carry: Tabler's style sheet and the outline icons we use. Nothing else, no script.

    .venv/bin/python -m tools.vendor          fetch, write the files and the lock
    .venv/bin/python -m tools.vendor --check  compare the files in the tree with the lock; fetches nothing

The lock holds name, version and SHA-256 of each file, no addresses; `npm pack` knows where packages come from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

UI = Path(__file__).resolve().parents[1] / "src" / "linli" / "ui"
STYLE = UI / "static" / "linli" / "vendor" / "tabler.min.css"
ICONS = UI / "data" / "icons.json"
LOCK = UI / "data" / "vendor.lock.json"
PACKAGES = {"@tabler/core": "1.6.1", "@tabler/icons": "3.51.0"}
USED = [
    "alert-triangle",
    "bell",
    "book-2",
    "building-community",
    "camera",
    "chart-bar",
    "check",
    "checklist",
    "chevron-left",
    "chevron-right",
    "circle-check",
    "circle-x",
    "clipboard",
    "clipboard-text",
    "clock",
    "clock-pause",
    "cloud-up",
    "coffee",
    "contrast-2",
    "download",
    "edit",
    "feather",
    "file-search",
    "file-text",
    "file-type-csv",
    "file-type-xls",
    "filter-off",
    "help-circle",
    "history",
    "home",
    "layout-grid",
    "letter-case",
    "list-details",
    "lock",
    "logout",
    "map",
    "map-pin",
    "message-2",
    "message-report",
    "messages",
    "microphone",
    "moon",
    "pencil-plus",
    "phone",
    "plus",
    "printer",
    "scale",
    "school",
    "search",
    "signature",
    "sun",
    "topology-star",
    "upload",
    "user-heart",
    "users-group",
    "volume",
    "wifi-off",
    "world",
    "x",
]


def packed(name: str, version: str, folder: Path) -> tarfile.TarFile:
    """The package's own archive."""
    command = ["npm", "pack", "--silent", f"{name}@{version}"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return tarfile.open(folder / done.stdout.strip().splitlines()[-1])


def content(archive: tarfile.TarFile, path: str) -> str:
    """One file of an archive."""
    file = archive.extractfile(f"package/{path}")
    if file is None:
        raise FileNotFoundError(path)
    return file.read().decode()


def inner(svg: str) -> str:
    """What stands inside the drawing, without the empty frame Tabler puts first."""
    body = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    body = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>', "", body)
    return re.sub(r"\s+", " ", body).replace("> <", "><").replace(" />", "/>").strip()


def digests() -> dict[str, str]:
    """SHA-256 of each file we carry."""
    return {
        str(path.relative_to(UI)): hashlib.sha256(path.read_bytes()).hexdigest() for path in (STYLE, ICONS)
    }


def fetch() -> None:
    """Write the files and the lock."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with packed("@tabler/core", PACKAGES["@tabler/core"], folder) as core:
            style = content(core, "dist/css/tabler.min.css")
        STYLE.parent.mkdir(parents=True, exist_ok=True)
        STYLE.write_text(re.sub(r"/\*# sourceMappingURL=.*?\*/", "", style))
        with packed("@tabler/icons", PACKAGES["@tabler/icons"], folder) as drawings:
            icons = {name: inner(content(drawings, f"icons/outline/{name}.svg")) for name in sorted(USED)}
    ICONS.parent.mkdir(parents=True, exist_ok=True)
    ICONS.write_text(json.dumps(icons, indent=1) + "\n")
    LOCK.write_text(json.dumps({"packages": PACKAGES, "files": digests()}, indent=1) + "\n")


def main() -> int:
    """0 when all is as the lock says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        fetch()
        return 0
    if json.loads(LOCK.read_text())["files"] == digests():
        return 0
    sys.stderr.write("the vendored files differ from the lock; run: python -m tools.vendor\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
