"""The addresses: `/` for residents, `/desk/` for those who work, and one line for whoever watches the server.

A room's own addresses live in its `urls.py`; here is only where each hangs.
"""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from linli.config.health import healthz

# Order matters: the more particular comes first, because `desk` takes what is left.
DESK_ROOMS = {
    "indicators": "indicators/",
    "reports": "check/",
    "study": "study/",
    "facilities": "facilities/",
    "workforce": "workforce/",
    "grid": "grid/",
    "participation": "participation/",
    "burden": "burden/",
    "academy": "academy/",
    "stations": "stations/",
    "mediation": "mediation/",
    "desk": "",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    *(
        path(f"desk/{prefix}", include(f"linli.{room}.urls"))
        for room, prefix in DESK_ROOMS.items()
        if find_spec(f"linli.{room}") and find_spec(f"linli.{room}.urls")
    ),
    path("", RedirectView.as_view(url="/desk/"), name="root"),
]
