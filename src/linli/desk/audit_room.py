"""The log's place in the workbench, and its daily work: the audit room lies below menu and calendar."""

from linli.access.policies import READ_LOG
from linli.desk.audit_pages import seal_daily, verify_daily
from linli.ui import menu
from linli.workflow import periodic


def register_all() -> None:
    """Called when the room starts. Sealing comes before proving."""
    periodic.register(
        periodic.Daily("audit.seal", "封存留痕", seal_daily),
        periodic.Daily("audit.verify", "校验封存的留痕", verify_daily),
    )
    menu.register(
        menu.MenuItem(
            key="audit",
            label="留痕",
            icon="history",
            pillar="work",
            route="desk:audit",
            order=2,
            visible=lambda actor: actor.may(READ_LOG),
        )
    )
