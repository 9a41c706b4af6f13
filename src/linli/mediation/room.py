"""The rooms of this system in the menu."""

from linli.access.policies import VIEW_FIGURES
from linli.mediation.policies import KEEP_MEDIATION, SEE_MEDIATION
from linli.ui import menu

ROOMS = (
    ("mediation-cases", "案件", "list-details", "mediation:cases", SEE_MEDIATION),
    ("mediation-roster", "群英谱", "users-group", "mediation:roster", KEEP_MEDIATION),
    ("mediation-committee", "调委会", "clipboard", "mediation:committee", KEEP_MEDIATION),
    ("mediation-consultations", "群英征询", "messages", "mediation:consultations", KEEP_MEDIATION),
    ("mediation-subsidies", "误工补贴", "list-details", "mediation:subsidies", KEEP_MEDIATION),
    ("mediation-statistics", "调解统计", "chart-bar", "mediation:statistics", VIEW_FIGURES),
    ("mediation-zeros", "违建四零", "building-community", "mediation:zeros", VIEW_FIGURES),
)


def register_all() -> None:
    """Called once, after this system's own entry of the menu."""
    menu.register_rooms("mediation", ROOMS)
