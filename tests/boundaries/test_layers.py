"""Imports go down only (design.md §2). The contract is run on small copies of the house with one breach planted."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.boundaries.house import ROOT, built_rooms, house

INSIDE = ["models", "selectors", "services", "views"]


@pytest.fixture
def empty_house(tmp_path: Path) -> Path:
    """Every room as an empty package beside the real contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ["", *house().heights]:
        package = tmp_path / "linli" / room
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").touch()
    return tmp_path


def lint_imports(place: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--config", "pyproject.toml", "--no-cache"],
        cwd=place,
        env={"PYTHONPATH": str(place), "PATH": "/usr/bin:/bin", "COLUMNS": "200", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def plant(place: Path, module: str, line: str) -> None:
    path = place / "linli" / f"{module}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{line}\n")


def test_every_room_has_its_place() -> None:
    assert set(built_rooms()) <= set(house().heights)


def test_the_order_is_that_of_the_design() -> None:
    heights = house().heights
    order = (
        "common audit orgs people access workflow ui documents exchange indicators reports grid desk config"
    )
    rooms = order.split()

    assert [heights[room] for room in rooms] == sorted(heights[room] for room in rooms)
    assert heights["portal"] == heights["desk"] == heights["demo"]
    assert heights["exchange"] == heights["notices"]
    systems = [room for room in heights if heights[room] == heights["grid"]]
    assert len(systems) == 9


def test_an_empty_house_stands(empty_house: Path) -> None:
    plant(empty_house, "grid/services", "import linli.people")

    answer = lint_imports(empty_house)

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        pytest.param("common/text", "import linli.people", id="a low room looks up"),
        pytest.param("grid/handlers", "import linli.mediation", id="a system knows its sibling"),
        pytest.param("indicators/board", "import linli.study", id="indicators know a system"),
        pytest.param("desk/pages", "from linli.demo import accounts", id="the desk knows the demo"),
        pytest.param("exchange/sheet", "import linli.notices", id="exchange knows notices"),
        pytest.param("extras/__init__", "", id="a room nobody placed"),
        pytest.param("orgs/selectors", "import linli.orgs.services", id="inside a room: reads know writes"),
        pytest.param("orgs/models", "import linli.orgs.selectors", id="inside a room: models know selectors"),
        pytest.param("orgs/services", "import linli.orgs.views", id="inside a room: services know pages"),
    ],
)
def test_the_contract_bites(empty_house: Path, module: str, line: str) -> None:
    for room in ("grid", "orgs"):
        for name in INSIDE:
            plant(empty_house, f"{room}/{name}", "")
    plant(empty_house, "demo/accounts", "")
    plant(empty_house, module, line)

    answer = lint_imports(empty_house)

    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "BROKEN" in answer.stdout or "Could not" in answer.stdout or "not" in answer.stdout
