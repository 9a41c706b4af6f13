"""Doors: the warnings as a list to work through; registering, moving and closing a door; the numbers."""

import io
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.areas import areas_within
from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.common.text import masked_address
from linli.exchange.handing_out import attached
from linli.exchange.tables import Heading, Table
from linli.exchange.xlsx import write_xlsx
from linli.grid import leads_forms as forms
from linli.grid.leads import doors
from linli.grid.policies import KEEP_DOORS, SET_UP_LEADS
from linli.grid.views.keeping import ACTING, areas_of, chosen_among, chosen_area, community_path
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Household
from linli.people.selectors import stay_on
from linli.ui.asking import Page, act, sent
from linli.ui.forms import ConfirmForm
from linli.ui.paging import paged

TRUNK = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)
TABS = {"vacant": "三长空缺", "doors": "户数不合适", "unassigned": "没有归到邻"}


@require_safe
@holding(KEEP_DOORS)
def warnings(request: ActorRequest) -> HttpResponse:
    """One tab at a time, in order of code; nothing is ranked."""
    area, places = chosen_among(request, KEEP_DOORS, *TRUNK)
    day = request.actor.day or business_date()
    tab = request.GET.get("tab", "vacant")
    if tab not in TABS:
        raise Http404
    found: dict[str, Any] = {
        "vacant": doors.vacant,
        "doors": doors.few_or_many,
        "unassigned": doors.unassigned,
    }
    counts = doors.counts(area, day)
    page = paged(request, found[tab](area, day), counts[tab])
    context = {
        "current": "doors",
        "area": area,
        "tab": tab,
        "tabs": [(key, label, counts[key], key == tab) for key, label in TABS.items()],
        "page": page,
        "rows": [(each, masked_address(each.door)) for each in page] if tab == "unassigned" else list(page),
        "numbers": doors.numbers_on(day),
        "places": [(each.code, each.name) for each in places],
        "sets_up": request.actor.may(SET_UP_LEADS),
    }
    return render(request, "grid/doors.html", context)


def _page(question: str, verb: str, back: str, told: tuple[str, ...] = (), undoable: bool = True) -> Page:
    return Page(
        current="doors",
        question=question,
        verb=verb,
        back=back,
        crumb="户",
        crumb_address=reverse("leads:warnings"),
        told=told,
        undoable=undoable,
    )


def _near(request: ActorRequest, area: Area) -> dict[str, list[Area]]:
    """Neighbourhoods and micro grids of a community."""
    return {
        "neighbourhoods": areas_of(request, KEEP_DOORS, area, Kind.NEIGHBOURHOOD),
        "micro_grids": areas_of(request, KEEP_DOORS, area, Kind.MICRO_GRID),
    }


@require_http_methods(ACTING)
@holding(KEEP_DOORS)
def new(request: ActorRequest) -> HttpResponse:
    """A new door of one community."""
    area = chosen_area(request, KEEP_DOORS, Kind.COMMUNITY)
    form = forms.DoorForm(
        sent(request),
        buildings=areas_of(request, KEEP_DOORS, area, Kind.BUILDING),
        **_near(request, area),
    )
    back = f"{reverse('leads:warnings')}?area={area.code}"
    told = ("一户归到一个邻、一个微网格。这里不登记住着谁；联系人和电话要本人同意才留。",)
    return act(
        request,
        _page(f"在{area.name}登记一户", "登记这一户", back, told),
        form,
        lambda form: doors.register(actor=request.actor, **form.cleaned_data),
        "已登记。",
    )


def _household_or_404(request: ActorRequest, ref: str) -> Household:
    rows = Household.objects.visible_to(request.actor).select_related("building__parent__parent")
    found = rows.filter(ref=ref).first()
    if found is None or not request.actor.may(KEEP_DOORS, found.building):
        raise Http404
    return found


