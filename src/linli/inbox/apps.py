"""Starts the inbox room."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """What is told to people: once, by the way they chose, and never at night."""

    name = "linli.inbox"
    label = "inbox"
    verbose_name = "消息"
