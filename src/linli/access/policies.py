"""What the house itself lets each role do. A system's own capabilities stand in its own ``policies.py``."""

from linli.access.roles import (
    ADMINISTRATORS,
    ALL_ROLES,
    AUDITOR,
    COMMUNITY,
    DEPARTMENT,
    DISCIPLINE,
    GRID_WORKER,
    GUIDANCE,
    JUSTICE,
    LEADS,
    OFFICES,
    OVERSEER,
    SECRETARY,
    SECURITY_ADMIN,
    STREET,
    SYSTEM_ADMIN,
    declare,
)

OWN_WORK = declare(
    "work.own",
    "看等自己办的事，查找自己看得到的",
    [role for role in ALL_ROLES if role not in (*ADMINISTRATORS, OVERSEER, JUSTICE, GUIDANCE)],
    reach="自己看得到的，不多看一件",
)
VIEW_FIGURES = declare("figures.view", "看指标", (*OFFICES, *LEADS, GRID_WORKER, OVERSEER, JUSTICE, GUIDANCE))
VIEW_RECORDS = declare("records.view", "看记录（个人信息遮盖）", (*OFFICES, *LEADS, GRID_WORKER))
EXPORT = declare("records.export", "导出记录（个人信息遮盖，留痕）", OFFICES)
REVEAL_PERSONAL = declare(
    "personal.reveal", "写明用途后查看电话和证件号（留痕）", (STREET, COMMUNITY, SECRETARY, GRID_WORKER)
)

SEE_OWN_UNIT = declare("unit.view", "看派给本单位的事", (DEPARTMENT, STREET), reach="派给本单位的")
HANDLE_SECRETS = declare(
    "secrets.handle", "受理检举控告", (DISCIPLINE,), reach="任职地区之内；涉及本人、本单位和上下级的除外"
)

MANAGE_ACCOUNTS = declare(
    "accounts.manage", "开通、停用、解锁账号", (SYSTEM_ADMIN,), reach="全区账号，不含业务数据"
)
CONFIGURE = declare("settings.manage", "调整全区设置", (SYSTEM_ADMIN,), reach="全区设置，不含业务数据")
MANAGE_POSTS = declare("posts.manage", "登记任职和权限", (SECURITY_ADMIN,), reach="全区任职，不含业务数据")
READ_LOG = declare("audit.read", "查看留痕、核对封存", (AUDITOR,), reach="全区留痕，个人信息遮盖")
