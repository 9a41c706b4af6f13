"""Pointing at where a matter lies: the house or estate, and a point on the ground."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.coordinates import Point
from linli.grid.policies import TELL_REQUEST, may
from linli.grid.requests import points
from linli.grid.requests.models import Request
from linli.grid.requests.services.acting import fresh
from linli.grid.requests.services.noting import remark
from linli.grid.requests.services.resettling import CHANGED, resettle, tell_whoever_has_it
from linli.grid.requests.states import IN_HAND
from linli.orgs.kinds import Kind
from linli.orgs.models import Area

INNER = (Kind.ESTATE, Kind.BUILDING)


def may_locate(actor: Actor, request: Request) -> bool:
    """Who has it, or might have written it down there, or the teller (NOBODY), who came with the receipt.

    While it is open, and never of what was told in confidence.
    """
    if request.is_accusation or request.state not in IN_HAND:
        return False
    if not actor.is_signed_in:
        return True
    inner = (request.area, request.neighbourhood, request.place)
    return may(actor, "requests.settle", request.holder) or any(
        actor.may(TELL_REQUEST, each) for each in inner if each is not None
    )


@transaction.atomic
def locate(
    *,
    actor: Actor,
    request: Request,
    place: Area | None = None,
    point: Point | None = None,
    is_schematic: bool = False,
) -> Request:
    """Set the place, the point, or both; what is not given stays, but a point outside of a new place goes, and its
    neighbourhood, door and, as long as nobody has begun, its holder become those of the new one.

    NOBODY is the teller, who holds the receipt. Raises PermissionDenied, ValidationError in words.
    """
    request, changes, public = fresh(request), [], ""
    if request.is_accusation:
        raise ValidationError("检举控告不标位置。")
    if request.state not in IN_HAND:
        raise ValidationError("这件事已经答复或并案，位置不再改。请在新的一件里标。")
    if not may_locate(actor, request):
        raise PermissionDenied(f"这件事现在在{request.holder.name}，请那里的人标位置。")
    if place is None and point is None:
        raise ValidationError("请在图上点一下，或在下面选是哪一处。")
    if place is not None:
        if (
            place.kind not in INNER
            or place.valid_to is not None
            or not place.path.startswith(request.area.path)
        ):
            raise ValidationError({"place": f"{place.name}不是{request.area.name}现有的小区或楼栋，请另选。"})
        before, request.place = request.place, place
        request.point = request.point if point is None and before == place else None
        holder, changes = request.holder, resettle(request, place, before)
        if request.holder != holder:
            public = f"位置改到{place.name}，转给那里的人来办。"
    if point is not None:
        kept = points.written(point, is_schematic=is_schematic)
        points.check(kept, request.area)
        request.point = kept
    request.full_clean(validate_constraints=False)
    request.save(update_fields=["place", "point", *CHANGED])
    said = (f"在{place.name}" if place is not None else "", "标了一个点" if point else "")
    words = "。".join(("，".join(filter(None, said)), *changes))
    remark(request, "locate", actor=actor, words=words, public=public)
    if public:
        tell_whoever_has_it(actor, request)
    log.record(
        actor=actor,
        code="grid.request.located",
        target=request,
        area_id=request.area_id,
        data={"number": request.number},
    )
    return request
