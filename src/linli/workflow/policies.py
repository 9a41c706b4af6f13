"""Who may hand over the work of somebody who leaves: whoever leads the place, and whoever keeps the posts."""

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor
from linli.access.policies import MANAGE_POSTS
from linli.access.roles import DISTRICT, SECRETARY, STREET, declare
from linli.people.models import LEAD_POSTS, Appointment

HAND_OVER = declare("work.handover", "把离岗人员手里的事一次转交给接任的人", (DISTRICT, STREET, SECRETARY))


def may_hand_over(actor: Actor) -> bool:
    """Somewhere: within one's own area, or everywhere as the keeper of posts, who sees numbers only."""
    return actor.may(HAND_OVER) or actor.may(MANAGE_POSTS)


def require_hand_over(actor: Actor) -> None:
    """Raises PermissionDenied in words."""
    if not may_hand_over(actor):
        raise PermissionDenied("工作交接由社区书记、街道、区里或安全管理员办理。请交给他们。")


def may_change_post(actor: Actor, appointment: Appointment) -> bool:
    """End it, and put a successor in it: the keeper of posts, and no lead's; those are proposed, posted, decided."""
    return appointment.post not in LEAD_POSTS and actor.may(MANAGE_POSTS)
