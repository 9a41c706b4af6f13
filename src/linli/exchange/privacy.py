"""What this room holds about persons, why, and for how long. Of the rows of a file it keeps nothing anybody wrote."""

from linli.exchange.models import ImportRun
from linli.privacy import clocks, holdings
from linli.privacy.holdings import Ground, Holding

HOLDINGS = (
    Holding(
        code="exchange.import",
        label="您导入的名册",
        model=ImportRun,
        person=("account__person",),
        purpose="名册由谁、什么时候导入，收了多少行",
        ground=Ground.DUTY,
        law="履行岗位职责；谁经手要查得到",
        ends="recorded_at__date",
        keep=clocks.OFFICE,
        only=("kind", "area", "recorded_at", "rows", "written"),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
