"""Giving open matters to a colleague: any register whose records move by a transition table."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from linli.access.actor import Actor
from linli.access.policies import VIEW_RECORDS
from linli.access.roles import ROLE_OF_POST
from linli.common.clock import business_date
from linli.desk.filters import area_path
from linli.desk.policies import GIVE
from linli.orgs.models import Area
from linli.orgs.selectors import in_force, under_paths
from linli.people.models import Appointment, Person, Post
from linli.ui.records import RecordPage
from linli.ui.sights import follow
from linli.workflow import assigning
from linli.workflow.machines import machine_of
from linli.workflow.references import Reference

WHY = "colleagues of the giver's own areas, to choose among"


def suits(actor: Actor, declared: RecordPage) -> bool:
    """Whether records of this kind are matters with an end and a place, and this actor may give them."""
    machine = machine_of(declared.model)
    return actor.may(GIVE) and machine is not None and bool(machine.final) and bool(area_path(declared.model))


def open_among(declared: RecordPage, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those that have not come to their end."""
    machine = machine_of(declared.model)
    return rows.filter(**{f"{machine.attribute}__in": machine.open}) if machine is not None else rows.none()


def _opening() -> list[Post]:
    """Posts that open records: an administrator has one for the whole district, and sees none of them."""
    return [post for post, role in ROLE_OF_POST.items() if role.holds(VIEW_RECORDS)]


def colleague(actor: Actor, name: str) -> Person:
    """The one holder of a post in the actor's areas with this name or user name. Raises ValidationError in words."""
    held = Appointment.objects.unscoped(WHY).filter(
        in_force(actor.day or business_date()),
        under_paths(actor.paths(GIVE) or ("/none/",), "area__path"),
        post__in=_opening(),
    )
    rows = Person.objects.unscoped(WHY).filter(
        pk__in=held.values("person"), account__is_active=True, account__isnull=False
    )
    found = list(rows.filter(account__username__iexact=name)[:1]) or list(rows.filter(name=name)[:2])
    if not found:
        raise ValidationError("您负责的地区里没有这样一位有账号的同事。姓名要写全，或写用户名。")
    if len(found) > 1:
        raise ValidationError("有两位同名的同事。请写用户名。")
    return found[0]


@transaction.atomic
def give(*, actor: Actor, declared: RecordPage, matters: Sequence[Any], holder: Person, why: str) -> int:
    """Give each matter, or pass it on where somebody has it; those the colleague has already are left. How many went.

    Raises PermissionDenied outside the actor's areas, ValidationError where the colleague would not see it.
    """
    held = Appointment.objects.unscoped(WHY).filter(in_force(actor.day or business_date()), person=holder)
    posts = held.filter(post__in=_opening())
    paths = list(posts.values_list("area__path", flat=True))
    have = assigning.holders_of(matters)
    given = 0
    for matter in matters:
        area = follow(matter, area_path(declared.model).replace("__", "."))
        if not isinstance(area, Area) or not actor.may(GIVE, area):
            raise PermissionDenied
        if not any(area.path.startswith(path) for path in paths):
            raise ValidationError(
                f"“{declared.title(matter)}”在{area.name}，不在这位同事的任职范围里，交过去也打不开。"
            )
        before = have.get(Reference.to(matter))
        if before is None:
            assigning.assign(actor=actor, target=matter, area=area, holder=holder, why=why)
        elif before.pk != holder.pk:
            assigning.reassign(actor=actor, target=matter, holder=holder, why=why)
        else:
            continue
        given += 1
    return given
