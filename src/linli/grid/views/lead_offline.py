"""What a lead's phone needs to work without a network: the worker, the page it keeps, and the one place it sends to."""

import json
from hashlib import blake2s
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.access.http import ActorRequest
from linli.common.permissions import may_record
from linli.grid import lead_pages as pages
from linli.grid.day import selectors, services
from linli.grid.lead_forms import TellForm
from linli.grid.policies import OWN_DAY
from linli.ui.drafts import owner_of

SCOPE = "/desk/"
FILES = ("linli/linli.css", "linli/mark.svg", "linli/voice.js", "grid/lead-store.js", "grid/lead-page.js")
SIGNED_OUT = {"owner": ""}


def _leads(request: ActorRequest) -> bool:
    return request.actor.is_signed_in and request.actor.may(OWN_DAY)


@require_safe
@never_cache
def state(request: ActorRequest) -> JsonResponse:
    """Whose device this is just now, a fresh token to send with, and, asked with ``keep``, what to keep sealed."""
    area = selectors.my_area(request.actor) if _leads(request) else None
    if area is None:
        return JsonResponse(SIGNED_OUT, status=401)
    told: dict[str, Any] = {"owner": owner_of(request.actor), "token": get_token(request)}
    if "keep" in request.GET:
        told["kept"] = pages.kept(request.actor, area)
    return JsonResponse(told)


@require_POST
@never_cache
def send(request: ActorRequest) -> JsonResponse:
    """One matter from the device. The same key tells it once, however often it comes: 200 each time. ``asks``: it is
    held back on the device until the lead has said whether it accuses an official.
    """
    area = selectors.my_area(request.actor) if _leads(request) else None
    if area is None:
        return JsonResponse(SIGNED_OUT, status=401)
    form = TellForm(request.POST, request.FILES, places=pages.spots(request.actor, area)[1])
    if not form.is_valid():
        words = [str(each) for errors in form.errors.values() for each in errors]
        return JsonResponse({"words": " ".join(words)}, status=422)
    try:
        found, first = services.take_in(actor=request.actor, said=form.said(area))
    except services.SoundsAccusing as refused:
        return JsonResponse({"words": " ".join(refused.messages), "asks": True}, status=422)
    except ValidationError as refused:
        return JsonResponse({"words": " ".join(refused.messages)}, status=422)
    except PermissionDenied as refused:
        return JsonResponse({"words": str(refused)}, status=422)
    return JsonResponse({"number": found.number, "first": first, "words": pages.taken(found, first=first)})


@may_record
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page a device opens without a network. Nothing of anybody stands in it, so anybody may fetch it."""
    return render(request, "grid/lead_shell.html", {"current": "tell", "here": "", "form": TellForm()})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the addresses of this version's files; it reaches the desk, not the residents' pages."""
    files = [static(each) for each in FILES]
    version = blake2s(json.dumps(files).encode(), digest_size=6).hexdigest()
    told = {"version": version, "shell": reverse("lead:shell"), "files": files}
    body = (
        f"const LINLI = {json.dumps(told)};\n"
        f"importScripts({json.dumps(static('grid/lead-store.js'))}, {json.dumps(static('grid/lead-worker.js'))});\n"
    )
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = SCOPE
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What makes it installable."""
    told = {
        "name": "邻里",
        "short_name": "邻里",
        "lang": "zh-Hans",
        "start_url": reverse("lead:home"),
        "scope": SCOPE,
        "display": "standalone",
        "background_color": "#F5F6F4",
        "theme_color": "#F5F6F4",
        "icons": [
            {"src": static("linli/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": static("grid/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("grid/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        ],
    }
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/manifest+json"
    response["Cache-Control"] = "no-cache"
    return response
