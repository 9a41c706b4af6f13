"""Emergency broadcasts: what was sent, sending, and the doors to go to."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.access.actor import Actor
from linli.access.areas import areas_within
from linli.access.http import ActorRequest, holding
from linli.audit import log
from linli.common.clock import business_date
from linli.documents.rendering import FORMATS, MEDIA_TYPES
from linli.grid.broadcasts import selectors, services
from linli.grid.broadcasts.models import Broadcast, BroadcastDoor, BroadcastKind, Reached
from linli.grid.forms.broadcasts import BroadcastForm
from linli.grid.policies import SEE_REQUESTS, SEND_BROADCAST, SETTLE_REQUEST
from linli.orgs.models import Area
from linli.ui.downloads import attachment
from linli.ui.paging import paged
from linli.ui.trying import tried
from linli.workflow.models import Approval

MOST_AREAS = 800
sees = holding(SEE_REQUESTS)


def _areas(actor: Actor) -> list[Area]:
    """Places the reader may tell, in order of code: whole levels, as far down as a page can hold."""
    rows = areas_within(actor, SEND_BROADCAST).filter(kind__in=services.PLACES)
    many = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    kinds, total = [], 0
    for kind in services.PLACES:
        total += many.get(kind.value, 0)
        if total > MOST_AREAS:
            break
        kinds.append(kind)
    return list(rows.filter(kind__in=kinds).defer("boundary").order_by("code"))


def _found(request: ActorRequest, ref: str) -> Broadcast:
    found = selectors.broadcasts_for(request.actor).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


@require_safe
@sees
def broadcasts(request: ActorRequest) -> HttpResponse:
    """What was sent, the latest first."""
    page = paged(request, selectors.broadcasts_for(request.actor))
    context = {"current": "broadcasts", "page": page, "sends": request.actor.may(SEND_BROADCAST)}
    return render(request, "grid/broadcasts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(SEND_BROADCAST)
def new(request: ActorRequest) -> HttpResponse:
    """Say it, choose where, send; the whole district takes a second person."""
    given = request.POST if request.method == "POST" else None
    form = BroadcastForm(given, areas=_areas(request.actor))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        said = services.Said(
            kind=BroadcastKind(data["kind"]), text=data["text"], areas=form.chosen(), urgent=data["urgent"]
        )
        done = tried(form, lambda: services.send(actor=request.actor, said=said))
        if isinstance(done, Approval):
            messages.success(request, "通知全区要另一人同意，已经送去。同意后马上发出。")
            return redirect("broadcasts:broadcasts")
        if done is not None:
            messages.success(
                request, f"已发出，{done.leads_told} 位三长收到。短信正在发，没有电话的户要上门。"
            )
            return redirect("broadcasts:broadcast", done.ref)
    status = 400 if form.errors else 200
    return render(request, "grid/broadcast_new.html", {"current": "broadcasts", "form": form}, status=status)


SHOWN = {"doors": "还要上门的", "progress": "各处进度"}


@require_safe
@sees
def broadcast(request: ActorRequest, ref: str) -> HttpResponse:
    """What was said, how far it came by place, and the doors to go to."""
    found = _found(request, ref)
    show = request.GET.get("show", "doors")
    if show not in SHOWN:
        raise Http404
    doors = selectors.doors_for(request.actor, found)
    parts = selectors.progress(doors)
    standing = selectors.total(parts)
    context = {
        "current": "broadcasts",
        "broadcast": found,
        "places": [each.area for each in found.places.select_related("area")],
        "standing": standing,
        "show": show,
        "tabs": [(key, label, key == show) for key, label in SHOWN.items()],
        "ticks": request.actor.may(SETTLE_REQUEST),
        "whole": standing.to_visit <= selectors.MOST_PRINTED,
    }
    if show == "progress":
        context |= {"parts": parts, "hours": selectors.by_hour(doors)}
    else:
        page = paged(request, selectors.to_walk(doors, business_date()), standing.to_visit)
        context |= {"page": page, "rows": [(door, selectors.called(door)) for door in page]}
    return render(request, "grid/broadcast.html", context)


@require_POST
@sees
def tick(request: ActorRequest, ref: str, door: int) -> HttpResponse:
    """One door: told face to face, or nobody there."""
    found = BroadcastDoor.objects.visible_to(request.actor).filter(broadcast__ref=ref, pk=door).first()
    said = request.POST.get("reached", "")
    if found is None or said not in Reached.values:
        raise Http404
    services.tick(actor=request.actor, door=found, reached=Reached(said))
    return redirect("broadcasts:broadcast", ref)


@require_safe
@sees
def printed(request: ActorRequest, ref: str, ending: str) -> HttpResponse:
    """The list of doors on paper: no names, no numbers; logged."""
    found = _found(request, ref)
    if ending not in ("docx", "pdf"):
        raise Http404
    doors = selectors.doors_for(request.actor, found)
    if code := request.GET.get("area", ""):
        doors = selectors.within(doors, code)
    count = doors.filter(reached__in=selectors.TO_VISIT).count()
    if count > selectors.MOST_PRINTED:
        messages.error(request, f"要上门的有 {count:,} 户，一次印不完。请一处一处地印，每个邻各是一张。")
        return redirect(f"{reverse('broadcasts:broadcast', args=(ref,))}?show=progress")
    data = FORMATS[ending](selectors.visiting_list(found, doors, business_date()))
    log.record(
        actor=request.actor,
        code="grid.broadcast.printed",
        target=found,
        area_id=found.area_id,
        data={"count": count},
    )
    content = data if isinstance(data, bytes) else data.encode()
    return attachment(content, f"{found.get_kind_display()}上门名单.{ending}", MEDIA_TYPES[ending])
