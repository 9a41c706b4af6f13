"""Territory on the desk: the tree by kind, what changed when, and each act on a page that says what it moves."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, Count, When
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.areas import areas_within
from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.disclosure.models import Field
from linli.disclosure.models.listed import HOUSEHOLD
from linli.disclosure.services import list_seen
from linli.grid.forms import territory as forms
from linli.grid.leads import buildings
from linli.grid.leads import territory as keeping
from linli.grid.leads.whole import IN_COMMUNITY, RULE, Torn
from linli.grid.leads_forms import ByDecisionForm
from linli.grid.policies import KEEP_TERRITORY
from linli.grid.views.keeping import ACTING, area_or_404, areas_of, chosen_area
from linli.orgs import upkeep
from linli.orgs.kinds import PARENT, Kind, child_kinds
from linli.orgs.models import Area, AreaChange, Organisation
from linli.orgs.selectors import in_force
from linli.people.models import Household, Stay
from linli.ui.asking import Page, act, sent
from linli.ui.forms import ConfirmForm, LinliForm
from linli.ui.paging import paged

WHY = "rows of an area the reader was admitted to"
keeps = holding(KEEP_TERRITORY)
VERBS = {
    "open": "在下面设立",
    "rename": "更名",
    "move": "划转",
    "merge": "并入另一个",
    "split": "拆分",
    "outline": "重画边界",
    "close": "撤销",
}
MOST = 200
MOST_DOORS = 600
MOST_ASKED = 60
FEW = 10


@require_safe
@keeps
def territory(request: ActorRequest) -> HttpResponse:
    """One area: what lies below by kind, its history, its party organisation, what may be done."""
    area = chosen_area(request, KEEP_TERRITORY)
    day = request.actor.day or business_date()
    children = areas_within(request.actor, KEEP_TERRITORY).filter(parent=area)
    kinds = child_kinds(Kind(area.kind))
    found = dict(children.order_by().values_list("kind").annotate(n=Count("pk"))) if kinds else {}
    counts = {kind: found[kind] for kind in kinds if kind in found}
    # those below what this one is may have been merged into it: their history is its own
    changes = AreaChange.objects.visible_to(request.actor).filter(area__path__under=area.path)
    changes = changes.select_related("area", "other").defer(
        "area__boundary", "other__boundary", "outline_before"
    )
    show = request.GET.get("show", "")
    context = {
        "current": "territory",
        "area": area,
        "kind": Kind(area.kind).label,
        "show": show,
        "counts": [(Kind(kind).label, count) for kind, count in counts.items()],
        "acts": [(key, label) for key, label in VERBS.items() if _lawful(key, area, request)],
        "on_grid": Kind(area.kind) in upkeep.BUILT_ON.values(),
        "may_keep": keeping.may_keep(request.actor, area),
    }
    latest = changes.order_by("-day", "-pk")
    if show == "history":
        context |= {"page": paged(request, latest), "groups": []}
        context["changes"] = list(context["page"])  # type: ignore[call-overload]  # a page
    else:
        position = Case(*(When(kind=kind, then=n) for n, kind in enumerate(counts)), default=len(counts))
        rows = children.order_by(position, "code") if counts else []
        page = paged(request, rows, sum(counts.values()))
        groups = [(label, list(each)) for label, each in groupby(page, key=lambda a: Kind(a.kind).label)]
        context |= {"page": page, "groups": groups, "changes": latest[:FEW]}
    if context["on_grid"]:
        context["party"] = Organisation.objects.unscoped(WHY).filter(in_force(day), grid=area).first()
    return render(request, "grid/territory.html", context)


def _lawful(verb: str, area: Area, request: ActorRequest) -> bool:
    kind = Kind(area.kind)
    if verb == "open":
        return bool(child_kinds(kind))
    if not keeping.may_keep(request.actor, area):
        return False
    if verb in ("rename", "outline"):
        return True
    if verb == "split":
        return kind != Kind.DISTRICT
    return kind != Kind.DISTRICT


def _address(area: Area) -> str:
    return f"{reverse('leads:territory')}?area={area.code}"


def _above(area: Area) -> str:
    """Where to go once the area itself is no more."""
    return _address(area.parent if area.parent is not None else area)


def _page(area: Area, verb: str, question: str, **more: Any) -> Page:
    back = _address(area)
    return Page(
        current="territory",
        question=question,
        verb=VERBS.get(verb, verb),
        back=back,
        crumb=f"地区 / {area.name}",
        crumb_address=back,
        **more,
    )


def _effects(area: Area) -> tuple[tuple[str, str], ...]:
    found = keeping.effects(area, business_date())
    return (
        ("户", f"{found.doors} 户"),
        ("下级地区", f"{found.children} 个"),
        ("在任的三长", f"{found.leads} 位"),
        ("在任的工作人员", f"{found.officers} 位"),
        ("没办完的事项", f"{found.requests} 件"),
        ("公示栏", f"{found.boards} 处"),
        ("网格党组织", f"{found.organisations} 个"),
    )


@require_http_methods(ACTING)
@keeps
def change(request: ActorRequest, code: str, verb: str) -> HttpResponse:
    """One act."""
    area = area_or_404(request, KEEP_TERRITORY, code)
    if verb not in VERBS or not _lawful(verb, area, request):
        raise Http404
    return ACTS[verb](request, area)


def _of(form: LinliForm, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


def _open(request: ActorRequest, area: Area) -> HttpResponse:
    kinds = [(kind.value, kind.label) for kind in child_kinds(Kind(area.kind))]
    form = forms.OpenForm(sent(request), kinds=kinds, initial={"code": area.code})

    def do(form: LinliForm) -> Any:
        kind = Kind(form.cleaned_data["kind"])
        own = _of(form, "code", "name", "day", "basis")
        return keeping.add(actor=request.actor, parent=area, kind=kind, **own)

    return act(request, _page(area, "open", f"在{area.name}下面设立"), form, do, "已设立。")


def _rename(request: ActorRequest, area: Area) -> HttpResponse:
    told = ("从前的名称留在历史里；已经发出的文书和公示不改。",)
    return act(
        request,
        _page(area, "rename", f"{area.name}更名", told=told),
        forms.RenameForm(sent(request)),
        lambda form: keeping.rename(actor=request.actor, area=area, **_of(form, "name", "day", "basis")),
        "已更名。",
    )


def _move(request: ActorRequest, area: Area) -> HttpResponse:
    wanted = PARENT[Kind(area.kind)]
    homes = request.actor.areas()
    parents = [
        p for home in homes for p in areas_of(request, KEEP_TERRITORY, home, *([wanted] if wanted else []))
    ]
    beside: dict[str, Area] = {}
    if Kind(area.kind) in IN_COMMUNITY and area.parent is not None:
        found = areas_of(request, KEEP_TERRITORY, area.parent, *IN_COMMUNITY)
        beside = {each.code: each for each in found if each.pk != area.pk}
    form = forms.MoveForm(
        sent(request),
        areas=[p for p in parents if p.pk != area.parent_id][: MOST * 5],
        items=[(code, f"{each.name}（{Kind(each.kind).label}）") for code, each in beside.items()],
    )
    told = (
        "连同下面的一起划过去。从前的数字仍算在原来的地方，从这一天起算到新的地方。",
        f"{RULE}，分开的不能划。",
    )

    def do(form: LinliForm) -> Any:
        return keeping.move(
            actor=request.actor,
            area=area,
            parent=form.cleaned_data["into"],
            along=[beside[code] for code in form.cleaned_data.get("along", ())],
            **_of(form, "day", "basis"),
        )

    def refused(error: ValidationError) -> None:
        if isinstance(error, Torn):
            _doors_seen(request, error.shown)

    page = _page(area, "move", f"{area.name}划转到哪里", told=told, effects=_effects(area))
    return act(request, page, form, do, "已划转。", refused=refused)


def _merge(request: ActorRequest, area: Area) -> HttpResponse:
    within = area.parent if area.parent is not None else area
    others = [a for a in areas_of(request, KEEP_TERRITORY, within, Kind(area.kind)) if a.pk != area.pk]
    if area.kind == Kind.BUILDING:
        return _join(request, area, others)
    told = (
        "户、下级地区、没办完的事项和公示栏随着转过去；这里的三长从这一天起离任。",
        "从前的数字留在原处；记录留着，由并入的地方接着看、接着办。",
    )
    return act(
        request,
        _page(area, "merge", f"{area.name}并入哪里", told=told, effects=_effects(area), undoable=False),
        forms.IntoForm(sent(request), areas=others),
        lambda form: keeping.merge(
            actor=request.actor, area=area, into=form.cleaned_data["into"], **_of(form, "day", "basis")
        ),
        "已并入。",
        _address,
    )


def _join(request: ActorRequest, area: Area, others: list[Area]) -> HttpResponse:
    """A building into another: numbers taken there are asked for anew, before anything is done."""
    data = sent(request) or {}
    into = next((each for each in others if each.code == data.get("into")), None)
    wanted = buildings.Numbers(prefix=data.get("before", ""))
    taken = buildings.clashes(area, into, business_date(), wanted) if into is not None else []
    _doors_seen(request, [each.pk for each in taken])
    asked = {} if len(taken) > MOST_ASKED else {each.ref: wanted.of([each])[each.pk] for each in taken}
    form = forms.JoinForm(
        sent(request), areas=others, taken=asked, where=into.name if into is not None else ""
    )
    told = (
        "楼里的户连同门牌转过去，由谁联系不变；哪天在哪个楼栋、什么门牌，户的页面上查得到。",
        "没办完的事项和从前的记录留着，由并入的楼栋接着看。",
    )

    def do(form: LinliForm) -> Any:
        assert isinstance(form, forms.JoinForm)
        numbers = buildings.Numbers(form.cleaned_data["before"], form.given)
        where = form.cleaned_data["into"]
        return keeping.merge(
            actor=request.actor, area=area, into=where, numbers=numbers, **_of(form, "day", "basis")
        )

    page = _page(area, "merge", f"{area.name}并入哪一栋", told=told, effects=_effects(area), undoable=False)
    return act(request, page, form, do, "已并入。", _address)


def _doors_seen(request: ActorRequest, doors: Collection[int]) -> None:
    """Door numbers in clear are a look at personal data, and on record as one."""
    if doors:
        whom = {HOUSEHOLD: doors}
        list_seen(actor=request.actor, what="户", count=len(doors), fields=[Field.DOOR.label], whom=whom)


TOLD_SPLIT = "新的和原来的并排；新的还没有三长，设立后请推选。"


def _split(request: ActorRequest, area: Area) -> HttpResponse:
    if area.kind == Kind.BUILDING:
        return _split_building(request, area)
    by = keeping.STAYS_BY.get(Kind(area.kind))
    stays: dict[str, Stay] = {}
    children: dict[str, Area] = {}
    if by is not None:
        rows = Stay.objects.visible_to(request.actor).filter(valid_to__isnull=True, **{by: area})
        ordered = rows.select_related("household__building").order_by("household__building__code", "pk")
        stays = {stay.ref: stay for stay in ordered[:MOST]}
        _doors_seen(request, [each.household_id for each in stays.values()])
        items = [(ref, f"{s.household.building.name} {s.household.door}") for ref, s in stays.items()]
    else:
        below = areas_of(request, KEEP_TERRITORY, area, *child_kinds(Kind(area.kind)))
        children = {child.code: child for child in below if child.parent_id == area.pk}
        items = [(code, child.name) for code, child in children.items()]
    form = forms.SplitForm(sent(request), items=items, initial={"code": area.code})

    def do(form: LinliForm) -> Any:
        picked = form.cleaned_data["picked"]
        return keeping.split(
            actor=request.actor,
            area=area,
            doors=[stays[key] for key in picked if key in stays],
            children=[children[key] for key in picked if key in children],
            **_of(form, "code", "name", "day", "basis"),
        )

    return act(request, _page(area, "split", f"{area.name}拆分", told=(TOLD_SPLIT,)), form, do, "已拆分。")


def _split_building(request: ActorRequest, area: Area) -> HttpResponse:
    rows = Household.objects.visible_to(request.actor).filter(building=area, valid_to__isnull=True)
    doors = {each.ref: each for each in rows.order_by("door", "pk")}
    _doors_seen(request, [each.pk for each in doors.values()])
    listed = [(ref, each.door) for ref, each in doors.items()][:MOST_DOORS]
    form = forms.SplitBuildingForm(sent(request), items=listed, initial={"code": area.code})
    told = ["新楼栋在同一个小区里；分出去的户由谁联系不变，门牌不变，从前在哪个楼栋查得到。"]
    if len(doors) > MOST_DOORS:
        told.append(f"楼里有 {len(doors)} 户，下面只列前 {MOST_DOORS} 户；其余的写门牌开头来选。")

    def do(form: LinliForm) -> Any:
        picked, begins = set(form.cleaned_data["picked"]), form.cleaned_data["begins"].strip()
        going = [
            each for ref, each in doors.items() if ref in picked or (begins and each.door.startswith(begins))
        ]
        keeping.split(
            actor=request.actor,
            area=area,
            households=going,
            **_of(form, "code", "name", "day", "basis"),
        )
        return len(going)

    page = _page(area, "split", f"{area.name}拆分", told=tuple(told))
    return act(request, page, form, do, lambda many: f"已拆分，分出 {many} 户。")


def _outline(request: ActorRequest, area: Area) -> HttpResponse:
    def do(form: LinliForm) -> Any:
        shape = form.cleaned_data["outline"]
        return keeping.outline(actor=request.actor, area=area, shape=shape, **_of(form, "day", "basis"))

    page = _page(area, "outline", f"重画{area.name}的边界")
    form = forms.OutlineForm(sent(request), request.FILES or None)
    return act(request, page, form, do, "边界已更新，可以在地区页上看。")


def _close(request: ActorRequest, area: Area) -> HttpResponse:
    told = ("下面还有户、三长、事项或地区时不能撤销；用“并入”一次办完。",)
    return act(
        request,
        _page(area, "close", f"撤销{area.name}？", told=told, effects=_effects(area), undoable=False),
        ByDecisionForm(sent(request)),
        lambda form: keeping.close(actor=request.actor, area=area, **_of(form, "day", "basis")),
        "已撤销。",
        _above,
    )


ACTS = {
    "open": _open,
    "rename": _rename,
    "move": _move,
    "merge": _merge,
    "split": _split,
    "outline": _outline,
    "close": _close,
}


@require_http_methods(ACTING)
@keeps
def party(request: ActorRequest, code: str) -> HttpResponse:
    """The branch of a large grid, the group of a micro grid: set up, or renamed where there is one."""
    area = area_or_404(request, KEEP_TERRITORY, code, *upkeep.BUILT_ON.values())
    keeping.require(request.actor, area)
    there = Organisation.objects.unscoped(WHY).filter(in_force(business_date()), grid=area).first()
    form = forms.PartyForm(sent(request), initial={"name": there.name if there else ""})

    def do(form: LinliForm) -> Any:
        data = form.cleaned_data
        if there is not None:
            return upkeep.rename_party_organisation(
                actor=request.actor, organisation=there, name=data["name"]
            )
        above = Organisation.objects.unscoped(WHY).filter(in_force(data["day"]), grid=area.parent).first()
        return upkeep.open_party_organisation(
            actor=request.actor, grid=area, name=data["name"], day=data["day"], parent=above
        )

    verb = "党组织更名" if there else "建党组织"
    return act(request, _page(area, verb, f"{area.name}{verb}"), form, do, "已登记。")


@require_http_methods(ACTING)
@keeps
def party_close(request: ActorRequest, code: str) -> HttpResponse:
    """The grid's party organisation ends."""
    area = area_or_404(request, KEEP_TERRITORY, code, *upkeep.BUILT_ON.values())
    keeping.require(request.actor, area)
    there = Organisation.objects.unscoped(WHY).filter(in_force(business_date()), grid=area).first()
    if there is None:
        raise Http404
    return act(
        request,
        _page(area, "撤销党组织", f"撤销{there.name}？", undoable=False),
        ConfirmForm(sent(request)),
        lambda form: upkeep.close_party_organisation(
            actor=request.actor, organisation=there, day=business_date()
        ),
        "已撤销。",
    )
