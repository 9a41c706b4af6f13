"""In which ways a teller may be told: as they chose, or on the receipt; never where nobody can reach them."""

from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import Actor
from linli.grid.requests.models import AnswerWay, Request, Teller, Wish
from linli.grid.requests.services.complained import may_know_teller

WHY = "how the teller of a request the actor was admitted to wishes to hear"
BY_NUMBER = (AnswerWay.PHONE, AnswerWay.MESSAGE)
FACE_TO_FACE = (AnswerWay.DOOR, AnswerWay.SLIP)
WRONG = {
    "own": "报事人选的是“凭回执看”，没有要人联系。请改成“在回执上看”。",
    "number": "报事人没有留号码，电话、短信都找不到人。请改成“在回执上看”。",
    "nameless": "报事人没有留名，不知道该上谁家。请改成“在回执上看”。",
}


def chosen(request: Request) -> AnswerWay:
    """As the teller wished; on the receipt where nothing is known of them."""
    teller = _teller(request)
    return AnswerWay(teller.way) if teller is not None else AnswerWay.RECEIPT


def ways_for(request: Request) -> list[AnswerWay]:
    """Those in which this teller may be told, as a form offers them."""
    teller = _teller(request)
    return [way for way in AnswerWay if not _refused(teller, way)]


def demand(actor: Actor, request: Request, way: AnswerWay) -> None:
    """Raises ValidationError for a way that does not lead to this teller; PermissionDenied for whom it is about."""
    if not may_know_teller(actor, request):
        raise PermissionDenied("这件事说的是您，由上一级的人回复报事人。")
    why = _refused(_teller(request), way)
    if why:
        raise ValidationError({"answer_way": WRONG[why]})


def way_of(request: Request, way: AnswerWay) -> AnswerWay:
    """For one merged into another: the way of the answer where it leads to this teller too, else the receipt."""
    return way if not _refused(_teller(request), way) else AnswerWay.RECEIPT


def _teller(request: Request) -> Teller | None:
    return Teller.objects.in_confidence(WHY).filter(request=request).first()


def is_known_at_the_door(teller: Teller) -> bool:
    """Whether there is a door to go to: a name was left, or being called on is what was chosen. That somebody else
    wrote it down is none: who telephoned without a name is known to nobody.
    """
    return _is_named(teller) or teller.way in FACE_TO_FACE


def _is_named(teller: Teller) -> bool:
    return teller.wish == Wish.NAMED and bool(teller.called)


def _refused(teller: Teller | None, way: AnswerWay) -> str:
    """Which rule is against it; "" where none is. Written down by a worker that somebody comes, a slip does too."""
    if way == AnswerWay.RECEIPT:
        return ""
    if teller is None:
        return "number" if way in BY_NUMBER else "nameless"
    if way in BY_NUMBER and teller.phone_sealed is None:
        return "number"
    if teller.way == AnswerWay.RECEIPT and not teller.on_behalf:
        return "own"
    if way not in FACE_TO_FACE or teller.way == way or _is_named(teller):
        return ""
    return "" if teller.on_behalf and is_known_at_the_door(teller) else "nameless"
