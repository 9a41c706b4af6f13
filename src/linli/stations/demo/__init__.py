"""The demo's stations and job desks."""

from linli.common.world import World
from linli.stations.demo import desks, jobs, places, training


def build(world: World) -> None:
    """Rows of this room; the figures come out of them."""
    places.build(world)
    open_desks = desks.build(world)
    training.build(world, open_desks)
    jobs.build(world, open_desks)
