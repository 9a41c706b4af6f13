"""Where a matter lies: tapped on a drawing of the estate or the area, or chosen from the list that says the same.

A drawing is an image that sends where it was tapped, so no script is needed.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest
from linli.grid.forms.where import WhereForm
from linli.grid.requests import plans, pointing, showing
from linli.grid.requests.models import Request
from linli.grid.requests.services import locating
from linli.grid.views.request_desk import ACTING, back_to, page, request_or_404, sees
from linli.ui.trying import tried


@never_cache
@require_http_methods(ACTING)
@sees
def where(request: ActorRequest, ref: str) -> HttpResponse:
    """The drawings to tap and the list; what was pointed at is kept at once."""
    found = request_or_404(request, ref)
    if not locating.may_locate(request.actor, found):
        raise Http404
    drawings, given = plans.drawings_of(found), request.POST if request.method == "POST" else None
    form = WhereForm(given, places=pointing.choices(found))
    if form.is_valid():
        done = tried(
            form,
            lambda: pointing.point_at(
                actor=request.actor,
                request=found,
                drawings=drawings,
                data=request.POST,
                chosen=form.chosen(),
            ),
        )
        if done is not None:
            return _marked(request, found, done)
    context = {"request_": found, "title": showing.title_of(found), "drawings": drawings, "form": form}
    return page(request, "request_where", context, status=400 if form.errors else 200)


def _marked(request: ActorRequest, before: Request, done: Request) -> HttpResponse:
    """Back to its page; to the list where it has gone to somebody whose matters the reader does not see."""
    moved = f"，这件事转到{done.holder.name}" if done.holder_id != before.holder_id else ""
    messages.success(request, f"位置标好了{moved}")
    is_seen = Request.objects.visible_to(request.actor).filter(pk=done.pk).exists()
    return back_to(done) if is_seen else redirect("requests:list")


@never_cache
@require_safe
@sees
def picture(request: ActorRequest, ref: str, slug: str) -> HttpResponse:
    """One drawing as an image."""
    found = request_or_404(request, ref)
    return drawn(plans.drawings_of(found), slug)


def drawn(drawings: list[plans.Drawing], slug: str) -> HttpResponse:
    """The one of the name. Raises Http404."""
    drawing = next((each for each in drawings if each.slug == slug), None)
    if drawing is None:
        raise Http404
    return HttpResponse(
        render_to_string("grid/drawing.svg", {"drawing": drawing}), content_type="image/svg+xml"
    )
