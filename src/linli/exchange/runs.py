"""Past imports, read by whoever may import the same, in their own areas."""

from collections.abc import Collection

from django.db.models import QuerySet

from linli.access.actor import Actor
from linli.exchange.models import ImportRun
from linli.exchange.rosters import waiting


def runs_for(actor: Actor, kinds: Collection[str]) -> QuerySet[ImportRun]:
    """Those of the reader's areas and of rosters they may import themselves, the latest first."""
    rows = ImportRun.objects.visible_to(actor).filter(kind__in=kinds)
    rows = rows.select_related("account__person", "area").defer("area__boundary")
    return rows.order_by("-recorded_at", "-pk")


def word_for(actor: Actor, run: ImportRun) -> str:
    """The word by which the bad rows can still be taken back: for whoever imported, while the file waits; else ""."""
    mine = actor.account_id is not None and run.account_id == actor.account_id
    if not run.file or not mine or not waiting.is_there(run.file):
        return ""
    return waiting.word_for(run.file, account_id=actor.account_id, kind=run.kind)
