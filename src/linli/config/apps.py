"""Starts the config room, last of all: every room's policies are declared once it is up."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    """Settings, addresses and the `linli` command with its sub-commands."""

    name = "linli.config"
    label = "config"
    verbose_name = "配置"

    def ready(self) -> None:
        from linli.common import limits
        from linli.workflow import periodic

        autodiscover_modules("policies")
        # The common room lies below the calendar of daily work, and cannot register there itself.
        periodic.register(periodic.Daily("common.limits", "删去用过的频次记录", limits.forget))
