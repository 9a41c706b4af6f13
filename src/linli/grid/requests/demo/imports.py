"""The demo's past imports: the hotline's orders of three months as the district brought them in, with a few bad rows.

The rows taken are those the demo holds of that month, so that the list and the register agree.
"""

import hashlib
from datetime import UTC, date, datetime

from linli.common.world import World
from linli.exchange.models import ImportRun
from linli.grid.requests.models import Request, Source
from linli.people.models import Account, Post

WHY = "the demo is being built"
FIELDS = (
    "kind", "area_id", "account_id", "rows", "written", "known", "bad", "wrong", "mistakes", "digest", "recorded_at",
    "recorded_by_id",
)  # fmt: skip
# the month, when its file came, rows of it that were there already, and what was wrong with others
FILES: tuple[tuple[int, datetime, int, list[list[object]]], ...] = (
    (
        8,
        datetime(2024, 9, 2, 1, 40, tzinfo=UTC),
        0,
        [[7, "来电时间", "看不懂这个时间。请写成 2024-10-30 08:30。"]],
    ),
    (9, datetime(2024, 10, 8, 2, 15, tzinfo=UTC), 1, []),
    (
        10,
        datetime(2024, 10, 30, 1, 5, tzinfo=UTC),
        2,
        [
            [3, "社区或街道", "没有这个社区或街道。请写全名，或写区划代码。"],
            [9, "电话", "不像电话号码。请核对，没有就空着。"],
        ],
    ),
)


def build(world: World) -> None:
    """By the first district officer with an account; none where nobody has one."""
    rows = Account.objects.filter(person__appointments__post=Post.DISTRICT_OFFICER).order_by("pk")
    account = rows.values_list("pk", flat=True).first()
    found = []
    for month, at, known, mistakes in FILES:
        orders = Request.objects.unscoped(WHY).filter(
            source=Source.HOTLINE,
            told_at__lt=at,
            told_on__gte=date(2024, month, 1),
            told_on__lt=date(2024, month + 1, 1),
        )
        written = orders.count()
        digest = hashlib.sha256(f"demo hotline {month}".encode()).hexdigest()
        counts = (written + known + len(mistakes), written, known, len(mistakes), len(mistakes))
        found.append(("hotline", world.district.id, account, *counts, mistakes, digest, at, account))
    world.writer.write(ImportRun, FIELDS, found, keyed=("account_id", "recorded_by_id"))
