"""Whom a request may be given to: areas beside and below its holder, units in reach, colleagues of the holder."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from linli.access.actor import Actor
from linli.access.roles import ROLE_OF_POST
from linli.common.clock import business_date
from linli.grid.policies import SETTLE_REQUEST, TELL_REQUEST, require
from linli.grid.requests.models import DutyItem, Request, RequestKind
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation, OrganisationKind
from linli.orgs.selectors import in_force, under_paths
from linli.people.models import Appointment, Person, Stay
from linli.workflow import assigning

WHY = "areas, units and colleagues to choose among, for who has the request"
UNITS = (OrganisationKind.DEPARTMENT, OrganisationKind.STREET_OFFICE)
TRUNK = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)
CHAIN = (*TRUNK, Kind.SECTION, Kind.GROUP, Kind.NEIGHBOURHOOD)
MOST = 300


def across(request: Request) -> list[Area]:
    """The others of its level under the same parent, and those next below."""
    holder = request.holder
    rows = Area.objects.unscoped(WHY).filter(valid_to__isnull=True, kind__in=CHAIN)
    near = Q(parent=holder) | Q(parent_id=holder.parent_id, kind=holder.kind)
    return list(rows.filter(near).exclude(pk=holder.pk).order_by("code")[:MOST])


def below(request: Request) -> list[Area]:
    """Next below the holder: what a part may be given to."""
    rows = Area.objects.unscoped(WHY).filter(valid_to__isnull=True, kind__in=CHAIN, parent=request.holder)
    return list(rows.order_by("code")[:MOST])


def units_for(request: Request) -> list[Organisation]:
    """Departments of the district, and the offices of the places above and below the holder."""
    ids = [int(step) for step in request.holder.path.strip("/").split("/")]
    rows = Organisation.objects.unscoped(WHY).filter(in_force(business_date()), kind__in=UNITS)
    return list(rows.filter(area__in=ids).order_by("kind", "name")[:MOST])


def duty_item(number: str) -> DutyItem | None:
    """By its number. Raises ValidationError for one that is not in the list."""
    if not number.strip():
        return None
    found = DutyItem.objects.unscoped(WHY).filter(in_force(business_date()), number=number.strip()).first()
    if found is None:
        raise ValidationError(
            {"duty_item": f"社区职责清单里没有条目 {number.strip()}。请核对清单，或派给部门。"}
        )
    return found


def open_kinds() -> list[RequestKind]:
    """The tree in use."""
    rows = RequestKind.objects.unscoped("the tree of kinds is the district's").filter(is_open=True)
    return list(rows.order_by("order", "code"))


def tellable(actor: Actor) -> list[Area]:
    """Where the reader may write a matter down: trunk areas, and the neighbourhoods and estates below; near first."""
    paths = actor.paths(TELL_REQUEST)
    rows = Area.objects.unscoped(WHY).filter(under_paths(paths or ("/none/",), "path"), valid_to__isnull=True)
    wanted: tuple[Kind, ...] = TRUNK
    if not any(path.count("/") <= 3 for path in paths):  # beyond a street there would be thousands
        wanted = (*CHAIN, Kind.ESTATE)
    return list(rows.filter(kind__in=wanted).order_by("path", "code")[:MOST])


def serving(place: Area) -> list[Area]:
    """The neighbourhoods that serve a building or an estate today, in order of code."""
    at = (
        {"household__building": place}
        if place.kind == Kind.BUILDING
        else {"household__building__parent": place}
    )
    stays = Stay.objects.unscoped(WHY).filter(in_force(business_date()), **at)
    rows = Area.objects.unscoped(WHY).filter(pk__in=stays.values("neighbourhood_id"))
    return list(rows.defer("boundary").order_by("code"))


def colleague(request: Request, name: str) -> Person:
    """One who holds a post in or over the place that has it. Raises ValidationError in words."""
    posts = [post for post, role in ROLE_OF_POST.items() if role.holds(SETTLE_REQUEST)]
    ids = [int(step) for step in request.holder.path.strip("/").split("/")]
    held = Appointment.objects.unscoped(WHY).filter(in_force(business_date()), post__in=posts, area__in=ids)
    rows = Person.objects.unscoped(WHY).filter(pk__in=held.values("person"), account__is_active=True)
    name = name.strip()
    found = list(rows.filter(account__username__iexact=name)[:1]) or list(rows.filter(name=name)[:2])
    if not found:
        raise ValidationError(
            {"name": f"{request.holder.name}没有这样一位有账号的同事。姓名要写全，或写用户名。"}
        )
    if len(found) > 1:
        raise ValidationError({"name": "有两位同名的同事。请写用户名。"})
    return found[0]


@transaction.atomic
def give(*, actor: Actor, request: Request, name: str, why: str) -> Person:
    """Into somebody's hand, or from one hand to another. Raises ValidationError in words."""
    require(actor, "requests.handle", request.holder, "交给同事")
    if request.is_accusation:
        raise ValidationError("检举控告不在“我的工作”里列出，不能交给同事。请由有权的人直接办理。")
    holder = colleague(request, name)
    if assigning.holder_of(request) is None:
        assigning.assign(actor=actor, target=request, area=request.holder, holder=holder, why=why)
    else:
        assigning.reassign(actor=actor, target=request, holder=holder, why=why)
    return holder


def trunk_of(area: Area, known: Sequence[Area]) -> Area:
    """The community, street or district ``area`` lies in, among those known or by its path."""
    if area.kind in TRUNK:
        return area
    found = [each for each in known if each.kind in TRUNK and area.path.startswith(each.path)]
    if found:
        return max(found, key=lambda each: len(each.path))
    ids = [int(step) for step in area.path.strip("/").split("/")]
    rows = Area.objects.unscoped(WHY).filter(pk__in=ids, kind__in=TRUNK)
    return max(rows, key=lambda each: len(each.path))
