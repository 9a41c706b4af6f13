"""Starts the stations room."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    """Stations for outdoor workers, and the job desks that bring work and people together."""

    name = "linli.stations"
    label = "stations"
    verbose_name = "暖心驿站"

    def ready(self) -> None:
        from linli.indicators import registry
        from linli.stations.indicators import INDICATORS

        registry.register(INDICATORS)
