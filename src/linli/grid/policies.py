"""What the grid lets each role do: leads, households, requests."""

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor
from linli.access.roles import (
    COMMUNITY,
    DEPARTMENT,
    DISTRICT,
    GRID_WORKER,
    LEADS,
    NEIGHBOUR_LEAD,
    OFFICES,
    SECRETARY,
    SECTION_LEAD,
    STREET,
    declare,
)
from linli.orgs.models import Area

KEEP_LEADS = declare("leads.keep", "登记三长的选任、调整和离任", OFFICES)
KEEP_TERRITORY = declare(
    "territory.keep",
    "设立、更名、划转、并入、拆分、撤销地区，改边界，建网格党组织",
    (DISTRICT, STREET, COMMUNITY, SECRETARY),
    reach="区级在全区；街道、社区只在本级之下",
)
KEEP_DOORS = declare("doors.keep", "登记、转移、注销户", OFFICES)
KEEP_LEDGER = declare(
    "households.keep",
    "核对一户：联系人、人口数、标记（本人同意或按法定职责）",
    (COMMUNITY, SECRETARY, NEIGHBOUR_LEAD),
    reach="任职地区之内；邻长只在自己的邻",
)
KEEP_BOARDS = declare("boards.keep", "登记三长公示栏、打印、换版", OFFICES)
REVIEW_HONOUR = declare("honours.review", "审核最美邻长推荐", (DISTRICT, STREET))
DECIDE_HONOUR = declare(
    "honours.decide", "公示、决定最美邻长", (DISTRICT, STREET), reach="区级的由区级，街道级的由街道"
)
SET_UP_LEADS = declare("leads.set_up", "定三长选任条件、职责、每邻户数和名额", (DISTRICT,))


def knows_leads(actor: Actor, area: Area) -> bool:
    """Whether the names of the leads in office there stand in clear: their roll is kept, and their letters issued, by
    the offices of the area. Nothing else of them does, and every look is on record."""
    return actor.account is not None and actor.may(KEEP_LEADS, area)


SEE_REQUESTS = declare(
    "requests.view",
    "看事项（报事人遮盖）",
    (*OFFICES, *LEADS, GRID_WORKER, DEPARTMENT),
    reach="任职地区之内；部门只看派来的",
)
TELL_REQUEST = declare("requests.tell", "记一件事、代报", (*OFFICES, *LEADS, GRID_WORKER))
SETTLE_REQUEST = declare("requests.settle", "就地办好、上报、回复报事人", (*OFFICES, *LEADS, GRID_WORKER))
HANDLE_REQUEST = declare("requests.handle", "受理、办理、转办、并案", (*OFFICES, SECTION_LEAD, GRID_WORKER))
DISPATCH_REQUEST = declare("requests.dispatch", "派单、改派、确认办好", (*OFFICES, SECTION_LEAD, GRID_WORKER))
APPROVE_REQUEST = declare(
    "requests.approve", "同意延期和挂账", (DISTRICT, STREET, SECRETARY), reach="任职地区之内，比承办的高一级"
)
WORK_FOR_UNIT = declare(
    "requests.unit",
    "签收、退回、报告办好",
    (DEPARTMENT, STREET, COMMUNITY, SECRETARY),
    reach="派给本单位、本地区的",
)
SET_UP_REQUESTS = declare("requests.set_up", "调整事项类别、派单规则、常用答复和职责清单", (DISTRICT,))

IMPORT_ORDERS = declare("requests.import", "导入 12345 工单、交回答复", (DISTRICT, STREET))
SEND_BROADCAST = declare(
    "broadcast.send",
    "发紧急通知（防汛、停水等）",
    (DISTRICT, STREET, SECRETARY),
    reach="任职地区之内；通知全区要另一人同意",
)

OWN_DAY = declare("leads.own_day", "三长自己的邻里：走看听问帮、找人、手机离线", LEADS)

POLICY_OF = {
    "requests.settle": SETTLE_REQUEST,
    "requests.handle": HANDLE_REQUEST,
    "requests.dispatch": DISPATCH_REQUEST,
    "requests.unit": WORK_FOR_UNIT,
    "requests.suspend": HANDLE_REQUEST,
}


def may(actor: Actor, policy: str, holder: Area) -> bool:
    """Whether an act of this policy is the actor's where the request is now: there, or at a level above it."""
    return actor.may(POLICY_OF[policy], holder)


def require(actor: Actor, policy: str, holder: Area, label: str) -> None:
    """Raises PermissionDenied in words."""
    if not may(actor, policy, holder):
        raise PermissionDenied(
            f"这件事现在在{holder.name}，要由那里或上一级的人{label}。您可以看，也可以给他们打电话。"
        )
