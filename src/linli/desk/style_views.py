"""The living style page: every shared piece with its states, drawn with the real classes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest, signed_in


@require_safe
@signed_in
def style(request: ActorRequest) -> HttpResponse:
    """Nothing is read from the database."""
    return render(request, "desk/style.html", {"current": "style"})
