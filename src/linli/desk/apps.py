"""Starts the desk room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Workbench pages of the rooms that have none of their own: sign-in, home, systems, registers, records."""

    name = "linli.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from linli.desk import audit_room
        from linli.ui import menu

        menu.register(
            menu.MenuItem(
                key="home", label="我的工作", icon="home", pillar="work", route="desk:home", visible=bool
            )
        )
        audit_room.register_all()
