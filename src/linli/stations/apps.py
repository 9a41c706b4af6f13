"""Starts the stations room."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    """Stations for outdoor workers, and the job desks that bring work and people together."""

    name = "linli.stations"
    label = "stations"
    verbose_name = "暖心驿站"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.indicators import registry
        from linli.stations import checks, privacy
        from linli.stations.codes import CODES
        from linli.stations.handing import STATIONS
        from linli.stations.indicators import INDICATORS
        from linli.stations.records import PAGES
        from linli.ui import menu, records
        from linli.workflow import handing_over

        codes.register(*CODES)
        handing_over.register(STATIONS)
        registry.register(INDICATORS)
        records.register(*PAGES)
        menu.register_system("stations")
        checks.register_all()
        privacy.register_all()
