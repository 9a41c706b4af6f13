"""Starts the common room: installs the database's own guards after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    """Nothing of the business lives here; only what every room stands on."""

    name = "linli.common"
    label = "common"

    def ready(self) -> None:
        """Guards are reinstalled after every migrate: SQLite drops triggers when it rebuilds a table."""
        from linli.common.guards import install_guards_after_migrate

        post_migrate.connect(install_guards_after_migrate, dispatch_uid="linli.common.guards")
