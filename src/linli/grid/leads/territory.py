"""Territory with what hangs on it: merged and split in one act, so that no door, lead or request is left in the air.

Plain acts (open, rename, move, close, outline) are ``orgs``' own; here they ask the policy first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.grid.leads import buildings, whole
from linli.grid.leads.models import Adjusted, Lead, LeaderAdjustment, LeaveReason, NoticeBoard
from linli.grid.leads.services import dismiss_lead
from linli.grid.models import PetitionReview, Request, RequestTask
from linli.grid.policies import KEEP_TERRITORY
from linli.grid.requests.services import tasks
from linli.grid.requests.states import GIVEN, REQUEST, SIGNED
from linli.orgs import upkeep
from linli.orgs.kinds import PARENT, TREE, Kind, Tree, depth
from linli.orgs.models import Area, AreaAct, Organisation
from linli.orgs.selectors import in_force
from linli.orgs.services import absorb_area, close_area, move_area, note_change, open_area
from linli.people.doors import community_path, move_households
from linli.people.models import LEAD_POSTS, Appointment, Household, Post, Stay
from linli.people.services import leave_post

WHY = "the service admitted the actor to the area above"
STAYS_BY = {Kind.NEIGHBOURHOOD: "neighbourhood", Kind.MICRO_GRID: "micro_grid"}


def may_keep(actor: Actor, area: Area) -> bool:
    """Whoever keeps the level above; the district itself is its own."""
    return actor.may(KEEP_TERRITORY, area.parent or area)


def require(actor: Actor, area: Area) -> None:
    """Raises PermissionDenied in words."""
    if not may_keep(actor, area):
        raise PermissionDenied(f"{area.name}要由上一级的人变动。请向上一级提出。")


def _not_ahead(day: date) -> None:
    today = business_date()
    if day > today:
        raise ValidationError({"day": f"地区变动从当天起就生效，最晚写今天 {today:%Y年%-m月%-d日}。"})


@dataclass(frozen=True)
class Effects:
    """What moves when an area goes: told before, and asked of nobody twice."""

    doors: int
    children: int
    leads: int
    officers: int
    requests: int
    boards: int
    organisations: int


def effects(area: Area, day: date) -> Effects:
    """Counts of what hangs on the area itself today; doors: those of everything below it, too."""
    posts = Appointment.objects.unscoped(WHY).filter(in_force(day), area=area)
    leads = posts.filter(post__in=LEAD_POSTS).count()
    return Effects(
        doors=_doors(area, day).count(),
        children=_children(area).count(),
        leads=leads,
        officers=posts.count() - leads,
        requests=_open_requests(area).filter(is_accusation=False).count(),
        boards=_boards(area).count(),
        organisations=_organisations(area, day).count(),
    )


def _doors(area: Area, day: date) -> Any:
    """In the tree the area lies in; of the trunk, by the neighbourhoods."""
    if TREE[Kind(area.kind)] is Tree.BUILDINGS:
        return Household.objects.unscoped(WHY).filter(in_force(day), building__path__under=area.path)
    leg = "micro_grid" if TREE[Kind(area.kind)] is Tree.GRID else "neighbourhood"
    return Stay.objects.unscoped(WHY).filter(in_force(day), **{f"{leg}__path__under": area.path})


def _children(area: Area) -> Any:
    rows = Area.objects.unscoped(WHY).filter(parent=area, valid_to__isnull=True)
    return rows.defer("boundary").order_by("kind", "code")


def _open_requests(area: Area) -> Any:
    return Request.objects.unscoped(WHY).filter(holder=area, state__in=REQUEST.open)


def _boards(area: Area) -> Any:
    return NoticeBoard.objects.unscoped(WHY).filter(estate=area, valid_to__isnull=True)


def _organisations(area: Area, day: date) -> Any:
    return Organisation.objects.unscoped(WHY).filter(in_force(day), grid=area)


def requests_held(area: Area, _: date) -> int:
    """Open requests in its hands, those told in confidence left out: nobody learns of them from a count."""
    found: int = _open_requests(area).filter(is_accusation=False).count()
    return found


def parts_owed(area: Area, _: date) -> int:
    """Parts given to it and not yet reported, and opinions on petitions it owes; those told in confidence left out."""
    openly = {"request__is_accusation": False}
    parts = RequestTask.everything.filter(area=area, state__in=(GIVEN, SIGNED), **openly).count()
    return parts + PetitionReview.everything.filter(organ=area, decided_on__isnull=True, **openly).count()


def boards_standing(area: Area, _: date) -> int:
    """Boards of an estate."""
    found: int = _boards(area).count()
    return found


def organisations_on(area: Area, day: date) -> int:
    """Branch or group built on a grid."""
    found: int = _organisations(area, day).count()
    return found


# --- plain acts --------------------------------------------------------------------------------------------


@transaction.atomic
def add(*, actor: Actor, parent: Area, kind: Kind, code: str, name: str, day: date, basis: str) -> Area:
    """A new area below ``parent``."""
    if not actor.may(KEEP_TERRITORY, parent):
        raise PermissionDenied
    _not_ahead(day)
    _basis(basis)
    return open_area(actor=actor, kind=kind, code=code, name=name, parent=parent, day=day, basis=basis)


def _basis(basis: str) -> None:
    if not basis.strip():
        raise ValidationError({"basis": "请写明依据，例如文件号或会议。"})


def rename(*, actor: Actor, area: Area, name: str, day: date, basis: str) -> Area:
    """Another name from ``day``."""
    require(actor, area)
    _not_ahead(day)
    return upkeep.rename_area(actor=actor, area=area, name=name, day=day, basis=basis)


def outline(*, actor: Actor, area: Area, shape: dict[str, Any], day: date, basis: str) -> Any:
    """Another outline from ``day``."""
    require(actor, area)
    _not_ahead(day)
    return upkeep.redraw_area(actor=actor, area=area, outline=shape, day=day, basis=basis)


@transaction.atomic
def move(
    *, actor: Actor, area: Area, parent: Area, day: date, basis: str, along: Sequence[Area] = ()
) -> Area:
    """Under another parent from ``day``, with everything below. Both parents must be the actor's to keep.

    along: sections, large grids and estates of the same community that go to the new one together with ``area``.
    Refused (ValidationError, the doors named) where a door would be torn between two communities.
    """
    if not actor.may(KEEP_TERRITORY, parent):
        raise PermissionDenied(f"{parent.name}不在您的任职地区之内，不能划到那里。请由上一级办理。")
    if any(each.parent_id != area.parent_id or Kind(each.kind) not in whole.IN_COMMUNITY for each in along):
        raise ValidationError({"along": "一起划的只能是同一个社区的片、大网格和小区。请改选。"})
    moving = [area, *(each for each in along if each.pk != area.pk)]
    for each in moving:
        require(actor, each)
    _not_ahead(day)
    _basis(basis)
    before = whole.torn_ids(moving, day)
    moved = [move_area(actor=actor, area=each, new_parent=parent, day=day, basis=basis) for each in moving]
    whole.demand(moved[0], moved, day, before)
    return moved[0]


def close(*, actor: Actor, area: Area, day: date, basis: str) -> Area:
    """No more from ``day``. Refused (ValidationError) while anything hangs on it."""
    require(actor, area)
    _not_ahead(day)
    _basis(basis)
    return close_area(actor=actor, area=area, day=day, basis=basis)


# --- merging ----------------------------------------------------------------------------------------------


@transaction.atomic
def merge(
    *,
    actor: Actor,
    area: Area,
    into: Area,
    day: date,
    basis: str,
    numbers: buildings.Numbers = buildings.KEPT,
) -> Area:
    """``area`` goes into ``into``, of the same kind, from ``day``: doors, what lies below, open requests and boards
    move; its leads leave office. Refused while officers hold posts there: who may see what is the security
    administrator's to say, so they are first appointed in ``into`` and leave here.

    numbers: of a building, what its doors are called in the other; refused while one of them is taken there.
    Figures of days before stand as they were: stays and placements are ended, never rewritten, and what any room
    recorded with ``area`` stays there, counting for ``into`` from ``day`` on (``orgs.services.absorb_area``).
    """
    require(actor, area)
    require(actor, into)
    _not_ahead(day)
    _basis(basis)
    _check_merge(area, into, day)
    _move_doors(actor, area, into, day)
    if area.kind == Kind.BUILDING:
        buildings.join(actor=actor, area=area, into=into, day=day, numbers=numbers)
    for child in _children(area):
        move_area(actor=actor, area=child, new_parent=into, day=day, basis=basis)
    _leads_leave(actor, area, into, day, basis)
    _move_requests(actor, area, into)
    _move_boards(area, into, day)
    _merge_organisations(actor, area, into, day)
    area.refresh_from_db()
    absorb_area(actor=actor, area=area, into=into, day=day, basis=basis)
    into.refresh_from_db()
    return into


def _check_merge(area: Area, into: Area, day: date) -> None:
    if area.kind != into.kind or area.pk == into.pk:
        raise ValidationError({"into": "只能并入同一类的另一个地区。请改选。"})
    if into.valid_to is not None or into.valid_from > day:
        raise ValidationError({"into": f"{into.name}这一天不存在，请改选。"})
    if depth(Kind(area.kind)) > depth(Kind.COMMUNITY) and community_path(area.path) != community_path(
        into.path
    ):
        raise ValidationError({"into": f"{into.name}在另一个社区。户不能跨社区归邻、归网格，请先划转。"})
    found = effects(area, day)
    if found.officers:
        raise ValidationError(
            f"{area.name}还有 {found.officers} 位在任的工作人员。谁看得到什么由安全管理员办：请他先让他们在"
            f"{into.name}任职、在这里卸任，再办并入。"
        )


def _move_boards(area: Area, into: Area, day: date) -> None:
    taken = set(_boards(into).values_list("place", flat=True))
    for board in _boards(area):
        board.valid_to = day
        board.save(update_fields=["valid_to"])
        place = board.place if board.place not in taken else f"{board.place}（原{area.name}）"[:80]
        taken.add(place)
        NoticeBoard.everything.create(
            estate=into,
            place=place,
            office_phone=board.office_phone,
            supervision_phone=board.supervision_phone,
            valid_from=day,
        )


def _move_doors(actor: Actor, area: Area, into: Area, day: date) -> None:
    by = STAYS_BY.get(Kind(area.kind))
    if by is None:
        return
    stays = list(Stay.objects.unscoped(WHY).filter(valid_to__isnull=True, **{by: area}))
    if stays:
        move_households(actor=actor, stays=stays, day=day, **{by: into})


def _leads_leave(actor: Actor, area: Area, into: Area, day: date, basis: str) -> None:
    held = Appointment.objects.unscoped(WHY).filter(area=area, post__in=LEAD_POSTS, valid_to__isnull=True)
    for appointment in held.select_related("person", "area"):
        lead = (
            Lead.objects.unscoped(WHY)
            .filter(appointment=appointment)
            .select_related("appointment__person", "appointment__area")
            .first()
        )
        if lead is not None:
            dismiss_lead(actor=actor, lead=lead, day=day, reason=LeaveReason.OTHER)
        else:
            leave_post(actor=actor, appointment=appointment, day=day, reason=f"{area.name}并入{into.name}")
        LeaderAdjustment.everything.create(
            kind=Adjusted.MERGED,
            post=appointment.post,
            area=area,
            before=lead,
            into=into,
            decision=basis[:120],
            decided_on=day,
            day=day,
        )


def _move_requests(actor: Actor, area: Area, into: Area) -> None:
    # Who has it follows; where it was told stays, so that the count of that day does. What was told in confidence too.
    Request.everything.filter(state__in=REQUEST.open, holder=area).update(holder=into)
    tasks.inherit(actor=actor, area=area, into=into)
    PetitionReview.everything.filter(organ=area, decided_on__isnull=True).update(organ=into)


def _merge_organisations(actor: Actor, area: Area, into: Area, day: date) -> None:
    for organisation in _organisations(area, day):
        heir = _organisations(into, day).filter(kind=organisation.kind).first()
        if heir is None:
            raise ValidationError(
                f"{area.name}建有{organisation.name}，{into.name}还没有对应的党组织。请先在那里建立。"
            )
        Organisation.everything.filter(parent=organisation, valid_to__isnull=True).update(parent=heir)
        upkeep.close_party_organisation(actor=actor, organisation=organisation, day=day)


# --- splitting --------------------------------------------------------------------------------------------


@transaction.atomic
def split(
    *,
    actor: Actor,
    area: Area,
    code: str,
    name: str,
    day: date,
    basis: str,
    doors: Sequence[Stay] = (),
    children: Sequence[Area] = (),
    households: Sequence[Household] = (),
    numbers: buildings.Numbers = buildings.KEPT,
) -> Area:
    """A new area of the same kind beside ``area`` takes over some of its doors, or of what lies below it.

    households, numbers: of a building, which doors are split off and what they are called there.
    """
    require(actor, area)
    _not_ahead(day)
    _basis(basis)
    if area.kind == Kind.DISTRICT or area.parent is None:
        raise ValidationError("区不能在这里拆分。")
    by = STAYS_BY.get(Kind(area.kind))
    if any(getattr(stay, f"{by}_id", None) != area.pk for stay in doors):
        raise ValidationError({"doors": f"只能分出归在{area.name}的户。"})
    if any(child.parent_id != area.pk or PARENT[Kind(child.kind)] != area.kind for child in children):
        raise ValidationError({"children": f"只能分出{area.name}之下的地区。"})
    if not doors and not children and not households:
        raise ValidationError("请选要分出去的户或地区，至少一个。")
    made = open_area(
        actor=actor, kind=Kind(area.kind), code=code, name=name, parent=area.parent, day=day, basis=basis
    )
    note_change(actor=actor, area=made, act=AreaAct.SPLIT, day=day, basis=basis, other=area)
    if doors and by:
        move_households(actor=actor, stays=doors, day=day, **{by: made})
    if households:
        buildings.split_off(
            actor=actor, area=area, made=made, households=households, day=day, numbers=numbers
        )
    for child in children:
        move_area(actor=actor, area=child, new_parent=made, day=day, basis=basis)
    if area.kind == Kind.COMMUNITY and (torn := whole.torn_doors([made], day).count()):
        raise ValidationError(
            f"这样分，有 {torn} 户的楼栋、邻和微网格不在同一个社区。片、大网格和小区要整块一起分出去，请补选。"
        )
    return made


def post_of(kind: Kind) -> Post | None:
    """The lead's post that goes with a kind of area."""
    return {
        Kind.SECTION: Post.SECTION_LEAD,
        Kind.GROUP: Post.GROUP_LEAD,
        Kind.NEIGHBOURHOOD: Post.NEIGHBOUR_LEAD,
    }.get(kind)
