"""Starts the mediation room."""

from django.apps import AppConfig


class MediationConfig(AppConfig):
    """The roster of notables, dispute cases, and illegal buildings."""

    name = "linli.mediation"
    label = "mediation"
    verbose_name = "群英断是非"

    def ready(self) -> None:
        from linli.indicators import registry
        from linli.mediation.indicators import INDICATORS

        registry.register(INDICATORS)
