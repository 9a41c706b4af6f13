"""Starts the grid room."""

from django.apps import AppConfig


class GridConfig(AppConfig):
    """The three leads; requests come with their own issue."""

    name = "linli.grid"
    label = "grid"
    verbose_name = "三长与事项"

    def ready(self) -> None:
        from linli.indicators import registry
        from linli.grid.indicators import INDICATORS

        registry.register(INDICATORS)
