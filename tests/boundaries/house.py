"""The layers as pyproject declares them: one source for the import contract, the model walk and the templates."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ROOT / "src" / "linli"


def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class House:
    """Each room's height; rooms of one height are siblings and know nothing of each other."""

    heights: dict[str, int]

    def may_depend(self, room: str, other: str) -> bool:
        """Whether `room` may refer to `other`: to itself and to lower rooms."""
        return room == other or self.heights[room] > self.heights[other]


def house() -> House:
    """Read from the contract "Layers of the house"."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "house")
    return House(
        {
            room.strip(" ()"): height
            for height, layer in enumerate(reversed(layers))
            for room in layer.split("|")
        }
    )


def built_rooms() -> list[str]:
    """The rooms that exist as packages."""
    return sorted(each.name for each in ROOMS.iterdir() if (each / "__init__.py").is_file())
