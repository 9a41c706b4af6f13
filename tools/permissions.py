"""Who may do what, how far: docs/permissions.md, written from the policies the rooms declare."""

from __future__ import annotations

from linli.access.roles import ALL_ROLES, ROLE_OF_POST, Declared, all_declared

INTRODUCTION = """# 权限

由 `make docs` 从各个系统的 `policies.py` 写出，不要手改。一项权限只在任职的地区之内有效，任职到期，权限同日到期。
一个人可以有几个任职，权限各按各的地区算。系统管理员、安全管理员、审计管理员由三个人分别担任，都看不到业务数据。
"""


def permissions() -> str:
    """The whole document."""
    return "\n".join([INTRODUCTION, "## 任职与角色", "", *_posts(), "", "## 权限与角色", "", *_table(), ""])


def _posts() -> list[str]:
    rows = [f"| {post.label} | {role.label} |" for post, role in ROLE_OF_POST.items()]
    return ["| 任职 | 角色 |", "|---|---|", *rows]


def _table() -> list[str]:
    heads = " | ".join(role.label for role in ALL_ROLES)
    return [
        f"| 权限 | 可以做什么 | 范围 | {heads} |",
        "|---|---|---|" + "---|" * len(ALL_ROLES),
        *(_row(each) for each in all_declared()),
    ]


def _row(declared: Declared) -> str:
    marks = " | ".join("✓" if role in declared.roles else "" for role in ALL_ROLES)
    return f"| `{declared.capability}` | {declared.label} | {declared.reach} | {marks} |"
