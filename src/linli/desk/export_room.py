"""Exports in the workbench: the registers and the log as files, and one's own exports in the menu."""

from linli.access.policies import EXPORT, READ_LOG
from linli.desk import audit_exports, register_exports
from linli.disclosure import making
from linli.ui import menu


def register_all() -> None:
    """Called when the room starts."""
    making.register(register_exports.MAKER, audit_exports.MAKER)
    menu.register(
        menu.MenuItem(
            key="exports",
            label="我的导出",
            icon="download",
            pillar="figures",
            route="desk:exports",
            order=9,
            visible=lambda actor: actor.may(EXPORT) or actor.may(READ_LOG),
        )
    )
