"""Starts the grid room."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


def load_kinds_after_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Receiver of ``post_migrate``: kinds new in the table are added; those present stay as they are."""
    from django.db import connections

    from linli.grid.models import RequestKind
    from linli.grid.requests.loading import load_missing_kinds

    tables = connections[using].introspection.table_names()
    if using == DEFAULT_DB_ALIAS and RequestKind._meta.db_table in tables:
        load_missing_kinds()


class GridConfig(AppConfig):
    """The three leads, the doors they serve, and the loop that answers every request."""

    name = "linli.grid"
    label = "grid"
    verbose_name = "三长与事项"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.documents import registry as papers
        from linli.grid import checks, leads_room, privacy, wiring
        from linli.grid.codes import CODES
        from linli.grid.indicators import INDICATORS
        from linli.grid.records import PAGES
        from linli.grid.requests import listing, telling, work
        from linli.grid.requests.figures import INDICATORS as REQUEST_FIGURES
        from linli.grid.requests.papers import KINDS
        from linli.grid.requests.records import PAGES as REQUEST_PAGES
        from linli.grid.requests.services import consenting
        from linli.inbox import kinds as messages
        from linli.indicators import registry
        from linli.ui import menu, records
        from linli.ui import work as my_work
        from linli.workflow import approvals

        codes.register(*CODES)
        registry.register(INDICATORS)
        registry.register(REQUEST_FIGURES)
        papers.register(*KINDS)
        records.register(*PAGES, *REQUEST_PAGES)
        menu.register_system(
            "grid",
            route="requests:list",
            visible=lambda actor: actor.may("requests.view"),
            count=listing.count_my_open,
        )
        approvals.register(*consenting.KINDS)
        messages.register(*telling.KINDS)
        my_work.register(*work.SOURCES)
        my_work.register_timed(*work.TIMED)
        checks.register_all()
        privacy.register_all()
        wiring.register_all()
        leads_room.register_all()
        post_migrate.connect(load_kinds_after_migrate, sender=self, dispatch_uid="linli.grid.kinds")
