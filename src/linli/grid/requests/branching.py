"""Which statutory branches a reader is offered on a request: those that would not be refused in its state."""

from linli.access.actor import Actor
from linli.grid.policies import APPROVE_REQUEST, HANDLE_REQUEST, SETTLE_REQUEST
from linli.grid.requests.models import Request
from linli.grid.requests.services.branches import MEDIATION, came_from, community_of
from linli.grid.requests.services.intake import levels_above
from linli.grid.requests.services.moving import DECISION, NOTICE, running
from linli.grid.requests.states import IN_HAND
from linli.workflow import referrals

LABELS = {
    "petition": "列为信访事项",
    "petition-accept": "受理信访事项",
    "petition-refuse": "告知不予受理",
    "petition-decide": "作出书面处理意见",
    "petition-extend": "信访延长办理",
    "petition-not-ours": "不属于本级受理",
    "police": "已报公安",
    "mediation": "移送人民调解",
}


def branches_for(actor: Actor, request: Request) -> list[tuple[str, str]]:
    """Slug and label, in the order in which they are shown; none for what is told in confidence or answered."""
    if request.is_accusation or request.state not in IN_HAND:
        return []
    handles = actor.may(HANDLE_REQUEST, request.holder)
    fitting = {
        "petition": handles and not request.is_petition,
        "petition-accept": handles and _runs(request, NOTICE),
        "petition-refuse": handles and _runs(request, NOTICE),
        "petition-decide": handles and _runs(request, DECISION),
        "petition-extend": _runs(request, DECISION) and _may_extend(actor, request),
        "petition-not-ours": handles and _runs(request, NOTICE) and came_from(request) is not None,
        "police": actor.may(SETTLE_REQUEST, request.holder),
        "mediation": handles and _may_mediate(request),
    }
    return [(slug, LABELS[slug]) for slug, fits in fitting.items() if fits]


def _runs(request: Request, code: str) -> bool:
    """A clock of a petition; an ordinary matter has none and asks no query."""
    return request.is_petition and any(True for _ in running(request, code))


def _may_extend(actor: Actor, request: Request) -> bool:
    above = [each for each in levels_above(request.holder) if each.pk != request.holder_id]
    holds = any(actor.may(APPROVE_REQUEST, each) for each in above or [request.holder])
    return holds and not any(each.extensions.exists() for each in running(request, DECISION))


def _may_mediate(request: Request) -> bool:
    taken = bool(request.dispute_ref) or referrals.handler(MEDIATION) is None
    return not taken and community_of(request) is not None
