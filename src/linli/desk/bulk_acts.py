"""Acts on many records of any register: print, take along, give to a colleague. Other rooms may register more."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from linli.access.http import ActorRequest
from linli.access.policies import EXPORT
from linli.desk import giving, giving_views
from linli.desk.filters import REFS
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
    context = {
        "current": declared.menu or declared.system,
        "declared": declared,
        "printed": printed,
        "clear": (),
    }
    return render(request, "desk/printed.html", context)


def export_picked(request: ActorRequest, declared: RecordPage, rows: QuerySet[Any]) -> HttpResponse:
    """Through the one way by which records leave: purpose, watermark and log are asked for there."""
    refs = ".".join(rows.values_list("ref", flat=True))
    address = reverse("desk:register-export", args=(declared.slug, "xlsx"))
    return HttpResponseRedirect(f"{address}?{urlencode({REFS: refs})}")


def register_all() -> None:
    """Called when the room starts."""
    bulk.register(bulk.BulkAct(code="print", label="打印", icon="printer", run=print_picked, order=10))
    bulk.register(
        bulk.BulkAct(
            code="export",
            label="导出 Excel",
            icon="file-type-xls",
            run=export_picked,
            suits=lambda actor, _: actor.may(EXPORT),
            order=20,
        )
    )
    bulk.register(
        bulk.BulkAct(
            code="give",
            label="交给同事",
            icon="users-group",
            run=giving_views.to_page,
            suits=giving.suits,
            order=30,
        )
    )
