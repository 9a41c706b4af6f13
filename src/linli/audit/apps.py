"""Starts the audit room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Below every room that has something to log, so that all of them can."""

    name = "linli.audit"
    label = "audit"
    verbose_name = "留痕"
