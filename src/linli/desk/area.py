"""What the page of an area shows: who holds posts there, its figures, what lies below, what is open and posted."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from linli.access.actor import Actor
from linli.access.areas import areas_within
from linli.access.clearance import Personal, stands_clear
from linli.access.policies import VIEW_FIGURES, VIEW_RECORDS
from linli.common.clock import business_now
from linli.common.text import masked_name
from linli.desk.area_map import drawn
from linli.desk.due import open_for, written
from linli.desk.pages import KEY_FIGURES
from linli.disclosure.models.listed import PERSON
from linli.disclosure.services import list_seen
from linli.indicators.cache import Figures
from linli.indicators.period import Period
from linli.notices.policies import NOTICE_WRITE
from linli.notices.selectors import hanging, visible
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import NUMBERED, in_force, places
from linli.people.models import Appointment, Post
from linli.reports.policies import WRITE_REPORT
from linli.reports.selectors import reports_for
from linli.ui import menu

FEW = 5
POSTS = list(Post.values)


def found_or_404(actor: Actor, code: str) -> tuple[Area, list[Area]]:
    """The area with this code and what lies directly below it, in one query. Raises Http404 outside the scope."""
    rows = areas_within(actor, VIEW_RECORDS).filter(Q(code=code) | Q(parent__code=code)).defer(None)
    order = list(Kind)
    found = sorted(rows, key=lambda each: (each.code != code, order.index(Kind(each.kind)), each.code))
    if not found or found[0].code != code:
        raise Http404
    return found[0], found[1:]


def above(area: Area, actor: Actor) -> list[Area]:
    """From the reader's widest area down to the parent; the reader's own are known already."""
    own = {grant.area.pk: grant.area for grant in actor.grants}
    ids = [int(step) for step in area.path.strip("/").split("/")][:-1]
    first = next((n for n, pk in enumerate(ids) if pk in own), len(ids))
    missing = [pk for pk in ids[first:] if pk not in own]
    known = own | (Area.objects.visible_to(actor).in_bulk(missing) if missing else {})
    return [known[pk] for pk in ids[first:] if pk in known]


def by_kind(areas: list[Area]) -> list[tuple[str, Sequence[Area]]]:
    """What lies below, under its kind, in order of code."""
    return [(Kind(kind).label, list(each)) for kind, each in groupby(areas, key=lambda area: area.kind)]


def posts(area: Area, actor: Actor, day: date) -> list[tuple[str, str, str]]:
    """Post, name, and the appointment's reference, in the order of posts. Names in clear are on record."""
    held = Appointment.objects.visible_to(actor).filter(in_force(day), area=area)
    clear = stands_clear(actor, Personal.NAME, near=area.path)
    rows = sorted(held.select_related("person"), key=lambda a: (POSTS.index(a.post), a.valid_from, a.pk))
    if clear and rows:
        whom = {PERSON: [a.person_id for a in rows]}
        list_seen(actor=actor, what="任职", count=len(rows), fields=["姓名"], whom=whom)
    return [
        (a.get_post_display(), a.person.name if clear else masked_name(a.person.name), a.ref) for a in rows
    ]


def figures(area: Area, actor: Actor, period: Period) -> list[tuple[str, Any]]:
    """The figure that stands for each system, with its label."""
    if not actor.may(VIEW_FIGURES, area):
        return []
    found = Figures(area, period).all()
    return [(menu.SYSTEMS[key][0], found[code]) for key, code in KEY_FIGURES.items() if code in found]


def writes_reports(area: Area, actor: Actor) -> bool:
    """Reports are of the district, a street or a community."""
    trunk = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)
    return area.kind in trunk and actor.may(WRITE_REPORT, area)


def shown(area: Area, below: list[Area], actor: Actor) -> dict[str, Any]:
    """Everything on the page."""
    now, due = business_now(), open_for(actor, area)
    today = timezone.localtime(now).date()
    period = Period.to_date(today)
    first = list(due[: FEW + 1])
    postings = visible(actor).filter(hanging(today), area__path__under=area.path, online=True)
    reports = reports_for(actor).filter(area=area) if writes_reports(area, actor) else ()
    over = above(area, actor)
    return {
        "area": area,
        "kind": Kind(area.kind).label,
        "place": places([area])[area.pk] if area.kind in NUMBERED else "",
        "above": over,
        "map": drawn(area, below, over[-1] if over else None),
        "below": by_kind(below),
        "due": written(first[:FEW], actor, now),
        "due_count": due.count() if len(first) > FEW else len(first),
        "posts": posts(area, actor, today),
        "figures": figures(area, actor, period),
        "period": period,
        "postings": postings.select_related("area").order_by("until", "pk")[:FEW],
        "reports": reports[:FEW],
        "writes_postings": actor.may(NOTICE_WRITE, area),
    }