@require_http_methods(ACTING)
@holding(KEEP_DOORS)
def move(request: ActorRequest, ref: str) -> HttpResponse:
    """To another neighbourhood or micro grid."""
    household = _household_or_404(request, ref)
    area = community_path(household.building)
    now = stay_on(household, business_date())
    initial = {"neighbourhood": now.neighbourhood.code, "micro_grid": now.micro_grid.code} if now else {}
    form = forms.PlaceForm(sent(request), initial=initial, **_near(request, area))
    told: tuple[str, ...] = ("从前由谁联系，仍查得到；从这一天起由新的邻长联系。",)
    waiting = doors.waiting(household)
    if waiting is not None:
        begins = f"{waiting.valid_from.month}月{waiting.valid_from.day}日"
        told = (*told, f"已登记{begins}起归到{waiting.neighbourhood.name}，还没有开始；这次登记的会代替它。")
    back = reverse("desk:household", args=(ref,))
    return act(
        request,
        _page("这一户归到哪里", "改归属", back, told),
        form,
        lambda form: doors.assign(actor=request.actor, household=household, **form.cleaned_data),
        "已改归属。",
    )


@require_http_methods(ACTING)
@holding(KEEP_DOORS)
def take_back(request: ActorRequest, ref: str) -> HttpResponse:
    """A move that has not begun is undone."""
    household = _household_or_404(request, ref)
    waiting, back = doors.waiting(household), reverse("desk:household", args=(ref,))
    if waiting is None:  # taken back already, or begun meanwhile
        return redirect(back)
    begins = f"{waiting.valid_from.month}月{waiting.valid_from.day}日"
    told = (f"原定{begins}起归到{waiting.neighbourhood.name}，还没有开始。收回后仍由现在的邻长联系。",)
    return act(
        request,
        _page("收回这次改归属？", "收回", back, told, undoable=False),
        ConfirmForm(sent(request)),
        lambda form: doors.take_back(actor=request.actor, household=household),
        "已收回，归属没有变。",
    )


@require_http_methods(ACTING)
@holding(KEEP_DOORS)
def close(request: ActorRequest, ref: str) -> HttpResponse:
    """The door is no more."""
    household = _household_or_404(request, ref)
    back = reverse("desk:household", args=(ref,))
    return act(
        request,
        _page(
            "注销这一户？", "注销这一户", back, ("从这一天起不再算户数；从前的记录留着。",), undoable=False
        ),
        forms.CloseDoorForm(sent(request)),
        lambda form: doors.close(actor=request.actor, household=household, **form.cleaned_data),
        "已注销。",
    )


@require_http_methods(ACTING)
@holding(SET_UP_LEADS)
def numbers(request: ActorRequest) -> HttpResponse:
    """How many doors a neighbourhood should have."""
    area = chosen_area(request, SET_UP_LEADS, Kind.DISTRICT)
    now = doors.numbers_on(business_date())
    initial = {"fewest": now.fewest, "most": now.most}
    return act(
        request,
        _page(
            "每邻多少户合适",
            "改每邻户数",
            reverse("leads:warnings"),
            (f"现在 {now.fewest}～{now.most} 户（{now.basis}）。",),
        ),
        forms.NumbersForm(sent(request), initial=initial),
        lambda form: doors.set_numbers(actor=request.actor, area=area, **form.cleaned_data),
        "已改。",
    )


CODES = (
    Kind.ESTATE,
    Kind.BUILDING,
    Kind.SECTION,
    Kind.GROUP,
    Kind.NEIGHBOURHOOD,
    Kind.LARGE_GRID,
    Kind.MICRO_GRID,
)


@require_safe
@holding(KEEP_DOORS)
def codes(request: ActorRequest) -> HttpResponseBase:
    """The codes of a place as a table, to be filled into a roster of households."""
    area = chosen_area(request, KEEP_DOORS, *TRUNK)
    rows = (
        areas_within(request.actor, KEEP_DOORS)
        .filter(path__under=area.path, kind__in=CODES)
        .select_related("parent")
        .defer("boundary", "parent__boundary")
        .order_by("kind", "code")
    )
    table = Table(
        title=f"{area.name}代码表",
        notes=("填住户名册用：楼栋代码、邻代码、微网格代码照这里填。",),
        headings=(
            Heading("类别"),
            Heading("代码", width=28),
            Heading("名称", width=24),
            Heading("在哪里", width=24),
        ),
        rows=(
            (str(each.get_kind_display()), each.code, each.name, each.parent.name if each.parent else "")
            for each in rows.iterator(chunk_size=2_000)
        ),
    )
    stream = io.BytesIO()
    write_xlsx(stream, table)
    stream.seek(0)
    return attached(stream, f"{table.title}.xlsx")
