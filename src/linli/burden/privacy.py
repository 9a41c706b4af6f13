"""What this room holds about persons, why, and for how long."""

from linli.burden.models import Secondment
from linli.privacy import clocks, holdings
from linli.privacy.holdings import Ground, Holding

HOLDINGS = (
    Holding(
        code="burden.secondment",
        label="借调",
        model=Secondment,
        person=("person",),
        purpose="清理违规借调，保障社区人手",
        ground=Ground.DUTY,
        law="为基层减负的规定",
        ends="returned_on",
        keep=clocks.OFFICE,
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
