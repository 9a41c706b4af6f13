"""Starts the disclosure room."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """What leaves the mask: reveals and exports, each with its purpose, its end and its trace."""

    name = "linli.disclosure"
    label = "disclosure"
    verbose_name = "查看与导出"
