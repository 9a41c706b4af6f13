"""The demo's ground without its 170,428 households: enough for the systems that count none of them."""

from linli.common.bulk import BulkWriter
from linli.common.models import Provenance
from linli.common.world import World
from linli.demo.loading import NOON, units
from linli.orgs import demo as territory
from linli.people import demo as people
from linli.people.models import Appointment


def ground(size: str) -> World:
    """Territory, organisations and officers; the builders of systems come next, then ``settle``."""
    writer = BulkWriter(provenance=Provenance.DEMO, recorded_at=NOON)
    world = World(writer=writer, size=size, units=units())
    territory.build(world)
    people.start(world)
    fields = ("id", "person_id", "post", "area_id", "valid_from", "valid_to", "basis")
    world.writer.write(Appointment, fields, people._officers(world))
    return world


def settle(world: World) -> None:
    """The persons the builders asked for."""
    people.finish(world)
    world.writer.finish()
