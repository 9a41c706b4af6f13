"""Kinds of area and the two trees they form (domain.md 1.1).

District → street → community is the trunk. Below the community three branches overlap on the ground:
grids (大网格 → 微网格), neighbourhoods (片 → 组 → 邻) and buildings (小区 → 楼栋).
"""

from enum import StrEnum

from django.db import models


class Kind(models.TextChoices):
    """What an area is."""

    DISTRICT = "district", "区"
    STREET = "street", "街道（乡镇、管理处）"
    COMMUNITY = "community", "社区（村）"
    LARGE_GRID = "large_grid", "大网格"
    MICRO_GRID = "micro_grid", "微网格"
    SECTION = "section", "片"
    GROUP = "group", "组"
    NEIGHBOURHOOD = "neighbourhood", "邻"
    ESTATE = "estate", "小区"
    BUILDING = "building", "楼栋"


class Tree(StrEnum):
    """The branch below the community a record's area lies in."""

    TRUNK = "trunk"
    GRID = "grid"
    NEIGHBOURS = "neighbours"
    BUILDINGS = "buildings"


PARENT: dict[Kind, Kind | None] = {
    Kind.DISTRICT: None,
    Kind.STREET: Kind.DISTRICT,
    Kind.COMMUNITY: Kind.STREET,
    Kind.LARGE_GRID: Kind.COMMUNITY,
    Kind.MICRO_GRID: Kind.LARGE_GRID,
    Kind.SECTION: Kind.COMMUNITY,
    Kind.GROUP: Kind.SECTION,
    Kind.NEIGHBOURHOOD: Kind.GROUP,
    Kind.ESTATE: Kind.COMMUNITY,
    Kind.BUILDING: Kind.ESTATE,
}

TREE: dict[Kind, Tree] = {
    Kind.DISTRICT: Tree.TRUNK,
    Kind.STREET: Tree.TRUNK,
    Kind.COMMUNITY: Tree.TRUNK,
    Kind.LARGE_GRID: Tree.GRID,
    Kind.MICRO_GRID: Tree.GRID,
    Kind.SECTION: Tree.NEIGHBOURS,
    Kind.GROUP: Tree.NEIGHBOURS,
    Kind.NEIGHBOURHOOD: Tree.NEIGHBOURS,
    Kind.ESTATE: Tree.BUILDINGS,
    Kind.BUILDING: Tree.BUILDINGS,
}


def depth(kind: Kind) -> int:
    """1 for the district, 2 for a street, …: also the place of its id in a path."""
    parent = PARENT[kind]
    return 1 if parent is None else depth(parent) + 1


def lineage(kind: Kind) -> tuple[Kind, ...]:
    """From the district down to the kind itself."""
    parent = PARENT[kind]
    return (kind,) if parent is None else (*lineage(parent), kind)


def child_kinds(kind: Kind) -> tuple[Kind, ...]:
    """Kinds that may lie directly below."""
    return tuple(child for child, parent in PARENT.items() if parent is kind)
