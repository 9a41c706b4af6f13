"""What leads, doors, territory, boards and honours hang into the house."""

from linli.access.policies import VIEW_FIGURES
from linli.documents import registry
from linli.grid.leads import papers, states, territory
from linli.grid.policies import (
    IMPORT_ORDERS,
    KEEP_BOARDS,
    KEEP_DOORS,
    KEEP_LEADS,
    KEEP_TERRITORY,
    SEE_REQUESTS,
    SEND_BROADCAST,
    SET_UP_REQUESTS,
)
from linli.orgs import hanging
from linli.orgs.hanging import Hanging
from linli.ui import menu
from linli.workflow import machines

ROOMS = (
    ("requests", "事项", "list-details", "requests:list", SEE_REQUESTS),
    ("leads", "三长名册", "users-group", "leads:roll", KEEP_LEADS),
    ("doors", "户和空缺", "home", "leads:warnings", KEEP_DOORS),
    ("territory", "地区", "map-pin", "leads:territory", KEEP_TERRITORY),
    ("boards", "三长公示栏", "clipboard", "leads:boards", KEEP_BOARDS),
    ("honours", "最美邻长", "user-heart", "leads:honours", KEEP_LEADS),
    ("hotline", "12345 工单", "phone", "branches:hotline-answers", IMPORT_ORDERS),
    ("broadcasts", "紧急通知", "bell", "broadcasts:broadcasts", SEND_BROADCAST),
    ("request-board", "诉求看板", "chart-bar", "request_desk:board", VIEW_FIGURES),
    ("request-setup", "类别和派单规则", "checklist", "request_desk:settings", SET_UP_REQUESTS),
)


def register_all() -> None:
    """Called once, after the grid's own entry of the menu."""
    registry.register(*papers.KINDS)
    machines.register(states.CANDIDACY)
    machines.register(states.NOMINATION)
    hanging.register(
        Hanging("grid.requests", "没办完的事项", "件", territory.requests_held),
        Hanging("grid.parts", "没办完的交办和复查复核意见", "件", territory.parts_owed),
        Hanging("grid.boards", "公示栏", "处", territory.boards_standing),
        Hanging("grid.organisations", "网格党组织", "个", territory.organisations_on),
    )
    menu.register_rooms("grid", ROOMS)
