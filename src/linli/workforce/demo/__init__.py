"""The demo's community workers, with what is counted of them: about 1,150 in post over 108 communities."""

from linli.common.world import World
from linli.workforce.demo import honours, money, recruitment, register


def build(world: World) -> None:
    """Workers first: the other builders honour, pay and teach them."""
    staff = register.build(world)
    honours.build(world, staff)
    money.build(world, staff)
    recruitment.build(world, staff)
