"""检举控告 told to a worker: written down once, sealed at once; the worker keeps nothing but the receipt to give."""

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.access.http import ActorRequest, holding
from linli.common.permissions import may_record
from linli.common.refs import new_ref
from linli.grid.forms.secrets import AccusationForm
from linli.grid.policies import TELL_REQUEST
from linli.grid.requests import accused, places
from linli.grid.requests.models import Request, Source
from linli.grid.requests.services import intake, secrets
from linli.grid.requests.services.intake import About, Accused, Told
from linli.grid.views.request_desk import ACTING, page
from linli.orgs.models import Area
from linli.ui.trying import tried


@may_record
@never_cache
@require_http_methods(ACTING)
@holding(TELL_REQUEST)
def accuse(request: ActorRequest) -> HttpResponse:
    """What was said, about whom; then the receipt, once. ``begin``: from the open form, with what was typed there."""
    begins = request.POST.get("begin") == "1"
    typed = {"text": request.POST.get("text", "")[: intake.LONGEST], "source": request.POST.get("source", "")}
    given = request.POST if request.method == "POST" and not begins else None
    form = AccusationForm(given, units=accused.choices(accused.bodies()), initial=typed if begins else {})
    key = request.POST.get("key", "")[:40] or new_ref()
    if form.is_bound and form.is_valid():
        told = tried(form, lambda: _told(request, form, key))
        if told is not None:
            context = {"receipt": told.teller.receipt, "has_handler": secrets.has_handler(told)}
            return page(request, "request_accused", context)
    return page(request, "request_accuse", {"form": form, "key": key}, 400 if form.errors else 200)


@transaction.atomic
def _told(request: ActorRequest, form: AccusationForm, key: str) -> Request:
    data = form.cleaned_data
    body = accused.body_of(data["unit"])
    named = f"\n反映的人：{data['person'].strip()}" if data["person"].strip() else ""
    return intake.tell(
        actor=request.actor,
        text=f"{data['text'].strip()}{named}",
        area=_begins(request),
        source=Source(data["source"]),
        told=Told(on_behalf=True),
        about=About(accused=Accused(area=body.area, unit=body.unit, name=data["person"])),
        key=key,
    )


def _begins(request: ActorRequest) -> Area:
    """Where the worker may write anything down; the matter itself goes to the district."""
    areas = places.tellable(request.actor)
    return places.trunk_of(request.actor.home_area or areas[0], areas)
