"""Starts the grid room."""

from django.apps import AppConfig


class GridConfig(AppConfig):
    """The three leads; requests come with their own issue."""

    name = "linli.grid"
    label = "grid"
    verbose_name = "三长与事项"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.grid import checks, privacy
        from linli.grid.codes import CODES
        from linli.grid.indicators import INDICATORS
        from linli.grid.records import PAGES
        from linli.indicators import registry
        from linli.ui import menu, records

        codes.register(*CODES)
        registry.register(INDICATORS)
        records.register(*PAGES)
        menu.register_system("grid")
        checks.register_all()
        privacy.register_all()
