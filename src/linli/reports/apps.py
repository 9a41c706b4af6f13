"""Starts the reports room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The check of a text against the records. (The report itself is written here as well, later.)"""

    name = "linli.reports"
    label = "reports"
    verbose_name = "工作报告与核对"
