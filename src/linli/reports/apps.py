"""Starts the reports room: its entry in the menu."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The check of a text against the records. (The report itself is written here as well, later.)"""

    name = "linli.reports"
    label = "reports"
    verbose_name = "工作报告与核对"

    def ready(self) -> None:
        from linli.ui import menu

        menu.register(
            menu.MenuItem(
                key="check",
                label="数字核对",
                icon="checklist",
                pillar="figures",
                route="reports:check",
                order=3,
                visible=lambda actor: actor.may("text.check"),
            )
        )
