"""Who decides on what a teller is displeased with again: the nearest level above in which somebody in office may.

A group lead may settle and pass up, but neither close nor take up again, so a group decides nothing.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr

from linli.access.actor import Actor
from linli.access.roles import ROLE_OF_POST
from linli.common.clock import business_date
from linli.grid.policies import HANDLE_REQUEST
from linli.grid.requests.models import Request
from linli.grid.requests.selectors import OBJECTED
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import Appointment

WHY = "who is in office above the place that has a matter"
WHY_FEW = (
    "keys of what waits for a decision; whoever asks for the rows narrows them to what the reader may see"
)


def decider_of(holder: Area) -> Area:
    """The nearest area above ``holder`` where somebody in office may decide; the topmost where nobody is, or where
    nothing lies above.
    """
    ids = [int(step) for step in holder.path.strip("/").split("/")][:-1]
    staffed = set(_in_office(business_date()).filter(area__in=ids).values_list("area_id", flat=True))
    nearest = next((pk for pk in reversed(ids) if pk in staffed), ids[0] if ids else holder.pk)
    return holder if nearest == holder.pk else Area.objects.unscoped(WHY).get(pk=nearest)


def decides(actor: Actor, request: Request) -> bool:
    """Whether the actor may act for ``decider_of`` its holder, or for a level above that: whoever may decide anywhere
    above the holder is in office there. In the district its own people decide.
    """
    path = request.holder.path
    is_top = path.count("/") == 2
    return any(path.startswith(held) and (is_top or held != path) for held in actor.paths(HANDLE_REQUEST))


def to_decide(actor: Actor) -> Q:
    """Waiting for a decision, with one of the actor's areas (theirs to look at) or decided in one of them.

    By key: the few of them are found first, so that no list has to ask of each of its rows where its holder lies.
    """
    posts = [grant for grant in actor.grants if grant.unit_id is None]
    found, day = Q(holder__in=[grant.area.pk for grant in posts]), actor.day or business_date()
    for grant in posts:
        if grant.role.holds(HANDLE_REQUEST):
            below = Q(holder__path__under=grant.area.path) & ~Q(holder=grant.area)
            found |= Q(below, ~Exists(_nearer(grant.area, day)))
    return Q(pk__in=Request.objects.unscoped(WHY_FEW).filter(OBJECTED & found).values("pk"))


def _nearer(area: Area, day: date) -> QuerySet[Appointment]:
    """Of the request in the outer query, which lies with something below ``area``: who may decide between the two."""
    between = _in_office(day).filter(area__path__under=area.path).exclude(area=area)
    above = between.alias(head=Substr(OuterRef("holder__path"), 1, Length("area__path")))
    return above.filter(head=F("area__path")).exclude(area=OuterRef("holder"))


def _in_office(day: date) -> QuerySet[Appointment]:
    posts = [post for post, role in ROLE_OF_POST.items() if role.holds(HANDLE_REQUEST)]
    return Appointment.objects.unscoped(WHY).filter(in_force(day), post__in=posts, unit=None)
