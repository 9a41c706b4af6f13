"""What this room gives to the rooms below it: rosters, papers, daily work, and an ear for what came of referrals."""

from linli.access.policies import HANDLE_SECRETS
from linli.documents import registry as papers
from linli.exchange import rosters
from linli.grid.broadcasts import services as broadcasting
from linli.grid.leads.household_roll import HOUSEHOLDS
from linli.grid.leads.roll import ROLL
from linli.grid.papers import PETITION_NOTICE
from linli.grid.policies import APPROVE_REQUEST
from linli.grid.requests.hotline.roster import HOTLINE
from linli.grid.requests.models import Request
from linli.grid.requests.services import answering, branches, overdue
from linli.grid.requests.work import late_below, late_items
from linli.inbox import kinds as messages
from linli.ui import menu, work
from linli.workflow import approvals, periodic, referrals


def register_all() -> None:
    """Called when the room starts."""
    rosters.register(HOTLINE, ROLL, HOUSEHOLDS)
    papers.register(PETITION_NOTICE)
    messages.register(broadcasting.MESSAGE)
    approvals.register(broadcasting.APPROVAL)
    referrals.listen(branches.hear)
    referrals.trace_with(branches.origin)
    approvals.conceal(
        Request._meta.label_lower,
        lambda: Request.objects.in_confidence("approvals ask it").filter(is_accusation=True).values("pk"),
    )
    periodic.register(
        periodic.Daily("grid.close_silent", "答复后没有评价的事项办结", answering.close_silent),
        periodic.Daily("grid.escalate", "过了期限的事项请上一级过问", overdue.escalate),
        periodic.Daily("grid.review", "挂账到了期的复查", overdue.review),
    )
    periodic.register_often(
        periodic.Often("grid.broadcast_doors", "紧急通知列出各户", broadcasting.list_waiting)
    )
    periodic.register_often(periodic.Often("grid.broadcast", "紧急通知的短信", broadcasting.text_waiting))
    work.register(
        work.WorkSource(
            code="grid.late_below",
            label="过了期限，等您帮着想办法的",
            icon="topology-star",
            order=12,
            rows=late_below,
            written=late_items,
            suits=lambda actor: actor.may(APPROVE_REQUEST),
        )
    )
    menu.register(
        menu.MenuItem(
            key="secrets",
            label="检举控告",
            icon="lock",
            pillar="work",
            route="secrets:secrets",
            order=5,
            visible=lambda actor: actor.may(HANDLE_SECRETS),
        )
    )
