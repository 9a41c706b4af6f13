"""The living style page: every shared piece with its states, drawn by the templates the pages use."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest, signed_in
from linli.desk.style_samples import samples


@require_safe
@signed_in
def style(request: ActorRequest) -> HttpResponse:
    """Nothing is read from the database."""
    return render(request, "desk/style.html", {"current": "style", **samples()})
