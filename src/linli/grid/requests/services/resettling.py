"""A matter turns out to lie at another house: its neighbourhood, door and, unless somebody has begun, its holder."""

from linli.access.actor import Actor
from linli.grid.requests import places, telling
from linli.grid.requests.models import Request, RequestStep, Urgency
from linli.grid.requests.services import complained
from linli.grid.requests.services.complained import Complained, complained_of
from linli.grid.requests.services.duties import require_duty
from linli.grid.requests.services.intake import begin_anew
from linli.grid.requests.states import TOLD
from linli.orgs.models import Area
from linli.workflow import assigning

WHY = "a matter the actor was admitted to, and who told it"
CHANGED = ("neighbourhood", "spot", "holder", "level")
"""What ``resettle`` may set on the request; the caller saves it with the place."""


def resettle(request: Request, place: Area, before: Area | None) -> list[str]:
    """Make the request fit ``place``, which it has already; ``before``: the place it had. What changed, in words.

    Somebody complained of there is written down as such. Raises ValidationError where it would come to a community
    without an item of the duty list (T04).
    """
    if before is not None and before.pk == place.pk:
        return []
    said = []
    neighbourhood = request.neighbourhood
    if neighbourhood is not None:
        request.neighbourhood = _neighbourhood(neighbourhood, place, before)
        if request.neighbourhood != neighbourhood:
            now = (
                request.neighbourhood.name if request.neighbourhood is not None else "空着，还不知道是哪一邻"
            )
            said.append(f"邻原来是{neighbourhood.name}，改为{now}")
    if request.spot and before is not None and not _lie_in_one(before, place):
        said.append(f"原来写的“{request.spot}”在别处，不再算")
        request.spot = ""
    subject = _subject(request)
    holder = request.holder
    if _is_untouched(request):
        _hand_on(request, subject)
    if request.holder != holder:
        require_duty(request.source, request.duty_item, areas=(request.holder,))
        said.append(f"还没有人办，转到{request.holder.name}")
    return said


def tell_whoever_has_it(actor: Actor, request: Request) -> None:
    """What is urgent, and has come to somebody else by this, is told to them at once."""
    if request.urgency == Urgency.AT_ONCE:
        telling.urgent(actor, request)


def _neighbourhood(now: Area, place: Area, before: Area | None) -> Area | None:
    """The one it has where that serves the place, or where nothing is known of a place that only says more exactly
    where; else the only one that does."""
    found = places.serving(place)
    if now in found or (not found and (before is None or place.path.startswith(before.path))):
        return now
    return found[0] if len(found) == 1 else None


def _lie_in_one(one: Area, other: Area) -> bool:
    return bool(one.path.startswith(other.path) or other.path.startswith(one.path))


def _subject(request: Request) -> Complained:
    """Of whom it complains where it lies now; those it complained of before stay written down."""
    found = complained_of(
        request.text,
        area=request.area,
        neighbourhood=request.neighbourhood,
        place=request.place,
        is_said=request.is_about_lead,
        but=complained.who_told(request),
    )
    complained.keep(request, found)
    return found


def _is_untouched(request: Request) -> bool:
    """Nobody has done anything with it but tell it and mark it."""
    steps = RequestStep.objects.in_confidence(WHY).filter(request=request)
    begun = steps.exclude(verb__in=("tell", "locate")).exists()
    return request.state == TOLD and not begun and assigning.holder_of(request) is None


def _hand_on(request: Request, subject: Complained) -> None:
    """Away from a lead whose area it does not lie in any more, or of whom it complains; an office keeps it."""
    holder, now = request.holder, request.neighbourhood
    if holder.path == request.area.path or request.area.path.startswith(holder.path):
        return
    is_elsewhere = now is None or not now.path.startswith(holder.path)
    is_about_holder = subject.highest is not None and holder.path.startswith(subject.highest.path)
    if is_elsewhere or is_about_holder:
        begin_anew(request, subject)
