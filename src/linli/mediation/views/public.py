"""For everybody, without an account: a draw to recompute, and cases told with everybody's written consent."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.common.clock import business_date
from linli.mediation.drawing import fingerprint
from linli.mediation.models import Draw, Story

WHY_DRAW = "a draw is public: it names no case and nobody"
WHY_STORY = "told to everybody, with the written consent of each party"
PER_PAGE = 20


@require_safe
def draw(request: HttpRequest, ref: str) -> HttpResponse:
    """Seed, method, pool and result, by the numbers of the roster; and the line that computes it again."""
    rows = Draw.objects.unscoped(WHY_DRAW).filter(ref=ref).select_related("panel__case__community")
    found = rows.first()
    if found is None:
        raise Http404
    ordered = sorted((fingerprint(found.seed, number), number) for number in found.pool)
    context = {
        "draw": found,
        "community": found.panel.case.community,
        "rows": [
            (place, number, digest, number in found.drawn)
            for place, (digest, number) in enumerate(ordered, 1)
        ],
        "size": len(found.drawn),
        "agrees": [number for _, number in ordered[: len(found.drawn)]] == found.drawn,
        "lines": shell(found),
    }
    return render(request, "mediation/public_draw.html", context)


def shell(draw: Draw) -> str:
    """One line for a shell: each number with its fingerprint, the smallest first, as many as were drawn."""
    seed = draw.seed.replace("'", "'\\''")
    numbers = " ".join(draw.pool)
    return (
        f"for n in {numbers}; do printf '%s  %s\\n' \"$(printf '%s' '{seed}|'$n | sha256sum | cut -c1-64)\" $n; done"
        f" | LC_ALL=C sort | head -n {len(draw.drawn)}"
    )


def _told() -> QuerySet[Story]:
    """Shown while nobody took a consent back: the moment one does, the story has an end and is gone."""
    rows = Story.objects.unscoped(WHY_STORY).filter(valid_to__isnull=True, valid_from__lte=business_date())
    return rows.select_related("case__community")


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """The latest first."""
    paginator = Paginator(_told().order_by("-valid_from", "-pk"), PER_PAGE)
    number = request.GET.get("page", "1")
    if not number.isdigit() or not 1 <= int(number) <= paginator.num_pages:
        raise Http404
    return render(request, "mediation/public_stories.html", {"page": paginator.page(int(number))})


@require_safe
def story(request: HttpRequest, ref: str) -> HttpResponse:
    """One."""
    found = _told().filter(ref=ref).first()
    if found is None:
        raise Http404
    return render(
        request, "mediation/public_story.html", {"story": found, "kind": found.case.get_kind_display()}
    )
