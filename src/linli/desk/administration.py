"""The administrators' place in the workbench: their entries in the menu, and a first page that tells their duties."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.access.actor import Actor
from linli.access.http import ActorRequest
from linli.access.policies import CONFIGURE, MANAGE_ACCOUNTS, MANAGE_POSTS, READ_LOG
from linli.common.clock import business_now
from linli.desk import homes, staff
from linli.desk.audit_pages import chain
from linli.desk.pages import greeting
from linli.ui import menu
from linli.workflow import approvals
from linli.workflow.policies import may_hand_over


@dataclass(frozen=True)
class Duty:
    """One thing an administrator looks after: how many there are, and the list of just those."""

    label: str
    said: str
    count: int | None
    address: str


def is_administrator(actor: Actor) -> bool:
    """Holds one of the three administrators' duties."""
    return any(actor.may(duty) for duty in (MANAGE_ACCOUNTS, MANAGE_POSTS, READ_LOG))


def duties(actor: Actor) -> list[Duty]:
    """What this administrator looks after; counts are those of the lists they open."""
    found = []
    if actor.may(MANAGE_ACCOUNTS):
        accounts = reverse("desk:accounts")
        found += [
            Duty(label, said, staff.accounts(state=state).count(), f"{accounts}?state={state}")
            for state, label, said in (
                ("locked", "锁定的账号", "核对是不是本人，再解锁。"),
                ("dormant", f"{staff.dormant_after()} 天没有登录的账号", "问清还用不用，不用的停用。"),
                ("postless", "没有任职却还开着的账号", "人已离岗的，停用。"),
                ("active", "在用的账号", "一人一号。"),
            )
        ]
    if actor.may(CONFIGURE):
        found.append(Duty("全区设置", "区里约定的时限。", None, reverse("desk:settings")))
    if actor.may(MANAGE_POSTS):
        posts = reverse("desk:posts")
        found += [
            Duty(label, said, staff.appointments(state=state).count(), f"{posts}?state={state}")
            for state, label, said in (
                ("now", "在任的任职", "能看什么、能办什么，只由任职决定。"),
                ("ahead", "还没上任的任职", "到上任那天自动生效。"),
            )
        ]
        found.append(Duty("工作交接", "有人离岗，手里的事一次转交。", None, reverse("desk:handover")))
        found.append(Duty("权限表", "哪个角色能做什么，在多大范围。", None, reverse("desk:permissions")))
    if actor.may(READ_LOG):
        found.append(Duty("留痕", _chain_said(), None, reverse("desk:audit")))
    return found


def _chain_said() -> str:
    found = chain()
    if not found["sealed_at"]:
        return "还没有封存，每天自动封存并校验一次。"
    return "最近一次校验无误。" if found["holds"] else "校验发现问题，请打开看。"


def home(request: ActorRequest) -> HttpResponse:
    """The first page of an administrator."""
    now = business_now()
    context: dict[str, Any] = {
        "current": "home",
        "now": now,
        "greeting": greeting(now),
        "duties": duties(request.actor),
    }
    return render(request, "desk/admin_home.html", context)


def _decides(actor: Any) -> bool:
    return any(actor.may(kind.capability) for kind in approvals.all_kinds())


def register_all() -> None:
    """Called when the room starts."""
    homes.register(suits=is_administrator, page=home)
    entries = (
        ("approvals", "两人办理", "signature", "desk:approvals", 3, _decides),
        ("handover", "工作交接", "users-group", "desk:handover", 4, may_hand_over),
        ("accounts", "账号", "users-group", "desk:accounts", 5, lambda a: a.may(MANAGE_ACCOUNTS)),
        ("settings", "全区设置", "clock", "desk:settings", 6, lambda a: a.may(CONFIGURE)),
        ("posts", "任职", "list-details", "desk:posts", 5, lambda a: a.may(MANAGE_POSTS)),
        ("permissions", "权限表", "checklist", "desk:permissions", 6, lambda a: a.may(MANAGE_POSTS)),
    )
    for key, label, icon, route, order, visible in entries:
        menu.register(
            menu.MenuItem(
                key=key, label=label, icon=icon, pillar="work", route=route, order=order, visible=visible
            )
        )
