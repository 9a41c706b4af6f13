"""Acts on many records of any register: print the picked ones. What other rooms offer is registered by them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from linli.access.http import ActorRequest
from linli.ui import bulk
from linli.ui.records import RecordPage


def print_picked(request: ActorRequest, declared: RecordPage, rows: QuerySet[Any]) -> HttpResponse:
    """The picked records one below the other, masked as on their pages."""
    printed = [
        (
            declared.title(record),
            record.ref,
            [(field.label, field.written(record)) for field in declared.fields],
        )
        for record in rows.order_by(*declared.order_by)
    ]
    context = {"current": declared.menu or declared.system, "declared": declared, "printed": printed}
    return render(request, "desk/printed.html", context)


def register_all() -> None:
    """Called when the room starts."""
    bulk.register(bulk.BulkAct(code="print", label="打印", icon="printer", run=print_picked, order=10))
