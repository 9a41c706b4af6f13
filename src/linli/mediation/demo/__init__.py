"""The demo's roster, committees, dispute cases with their files, and ledgers of illegal buildings."""

from linli.common.world import World
from linli.mediation.demo import buildings, cases, committees, files, open_to_all, roster


def build(world: World) -> None:
    """Rows of this room; the figures come out of them."""
    roster.build(world)
    suits = cases.build(world)
    files.build(world, committees.build(world))
    open_to_all.build(world)
    buildings.build(world, suits)
