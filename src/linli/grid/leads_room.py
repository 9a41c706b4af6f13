"""What leads, doors, territory, boards and honours hang into the house."""

from linli.access.policies import VIEW_FIGURES
from linli.documents import registry
from linli.grid.day.selectors import leads_first
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
    TELL_REQUEST,
)
from linli.orgs import hanging
from linli.orgs.hanging import Hanging
from linli.ui import bars, menu
from linli.ui.bars import Tab
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

LEADS_BAR = (
    Tab(key="lead-home", label="我的邻里", icon="home", route="lead:home"),
    Tab(key="lead-tell", label="说一件事", icon="pencil-plus", route="lead:tell"),
    Tab(key="lead-told", label="说过的事", icon="history", route="lead:told"),
    Tab(key="lead-people", label="找人", icon="phone", route="lead:people"),
)
RECORD = Tab(key="record", label="记一件事", icon="pencil-plus", route="requests:new")


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
    bars.register_bar(*LEADS_BAR, suits=leads_first)
    bars.register_second(RECORD, suits=lambda actor: actor.may(TELL_REQUEST))
