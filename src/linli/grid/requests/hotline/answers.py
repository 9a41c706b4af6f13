"""Answers back to the hotline, by its own number: CSV or JSON, one order a line."""

import json
from collections.abc import Iterator
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from linli.access.actor import Actor
from linli.audit import log
from linli.exchange.delimited import write_csv
from linli.exchange.tables import Heading, Kind, Table
from linli.grid.policies import IMPORT_ORDERS
from linli.grid.requests.models import Request, Source
from linli.grid.requests.states import REQUEST, SETTLED
from linli.indicators.period import Period

HEADINGS = (
    Heading("工单编号"),
    Heading("本系统编号"),
    Heading("状态"),
    Heading("答复"),
    Heading("怎么答复的"),
    Heading("答复时间", Kind.INSTANT),
    Heading("评价"),
)


def answered(actor: Actor, period: Period) -> QuerySet[Request]:
    """Orders answered in the period, where the reader may import them."""
    return (
        Request.objects.visible_to(actor)
        .filter(
            source=Source.HOTLINE,
            is_accusation=False,
            state__in=SETTLED,
            answered_at__date__range=(period.start, period.end),
        )
        .exclude(foreign_number="")
        .order_by("answered_at", "pk")
    )


def _rows(found: QuerySet[Request]) -> Iterator[list[Any]]:
    for each in found.iterator(chunk_size=500):
        yield [
            each.foreign_number,
            each.number,
            REQUEST.state(each.state).label,
            each.answer,
            each.get_answer_way_display(),
            each.answered_at,
            each.get_verdict_display() if each.verdict else "",
        ]


@transaction.atomic
def hand_back(*, actor: Actor, period: Period, ending: str, stream: IO[bytes]) -> int:
    """Write the answers as ``csv`` or ``json``; how many. Logged: answers leave the house. Tellers are not in it."""
    if not actor.may(IMPORT_ORDERS):
        raise PermissionDenied("交回答复由有导入工单权限的人办。")
    found = answered(actor, period)
    if ending == "json":
        keys = [heading.label for heading in HEADINGS]
        items = [dict(zip(keys, row, strict=True)) for row in _rows(found)]
        text = json.dumps(items, ensure_ascii=False, indent=1, default=lambda at: at.isoformat())
        stream.write(text.encode())
        count = len(items)
    else:
        count = write_csv(stream, Table("12345 答复", (), HEADINGS, _rows(found)))
    log.record(
        actor=actor,
        code="grid.hotline.answered",
        area_id=actor.home_area.pk if actor.home_area else None,
        data={"count": count, "since": str(period.start), "until": str(period.end)},
    )
    return count
