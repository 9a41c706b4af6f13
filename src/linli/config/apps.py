"""Config as a Django app, so that `linli up` is found like every other command."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The top of the house."""

    name = "linli.config"
    label = "config"
