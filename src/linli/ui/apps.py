"""Starts the ui room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Shell, tokens, components, the menu, and how records show themselves. No pages of its own."""

    name = "linli.ui"
    label = "ui"
    verbose_name = "界面"
