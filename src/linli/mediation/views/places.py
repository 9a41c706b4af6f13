"""One community at a time: the one asked for, or the reader's own; what stands there."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from linli.access.areas import areas_within
from linli.access.http import ActorRequest
from linli.access.roles import Capability
from linli.mediation.policies import KEEP_MEDIATION
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.ui.asking import Page as Question


def communities(request: ActorRequest, capability: Capability = KEEP_MEDIATION) -> list[Area]:
    """Where the reader holds the capability, in order of code."""
    rows = areas_within(request.actor, capability).filter(kind=Kind.COMMUNITY)
    return list(rows.defer("boundary").order_by("code"))


def chosen(request: ActorRequest, capability: Capability = KEEP_MEDIATION) -> tuple[Area, list[Area]]:
    """The community ``?area=`` names, else the first of the reader's. Raises Http404 for another's."""
    places = communities(request, capability)
    if not places:
        raise PermissionDenied("您的任职地区里没有社区（村）。")
    code = request.GET.get("area", "")
    found = next((each for each in places if each.code == code), None)
    if code and found is None:
        raise Http404
    return found or places[0], places


def question(
    current: str, asked: str, verb: str, crumb: str, route: str, area: Area, **more: Any
) -> Question:
    """The page of one act, leading back to the list of its community."""
    back = f"{reverse(route)}?area={area.code}"
    return Question(
        current=current, question=asked, verb=verb, back=back, crumb=crumb, crumb_address=back, **more
    )
