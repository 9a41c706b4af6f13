"""The demo's roster, dispute cases and ledgers of illegal buildings."""

from linli.common.world import World
from linli.mediation.demo import buildings, cases, roster


def build(world: World) -> None:
    """Rows of this room; the figures come out of them."""
    roster.build(world)
    suits = cases.build(world)
    buildings.build(world, suits)
