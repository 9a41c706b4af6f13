"""消息: what one has been told, and how one wants to be told. Everything here is the reader's own."""

from typing import Any

from django.contrib import messages as toasts
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.access.http import ActorRequest, signed_in
from linli.common.limits import HOUR, limited
from linli.desk.inbox_forms import ALL, ChannelForm, WaysForm
from linli.inbox import channels, selectors, services
from linli.inbox.constants import ADDRESS_FIELD, Channel, Standing
from linli.inbox.quiet import quiet_hours
from linli.people.crypto import KeyProblem, unseal
from linli.ui.templatetags.linli import chinese_day

PER_PAGE = 25


def _when(instant: Any) -> str:
    local = timezone.localtime(instant)
    today = timezone.localdate()
    days = (today - local.date()).days
    if days in (0, 1):
        return f"{'今天' if days == 0 else '昨天'} {local:%H:%M}"
    return (
        chinese_day(local.date()) if local.year == today.year else f"{local:%Y}年{chinese_day(local.date())}"
    )


@require_safe
@signed_in
def inbox(request: ActorRequest) -> HttpResponse:
    """The latest first; what is new, or everything."""
    everything = request.GET.get("all") == "1"
    rows = selectors.messages(request.actor, unread=not everything)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "current": "inbox",
        "everything": everything,
        "page": page,
        "rows": [(each, _when(each.created_at)) for each in page],
    }
    return render(request, "desk/inbox.html", context)


@require_POST
@signed_in
def opened(request: ActorRequest, ref: str) -> HttpResponse:
    """One has seen a message and goes where it leads."""
    found = services.mark_read(actor=request.actor, ref=ref)
    if found is None:
        raise Http404
    return redirect(found.address or "desk:inbox")


@require_POST
@signed_in
def all_read(request: ActorRequest) -> HttpResponse:
    """Nothing is new any more."""
    services.mark_all_read(actor=request.actor)
    return redirect("desk:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@limited("desk.inbox_settings", most=60, per=HOUR)
def settings(request: ActorRequest) -> HttpResponse:
    """How one wants to be told of each kind, and the channels of one's own."""
    if request.method == "POST" and "channel" in request.POST:
        return _set_channel(request)
    form = _ways(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.choose(actor=request.actor, ways=form.ways)
        toasts.success(request, "存下了，从下一条消息起照这样告诉您")
        return redirect("desk:inbox-settings")
    return _settings(request, form)


def _ways(request: ActorRequest, data: Any = None) -> WaysForm:
    has_channel = bool(selectors.addresses_of(request.actor))
    return WaysForm(data, ways=selectors.ways_of(request.actor), has_channel=has_channel)


def _set_channel(request: ActorRequest) -> HttpResponse:
    asked = request.POST["channel"]
    if asked not in Channel.values:
        raise Http404
    channel, removes = Channel(asked), "remove" in request.POST
    form = ChannelForm(channel, {"address": "-"} if removes else request.POST)
    ways = _ways(request)
    if not form.is_valid():
        return _settings(request, ways, wrong=(channel, form))
    try:
        address = "" if removes else form.cleaned_data["address"]
        services.set_channel(actor=request.actor, channel=channel, address=address)
    except ValidationError as refused:
        form.add_error("address", refused)
        return _settings(request, ways, wrong=(channel, form))
    toasts.success(request, f"{channel.label}{'已取消' if removes else '已存下，以后从这里告诉您'}")
    return redirect("desk:inbox-settings")


def _settings(
    request: ActorRequest, form: WaysForm, wrong: tuple[Channel, ChannelForm] | None = None
) -> HttpResponse:
    kept = selectors.addresses_of(request.actor)
    rows = []
    for channel in channels.offered():
        last = selectors.last_delivery(request.actor, channel) if channel in kept else None
        rows.append(
            {
                "channel": channel,
                "form": wrong[1] if wrong is not None and wrong[0] is channel else ChannelForm(channel),
                "masked": _masked(channel, kept[channel].address_sealed) if channel in kept else "",
                "trouble": last.trouble if last is not None and last.standing != Standing.SENT else "",
                "given_up": last is not None and last.standing == Standing.FAILED,
            }
        )
    context = {
        "current": "inbox",
        "form": form,
        "for_all": form[ALL],
        "groups": form.groups(),
        "has_channel": bool(kept),
        "channels": rows,
        "quiet": quiet_hours().told,
    }
    return render(request, "desk/inbox_settings.html", context)


def _masked(channel: Channel, sealed: bytes | memoryview) -> str:
    try:
        return channels.masked(channel, unseal(sealed, ADDRESS_FIELD))
    except KeyProblem:
        return "打不开，请重新填写"
