"""What a lead finds beyond the index: doors and people of the own neighbourhood, in clear, and on record.

A name is taken only where it was sent by a form: never from an address of a page, where it would stay in histories.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from linli.access.actor import Actor
from linli.access.clearance import may_be_near
from linli.access.policies import VIEW_RECORDS
from linli.common.clock import business_date
from linli.desk.search.lookup import Shown, door_shown, holder_shown
from linli.desk.search.words import pairs, words_of
from linli.orgs.selectors import in_force, under_paths
from linli.people.models import LEAD_POSTS, Appointment, Household, Stay
from linli.ui.records import for_model
from linli.ui.sights import note_list, sights

WHY = "the neighbourhoods the reader leads"
MOST = 20


@dataclass(frozen=True)
class Near:
    """What lies in the neighbourhoods the reader leads; ``more``: there are further ones."""

    rows: Sequence[Shown]
    more: bool = False


def by_address(sought: str, actor: Actor) -> Near | None:
    """Doors whose building and number say every word (荣发, 1栋, a whole address); None where there are none."""
    words = _words(sought, actor)
    return _shown(actor, _doors(actor, words, named=False), []) if words else None


@dataclass(frozen=True)
class Sent:
    """What a lead sent by the form. ``may_be_name``: no door is written so, and it may not go into an address."""

    near: Near | None
    may_be_name: bool


def sent(sought: str, actor: Actor) -> Sent | None:
    """By address, else by a name of a door or of who serves there, found or in vain; None for whoever leads nothing."""
    words = _words(sought, actor)
    if not words:
        return None
    if (doors := _doors(actor, words, named=False)).exists():
        return Sent(_shown(actor, doors, []), may_be_name=False)
    return Sent(_shown(actor, _doors(actor, words, named=True), _holders(actor, words)), may_be_name=True)


def _words(sought: str, actor: Actor) -> list[str]:
    """None for whoever leads nothing, and where nothing sought has two signs."""
    if not may_be_near(actor) or not actor.may(VIEW_RECORDS):
        return []
    words = words_of(sought)
    return words if any(pairs(word) for word in words) else []


def _led(actor: Actor, path: str) -> Q:
    return under_paths([grant.area.path for grant in actor.grants if grant.post in LEAD_POSTS], path)


def _doors(actor: Actor, words: Sequence[str], *, named: bool) -> QuerySet[Household]:
    day = business_date()
    stays = Stay.objects.unscoped(WHY).filter(in_force(day), _led(actor, "neighbourhood__path"))
    rows: QuerySet[Any] = Household.objects.visible_to(actor).filter(
        in_force(day), pk__in=stays.values("household_id")
    )
    rows = rows.annotate(address=Concat("building__name", Value(""), "door"))
    for word in words:
        said = Q(address__icontains=word)
        rows = rows.filter(said | Q(contact_name__icontains=word) if named else said)
    return rows.select_related("building").order_by("building__code", "door", "pk")


def _holders(actor: Actor, words: Sequence[str]) -> list[Appointment]:
    """Who serves there: a group lead finds the leads of the group."""
    rows = Appointment.objects.visible_to(actor).filter(in_force(business_date()), _led(actor, "area__path"))
    for word in words:
        rows = rows.filter(person__name__icontains=word)
    return list(rows.select_related("person", "area").order_by("area__code", "post")[:MOST])


def _shown(actor: Actor, doors: QuerySet[Household], holders: Sequence[Appointment]) -> Near | None:
    """Written as the reader may read it, and put on record."""
    found = list(doors[: MOST + 1])
    homes = found[:MOST]
    if not homes and not holders:
        return None
    of_doors, of_posts = for_model(Household), for_model(Appointment)
    at_doors, at_posts = sights(of_doors, homes, actor), sights(of_posts, holders, actor)
    rows = [holder_shown(post, sight) for post, sight in zip(holders, at_posts, strict=True)]
    rows += [door_shown(home, sight) for home, sight in zip(homes, at_doors, strict=True)]
    note_list(of_posts, holders, at_posts, actor)
    note_list(of_doors, homes, at_doors, actor)
    return Near(rows, len(found) > MOST)
