"""What the district lays down for requests: kinds, who gets which, standard texts, the duty list of communities.

Nothing of it changes a request already told: a kind that is closed stays with those that have it, a rule that ends
stays with its days.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Max

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.grid.policies import SET_UP_REQUESTS
from linli.grid.requests.models import DutyItem, RequestKind, Route, StandardText
from linli.grid.requests.states import REQUEST
from linli.orgs.models import Area, Organisation
from linli.orgs.selectors import district
from linli.workflow.clocks import all_clocks

WHY = "what the district lays down for everybody"
CLOCKS = ("grid.request", "grid.consult", "grid.several")
"""Clocks a kind may run on."""
VERBS = ("settle", "pass_up", "accept", "dispatch", "finish", "explain", "answer", "suspend")
"""Steps at which something is written that recurs."""


def _require(actor: Actor) -> Area:
    home = district()
    if home is None or not actor.may(SET_UP_REQUESTS, home):
        raise PermissionDenied("类别、派单规则、常用答复和职责清单由区里定。要改请向区委社会工作部提出。")
    return home


def _write(actor: Actor, code: str, row: models.Model, **data: str) -> None:
    log.record(actor=actor, code=code, target=row, data=data)


# Kinds


@transaction.atomic
def add_kind(
    *, actor: Actor, name: str, parent: RequestKind | None, clock: str, words: list[str]
) -> RequestKind:
    """A new kind, last among its sisters. Two levels, no more. Raises ValidationError."""
    _require(actor)
    if parent is not None and parent.parent_id is not None:
        raise ValidationError({"parent": "类别只有两级。请加在大类下面。"})
    _check_kind(name, parent, clock)
    sisters = RequestKind.objects.unscoped(WHY).filter(parent=parent)
    number = sisters.count() + 1
    base = parent.code if parent is not None else "own"
    while RequestKind.objects.unscoped(WHY).filter(code=f"{base}-{number}").exists():
        number += 1
    last = sisters.aggregate(last=Max("order"))["last"] or (parent.order if parent is not None else 0)
    kind = RequestKind(
        code=f"{base}-{number}",
        name=name.strip(),
        parent=parent,
        clock=clock,
        words=words,
        order=last + 1 if parent is not None else last + 100,
        recorded_by_id=actor.account_id,
    )
    kind.full_clean()
    kind.save()
    _write(actor, "grid.kind.changed", kind, name=kind.name, what="新增")
    return kind


@transaction.atomic
def change_kind(*, actor: Actor, kind: RequestKind, name: str, clock: str, words: list[str]) -> RequestKind:
    """Its name, its clock, the words by which it is proposed. The code stays, so figures of the past do too."""
    _require(actor)
    kind = RequestKind.objects.unscoped(WHY).select_for_update().get(pk=kind.pk)
    _check_kind(name, kind.parent, clock, kind)
    before = kind.name
    kind.name, kind.clock, kind.words = name.strip(), clock, words
    kind.full_clean()
    kind.save(update_fields=["name", "clock", "words"])
    _write(
        actor, "grid.kind.changed", kind, name=before, what=f"改为“{kind.name}”" if before != name else "修改"
    )
    return kind


@transaction.atomic
def open_kind(*, actor: Actor, kind: RequestKind, is_open: bool) -> RequestKind:
    """Offered again, or no longer. A family is closed with all of its kinds."""
    _require(actor)
    if is_open and kind.parent is not None and not kind.parent.is_open:
        raise ValidationError(f"大类“{kind.parent.name}”停用了。请先启用大类。")
    RequestKind.objects.unscoped(WHY).filter(pk=kind.pk).update(is_open=is_open)
    if kind.parent_id is None:
        RequestKind.objects.unscoped(WHY).filter(parent=kind).update(is_open=is_open)
    kind.is_open = is_open
    _write(actor, "grid.kind.changed", kind, name=kind.name, what="启用" if is_open else "停用")
    return kind


def _check_kind(name: str, parent: RequestKind | None, clock: str, own: RequestKind | None = None) -> None:
    if clock not in CLOCKS or clock not in {each.code for each in all_clocks()}:
        raise ValidationError({"clock": "请从列出的时限里选。"})
    same = RequestKind.objects.unscoped(WHY).filter(parent=parent, name=name.strip())
    if own is not None:
        same = same.exclude(pk=own.pk)
    if same.exists():
        raise ValidationError({"name": f"已经有“{name.strip()}”了，请换一个名称。"})


# Who gets which


@transaction.atomic
def add_route(
    *, actor: Actor, kind: RequestKind | None, area: Area, unit: Organisation, basis: str, day: date
) -> Route:
    """From a day on, requests of a kind told in an area go to a unit. The rule in force ends on that day."""
    home = _require(actor)
    if not area.path.startswith(home.path):
        raise ValidationError({"area": "请选本区的地方。"})
    running = Route.objects.unscoped(WHY).filter(kind=kind, area=area, valid_to__isnull=True).first()
    if running is not None:
        if running.valid_from >= day:
            raise ValidationError({"day": f"现在的规则从 {running.valid_from} 起，新的要晚于这一天。"})
        _end(running, day)
    route = Route(
        kind=kind, area=area, unit=unit, basis=basis.strip(), valid_from=day, recorded_by_id=actor.account_id
    )
    route.full_clean()
    route.save()
    _told(actor, route, f"自 {day} 起")
    return route


@transaction.atomic
def end_route(*, actor: Actor, route: Route, day: date) -> Route:
    """No longer, from a day on. The next wider rule takes its place."""
    _require(actor)
    if day <= route.valid_from:
        raise ValidationError({"day": f"规则从 {route.valid_from} 起，结束要晚于这一天。"})
    _end(route, day)
    _told(actor, route, f"{day} 起不再")
    return route


def _end(route: Route, day: date) -> None:
    route.valid_to = day
    route.save(update_fields=["valid_to"])


def _told(actor: Actor, route: Route, what: str) -> None:
    kind = route.kind.name if route.kind is not None else "所有类别"
    _write(
        actor, "grid.route.changed", route, kind=kind, place=route.area.name, unit=route.unit.name, what=what
    )


# Texts


@transaction.atomic
def add_text(*, actor: Actor, verb: str, kind: RequestKind | None, text: str) -> StandardText:
    """Offered at a step from now on."""
    home = _require(actor)
    if verb not in VERBS:
        raise ValidationError({"verb": "请从列出的环节里选。"})
    row = StandardText(area=home, verb=verb, kind=kind, text=text.strip(), recorded_by_id=actor.account_id)
    row.full_clean()
    row.save()
    _write(actor, "grid.text.changed", row, what="新增", text=row.text)
    return row


@transaction.atomic
def remove_text(*, actor: Actor, text: StandardText) -> None:
    """No longer offered. What was written with it stays written."""
    _require(actor)
    _write(actor, "grid.text.changed", text, what="删去", text=text.text)
    text.delete()


def verb_label(verb: str) -> str:
    """What a step is called."""
    return REQUEST.transition(verb).label


# The duty list


@transaction.atomic
def add_duty(*, actor: Actor, number: str, name: str, is_lead: bool, basis: str, day: date) -> DutyItem:
    """An item of the list, in force from a day on."""
    home = _require(actor)
    item = DutyItem(
        area=home,
        number=number.strip(),
        name=name.strip(),
        is_lead=is_lead,
        basis=basis.strip(),
        valid_from=day,
        recorded_by_id=actor.account_id,
    )
    item.full_clean()
    item.save()
    _write(actor, "grid.duty_item.changed", item, number=item.number, what=f"自 {day} 起施行：{item.name}")
    return item


@transaction.atomic
def end_duty(*, actor: Actor, item: DutyItem, day: date | None = None) -> DutyItem:
    """Not in force from a day on; nothing can be dispatched to a community under it any more (T04)."""
    _require(actor)
    day = day or business_date()
    if day <= item.valid_from:
        raise ValidationError({"day": f"条目从 {item.valid_from} 施行，废止要晚于这一天。"})
    item.valid_to = day
    item.save(update_fields=["valid_to"])
    _write(actor, "grid.duty_item.changed", item, number=item.number, what=f"{day} 起废止")
    return item
