"""What takes two persons, told: to those who may decide, and back to whoever asked."""

from linli.inbox.selectors import holding_at
from linli.inbox.services import tell
from linli.workflow import approvals
from linli.workflow.models import Approval

ASKED, DECIDED = "workflow.asked", "workflow.decided"
DECISIONS = {"approved": "已经同意，办完了", "refused": "没有同意", "expired": "过期了，没有人决定"}


def heard(done: str, approval: Approval) -> None:
    """Called by the workflow in the transaction of the act itself."""
    kind = approvals.kind(approval.kind)
    data = {"label": kind.label, "area": approval.area.name}
    if done == "asked":
        deciders = holding_at(approval.area, kind.capability, without=[approval.asked_by_id])
        tell(accounts=deciders, kind=ASKED, target=approval, data=data)
    elif done in DECISIONS:
        data["decision"] = DECISIONS[done]
        tell(accounts=[approval.asked_by], kind=DECIDED, target=approval, data=data)
